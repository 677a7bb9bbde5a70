import { afterEach, describe, expect, test } from 'vitest';
import type { Conversation } from '../../../src/channel/conversation.ts';
import type { SendOutcome } from '../../../src/channel/adapter.ts';
import type { OutboundMessage } from '../../../src/channel/outbound.ts';
import { aPost } from '../../support/deliveries.ts';
import { startWecomChannel, type ChannelOptions, type WecomChannel } from './channel.ts';
import { action, said, textBlock, ticket } from './messages.ts';

const lin: Conversation = { kind: 'direct', channel: 'wecom', userId: 'lin' };
const desk: Conversation = { kind: 'group', channel: 'wecom', groupId: 'wrDesk' };

let channel: WecomChannel | undefined;
let now = 0;
let keys = 0;
const start = async (options: ChannelOptions = {}): Promise<WecomChannel> => {
  now = Date.UTC(2026, 10, 23, 2);
  return (channel = await startWecomChannel({ clock: () => now, ...options }));
};
afterEach(async () => {
  const broken = channel?.fake.violations() ?? [];
  await channel?.close();
  channel = undefined;
  expect(broken).toEqual([]);
});
const post = (
  to: Conversation,
  message: OutboundMessage | string,
  key = `o${(keys += 1)}`,
): Promise<SendOutcome> =>
  channel?.adapter.send(aPost(to, typeof message === 'string' ? said(message) : message, key)) ??
  Promise.reject(new Error('not started'));

describe('by the bot', () => {
  test('answers what was just written, and pushes once that is over', async () => {
    const { fake, arrived } = await start();
    await fake.says('lin', '@lin', '你好');
    await arrived(1);
    expect(await post(lin, '在的')).toMatchObject({ type: 'sent' });
    now += 6 * 60_000;
    expect(await post(lin, '还在吗')).toMatchObject({ type: 'sent' });
    expect(fake.shown('@lin').map(({ text }) => text)).toEqual(['在的', '还在吗']);
  });

  test('pushes at once where WeCom takes no more answers (846605)', async () => {
    const { fake, arrived } = await start();
    await fake.says('lin', '@lin', '你好');
    await arrived(1);
    fake.faults.repliesOver = true;
    expect(await post(lin, '在的')).toMatchObject({ type: 'sent' });
    expect(fake.shown('@lin').map(({ text }) => text)).toEqual(['在的']);
  });

  test('thumbs come back as a press', async () => {
    const { fake, arrived } = await start();
    await fake.says('lin', '@lin', 'vpn 连不上');
    await arrived(1);
    await post(lin, said('试试这篇文章', { feedback: 'a:vpn-1' }));
    expect(fake.posted('@lin')[0]?.feedbackId).toBe('trace_a:vpn-1');
    await fake.thumbs('lin', '@lin', 1);
    await fake.thumbs('lin', '@lin', 2);
    await fake.thumbs('lin', '@lin', 3);
    const events = await arrived(3);
    expect(events.slice(1).map(({ body }) => body)).toEqual([
      { type: 'press', action: 'a:vpn-1:good', trigger: null },
      { type: 'press', action: 'a:vpn-1:bad', trigger: null },
    ]);
  });

  test('with buttons the thumbs are on the text, or on the card where there is none', async () => {
    const { fake, arrived } = await start();
    await fake.says('lin', '@lin', 'vpn 连不上');
    await arrived(1);
    const actions = [action('解决了', 'yes')];
    await post(lin, said('试试。'.repeat(100), { feedback: 'a:1', actions }));
    await post(lin, said('试试', { feedback: 'a:2', actions }));
    expect(fake.posted('@lin').map(({ feedbackId }) => feedbackId)).toEqual(['trace_a:1', null, 'trace_a:2']);
  });

  test('greets whoever opens the chat, within the five seconds there are', async () => {
    const { fake, arrived } = await start();
    fake.addStranger({ userId: 'new', name: '新人' });
    const to: Conversation = { kind: 'direct', channel: 'wecom', userId: 'new' };
    await fake.opensBot('new');
    const [event] = await arrived(1);
    expect(event).toMatchObject({ conversation: to, body: { type: 'opened' } });
    await post(to, said('你好', { actions: [action('报修', '/new')] }));
    expect(fake.posted('@new')).toMatchObject([{ by: 'bot', card: { card_type: 'button_interaction' } }]);
    // The second message is no greeting, and this person has never written: the app says it.
    await post(to, '慢慢来');
    expect(fake.posted('@new')[1]).toMatchObject({ by: 'app' });
  });

  test('a late greeting goes the usual way', async () => {
    const { fake, arrived } = await start();
    await fake.opensBot('lin');
    await arrived(1);
    now += 5_000;
    expect(await post(lin, '你好')).toMatchObject({ type: 'sent' });
    expect(fake.shown('@lin')).toHaveLength(1);
  });

  test('a choice of eight comes back as what was chosen', async () => {
    const { fake, arrived } = await start();
    const actions = Array.from({ length: 8 }, (_, n) => action(`第${n + 1}类`, `q:kind:${n}`, String(n + 1)));
    await post(lin, said('哪一类？', { actions }));
    expect(fake.shown('@lin')[0]?.buttons).toHaveLength(8);
    expect(await fake.presses('lin', '@lin', '第7类')).toBe(true);
    expect((await arrived(1))[0]?.body).toMatchObject({ type: 'press', action: 'q:kind:6' });
  });

  test('more choices than a card takes are typed', async () => {
    const { fake, arrived } = await start();
    const actions = Array.from({ length: 25 }, (_, n) =>
      action(`第${n + 1}类`, `q:kind:${n}`, String(n + 1)),
    );
    await post(lin, said('哪一类？', { actions }));
    expect(await fake.presses('lin', '@lin', '第23类')).toBe(true);
    expect((await arrived(1))[0]?.body).toMatchObject({ type: 'message', text: '23' });
  });

  test('files go out, or are told of', async () => {
    const { fake, attachments } = await start();
    const bytes = Buffer.alloc(1_300_000, 7);
    const { key } = await attachments.store({ name: '日志.txt', mimeType: 'text/plain', bytes });
    expect(await post(lin, said('看附件', { attachmentKeys: [key, 'gone'] }))).toMatchObject({
      type: 'sent',
    });
    const [text, file, note] = fake.posted('@lin');
    expect(text?.markdown).toBe('看附件');
    expect(file?.file?.name).toBe('日志.txt');
    expect(file?.file?.bytes.equals(bytes)).toBe(true);
    expect(note?.markdown).toContain('没能发出来');
  });

  test('long text arrives whole, in order', async () => {
    const { fake } = await start();
    const long = '请重启路由器，再试一次。'.repeat(3_000);
    await post(lin, long);
    const shown = fake.shown('@lin');
    expect(shown.length).toBeGreaterThan(3);
    expect(shown.map(({ text }) => text).join('')).toBe(long);
  });
});

describe('who speaks', () => {
  test('the app, to somebody who has never written to the bot', async () => {
    const { fake } = await start();
    fake.addStranger({ userId: 'new', name: '新人' });
    const to: Conversation = { kind: 'direct', channel: 'wecom', userId: 'new' };
    await post(to, ticket);
    expect(fake.posted('@new')).toMatchObject([
      { by: 'app', card: { main_title: { title: 'T-12 · P3 · VPN' } } },
    ]);
    // Once they write, the bot does.
    await fake.says('new', '@new', '你好');
    await channel?.arrived(1);
    await post(to, '在的');
    expect(fake.posted('@new')[1]).toMatchObject({ by: 'bot' });
  });

  test('nobody, to somebody neither may write to', async () => {
    const { fake } = await start();
    fake.addStranger({ userId: 'ceo', name: '总裁', visible: false });
    const outcome = await post({ kind: 'direct', channel: 'wecom', userId: 'ceo' }, '你好');
    expect(outcome).toEqual({
      type: 'refused',
      reason: 'the person is not in the visible range (可见范围) of the app (WeCom answered 81013)',
    });
  });

  test('the app, while the bot is away for longer', async () => {
    const { fake, adapter } = await start({ schedule: () => () => undefined });
    fake.faults.down = true;
    fake.disconnect();
    await expect.poll(() => fake.gateway.sockets()).toBe(0);
    await expect
      .poll(() => adapter.send(aPost(lin, said('x'), 'first')))
      .toMatchObject({ type: 'retry', afterMs: 1_000 });
    now += 21_000;
    expect(await post(lin, '还是说一声')).toMatchObject({ type: 'sent' });
    expect(fake.posted('@lin')).toMatchObject([{ by: 'app' }]);
    expect(adapter.health().state).toBe('connected');
  });

  test.each([
    ['bot', 'bot'],
    ['app', 'app'],
  ] as const)('the %s alone is enough', async (identities, by) => {
    const { fake } = await start({ identities });
    await post(lin, '你好');
    expect(fake.posted('@lin')).toMatchObject([{ by }]);
  });

  test('a group robot, in a group only it is in; what could be pressed is typed there', async () => {
    const { fake } = await start({ webhooks: { board: 'KEY-1' } });
    const board: Conversation = { kind: 'group', channel: 'wecom', groupId: 'board' };
    await post(board, ticket);
    await post(board, said([textBlock({ type: 'mention', userId: 'wang', name: '王强' }, ' 快超时了')]));
    const [first, second] = fake.shown('board');
    expect(first?.text).toContain('认领：回复「认领 T-12」');
    expect(second?.mentions).toEqual(['wang']);
  });
});

describe('what may go wrong', () => {
  test('a receipt that is lost is told as unknown, and not repeated', async () => {
    const { fake } = await start();
    fake.faults.loseReceipts = 1;
    expect(await post(lin, '一次')).toEqual({ type: 'unknown', reason: 'WeCom did not confirm within 5 s' });
    expect(fake.shown('@lin')).toHaveLength(1);
  });

  test('a connection that ends before the receipt is unknown too', async () => {
    const { fake } = await start();
    fake.faults.loseReceipts = 1;
    const outcome = post(lin, '一次');
    await expect.poll(() => fake.shown('@lin').length).toBe(1);
    fake.disconnect();
    expect(await outcome).toMatchObject({ type: 'unknown' });
  });

  test('45009 waits a minute, 45033 as long as we like', async () => {
    const { fake } = await start({ identities: 'bot' });
    fake.faults.refuse = { code: 45_009, count: 1 };
    expect(await post(lin, 'x', 'k')).toEqual({
      type: 'retry',
      afterMs: 60_000,
      reason: 'WeCom answered 45009',
    });
    fake.faults.refuse = { code: 45_033, count: 1 };
    expect(await post(lin, 'x', 'k')).toMatchObject({ type: 'retry', afterMs: null });
    expect(await post(lin, 'x', 'k')).toMatchObject({ type: 'sent' });
    expect(fake.shown('@lin')).toHaveLength(1);
  });

  test('never above 30 a minute and 1,000 an hour, to a person or a group, whoever speaks', async () => {
    const { fake } = await start();
    for (const to of [lin, desk]) {
      for (let n = 0; n < 30; n += 1) expect(await post(to, `${n}`)).toMatchObject({ type: 'sent' });
      expect(await post(to, '一条太多')).toMatchObject({ type: 'retry', afterMs: 60_000 });
    }
    let sent = 30;
    for (let minute = 1; minute < 60; minute += 1) {
      now += 60_000;
      while ((await post(lin, `${sent}`)).type === 'sent') sent += 1;
    }
    expect(sent).toBe(1_000);
    expect(fake.violations()).toEqual([]);
  });

  test('a long message that meets the limit halfway goes on where it stopped', async () => {
    const { fake } = await start();
    for (let n = 0; n < 28; n += 1) await post(lin, `${n}`);
    const long = '请重启路由器，再试一次。'.repeat(3_000);
    expect(await post(lin, long, 'long')).toMatchObject({ type: 'retry' });
    expect(fake.shown('@lin')).toHaveLength(30);
    now += 60_000;
    expect(await post(lin, long, 'long')).toMatchObject({ type: 'sent' });
    expect(
      fake
        .shown('@lin')
        .slice(28)
        .map(({ text }) => text)
        .join(''),
    ).toBe(long);
  });

  test('a form or a page of one’s own is refused', async () => {
    const { adapter } = await start();
    const base = { to: lin, idempotencyKey: 'k', locale: 'zh-CN', mayHaveArrived: false } as const;
    expect(await adapter.send({ ...base, kind: 'home', message: said('x') })).toMatchObject({
      type: 'refused',
    });
  });
});
