import { afterEach, describe, expect, test, vi } from 'vitest';
import { Secret } from '../../../src/kernel/secret.ts';
import { problem } from '../../fakes/dingtalk/answers.ts';
import { openDingtalk, type OpenDingtalk, type OpenOptions } from './open-dingtalk.ts';
import { createTurnedTime, until } from './turned-time.ts';

let dingtalk: OpenDingtalk;
const open = async (options: OpenOptions = {}): Promise<OpenDingtalk> =>
  (dingtalk = await openDingtalk({ deadlineMs: 1_000, ...options }));
afterEach(() => dingtalk.close());

const gateway = '/v1.0/gateway/connections/open';

describe('connecting', () => {
  test('asks for robot messages and card presses, and every client for its own', async () => {
    const { fake, adapter } = await open();
    await adapter.stop();
    await dingtalk.close();
    await open();
    const topics = [
      { type: 'CALLBACK', topic: '/v1.0/im/bot/messages/get' },
      { type: 'CALLBACK', topic: '/v1.0/card/instances/callback' },
    ];
    expect(fake.opens.subscriptions).toEqual([topics]);
    expect(dingtalk.fake.opens.subscriptions).toEqual([topics]);
    expect(dingtalk.fake.violations()).toEqual([]);
  });

  test('with wrong keys is down, says which and what DingTalk answered, and does not hammer', async () => {
    const time = createTurnedTime();
    const { fake, adapter } = await open({ ...time, values: { clientSecret: new Secret('wrong') } });
    expect(adapter.health()).toMatchObject({
      state: 'down',
      reason: expect.stringMatching(
        /channels\.dingtalk\.clientId and clientSecret: DingTalk's gateway answered HTTP 401 authFailed 鉴权失败/,
      ) as unknown,
    });
    expect(JSON.stringify(adapter.health())).not.toContain('wrong');
    time.advance(59_000);
    expect(fake.opens.refused).toBe(1);
    time.advance(1_000);
    await until(() => fake.opens.refused === 2);
  });

  test('to a gateway that refuses sockets backs off: no storm', async () => {
    const time = createTurnedTime();
    const { fake, adapter } = await open({ ...time, start: false });
    fake.gateway.refuseSockets = 503;
    await adapter.start({ accept: () => Promise.resolve('accepted') });
    expect(adapter.health()).toMatchObject({
      state: 'down',
      reason: "DingTalk's gateway refused the socket (HTTP 503)",
    });
    // The SDK's own reconnection opened 255 in nine seconds of this.
    for (let second = 0; second < 9; second += 1) {
      const before = fake.opens.count;
      time.advance(1_000);
      if (time.waiting().some((ms) => ms > 9_000)) await until(() => fake.opens.count > before);
    }
    expect(fake.opens.count).toBeLessThanOrEqual(19);
  });

  test.each([
    ['a fault of its own', problem(500, 'unknownError', '未知错误'), /HTTP 500 unknownError/],
    ['too many of us', problem(429, '', ''), /HTTP 429/],
    ['no ticket', { status: 200, body: {} }, /HTTP 200/],
  ])('to a gateway that answers with %s is told', async (_, answer, reason) => {
    const time = createTurnedTime();
    const { fake, adapter } = await open({ ...time, start: false });
    fake.api.instead.set(gateway, [answer]);
    await adapter.start({ accept: () => Promise.resolve('accepted') });
    expect(adapter.health()).toMatchObject({
      state: 'down',
      reason: expect.stringMatching(reason) as unknown,
    });
  });

  test('to nobody at all starts all the same', async () => {
    const { adapter } = await open({ values: { apiUrl: 'http://127.0.0.1:9' } });
    expect(adapter.health()).toMatchObject({
      state: 'down',
      reason: expect.stringMatching(/unreachable|no answer/) as unknown,
    });
  });

  test('without keys is down and names them', async () => {
    const { adapter } = await open({ values: { clientId: null, clientSecret: null } });
    expect(adapter.health()).toMatchObject({
      state: 'down',
      reason: 'not set: channels.dingtalk.clientId, channels.dingtalk.clientSecret',
    });
    expect(
      await adapter.send({
        kind: 'home',
        to: { kind: 'direct', channel: 'dingtalk', userId: 'lin' },
        message: { blocks: [], actions: [], attachmentKeys: [], feedback: null },
        idempotencyKey: 'o',
        locale: 'en',
        mayHaveArrived: false,
      }),
    ).toMatchObject({ type: 'retry' });
  });
});

describe('a connection', () => {
  test('answers DingTalk’s pings with what they hold', async () => {
    const { fake } = await open();
    fake.gateway.systemPing('o1');
    await until(() => fake.gateway.pongs.length > 0);
    expect(fake.gateway.pongs).toEqual([{ opaque: 'o1' }]);
  });

  test('that announces its end is replaced before it ends, and nothing is lost', async () => {
    const { fake, adapter, accepted } = await open();
    const states = new Set<string>();
    const look = setInterval(() => states.add(adapter.health().state), 1);
    fake.gateway.announceEnd();
    await until(() => fake.gateway.opened === 2 && fake.connections() === 1);
    clearInterval(look);
    expect(await fake.says('lin', '@lin', '还在吗')).toBe(true);
    expect(accepted).toHaveLength(1);
    expect(states.has('down')).toBe(false);
  });

  test.each([
    [
      'cut',
      () => {
        dingtalk.fake.gateway.cut();
      },
    ],
    [
      'closed politely',
      () => {
        dingtalk.fake.gateway.kick();
      },
    ],
  ])('%s is made again, and what was not acknowledged comes again', async (_, end) => {
    const time = createTurnedTime();
    const { fake, adapter, accepted } = await open(time);
    end();
    await until(() => adapter.health().state === 'down');
    expect(await fake.says('lin', '@lin', '打印机坏了')).toBe(false);
    time.advance(500);
    await until(() => fake.gateway.unacked() === 0);
    expect(accepted).toHaveLength(1);
    expect(adapter.health()).toMatchObject({ state: 'connected' });
  });

  test('that hears nothing any more is replaced', async () => {
    const time = createTurnedTime();
    const { fake, adapter } = await open(time);
    // No frame or pong gets through while time is turned.
    time.advance(120_000);
    await until(() => fake.opens.count === 2 && adapter.health().state === 'connected');
    expect(fake.connections()).toBeLessThanOrEqual(2);
  });

  test('lives on after malformed frames', async () => {
    const { fake, accepted, lines } = await open();
    const bad = [
      '',
      '{',
      '[]',
      'null',
      '"x"',
      '{"type":"CALLBACK"}',
      '{"type":"CALLBACK","headers":{"topic":"/v1.0/im/bot/messages/get"}}',
      '{"type":"SYSTEM","headers":null}',
      '\u0000',
      '{"type":7,"headers":{"messageId":"x"}}',
      `{"type":"CALLBACK","headers":{"messageId":"m","topic":"/v1.0/im/bot/messages/get"},"data":"{"}`,
    ];
    for (const text of bad) fake.gateway.sendRaw(text);
    expect(await fake.says('lin', '@lin', '还在吗')).toBe(true);
    expect(accepted).toHaveLength(1);
    expect(fake.opens.count).toBe(1);
    expect(
      lines.filter(({ fields }) => fields['why'] === 'malformed').map(({ fields }) => fields['count']),
    ).toEqual([1, 10]);
  });

  test('takes nothing after stop, and leaves nothing behind', async () => {
    const time = createTurnedTime();
    const { fake, adapter, accepted } = await open(time);
    await adapter.stop();
    expect(adapter.health()).toMatchObject({ state: 'down', reason: 'stopped' });
    await until(() => fake.connections() === 0);
    expect(time.waiting()).toEqual([]);
    expect(await fake.says('lin', '@lin', '还在吗')).toBe(false);
    expect(accepted).toEqual([]);
  });

  test('says nothing on the console', async () => {
    const info = vi.spyOn(console, 'info');
    const warn = vi.spyOn(console, 'warn');
    const time = createTurnedTime();
    const { fake, adapter } = await open(time);
    fake.gateway.refuseSockets = 503;
    fake.gateway.cut();
    await until(() => adapter.health().state === 'down');
    time.advance(500);
    await until(() => fake.opens.count === 2);
    expect(info).not.toHaveBeenCalled();
    expect(warn).not.toHaveBeenCalled();
    vi.restoreAllMocks();
  });
});

test('a week of reconnects, one a minute, leaves no socket, timer or listener', async () => {
  const time = createTurnedTime();
  const { fake, adapter } = await open(time);
  const resources = (): number =>
    process.getActiveResourcesInfo().filter((kind) => /TCPSocketWrap|TCPConnectWrap|Timeout/.test(kind))
      .length;
  const rounds = Number(process.env['RECONNECTS'] ?? 1_000);
  let before = 0;
  for (let round = 0; round < rounds; round += 1) {
    const { opened } = fake.gateway;
    // Alternately announced and not.
    if (round % 2 === 0) {
      fake.gateway.announceEnd();
    } else {
      fake.gateway.cut();
      await until(() => adapter.health().state === 'down');
      time.advance(1_000);
    }
    await until(
      () =>
        fake.gateway.opened > opened && adapter.health().state === 'connected' && fake.connections() === 1,
    );
    time.advance(60_000);
    if (round === 100) before = resources();
  }
  expect(fake.opens.count).toBe(rounds + 1);
  // One ping, one watch for silence, and nothing of the ten thousand before.
  expect(time.waiting().length).toBeLessThanOrEqual(2);
  expect(resources() - before).toBeLessThanOrEqual(5);
  expect(process.listenerCount('exit') + process.listenerCount('unhandledRejection')).toBeLessThan(10);
  expect(await fake.says('lin', '@lin', '还在吗')).toBe(true);
}, 300_000);
