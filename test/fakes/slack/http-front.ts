import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answerCall, type Answer, type Arguments, type WebApiWorld } from './web-api.ts';
import type { Gateway } from './gateway.ts';

export type Trouble =
  /** 429 with Retry-After. */
  | { readonly type: 'throttled'; readonly retryAfter: number }
  | { readonly type: 'http'; readonly status: number }
  /** `{ok: false, error}` */
  | { readonly type: 'error'; readonly error: string }
  /** Carried out, and the line breaks before the answer. */
  | { readonly type: 'answer-lost' }
  /** Not carried out, and the line breaks. */
  | { readonly type: 'request-lost' }
  /** Never answered. */
  | { readonly type: 'silent' }
  | { readonly type: 'html' };

export type Front = {
  readonly server: Server;
  readonly origin: () => string;
  /** The next `count` calls of `method` (where told: for that channel) run into it, after `skip` that do not. */
  trouble(method: string, trouble: Trouble, count?: number, channel?: string, skip?: number): void;
  /** Calls by method, in order. */
  readonly calls: { readonly method: string; readonly args: Arguments; readonly at: number }[];
  botToken: string;
  appToken: string;
  /** What a refused token is told. */
  tokenError: string;
  readonly unanswered: Set<ServerResponse>;
};

type Pending = { trouble: Trouble; count: number; channel: string | undefined; skip: number };

export function createFront(options: {
  readonly world: WebApiWorld;
  readonly gateway: Gateway;
  readonly limitPosts: boolean;
}): Front {
  const { world, gateway } = options;
  const troubles = new Map<string, Pending[]>();
  /** When something was last posted in a channel. */
  const posts = new Map<string, number>();

  const takeTrouble = (method: string, args: Arguments): Trouble | undefined => {
    const found = (troubles.get(method) ?? []).find(
      ({ count, channel }) => count > 0 && (channel === undefined || channel === args['channel']),
    );
    if (!found) return undefined;
    if (found.skip > 0) {
      found.skip -= 1;
      return undefined;
    }
    found.count -= 1;
    return found.trouble;
  };

  /** One message a second and channel: docs.slack.dev/apis/web-api/rate-limits. Above it bursts may simply not be shown. */
  const isTooFast = (method: string, args: Arguments): boolean => {
    if (!options.limitPosts || method !== 'chat.postMessage') return false;
    const channel = args['channel'] ?? '';
    const now = world.clock();
    if ((posts.get(channel) ?? -Infinity) <= now - 1_000) return false;
    world.violation(`more than one message a second in ${channel}`);
    return true;
  };

  const reply = (response: ServerResponse, answer: Answer): void => {
    response.setHeader('content-type', 'application/json; charset=utf-8');
    response.end(JSON.stringify(answer));
  };

  const openLink = (): Answer => ({
    ok: true,
    url: `${front.origin().replace('http', 'ws')}/link/?ticket=${gateway.ticket()}&app_id=A0BANGBAN`,
  });

  const call = async (method: string, request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const args = await readArguments(request);
    front.calls.push({ method, args, at: world.clock() });
    const token = (request.headers.authorization ?? '').replace(/^Bearer /, '');
    const isConnecting = method === 'apps.connections.open';
    if (token !== (isConnecting ? front.appToken : front.botToken)) {
      reply(response, { ok: false, error: token === '' ? 'not_authed' : front.tokenError });
      return;
    }
    const trouble = takeTrouble(method, args) ?? (isTooFast(method, args) ? throttled : undefined);
    const carryOut = (): Answer => {
      const answer = isConnecting ? openLink() : answerCall(method, args, world);
      if (method === 'chat.postMessage' && answer.ok) posts.set(args['channel'] ?? '', world.clock());
      return answer;
    };
    switch (trouble?.type) {
      case undefined:
        reply(response, carryOut());
        return;
      case 'throttled':
        response
          .writeHead(429, { 'retry-after': String(trouble.retryAfter) })
          .end('{"ok":false,"error":"ratelimited"}');
        return;
      case 'http':
        response.writeHead(trouble.status).end('upstream connect error');
        return;
      case 'error':
        reply(response, { ok: false, error: trouble.error });
        return;
      case 'answer-lost':
        carryOut();
        request.socket.destroy();
        return;
      case 'request-lost':
        request.socket.destroy();
        return;
      case 'silent':
        front.unanswered.add(response);
        return;
      case 'html':
        response.setHeader('content-type', 'text/html');
        response.end('<html>sorry</html>');
    }
  };

  const giveFile = (request: IncomingMessage, response: ServerResponse, path: string): void => {
    const file = world.workspace.files.get(/^\/files-pri\/[^-]+-(F\w+)\//.exec(path)?.[1] ?? '');
    const trouble = takeTrouble('files', {});
    if (trouble?.type === 'silent') {
      front.unanswered.add(response);
      return;
    }
    // Without the token or its scope Slack shows a page to sign in on, with 200.
    const mayRead =
      request.headers.authorization === `Bearer ${front.botToken}` && world.scopes().has('files:read');
    if (!file || !mayRead) {
      response.setHeader('content-type', 'text/html; charset=utf-8');
      response.end('<html>Sign in to Slack</html>');
      return;
    }
    response.setHeader('content-type', file.mimeType);
    response.end(file.bytes);
  };

  const takeUpload = async (request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> => {
    const id = url.pathname.slice('/upload/'.length);
    const bytes = await readUpload(request);
    if (bytes.byteLength === 0) world.violation('an upload without bytes');
    const name = url.searchParams.get('filename') ?? 'file';
    world.workspace.files.set(id, { id, name, mimeType: 'application/octet-stream', bytes });
    response.end(`OK - ${bytes.byteLength}`);
  };

  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://x');
    const work = async (): Promise<void> => {
      if (url.pathname.startsWith('/api/')) await call(url.pathname.slice('/api/'.length), request, response);
      else if (url.pathname.startsWith('/files-pri/')) giveFile(request, response, url.pathname);
      else if (url.pathname.startsWith('/upload/')) await takeUpload(request, response, url);
      else response.writeHead(404).end();
    };
    work().catch((error: unknown) => {
      world.violation(`a request that could not be read: ${String(error)}`);
      response.writeHead(500).end();
    });
  });
  server.on('upgrade', (request, socket, head) => {
    gateway.upgrade(request, socket, head);
  });

  const front: Front = {
    server,
    calls: [],
    botToken: 'xoxb-0000-test-bot',
    appToken: 'xapp-1-test-app',
    tokenError: 'invalid_auth',
    unanswered: new Set(),
    origin: () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    trouble(method, trouble, count = 1, channel, skip = 0) {
      troubles.set(method, [...(troubles.get(method) ?? []), { trouble, count, channel, skip }]);
    },
  };
  return front;
}

const throttled: Trouble = { type: 'throttled', retryAfter: 1 };

async function toRequest(incoming: IncomingMessage): Promise<Request> {
  const parts: Buffer[] = [];
  for await (const part of incoming) parts.push(part as Buffer);
  return new Request('http://x/', {
    method: 'POST',
    headers: { 'content-type': incoming.headers['content-type'] ?? '' },
    body: Buffer.concat(parts),
  });
}

/** The one part of a multipart body: between its headers and the closing boundary. */
async function readUpload(incoming: IncomingMessage): Promise<Uint8Array> {
  const boundary = /boundary=(\S+)/.exec(incoming.headers['content-type'] ?? '')?.[1] ?? '';
  const whole = Buffer.from(await (await toRequest(incoming)).arrayBuffer());
  const start = whole.indexOf('\r\n\r\n') + 4;
  return new Uint8Array(whole.subarray(start, whole.lastIndexOf(`\r\n--${boundary}--`)));
}

async function readArguments(incoming: IncomingMessage): Promise<Arguments> {
  const request = await toRequest(incoming);
  const text = await request.text();
  return Object.fromEntries(new URLSearchParams(text));
}
