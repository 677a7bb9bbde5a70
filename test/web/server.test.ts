import { request as nodeRequest } from 'node:http';
import { connect } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import type { ChannelHealth } from '../../src/channel/adapter.ts';
import { BotError } from '../../src/kernel/bot-error.ts';
import { silentLogger } from '../../src/kernel/logger.ts';
import { createHttpServer, type HttpServer, type HttpServerOptions } from '../../src/web/server.ts';

const running: HttpServer[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.close()));
});

function create(change: Partial<HttpServerOptions> = {}): HttpServer {
  const server = createHttpServer({
    host: '127.0.0.1',
    port: 0,
    logger: silentLogger,
    clock: () => 10_000,
    readiness: () => ({ ready: true, channels: {} }),
    ...change,
  });
  running.push(server);
  return server;
}

/** fetch forbids the headers under test (Host, Content-Length). */
function raw(url: string, headers: Record<string, string>, method = 'GET'): Promise<number> {
  return new Promise((resolve, reject) => {
    nodeRequest(url, { method, headers }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    })
      .on('error', reject)
      .end();
  });
}

describe('health and readiness', () => {
  it('/healthz answers while the process lives', async () => {
    const { url } = await create().listen();
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
  });

  const connected: ChannelHealth = { state: 'connected', lastFrameAt: 8_500 };
  it.each<[string, boolean, Record<string, ChannelHealth>, number]>([
    ['all connected', true, { web: connected }, 200],
    ['a channel starts', true, { web: connected, slack: { state: 'starting' } }, 503],
    [
      'a channel is down, another serves',
      true,
      { web: connected, slack: { state: 'down', since: 1, reason: 'invalid_auth' } },
      200,
    ],
    ['every channel is down', true, { slack: { state: 'down', since: 1, reason: 'invalid_auth' } }, 503],
    ['there is no channel', true, {}, 503],
    ['the product is not ready', false, { web: connected }, 503],
    ['a quiet channel', true, { web: { state: 'connected', lastFrameAt: null } }, 200],
  ])('/readyz: %s', async (_name, ready, channels, status) => {
    const { url } = await create({ readiness: () => ({ ready, channels }) }).listen();
    const response = await fetch(`${url}/readyz`);
    expect(response.status).toBe(status);
    const body = await response.json();
    expect(body).toMatchObject({ ready: status === 200 });
    expect(Object.keys((body as { channels: object }).channels)).toEqual(Object.keys(channels));
  });

  it('tells the age of the last frame, and since when and why a channel is down', async () => {
    const down: ChannelHealth = { state: 'down', since: 4_000, reason: 'botToken: invalid_auth' };
    const { url } = await create({
      readiness: () => ({ ready: true, channels: { web: connected, slack: down } }),
    }).listen();
    expect(await (await fetch(`${url}/readyz`)).json()).toEqual({
      ready: true,
      channels: {
        web: { state: 'connected', lastFrameAgeMs: 1_500 },
        slack: { state: 'down', sinceMs: 6_000, reason: 'botToken: invalid_auth' },
      },
    });
  });
});

describe('every answer', () => {
  it('carries the security headers, also refusals and errors', async () => {
    const server = create();
    server.routes.mount(
      '/own',
      () => new Response('', { headers: { 'content-security-policy': 'sandbox' } }),
    );
    server.routes.mount('/broken', () => {
      throw new Error('secret detail');
    });
    const { url } = await server.listen();
    for (const path of ['/healthz', '/nowhere', '/broken']) {
      const { headers } = await fetch(url + path);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
      expect(headers.get('content-security-policy')).not.toContain('unsafe');
      expect(headers.get('referrer-policy')).toBe('same-origin');
    }
    expect((await fetch(`${url}/own`)).headers.get('content-security-policy')).toBe('sandbox');
  });

  it('is JSON in plain words when it refuses, and keeps the cause to the log', async () => {
    const server = create();
    server.routes.mount('/broken', () => Promise.reject(new Error('secret detail')));
    const { url } = await server.listen();
    expect(await (await fetch(`${url}/nowhere`)).json()).toMatchObject({ error: 'not-found' });
    const broken = await fetch(`${url}/broken`);
    expect(broken.status).toBe(500);
    expect(await broken.text()).not.toContain('secret');
  });
});

describe('requests from where they should not come', () => {
  it('a rebound host name is refused', async () => {
    const { url } = await create().listen();
    expect(await raw(`${url}/healthz`, { host: 'evil.example.com' })).toBe(421);
    expect(await raw(`${url}/healthz`, { host: 'localhost' })).toBe(200);
  });

  it('a POST of another site never reaches the handler', async () => {
    const server = create();
    let calls = 0;
    server.routes.mount('/chat', () => {
      calls += 1;
      return new Response('ok');
    });
    const { url } = await server.listen();
    expect(await raw(`${url}/chat`, { origin: 'https://evil.example.com' }, 'POST')).toBe(403);
    expect(calls).toBe(0);
    expect(await raw(`${url}/chat`, { origin: url }, 'POST')).toBe(200);
    expect(calls).toBe(1);
  });

  it('bytes that are no request get 400 and the server lives on', async () => {
    const { url } = await create().listen();
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    socket.on('error', () => undefined);
    socket.write('GET / HTTP/1.1\r\n\r\n\0\0\0nonsense\r\n\r\n');
    await new Promise((resolve) => socket.once('close', resolve).resume());
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
  });
});

describe('large bodies', () => {
  it.each([
    ['announced', new Uint8Array(12 * 1024 * 1024)],
    ['in chunks', () => new Blob([new Uint8Array(12 * 1024 * 1024)]).stream()],
  ])('%s: 413', async (_name, body) => {
    const server = create();
    server.routes.mount('/', async (request) =>
      Response.json({ size: (await request.arrayBuffer()).byteLength }),
    );
    const { url } = await server.listen();
    const send = (data: typeof body) =>
      fetch(url, {
        method: 'POST',
        body: typeof data === 'function' ? data() : data,
        duplex: 'half',
      });
    expect((await send(body)).status).toBe(413);
    const fitting = await send(new Uint8Array(1024 * 1024));
    expect(await fitting.json()).toEqual({ size: 1024 * 1024 });
  });
});

describe('closing', () => {
  it('finishes a running request, ends event streams, accepts nothing new', async () => {
    const server = create();
    let cancelled = false;
    server.routes.mount('/slow', async () => {
      await wait(200);
      return new Response('done');
    });
    server.routes.mount('/stream', () => {
      const body = new ReadableStream({
        start: (controller) => {
          controller.enqueue(new TextEncoder().encode(': hello\n\n'));
        },
        cancel: () => {
          cancelled = true;
        },
      });
      return new Response(body, { headers: { 'content-type': 'text/event-stream' } });
    });
    const { url } = await server.listen();
    const stream = await fetch(`${url}/stream`);
    const slow = fetch(`${url}/slow`);
    await wait(50);
    const closing = server.close();
    expect(await (await slow).text()).toBe('done');
    expect(await stream.text()).toBe(': hello\n\n');
    await closing;
    expect(cancelled).toBe(true);
    await expect(fetch(`${url}/healthz`)).rejects.toThrow();
  });

  it('cuts what hangs at the end of the grace period', async () => {
    const server = create({ graceMs: 100 });
    server.routes.mount('/', () => new Promise<Response>(() => undefined));
    const { url } = await server.listen();
    const hanging = fetch(url).catch(() => 'cut');
    await wait(50);
    await server.close();
    expect(await hanging).toBe('cut');
  });

  it('may be asked twice, and without having listened', async () => {
    const server = create();
    await Promise.all([server.close(), server.close()]);
  });
});

describe('listening', () => {
  it('a taken port is a plain sentence', async () => {
    const { url } = await create().listen();
    const second = create({ port: Number(new URL(url).port) }).listen();
    await expect(second).rejects.toThrow(BotError);
    await expect(second).rejects.toThrow(/is taken by another program/);
  });

  it('the longest mount wins, and prefixes end at a slash', async () => {
    const server = create();
    server.routes.mount('/', () => new Response('page'));
    server.routes.mount('/api', () => new Response('api'));
    const { url } = await server.listen();
    const text = async (path: string) => (await fetch(url + path)).text();
    expect(await text('/')).toBe('page');
    expect(await text('/api')).toBe('api');
    expect(await text('/api/tickets')).toBe('api');
    expect(await text('/apix')).toBe('page');
    expect(() => {
      server.routes.mount('/api', () => new Response('twice'));
    }).toThrow(/two handlers/);
  });
});
