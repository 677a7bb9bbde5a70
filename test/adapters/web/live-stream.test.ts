import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { listen, message, readProblem, send, start } from './client.ts';
import { say, startWebChannel } from './web-channel.ts';

describe('the live stream', () => {
  it('starts with what was said, goes on live, and repaints under the same id', async () => {
    const channel = await start();
    const card = await channel.post('desk', say('T-1 待认领'));
    const reader = await listen(channel, 'as=wang');
    expect((await reader.snapshot()).map(({ messageId }) => messageId)).toEqual([card]);
    await channel.repaint('desk', card, say('T-1 王强 已认领'));
    const edited = await reader.nextEntry();
    expect(edited).toMatchObject({ messageId: card, blocks: [{ inlines: [{ text: 'T-1 王强 已认领' }] }] });
    expect(edited.editedAt).not.toBeNull();
  });

  it('shows nobody what they may not see', async () => {
    const channel = await start();
    await channel.post('managers', say('T-1 即将超时'));
    await channel.post('@emma', say('hello'));
    await channel.post('@lin', say('你好'));
    const conversations = async (query: string) =>
      (await (await listen(channel, query)).snapshot()).map(({ conversation }) => conversation);
    expect(await conversations('as=lin')).toEqual(['@lin']);
    expect(await conversations('as=wang')).toEqual([]);
    expect(await conversations('as=zhao&as=emma')).toEqual(['managers', '@emma']);
  });

  it.each([
    [
      'by Last-Event-ID',
      (cursor: number) => ({ query: 'as=lin', headers: { 'last-event-id': String(cursor) } }),
    ],
    ['by ?after=', (cursor: number) => ({ query: `as=lin&after=${cursor}`, headers: {} })],
  ])('goes on where it stopped, %s, over a restart', async (_name, resume) => {
    const before = await startWebChannel();
    await before.post('@lin', say('一'));
    const cursor = before.transcript.entries[0]?.cursor ?? 0;
    await before.close();
    const channel = await start({ transcript: before.transcript });
    await channel.post('@lin', say('二'));
    const { query, headers } = resume(cursor);
    const reader = await listen(channel, query, headers);
    const texts = (await reader.snapshot()).map(({ blocks }) => JSON.stringify(blocks));
    expect(texts).toHaveLength(1);
    expect(texts[0]).toContain('二');
  });

  it('tells a page that has seen another database to start again', async () => {
    const channel = await start();
    await channel.post('@lin', say('一'));
    const reader = await listen(channel, 'as=lin&after=999');
    expect((await reader.next()).type).toBe('reset');
    expect(await reader.snapshot()).toHaveLength(1);
  });

  it('misses nothing of 300 messages that arrive while it connects', async () => {
    const channel = await start({ limits: { snapshotEntries: 1_000 } });
    const writing = (async () => {
      for (let index = 0; index < 300; index += 1) await channel.post('@lin', say(String(index)));
    })();
    const reader = await listen(channel, 'as=lin');
    const cursors = (await reader.snapshot()).map(({ cursor }) => cursor);
    while (cursors.length < 300) cursors.push((await reader.nextEntry()).cursor);
    await writing;
    expect(cursors).toEqual(Array.from({ length: 300 }, (_, index) => index + 1));
  });

  it('beats when quiet, and then brings what another process wrote', async () => {
    const channel = await start({ limits: { heartbeatMs: 40 } });
    const reader = await listen(channel, 'as=lin');
    await reader.snapshot();
    expect((await reader.next()).type).toBe('heartbeat');
    await channel.transcript.append({
      key: 'elsewhere',
      conversation: { kind: 'direct', channel: 'web', userId: 'lin' },
      authorUserId: null,
      at: 1,
      message: say('from elsewhere'),
    });
    expect(await reader.nextEntry()).toMatchObject({ cursor: 1 });
  });

  it('lives through a transcript that cannot be read for a moment', async () => {
    const channel = await start();
    channel.transcript.failLists = 1;
    await channel.post('@lin', say('你好'));
    const reader = await listen(channel, 'as=lin');
    expect(await reader.snapshot()).toHaveLength(1);
  });

  it.each([
    ['as=mallory', 403],
    ['', 400],
    ['as=lin&after=-1', 400],
    ['as=lin&after=x', 400],
  ])('?%s → %i', async (query, status) => {
    const channel = await start();
    expect((await listen(channel, query)).status).toBe(status);
  });

  it('more pages than allowed are turned away, closed ones make room', async () => {
    const channel = await start({ limits: { maxStreams: 1 } });
    const first = await listen(channel, 'as=lin');
    expect((await listen(channel, 'as=lin')).status).toBe(503);
    await first.close();
    await wait(50);
    expect((await listen(channel, 'as=lin')).status).toBe(200);
  });

  it('ends when the channel stops, and then nothing is accepted', async () => {
    const channel = await start();
    const reader = await listen(channel, 'as=lin');
    await reader.snapshot();
    await channel.adapter.stop();
    expect((await reader.next()).type).toBe('end');
    const refused = await send(channel, 'messages', message());
    expect(refused.status).toBe(503);
    expect(await readProblem(refused)).toMatchObject({ error: 'stopping' });
    expect(channel.intake.events).toEqual([]);
    expect(channel.adapter.health()).toMatchObject({ state: 'down' });
  });
});
