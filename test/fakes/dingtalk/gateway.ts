import { randomUUID } from 'node:crypto';
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';

export type PushedFrame = {
  readonly type: 'CALLBACK' | 'EVENT' | 'SYSTEM';
  readonly topic: string;
  readonly messageId: string;
  readonly data: object;
};

type Line = { readonly socket: WebSocket; expiring: boolean };

/**
 * The gateway of Stream mode: one-time tickets, frames down, acknowledgements up. What is not acknowledged within the deadline
 * is pushed again when somebody connects (the real one repeats within 60 s).
 * open.dingtalk.com/document/development/introduction-to-stream-mode
 */
export class FakeGateway {
  readonly #server = new WebSocketServer({ noServer: true });
  readonly #tickets = new Set<string>();
  readonly #lines: Line[] = [];
  readonly #acks = new Map<string, (() => void)[]>();
  readonly #unacked = new Map<string, PushedFrame>();
  readonly pongs: unknown[] = [];
  readonly acked: string[] = [];
  opened = 0;
  /** Refuses the next sockets with this HTTP status. */
  refuseSockets: number | null = null;
  /** Takes messages of ours and answers none; not even pings. */
  deaf = false;
  pushAgainOnConnect = true;

  constructor(server: Server) {
    server.on('upgrade', (request, socket, head) => {
      this.#upgrade(request, socket, head);
    });
  }

  issueTicket(): string {
    const ticket = randomUUID();
    this.#tickets.add(ticket);
    return ticket;
  }

  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const ticket = new URL(request.url ?? '/', 'http://fake').searchParams.get('ticket') ?? '';
    const refused = this.refuseSockets ?? (this.#tickets.delete(ticket) ? null : 401);
    if (refused !== null) {
      socket.end(`HTTP/1.1 ${refused} Refused\r\nconnection: close\r\n\r\n`);
      return;
    }
    this.#server.handleUpgrade(request, socket, head, (ws) => {
      this.#adopt(ws);
    });
  }

  #adopt(socket: WebSocket): void {
    const line: Line = { socket, expiring: false };
    this.opened += 1;
    this.#lines.push(line);
    socket.on('message', (data) => {
      this.#hear(Buffer.isBuffer(data) ? data.toString() : '');
    });
    socket.on('close', () => {
      this.#lines.splice(this.#lines.indexOf(line), 1);
    });
    socket.on('error', () => undefined);
    for (const topic of ['CONNECTED', 'REGISTERED'])
      this.#send(line, { type: 'SYSTEM', topic, messageId: randomUUID(), data: {} });
    if (this.pushAgainOnConnect) for (const frame of this.#unacked.values()) this.#send(line, frame);
  }

  #hear(text: string): void {
    if (this.deaf) return;
    const { code, headers, data } = JSON.parse(text) as {
      code?: number;
      headers?: { messageId?: string };
      data?: string;
    };
    const messageId = headers?.messageId ?? '';
    if (code !== 200 || messageId === '') return;
    if (data?.includes('opaque')) this.pongs.push(JSON.parse(data));
    this.acked.push(messageId);
    this.#unacked.delete(messageId);
    for (const acked of this.#acks.get(messageId) ?? []) acked();
    this.#acks.delete(messageId);
  }

  #send({ socket }: Line, { type, topic, messageId, data }: PushedFrame): void {
    socket.send(
      JSON.stringify({
        specVersion: '1.0',
        type,
        headers: {
          appId: 'app-1',
          connectionId: 'conn-1',
          contentType: 'application/json',
          messageId,
          time: String(Date.now()),
          topic,
        },
        data: JSON.stringify(data),
      }),
    );
  }

  /** Resolves to whether it was acknowledged in time. */
  push(frame: PushedFrame, deadlineMs: number): Promise<boolean> {
    // One of the connections gets it, never one that is about to end.
    const line = this.#lines.findLast(
      ({ expiring, socket }) => !expiring && socket.readyState === socket.OPEN,
    );
    this.#unacked.set(frame.messageId, frame);
    const { promise, resolve } = Promise.withResolvers<boolean>();
    const timer = setTimeout(resolve, line ? deadlineMs : 0, false);
    const acked = (): void => {
      clearTimeout(timer);
      resolve(true);
    };
    this.#acks.set(frame.messageId, [...(this.#acks.get(frame.messageId) ?? []), acked]);
    if (line) this.#send(line, frame);
    return promise;
  }

  /** Frames nobody acknowledged are pushed again, newest first: order is no promise of the platform's. */
  pushAgain(): void {
    const line = this.#lines.at(-1);
    if (line) for (const frame of [...this.#unacked.values()].reverse()) this.#send(line, frame);
  }

  sendRaw(text: string): void {
    for (const { socket } of this.#lines) socket.send(text);
  }

  systemPing(opaque: string): void {
    const line = this.#lines.at(-1);
    if (line) this.#send(line, { type: 'SYSTEM', topic: 'ping', messageId: randomUUID(), data: { opaque } });
  }

  /** "persistent connection is timeout": nothing more comes on these, and they end some seconds later. */
  announceEnd(): void {
    for (const line of this.#lines) {
      line.expiring = true;
      const data = { reason: 'persistent connection is timeout' };
      this.#send(line, { type: 'SYSTEM', topic: 'disconnect', messageId: randomUUID(), data });
    }
  }

  cut(): void {
    for (const { socket } of this.#lines) socket.terminate();
  }

  /** Ends politely. */
  kick(): void {
    for (const { socket } of this.#lines) socket.close(1000);
  }

  count(): number {
    return this.#lines.length;
  }

  unacked(): number {
    return this.#unacked.size;
  }

  close(): void {
    this.cut();
    this.#server.close();
  }
}
