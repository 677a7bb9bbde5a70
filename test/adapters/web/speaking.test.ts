import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { WireEntry } from '../../../adapters/web/wire.ts';
import { listen, message, readProblem, send, start } from './client.ts';
import { say } from './web-channel.ts';

describe('saying something', () => {
  it('is answered only after the intake has it, and appears once for everybody who sees it', async () => {
    const channel = await start();
    const reader = await listen(channel, 'as=wang&as=zhao');
    expect(await reader.snapshot()).toEqual([]);
    const body = message({ as: 'wang', conversation: 'desk', text: '@赵敏 T-1 我来' });
    const response = await send(channel, 'messages', body);
    expect(response.status).toBe(202);
    const { entry } = (await response.json()) as { entry: WireEntry };
    expect(entry).toMatchObject({
      author: { userId: 'wang' },
      conversation: 'desk',
      clientId: body.clientId,
    });
    expect(await reader.nextEntry()).toEqual(entry);
    expect(channel.intake.events).toMatchObject([
      {
        eventId: body.clientId,
        body: { type: 'message', addressed: false, mentions: [{ userId: 'zhao', text: '@赵敏' }] },
      },
    ]);
  });

  it('resent, it is one event and one line', async () => {
    const channel = await start();
    const body = message();
    const first = (await (await send(channel, 'messages', body)).json()) as { entry: WireEntry };
    const again = (await (await send(channel, 'messages', body)).json()) as { entry: WireEntry };
    expect(again.entry.messageId).toBe(first.entry.messageId);
    expect(channel.intake.events).toHaveLength(1);
    expect(channel.transcript.entries).toHaveLength(1);
  });

  it('not kept, it is refused in the person’s language, leaves no line, and the resend goes through', async () => {
    const channel = await start();
    channel.intake.rejections = 1;
    const body = message();
    const refused = await send(channel, 'messages', body, { 'accept-language': 'en' });
    expect(refused.status).toBe(503);
    expect(await readProblem(refused)).toMatchObject({
      error: 'not-delivered',
      message: expect.stringContaining('Nothing is lost') as string,
    });
    expect(channel.transcript.entries).toEqual([]);
    expect((await send(channel, 'messages', body)).status).toBe(202);
    expect(channel.intake.events).toHaveLength(1);
    expect(channel.transcript.entries).toHaveLength(1);
  });

  it('kept but not written down, the resend writes it down', async () => {
    const channel = await start();
    channel.transcript.failAppends = 1;
    const body = message();
    expect((await send(channel, 'messages', body)).status).toBe(503);
    expect((await send(channel, 'messages', body)).status).toBe(202);
    expect(channel.intake.events).toHaveLength(1);
    expect(channel.transcript.entries).toHaveLength(1);
  });

  it('stands above its answer, however quick the engine is', async () => {
    const channel = await start();
    let answered: Promise<string> | undefined;
    channel.intake.meanwhile = async () => {
      answered = channel.post('@lin', say('收到'));
      await wait(30);
    };
    await send(channel, 'messages', message());
    await answered;
    expect(channel.transcript.entries.map(({ authorUserId }) => authorUserId)).toEqual(['lin', null]);
  });

  it('two messages under one id: the second is refused, not shown the first', async () => {
    const channel = await start();
    const body = message();
    await send(channel, 'messages', body);
    const response = await send(channel, 'messages', { ...body, as: 'emma' });
    expect(response.status).toBe(409);
    expect(JSON.stringify(await readProblem(response))).not.toContain('VPN');
  });

  it.each([
    ['nothing', { text: '  ' }, 400, 'empty'],
    ['120,001 characters', { text: '字'.repeat(120_001) }, 413, 'text-too-long'],
    ['a megabyte', { text: 'x'.repeat(1_000_000) }, 413, 'text-too-long'],
    ['as a stranger', { as: 'mallory' }, 403, 'unknown-person'],
    ['as a visitor under a false name', { as: 'guest-ada', name: '赵敏' }, 403, 'unknown-person'],
    ['in a group one is not in', { conversation: 'desk' }, 403, 'unknown-conversation'],
    ['in somebody else’s direct conversation', { conversation: '@emma' }, 403, 'unknown-conversation'],
    ['with a file that is not here', { attachmentKeys: ['0'.repeat(64)] }, 404, 'attachment-missing'],
    ['with a key too many', { role: 'administrator' }, 400, 'bad-request'],
  ])('%s is refused', async (_name, change, status, error) => {
    const channel = await start();
    const response = await send(channel, 'messages', message(change));
    expect(response.status).toBe(status);
    expect(await readProblem(response)).toMatchObject({ error });
    expect(channel.intake.events).toEqual([]);
    expect(channel.transcript.entries).toEqual([]);
  });

  it('120,000 characters, controls, and right-to-left marks go through as they are', async () => {
    const channel = await start();
    const text = `\u202E${'字'.repeat(19_990)}\u200B\u0007{{x}}`;
    expect((await send(channel, 'messages', message({ text }))).status).toBe(202);
    expect(channel.intake.events[0]?.body).toMatchObject({ text });
  });

  it('a visitor speaks in the direct conversation under the name typed', async () => {
    const channel = await start();
    const guest = (await (await send(channel, 'guests', { name: 'Ada Lovelace' })).json()) as object;
    expect(guest).toMatchObject({ userId: 'guest-ada-lovelace', name: 'Ada Lovelace', groups: [] });
    const body = message({ as: 'guest-ada-lovelace', name: 'Ada Lovelace', lang: 'en-GB' });
    expect((await send(channel, 'messages', body)).status).toBe(202);
    expect(channel.intake.events[0]?.sender).toMatchObject({ name: 'Ada Lovelace', locale: 'en-GB' });
    expect((await send(channel, 'guests', { name: '!!!' })).status).toBe(400);
  });
});

describe('pressing a button', () => {
  const claim = { action: 'claim:1', label: '认领', style: 'primary', alias: '认领 T-1' } as const;
  const press = (messageId: string, change: Record<string, unknown> = {}) => ({
    as: 'wang',
    conversation: 'desk',
    messageId,
    action: 'claim:1',
    clientId: crypto.randomUUID(),
    ...change,
  });

  it('that stands there reaches the intake, once per press', async () => {
    const channel = await start();
    const card = await channel.post('desk', say('T-1', [claim]));
    const body = press(card);
    expect((await send(channel, 'presses', body)).status).toBe(202);
    expect((await send(channel, 'presses', body)).status).toBe(202);
    expect(channel.intake.events).toMatchObject([
      { eventId: body.clientId, sender: { userId: 'wang' }, body: { type: 'press', action: 'claim:1' } },
    ]);
  });

  it.each([
    ['an action that is not on the card', { action: 'close:1' }, 409],
    ['a card that is not there', { messageId: 'm99' }, 404],
    ['somebody who is not in the group', { as: 'lin' }, 403],
    ['the card in another conversation', { as: 'zhao', conversation: 'managers' }, 404],
    ['a stranger', { as: 'mallory' }, 403],
  ])('forged: %s', async (_name, change, status) => {
    const channel = await start();
    const card = await channel.post('desk', say('T-1', [claim]));
    expect((await send(channel, 'presses', press(card, change))).status).toBe(status);
    expect(channel.intake.events).toEqual([]);
  });

  it('a person cannot plant a button', async () => {
    const channel = await start();
    await channel.transcript.append({
      key: 'planted',
      conversation: { kind: 'group', channel: 'web', groupId: 'desk' },
      authorUserId: 'maya',
      at: 1,
      message: say('x', [claim]),
    });
    expect((await send(channel, 'presses', press('m1'))).status).toBe(409);
  });

  it('just repainted away still reaches the engine, which says who won; later it does not', async () => {
    let now = 1_000_000;
    const channel = await start({ clock: () => now });
    const card = await channel.post('desk', say('T-1', [claim]));
    await channel.repaint('desk', card, say('T-1 已认领'));
    now += 29_000;
    expect((await send(channel, 'presses', press(card))).status).toBe(202);
    now += 2_000;
    expect((await send(channel, 'presses', press(card))).status).toBe(409);
    expect(channel.intake.events).toHaveLength(1);
  });
});

describe('opening the conversation', () => {
  it('is one event however many tabs do it, and none once something was said', async () => {
    const channel = await start();
    await Promise.all([1, 2, 3].map(() => send(channel, 'opened', { as: 'lin' })));
    expect(channel.intake.events).toMatchObject([{ eventId: 'opened:@lin', body: { type: 'opened' } }]);
    await channel.post('@emma', say('hi'));
    await send(channel, 'opened', { as: 'emma' });
    expect(channel.intake.events).toHaveLength(1);
  });
});
