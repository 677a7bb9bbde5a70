import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTcpServer, type AddressInfo, type Server } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { callPlatform, fetchFile } from '../../src/connection/call-platform.ts';

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    if ('closeAllConnections' in server)
      (server as unknown as { closeAllConnections(): void }).closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function serve(answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<string> {
  return listen(createServer(answer));
}

const post = { method: 'POST', body: '{"secret":"s3cret"}', timeoutMs: 2_000 } as const;

describe('a call', () => {
  test('that is answered', async () => {
    let seen = '';
    const url = await serve((request, response) => {
      request.on('data', (chunk: Buffer) => (seen += chunk.toString()));
      request.on('end', () => {
        response.writeHead(200, { 'x-id': '7' }).end('{"ok":true}');
      });
    });
    const answer = await callPlatform(url, post);
    expect(answer).toMatchObject({ type: 'answer', status: 200, body: { ok: true } });
    expect(answer.type === 'answer' && answer.headers.get('x-id')).toBe('7');
    expect(seen).toBe(post.body);
  });

  test('that is answered with no JSON', async () => {
    const url = await serve((_, response) => response.writeHead(502).end('<html>Bad gateway'));
    expect(await callPlatform(url, post)).toMatchObject({ type: 'answer', status: 502, body: null });
  });

  test('that is redirected goes nowhere else', async () => {
    let strangers = 0;
    const elsewhere = await serve((_, response) => {
      strangers += 1;
      response.end('{}');
    });
    const url = await serve((_, response) => response.writeHead(307, { location: elsewhere }).end());
    expect(await callPlatform(url, post)).toMatchObject({ type: 'answer', status: 307 });
    expect(strangers).toBe(0);
  });

  test('to nobody never left', async () => {
    const server = createTcpServer();
    const url = await listen(server);
    await new Promise((resolve) => server.close(resolve));
    expect(await callPlatform(url, post)).toEqual({
      type: 'unreachable',
      reason: 'unreachable (ECONNREFUSED)',
    });
    const unknown = await callPlatform('http://no-such-host.invalid/', post);
    expect(unknown).toMatchObject({ type: 'unreachable' });
  });

  test('that is cut off may have been carried out', async () => {
    const url = await serve((request) => request.socket.destroy());
    expect(await callPlatform(url, post)).toMatchObject({ type: 'no-answer' });
  });

  test('that is reset may have been carried out', async () => {
    const url = await listen(
      createTcpServer((socket) => {
        socket.once('data', () => socket.resetAndDestroy());
      }),
    );
    expect(await callPlatform(url, post)).toMatchObject({ type: 'no-answer' });
  });

  test('that is not answered in time may have been carried out', async () => {
    const url = await serve(() => undefined);
    expect(await callPlatform(url, { ...post, timeoutMs: 50 })).toEqual({
      type: 'no-answer',
      reason: 'no answer (TimeoutError)',
    });
  });

  test('whose answer stops in the middle may have been carried out', async () => {
    const url = await serve((_, response) => response.writeHead(200).write('{"ok":'));
    const answer = await callPlatform(url, { ...post, timeoutMs: 100 });
    expect(answer).toMatchObject({
      type: 'no-answer',
      reason: expect.stringContaining('broke off') as unknown,
    });
  });

  test('whose answer does not end is read no further than a megabyte', async () => {
    let sent = 0;
    const url = await serve((_, response) => {
      const chunk = Buffer.alloc(64 * 1024, 32);
      const pour = (): void => {
        while (!response.destroyed && response.write(chunk)) sent += chunk.byteLength;
        if (!response.destroyed) response.once('drain', pour);
      };
      pour();
    });
    expect(await callPlatform(url, post)).toMatchObject({ type: 'answer', status: 200, body: null });
    expect(sent).toBeLessThan(50 * 1024 * 1024);
  });

  test('that is no address is no call', async () => {
    expect((await callPlatform('no address', post)).type).not.toBe('answer');
  });

  test('tells neither where it went nor what it said', async () => {
    const url = await serve((request) => request.socket.destroy());
    const told = [
      await callPlatform(`${url}/send?access_token=s3cret`, post),
      await callPlatform('http://s3cret.invalid/?key=s3cret', post),
      await callPlatform('s3cret', post),
    ];
    expect(JSON.stringify(told)).not.toContain('s3cret');
  });
});

describe('a file', () => {
  const options = { timeoutMs: 2_000, maxBytes: 1_000 };

  test('comes with its bytes and headers', async () => {
    const url = await serve((request, response) => {
      expect(request.headers['authorization']).toBe('Bearer t');
      response.writeHead(200, { 'content-type': 'image/png' }).end(Buffer.from([1, 2, 3]));
    });
    const file = await fetchFile(url, { ...options, headers: { authorization: 'Bearer t' } });
    expect([...(file?.bytes ?? [])]).toEqual([1, 2, 3]);
    expect(file?.headers.get('content-type')).toBe('image/png');
  });

  test.each<[string, (request: IncomingMessage, response: ServerResponse) => void]>([
    ['is too large', (_, response) => response.end(Buffer.alloc(1_001))],
    ['is not there', (_, response) => response.writeHead(404).end('no')],
    ['is elsewhere', (_, response) => response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end()],
    ['breaks off', (request) => request.socket.destroy()],
  ])('that %s cannot be had', async (_, answer) => {
    expect(await fetchFile(await serve(answer), options)).toBeUndefined();
  });

  test('of exactly the greatest size can be had', async () => {
    const url = await serve((_, response) => response.end(Buffer.alloc(1_000)));
    expect((await fetchFile(url, options))?.bytes).toHaveLength(1_000);
  });

  test('that does not come in time cannot be had', async () => {
    expect(await fetchFile(await serve(() => undefined), { ...options, timeoutMs: 50 })).toBeUndefined();
  });
});
