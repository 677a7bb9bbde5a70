import { request as nodeRequest } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { silentLogger } from '../../src/kernel/logger.ts';
import { createHttpServer, type HttpServer } from '../../src/web/server.ts';

/** Platforms call us from their own machines: no Origin, our public name as Host, signed over the exact bytes. */

const running: HttpServer[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.close()));
});

type Heard = { readonly path: string; readonly query: string; readonly body: string };

async function open(publicUrl: string | null): Promise<{ port: number; heard: Heard[] }> {
  const server = createHttpServer({
    host: '127.0.0.1',
    port: 0,
    publicUrl,
    logger: silentLogger,
    readiness: () => ({ ready: true, channels: {} }),
  });
  running.push(server);
  const heard: Heard[] = [];
  for (const prefix of ['/slack/events', '/wecom/callback'])
    server.routes.mount(prefix, async (request) => {
      const { pathname, search } = new URL(request.url);
      heard.push({ path: pathname, query: search, body: await request.text() });
      return new Response('');
    });
  server.routes.mount('/', () => new Response('page'));
  const { url } = await server.listen();
  // With a public name, the address told is that one; the port is asked of the socket.
  const port = publicUrl === null ? Number(new URL(url).port) : server.port();
  return { port, heard };
}

/** One POST with exactly these headers and bytes. */
function call(
  port: number,
  path: string,
  headers: Record<string, string>,
  body: string | readonly string[],
): Promise<number> {
  return new Promise((resolve, reject) => {
    const request = nodeRequest({ host: '127.0.0.1', port, path, method: 'POST', headers }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    request.on('error', reject);
    for (const part of typeof body === 'string' ? [body] : body) request.write(part);
    request.end();
  });
}

const xml = '<xml><ToUserName><![CDATA[ww1]]></ToUserName><Encrypt><![CDATA[é 密]]></Encrypt></xml>';

describe('a platform behind our public name', () => {
  it.each([
    ['/slack/events', 'application/x-www-form-urlencoded', 'payload=%7B%22type%22%3A%22block_actions%22%7D'],
    ['/slack/events', 'application/json', '{"type":"url_verification","challenge":"3eZ"}'],
    ['/wecom/callback?msg_signature=a&timestamp=1&nonce=2', 'text/xml', xml],
    ['/wecom/callback?msg_signature=a%2Bb', 'application/octet-stream', xml],
  ])('reaches %s with %s, byte for byte', async (path, type, body) => {
    const { port, heard } = await open('https://desk.example.com');
    const headers = { host: 'desk.example.com', 'content-type': type };
    const length = { 'content-length': String(Buffer.byteLength(body)) };
    expect(await call(port, path, { ...headers, ...length }, body)).toBe(200);
    expect(await call(port, path, headers, [body.slice(0, 9), body.slice(9)])).toBe(200);
    const [pathname, query] = path.split('?');
    const wanted = { path: pathname, query: query === undefined ? '' : `?${query}`, body };
    expect(heard).toEqual([wanted, wanted]);
  });

  it('is known by its name with a port and in any case', async () => {
    const { port, heard } = await open('https://Desk.example.com:8443');
    for (const host of ['desk.example.com', 'desk.example.com:8443', 'DESK.EXAMPLE.COM'])
      expect(await call(port, '/slack/events', { host }, '{}')).toBe(200);
    expect(heard).toHaveLength(3);
  });

  it('is not let in under another name, and not from a page of another site', async () => {
    const { port, heard } = await open('https://desk.example.com');
    const host = 'desk.example.com';
    expect(await call(port, '/slack/events', { host: 'evil.example.com' }, '{}')).toBe(421);
    const origin = 'https://evil.example.com';
    expect(await call(port, '/slack/events', { host, origin }, '{}')).toBe(403);
    expect(await call(port, '/wecom/callback', { host, 'sec-fetch-site': 'cross-site' }, '{}')).toBe(403);
    expect(heard).toEqual([]);
  });

  it('never reaches the page behind the paths beside its own', async () => {
    const { port, heard } = await open('https://desk.example.com');
    await call(port, '/slack/eventsx', { host: 'desk.example.com' }, '{}');
    expect(heard).toEqual([]);
  });
});
