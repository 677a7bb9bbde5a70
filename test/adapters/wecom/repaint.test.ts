import { afterEach, expect, test } from 'vitest';
import { parseMessageId } from '../../../adapters/wecom/message-id.ts';
import type { SendOutcome } from '../../../src/channel/adapter.ts';
import type { Conversation } from '../../../src/channel/conversation.ts';
import type { OutboundMessage } from '../../../src/channel/outbound.ts';
import { aPost, anEdit } from '../../support/deliveries.ts';
import { startWecomChannel, type ChannelOptions, type WecomChannel } from './channel.ts';
import { fieldsBlock, headingBlock, said, ticket } from './messages.ts';

const desk: Conversation = { kind: 'group', channel: 'wecom', groupId: 'wrDesk' };
const lin: Conversation = { kind: 'direct', channel: 'wecom', userId: 'lin' };
const claimed = said([headingBlock('T-12 · P3 · VPN'), fieldsBlock(['状态', '处理中'], ['处理人', '王强'])]);

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
const send = async (
  make: (key: string) => Parameters<WecomChannel['adapter']['send']>[0],
): Promise<string> => {
  const outcome: SendOutcome | undefined = await channel?.adapter.send(make(`o${(keys += 1)}`));
  if (outcome?.type !== 'sent' || outcome.messageId === null) throw new Error(JSON.stringify(outcome));
  return outcome.messageId;
};
const post = (to: Conversation, message: OutboundMessage) => send((key) => aPost(to, message, key));
const edit = (to: Conversation, id: string, message: OutboundMessage) =>
  send((key) => anEdit(to, id, message, key));

test('the card somebody has just pressed is repainted in its place', async () => {
  const { fake, arrived } = await start();
  const id = await post(desk, ticket);
  await fake.presses('wang', 'wrDesk', '认领');
  await arrived(1);
  now += 4_000;
  expect(await edit(desk, id, claimed)).toBe(id);
  expect(fake.shown('wrDesk')).toMatchObject([
    { text: 'T-12 · P3 · VPN\n状态: 处理中\n处理人: 王强', buttons: [] },
  ]);
});

test('with new buttons, which can be pressed and repainted again', async () => {
  const { fake, arrived } = await start();
  const id = await post(desk, ticket);
  for (const [times, label] of ['认领', '解决', '认领'].entries()) {
    await fake.presses('wang', 'wrDesk', label);
    await arrived(times + 1);
    const next = times % 2 === 0 ? '解决' : '认领';
    const actions = [{ action: `t:${next}:12`, label: next, style: 'primary' as const, alias: null }];
    await edit(desk, id, { ...ticket, actions });
    expect(fake.shown('wrDesk')).toMatchObject([{ buttons: [next] }]);
  }
});

test('after five seconds it is told anew, and says what it replaces', async () => {
  const { fake, arrived } = await start();
  const id = await post(desk, ticket);
  await fake.presses('wang', 'wrDesk', '认领');
  await arrived(1);
  now += 5_000;
  await edit(desk, id, claimed);
  const [old, replacement] = fake.shown('wrDesk');
  expect(old?.buttons).toEqual(['认领', '升级']);
  expect(replacement?.text).toContain('有更新，以这条为准');
  expect(replacement?.text).toContain('处理人: 王强'.replace(': ', '：'));
});

test('a card nobody pressed is told anew', async () => {
  const { fake } = await start();
  const id = await post(desk, ticket);
  await edit(desk, id, claimed);
  expect(fake.shown('wrDesk')).toHaveLength(2);
});

test('a press on the card that replaces another repaints that one, though the core knows only the first', async () => {
  const { fake, arrived } = await start();
  const id = await post(desk, ticket);
  await edit(desk, id, ticket);
  expect(fake.shown('wrDesk')).toHaveLength(2);
  await fake.presses('wang', 'wrDesk', '认领');
  await arrived(1);
  await edit(desk, id, claimed);
  expect(fake.shown('wrDesk')).toMatchObject([{ buttons: ['认领', '升级'] }, { buttons: [] }]);
});

test('one press is good for one repaint; the next change is told anew', async () => {
  const { fake, arrived } = await start();
  const id = await post(desk, ticket);
  await fake.presses('wang', 'wrDesk', '认领');
  await arrived(1);
  await edit(desk, id, claimed);
  await edit(desk, id, claimed);
  expect(fake.shown('wrDesk')).toHaveLength(2);
});

test('the app repaints its card once without anybody pressing it, after a restart too', async () => {
  const { fake } = await start({ identities: 'app' });
  const id = await post(lin, ticket);
  expect(parseMessageId(id)).toMatchObject({ by: 'app', responseCode: expect.any(String) as unknown });
  now += 24 * 3_600_000;
  expect(await edit(lin, id, claimed)).toBe(id);
  expect(fake.shown('@lin')).toMatchObject([{ buttons: [] }]);
  await edit(lin, id, claimed);
  expect(fake.shown('@lin')).toHaveLength(2);
});

test('and once more for every press', async () => {
  const { fake, arrived } = await start({ identities: 'app' });
  const id = await post(lin, ticket);
  for (let times = 1; times <= 3; times += 1) {
    expect(await fake.presses('lin', '@lin', '认领')).toBe(true);
    await arrived(times);
    expect(await edit(lin, id, ticket)).toBe(id);
    now += 2_000;
  }
  expect(fake.shown('@lin')).toHaveLength(1);
});

test('an id nobody knows is told anew', async () => {
  const { fake } = await start();
  await edit(desk, 'from-elsewhere', claimed);
  expect(fake.shown('wrDesk')).toHaveLength(1);
});
