import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import { jsonOf, textOf, type Json, type Ledger } from './ledger.ts';

/** What a req_id of ours may be answered with, and until when. */
type Asked = {
  readonly kind: 'message' | 'opened' | 'click';
  readonly place: string;
  readonly at: number;
  readonly taskId: string | null;
  used: boolean;
};

export type Faults = {
  /** Handshakes and API calls are refused. */
  down: boolean;
  /** The subscription is never answered (the SDK waits for ever). */
  silentAuth: boolean;
  /** Pings and everything else is never answered. */
  deaf: boolean;
  /** The next so many messages are answered with this code. */
  refuse: { code: number; count: number };
  /** The next so many messages are shown, and their receipt is lost. */
  loseReceipts: number;
  /** A frame nobody can answer any more: 846605. */
  repliesOver: boolean;
};

export type GatewayOptions = {
  readonly server: Server;
  readonly bot: { readonly botId: string; readonly secret: string };
  readonly ledger: Ledger;
  readonly faults: Faults;
  readonly clock: () => number;
  readonly mayPush: (chatid: string, chatType: number) => string | undefined;
  readonly after: (ms: number, then: () => void) => void;
};

export type Gateway = {
  /** Whether there was a live connection, and it has read the frame. */
  push(
    cmd: 'aibot_msg_callback' | 'aibot_event_callback',
    body: Json,
    asked: Omit<Asked, 'at' | 'used'>,
  ): Promise<boolean>;
  raw(text: string): void;
  kick(): void;
  disconnect(): void;
  live(): number;
  /** Sockets of any kind, subscribed or not. */
  sockets(): number;
  opened(): number;
  close(): void;
};

const maxFrameMs = 5_000;

/** wss://openws.work.weixin.qq.com as page 101463 has it: one subscription per bot, the newest wins. */
export function createGateway(options: GatewayOptions): Gateway {
  const { server, bot, ledger, faults, clock } = options;
  const sockets = new WebSocketServer({ noServer: true });
  const all = new Set<WebSocket>();
  const asked = new Map<string, Asked>();
  const uploads = new Map<string, { name: string; parts: Map<number, Buffer>; total: number }>();
  const media = new Map<string, { name: string; bytes: Buffer }>();
  let subscribed: WebSocket | undefined;
  let count = 0;
  let opened = 0;

  const onUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    if (faults.down) {
      socket.end('HTTP/1.1 503 Service Unavailable\r\nconnection: close\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, socket, head, (ws) => {
      opened += 1;
      all.add(ws);
      // One for each frame that waits for its answer.
      ws.setMaxListeners(0);
      ws.on('close', () => {
        all.delete(ws);
        if (subscribed === ws) subscribed = undefined;
      });
      ws.on('error', () => undefined);
      ws.on('message', (data: Buffer) => {
        receive(ws, data.toString());
      });
    });
  };
  server.on('upgrade', onUpgrade);

  function receive(ws: WebSocket, text: string): void {
    if (faults.deaf) return;
    let frame: Json;
    try {
      frame = jsonOf(JSON.parse(text));
    } catch {
      ledger.violate('a frame that is no JSON');
      return;
    }
    const reqId = textOf(jsonOf(frame['headers'])['req_id']);
    const body = jsonOf(frame['body']);
    if (reqId === '') ledger.violate('a frame without req_id');
    const answer = (errcode: number, extra: Json = {}): void => {
      ws.send(
        JSON.stringify({
          headers: { req_id: reqId },
          errcode,
          errmsg: errcode === 0 ? 'ok' : 'failed',
          ...extra,
        }),
      );
    };
    const cmd = textOf(frame['cmd']);
    if (cmd === 'aibot_subscribe') {
      subscribe(ws, body, answer);
      return;
    }
    if (subscribed !== ws) {
      ledger.violate(`${cmd} before the subscription`);
      return;
    }
    if (cmd === 'ping') {
      answer(0);
      return;
    }
    if (faults.refuse.count > 0) {
      faults.refuse.count -= 1;
      answer(faults.refuse.code);
      return;
    }
    const code = carryOut(cmd, reqId, body, answer);
    if (code === undefined) return;
    if (code === 0 && faults.loseReceipts > 0) faults.loseReceipts -= 1;
    else answer(code);
  }

  function subscribe(ws: WebSocket, body: Json, answer: (code: number) => void): void {
    if (faults.silentAuth) return;
    if (body['bot_id'] !== bot.botId || body['secret'] !== bot.secret) {
      answer(853000);
      return;
    }
    const before = subscribed;
    subscribed = ws;
    if (before && before !== ws) end(before);
    answer(0);
  }

  /** The old connection is told, and closed. */
  function end(ws: WebSocket): void {
    ws.send(
      JSON.stringify({
        cmd: 'aibot_event_callback',
        headers: { req_id: `K${(count += 1)}` },
        body: {
          msgid: `K${count}`,
          create_time: Math.floor(clock() / 1_000),
          aibotid: bot.botId,
          from: { userid: '' },
          msgtype: 'event',
          event: { eventtype: 'disconnected_event' },
        },
      }),
    );
    options.after(20, () => {
      ws.close();
    });
  }

  /** The code of the receipt; undefined where it is answered already. */
  function carryOut(
    cmd: string,
    reqId: string,
    body: Json,
    answer: (code: number, extra: Json) => void,
  ): number | undefined {
    switch (cmd) {
      case 'aibot_respond_msg':
        return respond(reqId, body);
      case 'aibot_respond_welcome_msg':
        return welcome(reqId, body);
      case 'aibot_respond_update_msg':
        return update(reqId, body);
      case 'aibot_send_msg':
        return send(body);
      case 'aibot_upload_media_init': {
        const id = `U${(count += 1)}`;
        uploads.set(id, {
          name: textOf(body['filename']),
          parts: new Map(),
          total: Number(body['total_chunks']),
        });
        answer(0, { body: { upload_id: id } });
        return undefined;
      }
      case 'aibot_upload_media_chunk': {
        const upload = uploads.get(textOf(body['upload_id']));
        upload?.parts.set(Number(body['chunk_index']), Buffer.from(textOf(body['base64_data']), 'base64'));
        return upload ? 0 : 40_007;
      }
      case 'aibot_upload_media_finish': {
        const upload = uploads.get(textOf(body['upload_id']));
        if (upload?.parts.size !== upload?.total || !upload) return 40_007;
        const id = `B${(count += 1)}`;
        const parts = [...upload.parts].sort(([a], [b]) => a - b).map(([, part]) => part);
        media.set(id, { name: upload.name, bytes: Buffer.concat(parts) });
        answer(0, { body: { type: 'file', media_id: id, created_at: String(clock()) } });
        return undefined;
      }
      default:
        ledger.violate(`an unknown command ${cmd}`);
        return 40_008;
    }
  }

  /** One kind of response per frame; a stream on a click's req_id is 846605. */
  function respond(reqId: string, body: Json): number {
    const frame = asked.get(reqId);
    if (frame?.kind !== 'message' || faults.repliesOver) return 846_605;
    return show(frame.place, body);
  }

  function welcome(reqId: string, body: Json): number {
    const frame = asked.get(reqId);
    if (frame?.kind !== 'opened' || frame.used) return 846_605;
    if (clock() - frame.at > maxFrameMs) {
      ledger.violate('a welcome after 5 s');
      return 846_605;
    }
    frame.used = true;
    if (body['msgtype'] !== 'text' && body['msgtype'] !== 'template_card') return 40_008;
    return show(frame.place, body);
  }

  function update(reqId: string, body: Json): number {
    const frame = asked.get(reqId);
    const card = jsonOf(body['template_card']);
    if (frame?.kind !== 'click' || frame.used) return 846_605;
    if (clock() - frame.at > maxFrameMs) {
      ledger.violate('a card update after 5 s');
      return 846_605;
    }
    if (body['response_type'] !== 'update_template_card') return 40_008;
    if (card['task_id'] !== frame.taskId) return 42_014;
    const posted = ledger.findCard(frame.taskId ?? '');
    if (!posted) return 42_014;
    frame.used = true;
    ledger.repaint(posted, card);
    return 0;
  }

  function send(body: Json): number {
    const chatType = Number(body['chat_type']);
    if (chatType !== 1 && chatType !== 2) ledger.violate('a push without chat_type');
    // The page names no code for somebody who has never written; ours must not depend on one.
    const place = options.mayPush(textOf(body['chatid']), chatType);
    if (place === undefined) return 93_006;
    // Only markdown, cards and media (40008 for a text).
    if (!['markdown', 'template_card', 'image', 'file', 'voice', 'video'].includes(textOf(body['msgtype'])))
      return 40_008;
    return show(place, body);
  }

  function show(place: string, body: Json): number {
    const type = textOf(body['msgtype']);
    const content = jsonOf(body[type]);
    const base = { place, by: 'bot', markdown: null, card: null, file: null, feedbackId: null } as const;
    switch (type) {
      case 'stream': {
        if (content['finish'] !== true) ledger.violate('a stream without an end');
        if (textOf(content['id']) === '') ledger.violate('a stream without an id');
        const feedback = jsonOf(content['feedback'])['id'];
        const feedbackId = feedback === undefined ? null : textOf(feedback);
        ledger.post({ ...base, markdown: textOf(content['content']), feedbackId });
        return 0;
      }
      case 'text':
      case 'markdown':
        ledger.post({ ...base, markdown: textOf(content['content']) });
        return 0;
      case 'template_card': {
        const feedback = jsonOf(content['feedback'])['id'];
        ledger.post({ ...base, card: content, feedbackId: feedback === undefined ? null : textOf(feedback) });
        return 0;
      }
      case 'image':
      case 'file': {
        const file = media.get(textOf(content['media_id']));
        if (!file) return 40_007;
        ledger.post({ ...base, file });
        return 0;
      }
      default:
        return 40_008;
    }
  }

  return {
    async push(cmd, body, facts) {
      const ws = subscribed;
      if (ws?.readyState !== ws?.OPEN || !ws) return false;
      const reqId = `R${(count += 1)}`;
      asked.set(reqId, { ...facts, at: clock(), used: false });
      ws.send(JSON.stringify({ cmd, headers: { req_id: reqId }, body: { aibotid: bot.botId, ...body } }));
      return hasRead(ws);
    },
    raw(text) {
      subscribed?.send(text);
    },
    kick() {
      const ws = subscribed;
      subscribed = undefined;
      if (ws) end(ws);
    },
    disconnect() {
      for (const ws of all) ws.terminate();
    },
    live: () => (subscribed ? 1 : 0),
    sockets: () => all.size,
    opened: () => opened,
    close() {
      server.off('upgrade', onUpgrade);
      for (const ws of all) ws.terminate();
      sockets.close();
    },
  };
}

type Reader = (read: boolean) => void;
/** By connection: who waits for the ping on its way, and who for the one after. */
const readers = new WeakMap<WebSocket, { serving: Reader[]; next: Reader[] }>();

/**
 * A WebSocket answers pings in order: when one comes back, what was sent before it has been read. One ping is on its way at a
 * time and serves all who wait: `ws` ends a connection that is pinged faster than it can answer.
 */
function hasRead(ws: WebSocket): Promise<boolean> {
  return new Promise((resolve) => {
    const known = readers.get(ws);
    if (known) known.next.push(resolve);
    else if (ws.readyState === ws.OPEN) askWhetherRead(ws, resolve);
    else resolve(false);
  });
}

function askWhetherRead(ws: WebSocket, first: Reader): void {
  const waiting: { serving: Reader[]; next: Reader[] } = { serving: [first], next: [] };
  readers.set(ws, waiting);
  let token = Buffer.alloc(0);
  const ping = (): void => {
    // The SDK answers each ping a second time, with nothing in it.
    token = Buffer.from(`read ${Math.random()}`);
    ws.ping(token);
  };
  const stop = (read: boolean): void => {
    ws.off('pong', onPong);
    ws.off('close', onClose);
    readers.delete(ws);
    for (const done of [...waiting.serving, ...waiting.next]) done(read);
  };
  const onPong = (data: Buffer): void => {
    if (!data.equals(token)) return;
    if (waiting.next.length === 0) {
      stop(true);
      return;
    }
    for (const done of waiting.serving) done(true);
    waiting.serving = waiting.next.splice(0);
    ping();
  };
  const onClose = (): void => {
    stop(false);
  };
  ws.on('pong', onPong);
  ws.on('close', onClose);
  ping();
}
