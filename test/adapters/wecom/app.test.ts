import { afterEach, describe, expect, test } from 'vitest';
import type { Conversation } from '../../../src/channel/conversation.ts';
import { Secret } from '../../../src/kernel/secret.ts';
import { aPost } from '../../support/deliveries.ts';
import { startWecomChannel, valuesFor, type ChannelOptions, type WecomChannel } from './channel.ts';
import { said, ticket } from './messages.ts';

const lin: Conversation = { kind: 'direct', channel: 'wecom', userId: 'lin' };

let channel: WecomChannel | undefined;
let now = 0;
let keys = 0;
const start = async (options: ChannelOptions = {}): Promise<WecomChannel> => {
  now = Date.UTC(2026, 10, 23, 2);
  return (channel = await startWecomChannel({ clock: () => now, identities: 'app', ...options }));
};
afterEach(async () => {
  const broken = channel?.fake.violations() ?? [];
  await channel?.close();
  channel = undefined;
  expect(broken).toEqual([]);
});
const post = (message = said('你好'), to: Conversation = lin) =>
  channel?.adapter.send(aPost(to, message, `o${(keys += 1)}`)) ?? Promise.reject(new Error('not started'));
const calls = (path: string): number => channel?.fake.api.calls.get(path) ?? 0;

describe('the access token', () => {
  test('is fetched once for all who wait, and kept', async () => {
    await start();
    const before = calls('/gettoken');
    channel?.fake.api.expireTokens();
    await Promise.all(Array.from({ length: 12 }, () => post()));
    expect(calls('/gettoken') - before).toBe(1);
    expect(channel?.fake.shown('@lin')).toHaveLength(12);
  });

  test('is renewed before it ends', async () => {
    await start();
    const before = calls('/gettoken');
    now += 7_000_000;
    expect(await post()).toMatchObject({ type: 'sent' });
    expect(calls('/gettoken') - before).toBe(1);
  });

  test.each([42_001, 40_014])('is fetched anew after %i, and what failed is done again', async (code) => {
    const { fake } = await start();
    fake.apiFaults.codes.set('/message/send', { code, count: 1 });
    expect(await post()).toMatchObject({ type: 'sent' });
    expect(fake.shown('@lin')).toHaveLength(1);
  });

  test('and not for ever', async () => {
    const { fake } = await start();
    fake.apiFaults.codes.set('/message/send', { code: 42_001, count: 99 });
    expect(await post()).toMatchObject({ type: 'retry' });
    expect(calls('/message/send')).toBe(2);
  });
});

describe('what is wrong is named', () => {
  const bad = (change: object) => (fake: WecomChannel['fake']) => {
    const { app } = valuesFor(fake, 'app');
    return { app: { ...(app as Record<string, string | Secret>), ...change } };
  };
  const reason = (): string => {
    const health = channel?.adapter.health();
    return health?.state === 'down' ? health.reason : (health?.state ?? '');
  };

  test.each([
    [
      'secret',
      { secret: new Secret('nope') },
      'app: channels.wecom.app.secret is wrong (WeCom answered 40001)',
    ],
    ['company', { corpId: 'wwNope' }, 'app: channels.wecom.app.corpId is wrong (WeCom answered 40013)'],
    [
      'app',
      { agentId: '7' },
      'app: channels.wecom.app.agentId does not belong to channels.wecom.app.secret (WeCom answered 301002)',
    ],
  ])('a wrong %s', async (_, change, told) => {
    await start({ values: bad(change) });
    expect(reason()).toBe(told);
  });

  test('an address that is not among the trusted ones', async () => {
    const { fake, adapter } = await start({ asleep: true });
    fake.apiFaults.codes.set('/agent/get', { code: 60_020, count: 99 });
    await adapter.start({ accept: () => Promise.resolve('accepted') });
    expect(reason()).toContain('trusted IPs (企业可信IP) (WeCom answered 60020)');
  });

  test('nobody there, and it is tried again', async () => {
    const waits: (() => void)[] = [];
    const { fake, adapter } = await start({
      asleep: true,
      schedule: (ms, then) => {
        if (ms === 30_000) waits.push(then);
        return () => undefined;
      },
    });
    fake.apiFaults.down = true;
    await adapter.start({ accept: () => Promise.resolve('accepted') });
    expect(reason()).toBe("app: WeCom's API: HTTP 502 without an answer of WeCom's");
    fake.apiFaults.down = false;
    waits.at(-1)?.();
    await expect.poll(() => adapter.health().state).toBe('connected');
  });

  test('both, where both are wrong', async () => {
    await start({
      identities: 'both',
      values: (fake) => ({
        bot: { botId: 'b', secret: new Secret('x'), wsUrl: fake.wsUrl },
        ...bad({ secret: new Secret('nope') })(fake),
      }),
    });
    expect(reason()).toMatch(/^bot: .*853000.*; app: .*40001/u);
  });
});

describe('messages', () => {
  test('to somebody outside the visible range are refused', async () => {
    const { fake } = await start();
    fake.addStranger({ userId: 'ceo', name: '总裁', visible: false });
    expect(await post(said('x'), { kind: 'direct', channel: 'wecom', userId: 'ceo' })).toMatchObject({
      type: 'refused',
      reason: expect.stringContaining('81013') as unknown,
    });
  });

  test('to a group are refused: WeCom gives an app no groups of others', async () => {
    await start();
    expect(await post(said('x'), { kind: 'group', channel: 'wecom', groupId: 'wrDesk' })).toMatchObject({
      type: 'refused',
    });
  });

  test.each([
    [45_009, { type: 'retry', afterMs: 60_000 }],
    [45_033, { type: 'retry', afterMs: null }],
    [-1, { type: 'retry', afterMs: null }],
    [60_020, { type: 'retry', afterMs: 60_000 }],
    [40_008, { type: 'refused' }],
  ])('%i', async (code, outcome) => {
    const { fake } = await start();
    fake.apiFaults.codes.set('/message/send', { code, count: 1 });
    expect(await post()).toMatchObject(outcome);
  });

  test('a text whose answer was lost is not repeated', async () => {
    const { fake } = await start();
    fake.apiFaults.breakOff.add('/message/send');
    expect(await post()).toMatchObject({ type: 'unknown' });
    expect(fake.shown('@lin')).toHaveLength(1);
  });

  test('a card whose answer was lost is repeated under its name, and shows once', async () => {
    const { fake, adapter } = await start();
    fake.apiFaults.breakOff.add('/message/send');
    const delivery = aPost(lin, ticket, 'card');
    expect(await adapter.send(delivery)).toMatchObject({ type: 'retry' });
    expect(await adapter.send(delivery)).toMatchObject({ type: 'sent' });
    expect(fake.shown('@lin')).toHaveLength(1);
  });

  test('a proxy’s error leaves the outcome open', async () => {
    const { fake } = await start();
    fake.apiFaults.badGateway.add('/message/send');
    expect(await post()).toMatchObject({ type: 'unknown' });
  });

  test('the same words said twice are shown twice', async () => {
    const { fake } = await start();
    await post();
    await post();
    expect(fake.shown('@lin')).toHaveLength(2);
  });

  test('long text keeps within 2,048 bytes each', async () => {
    const { fake } = await start();
    const long = '请重启路由器，再试一次。'.repeat(200);
    await post(said(long));
    expect(fake.shown('@lin').length).toBeGreaterThan(3);
    expect(
      fake
        .shown('@lin')
        .map(({ text }) => text)
        .join(''),
    ).toBe(long);
  });

  test('files go out', async () => {
    const { fake, attachments } = await start();
    const bytes = Buffer.from('\x89PNG-and-more');
    const { key } = await attachments.store({ name: '截图.png', mimeType: 'image/png', bytes });
    expect(await post(said('看', { attachmentKeys: [key] }))).toMatchObject({ type: 'sent' });
    expect(fake.posted('@lin')[1]?.file).toMatchObject({ name: '截图.png' });
  });

  test('without a callback nothing can be pressed, so what to type stands there', async () => {
    const { fake } = await start({
      identities: 'both',
      values: (one) => {
        const { bot, app } = valuesFor(one);
        return {
          bot: bot ?? null,
          app: { ...(app as Record<string, string>), token: null, encodingAesKey: null },
        };
      },
    });
    fake.addStranger({ userId: 'new', name: '新人' });
    await post(ticket, { kind: 'direct', channel: 'wecom', userId: 'new' });
    expect(fake.shown('@new')[0]).toMatchObject({
      buttons: [],
      text: expect.stringContaining('回复「认领 T-12」') as unknown,
    });
    expect(fake.api.menu()).toBeUndefined();
  });
});

describe('the menu', () => {
  test('is made at the start, and its entries are commands', async () => {
    const { fake, arrived } = await start();
    const keysOfMenu = (fake.api.menu()?.['button'] as { key: string }[]).map(({ key }) => key);
    expect(keysOfMenu).toEqual(['/new', '/my', '/help']);
    const status = await fake.callsBack({
      ToUserName: fake.keys.corpId,
      FromUserName: 'lin',
      CreateTime: Math.floor(now / 1_000),
      MsgType: 'event',
      Event: 'click',
      EventKey: '/my',
      AgentID: fake.keys.agentId,
    });
    expect(status).toBe(200);
    expect((await arrived(1))[0]?.body).toMatchObject({ type: 'message', text: '/my', addressed: true });
  });
});

describe('the directory', () => {
  test('tells name, department and, to older apps, the address; and is asked once', async () => {
    const { fake, arrived } = await start({ identities: 'both' });
    await fake.says('wang', '@wang', '你好');
    await fake.says('wang', '@wang', '在吗');
    const [first, second] = await arrived(2);
    expect(first?.sender).toEqual({
      userId: 'wang',
      name: '王强',
      locale: null,
      timeZone: null,
      email: 'wang@example.com',
      department: '信息部',
    });
    expect(second?.sender.name).toBe('王强');
    expect(calls('/user/get')).toBe(1);
  });

  test('that is slow or down delays nobody: the id stands for the name', async () => {
    const { fake, arrived } = await start({ identities: 'both' });
    fake.apiFaults.delays.set('/user/get', 3_000);
    await fake.says('wang', '@wang', '你好');
    const [event] = await arrived(1);
    expect(event?.sender).toMatchObject({ userId: 'wang', name: 'wang' });
    fake.apiFaults.delays.clear();
  });

  test('without the app everybody is known by id', async () => {
    const { fake, arrived } = await start({ identities: 'bot' });
    await fake.says('wang', '@wang', '你好');
    expect((await arrived(1))[0]?.sender).toMatchObject({ userId: 'wang', name: 'wang', department: null });
  });
});
