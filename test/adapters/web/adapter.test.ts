import { describe, expect, it } from 'vitest';
import { aPost, anEdit } from '../../support/deliveries.ts';
import { start } from './client.ts';
import { say } from './web-channel.ts';

describe('sending', () => {
  it('is refused where nobody is, and tried again where nothing could be written', async () => {
    const channel = await start();
    const to = { kind: 'group', channel: 'web', groupId: 'nowhere' } as const;
    const delivery = aPost(to, say('x'), 'k');
    expect(await channel.adapter.send(delivery)).toMatchObject({ type: 'refused' });
    const desk = { ...delivery, to: { ...to, groupId: 'desk' } };
    channel.transcript.failAppends = 1;
    expect(await channel.adapter.send(desk)).toMatchObject({ type: 'retry' });
    const first = await channel.adapter.send(desk);
    expect(first).toMatchObject({ type: 'sent' });
    expect(await channel.adapter.send(desk)).toEqual(first);
    expect(channel.transcript.entries).toHaveLength(1);
    expect(await channel.adapter.send(anEdit(desk.to, 'm99', say('x'), 'k'))).toMatchObject({
      type: 'refused',
    });
  });
});

describe('the page and its files', () => {
  it('come with a policy that allows no inline code but the import map', async () => {
    const channel = await start();
    const page = await fetch(channel.url);
    const policy = page.headers.get('content-security-policy') ?? '';
    expect(policy).toMatch(/script-src 'self' 'sha256-[^']+'/);
    expect(policy).not.toContain('unsafe');
    expect(await page.text()).toContain('type="importmap"');
  });

  it.each([
    ['/assets/vendor/preact.js', 200],
    ['/assets/vendor/zod.js', 404],
    ['/assets/page/..%2findex.ts', 404],
    ['/assets/page/tsconfig.json', 404],
    ['/nowhere', 404],
  ])('%s → %i', async (path, status) => {
    const channel = await start();
    expect((await fetch(channel.url + path)).status).toBe(status);
  });

  it('are asked for again and not sent again', async () => {
    const channel = await start();
    const url = `${channel.url}/assets/vendor/htm.js`;
    const etag = (await fetch(url)).headers.get('etag') ?? '';
    expect((await fetch(url, { headers: { 'if-none-match': etag } })).status).toBe(304);
  });
});
