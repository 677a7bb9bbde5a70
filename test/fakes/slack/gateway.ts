import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import { ids } from './workspace.ts';

export type OutgoingEnvelope = {
  readonly type: 'events_api' | 'slash_commands' | 'interactive';
  readonly payload: Readonly<Record<string, unknown>>;
  readonly retryAttempt: number;
};

export type Acknowledged = { readonly acked: boolean; readonly response: Readonly<Record<string, unknown>> };

export type Gateway = {
  /** A one-time address. */
  ticket(): string;
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  connections(): number;
  /** Open sockets, greeted or not. */
  sockets(): number;
  /** To ONE of up to ten connections: docs.slack.dev/apis/events-api/using-socket-mode#connections */
  deliver(envelope: OutgoingEnvelope): Promise<Acknowledged>;
  /** A frame as it stands, to every connection. */
  raw(frame: string | Buffer): void;
  /** `warning` comes some ten seconds before Slack closes, `refresh_requested` at once. */
  announceEnd(reason: string): void;
  /** Slack closes what it has announced the end of. */
  closeAnnounced(): void;
  terminateAll(): void;
  /** Connected, and hears and says nothing any more: a half-open line. */
  goDeaf(): void;
  refuseHandshakes(status: number, count: number): void;
  /** The upgrade is never answered. */
  stallHandshakes(count: number): void;
  /** Sockets stand but are never greeted. */
  stayMute(count: number): void;
  onHello(run: () => void): void;
  close(): void;
};

export function createGateway(options: {
  readonly ackWithinMs: number;
  readonly violation: (what: string) => void;
}): Gateway {
  const { ackWithinMs, violation } = options;
  const server = new WebSocketServer({ noServer: true, autoPong: false });
  const live: WebSocket[] = [];
  const announced = new Set<WebSocket>();
  const tickets = new Set<string>();
  const waiting = new Map<string, (response: Record<string, unknown>) => void>();
  const helloListeners: (() => void)[] = [];
  let next = 0;
  const deaf = new Set<WebSocket>();
  let refusals: { status: number; count: number } = { status: 0, count: 0 };
  let mutes = 0;
  let stalls = 0;
  const stalled = new Set<Duplex>();

  const hear = (data: string): void => {
    let ack: { envelope_id?: unknown; payload?: unknown };
    try {
      ack = JSON.parse(data) as typeof ack;
    } catch {
      violation('a frame that is no JSON');
      return;
    }
    const take = waiting.get(String(ack.envelope_id));
    if (take) take((ack.payload ?? {}) as Record<string, unknown>);
    else violation('an acknowledgement of nothing, or a late one');
  };

  const greet = (socket: WebSocket): void => {
    live.push(socket);
    if (live.length > 10) violation('more than ten connections');
    socket.on('message', (data) => {
      if (!deaf.has(socket)) hear((data as Buffer).toString());
    });
    socket.on('ping', (data) => {
      if (!deaf.has(socket)) socket.pong(data);
    });
    // One for each envelope that is not acknowledged yet.
    socket.setMaxListeners(0);
    socket.on('error', () => undefined);
    socket.on('close', () => {
      live.splice(live.indexOf(socket), 1);
      announced.delete(socket);
      deaf.delete(socket);
    });
    const hello = {
      type: 'hello',
      num_connections: live.length,
      connection_info: { app_id: ids.app },
      debug_info: { host: 'applink-1', build_number: 10, approximate_connection_time: 18060 },
    };
    socket.send(JSON.stringify(hello));
    for (const listener of helloListeners) listener();
  };

  return {
    ticket() {
      const ticket = randomUUID();
      tickets.add(ticket);
      return ticket;
    },
    upgrade(request, socket, head) {
      if (stalls > 0) {
        stalls -= 1;
        stalled.add(socket);
        socket.on('close', () => stalled.delete(socket)).on('error', () => undefined);
        // Read, so that its end is noticed; Node's servers leave their half open otherwise.
        socket.on('end', () => socket.destroy());
        socket.resume();
        return;
      }
      const ticket = new URL(request.url ?? '', 'ws://x').searchParams.get('ticket') ?? '';
      const status = refusals.count > 0 ? refusals.status : tickets.delete(ticket) ? 0 : 401;
      if (refusals.count > 0) refusals.count -= 1;
      if (status !== 0) {
        socket.end(`HTTP/1.1 ${status} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
        return;
      }
      server.handleUpgrade(request, socket, head, (opened) => {
        if (mutes > 0) {
          mutes -= 1;
          opened.on('error', () => undefined);
          return;
        }
        greet(opened);
      });
    },
    connections: () => live.length,
    sockets: () => server.clients.size + stalled.size,
    async deliver({ type, payload, retryAttempt }) {
      // What has been announced to end still hears, but the newer line is preferred.
      const open = live.filter((socket) => socket.readyState === socket.OPEN);
      const fresh = open.filter((socket) => !announced.has(socket));
      const choice = fresh.length > 0 ? fresh : open;
      const socket = choice[(next += 1) % Math.max(choice.length, 1)];
      if (!socket) return { acked: false, response: {} };
      const envelopeId = randomUUID();
      const frame = {
        envelope_id: envelopeId,
        type,
        accepts_response_payload: type !== 'events_api',
        ...(type === 'events_api'
          ? { retry_attempt: retryAttempt, retry_reason: retryAttempt > 0 ? 'timeout' : '' }
          : {}),
        payload,
      };
      return new Promise((resolve) => {
        const settle = (result: Acknowledged): void => {
          clearTimeout(timer);
          socket.off('close', lost);
          waiting.delete(envelopeId);
          resolve(result);
        };
        const lost = (): void => {
          settle({ acked: false, response: {} });
        };
        const timer = setTimeout(lost, ackWithinMs);
        waiting.set(envelopeId, (response) => {
          settle({ acked: true, response });
        });
        socket.once('close', lost);
        if (!deaf.has(socket)) socket.send(JSON.stringify(frame));
      });
    },
    raw: (frame) => {
      for (const socket of live) socket.send(frame);
    },
    announceEnd: (reason) => {
      for (const socket of live) {
        announced.add(socket);
        socket.send(JSON.stringify({ type: 'disconnect', reason, debug_info: { host: 'applink-1' } }));
      }
    },
    closeAnnounced: () => {
      for (const socket of announced) socket.close(1000);
    },
    terminateAll: () => {
      for (const socket of [...live, ...server.clients]) socket.terminate();
    },
    goDeaf: () => {
      for (const socket of live) deaf.add(socket);
    },
    refuseHandshakes: (status, count) => {
      refusals = { status, count };
    },
    stallHandshakes: (count) => {
      stalls = count;
    },
    stayMute: (count) => {
      mutes = count;
    },
    onHello: (run) => {
      helloListeners.push(run);
    },
    close: () => {
      for (const socket of server.clients) socket.terminate();
      for (const socket of stalled) socket.destroy();
      server.close();
    },
  };
}
