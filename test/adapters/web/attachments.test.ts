import { describe, expect, it } from 'vitest';
import { listen, message, send, start } from './client.ts';
import type { WebChannel } from './web-channel.ts';

describe('attachments', () => {
  const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3]);

  function upload(
    channel: WebChannel,
    bytes: Uint8Array<ArrayBuffer>,
    name: string,
    as = 'lin',
  ): Promise<Response> {
    const form = new FormData();
    form.set('as', as);
    form.set('file', new Blob([bytes]), name);
    return fetch(`${channel.url}/chat/attachments`, { method: 'POST', body: form });
  }

  it('a picture is stored, sent, and shown in place', async () => {
    const channel = await start();
    const response = await upload(channel, png, '截图.png');
    expect(response.status).toBe(201);
    const stored = (await response.json()) as { key: string; url: string };
    expect(stored).toMatchObject({ name: '截图.png', mimeType: 'image/png', sizeBytes: 11, isImage: true });
    const sent = await send(channel, 'messages', message({ text: '', attachmentKeys: [stored.key] }));
    expect(sent.status).toBe(202);
    expect(channel.intake.events[0]?.body).toMatchObject({
      attachments: [{ key: stored.key, mimeType: 'image/png' }],
    });
    const reader = await listen(channel, 'as=lin');
    expect((await reader.snapshot())[0]?.attachments).toMatchObject([{ url: stored.url, isImage: true }]);
    const shown = await fetch(channel.url + stored.url);
    expect(shown.headers.get('content-type')).toBe('image/png');
    expect(shown.headers.get('content-disposition')).toMatch(/^inline/);
    expect(shown.headers.get('x-content-type-options')).toBe('nosniff');
    expect(new Uint8Array(await shown.arrayBuffer())).toEqual(png);
  });

  it('anything that could run is only downloaded', async () => {
    const channel = await start();
    const html = new TextEncoder().encode('<script>alert(document.domain)</script>');
    const { url } = (await (await upload(channel, html, 'shot.png')).json()) as { url: string };
    const file = await fetch(channel.url + url);
    expect(file.headers.get('content-type')).toBe('application/octet-stream');
    expect(file.headers.get('content-disposition')).toMatch(/^attachment/);
    expect(file.headers.get('content-security-policy')).toContain('sandbox');
  });

  it('bare bytes are taken too', async () => {
    const channel = await start();
    const response = await fetch(`${channel.url}/chat/attachments?as=lin&name=a.png`, {
      method: 'POST',
      body: png,
    });
    expect(await response.json()).toMatchObject({ name: 'a.png', mimeType: 'image/png' });
  });

  it.each([
    ['10 MB and a byte', new Uint8Array(10 * 1024 * 1024 + 1).fill(97), 'big.txt', 'lin', 413],
    ['12 MB', new Uint8Array(12 * 1024 * 1024).fill(97), 'big.txt', 'lin', 413],
    ['a program', new Uint8Array([0x4d, 0x5a, 0, 0]), 'a.png', 'lin', 415],
    ['nothing', new Uint8Array(0), 'a.png', 'lin', 400],
    ['from a stranger', png, 'a.png', 'mallory', 403],
  ])('%s is refused', async (_name, bytes, name, as, status) => {
    const channel = await start();
    expect((await upload(channel, bytes, name, as)).status).toBe(status);
  });

  it('10 MB are taken', async () => {
    const channel = await start();
    const bytes = new Uint8Array(10 * 1024 * 1024).fill(97);
    expect((await upload(channel, bytes, 'full.log')).status).toBe(201);
  });

  it.each(['0'.repeat(64), 'x', '..%2f..%2fetc%2fpasswd'])('no file under %s', async (key) => {
    const channel = await start();
    expect((await fetch(`${channel.url}/chat/attachments/${key}`)).status).toBe(404);
  });
});
