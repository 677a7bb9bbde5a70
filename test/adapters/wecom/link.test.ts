import { afterEach, describe, expect, test, vi } from 'vitest';
import { createWecomAdapter } from '../../../adapters/wecom/index.ts';
import type { Schedule } from '../../../src/connection/timers.ts';
import type { LogFields, Logger } from '../../../src/kernel/logger.ts';
import { Secret } from '../../../src/kernel/secret.ts';
import {
  eventually,
  startWecomChannel,
  valuesFor,
  type ChannelOptions,
  type WecomChannel,
} from './channel.ts';

let channel: WecomChannel | undefined;
const start = async (options: ChannelOptions = {}): Promise<WecomChannel> =>
  (channel = await startWecomChannel({ identities: 'bot', ...options }));
afterEach(async () => {
  await channel?.close();
  channel = undefined;
});

/** Waits shorter than a second pass at once; the rest stands until the test lets it pass. */
function createTime(): { schedule: Schedule; waits: () => number[]; pass(atLeastMs: number): void } {
  const waiting = new Map<object, { ms: number; then: () => void }>();
  return {
    waits: () => [...waiting.values()].map(({ ms }) => ms).sort((a, b) => a - b),
    pass(atLeastMs) {
      for (const [key, { ms, then }] of [...waiting]) {
        if (ms < atLeastMs) continue;
        waiting.delete(key);
        then();
      }
    },
    schedule: (ms, then) => {
      const key = {};
      waiting.set(key, { ms, then });
      if (ms < 1_000) {
        setImmediate(() => {
          if (waiting.delete(key)) then();
        });
      }
      return () => waiting.delete(key);
    },
  };
}

const reasonOf = ({ adapter }: WecomChannel): string => {
  const health = adapter.health();
  return health.state === 'down' ? health.reason : health.state;
};

describe('the connection', () => {
  test('stands once it is authenticated, and hears every frame', async () => {
    let now = Date.now();
    const { adapter, fake } = await start({ clock: () => now });
    expect(adapter.health()).toEqual({ state: 'connected', lastFrameAt: now });
    now += 5_000;
    await fake.says('lin', '@lin', '你好');
    expect(adapter.health()).toEqual({ state: 'connected', lastFrameAt: now });
  });

  test('comes back by itself after it was cut', async () => {
    const time = createTime();
    const { adapter, fake, arrived } = await start({ schedule: time.schedule });
    for (let round = 1; round <= 5; round += 1) {
      fake.disconnect();
      await eventually(() =>
        fake.gateway.opened() === round + 1 && fake.connections() === 1 ? true : undefined,
      );
      await eventually(() => (adapter.health().state === 'connected' ? true : undefined));
    }
    await fake.says('lin', '@lin', '还在吗');
    await arrived(1);
    expect(fake.gateway.sockets()).toBe(1);
  });

  test('gives way when it is kicked, says so, and comes back slowly', async () => {
    const time = createTime();
    const kicked = await start({ schedule: time.schedule });
    kicked.fake.gateway.kick();
    await eventually(() => (kicked.adapter.health().state === 'down' ? true : undefined));
    expect(reasonOf(kicked)).toMatch(/another program has taken over the bot/u);
    await eventually(() => (time.waits().includes(120_000) ? true : undefined));
    expect(kicked.fake.gateway.opened()).toBe(1);
    time.pass(120_000);
    await eventually(() => (kicked.adapter.health().state === 'connected' ? true : undefined));
  });

  test('with a wrong secret names the keys and the code, and does not hammer', async () => {
    const time = createTime();
    const wrong = await start({
      schedule: time.schedule,
      values: (fake) => ({ bot: { botId: 'aibFAKEbot', secret: new Secret('nope'), wsUrl: fake.wsUrl } }),
    });
    expect(reasonOf(wrong)).toBe(
      'bot: channels.wecom.bot.botId or channels.wecom.bot.secret is wrong (WeCom answered 853000)',
    );
    expect(time.waits()).toContain(120_000);
    expect(wrong.fake.gateway.opened()).toBe(1);
    await eventually(() => (wrong.fake.gateway.sockets() === 0 ? true : undefined));
  });

  test('is not up before it is authenticated, and gives up after 10 s', async () => {
    const time = createTime();
    const silent = await start({ schedule: time.schedule, asleep: true });
    silent.fake.faults.silentAuth = true;
    const starting = silent.adapter.start(silent.intake);
    await eventually(() => (silent.fake.gateway.sockets() === 1 ? true : undefined));
    expect(silent.adapter.health().state).toBe('starting');
    time.pass(10_000);
    await starting;
    expect(reasonOf(silent)).toBe('bot: no connection within 10 s');
    // The next try has a socket of its own; that of the first is gone.
    await eventually(() =>
      silent.fake.gateway.opened() === 2 && silent.fake.gateway.sockets() === 1 ? true : undefined,
    );
  });

  test('starts where nobody answers, and connects when somebody does', async () => {
    const time = createTime();
    const down = await start({ schedule: time.schedule, asleep: true });
    down.fake.faults.down = true;
    await down.adapter.start(down.intake);
    expect(reasonOf(down)).toMatch(/^bot: .*503/u);
    down.fake.faults.down = false;
    await eventually(() => (down.adapter.health().state === 'connected' ? true : undefined));
  });

  test('that hears nothing any more is replaced', async () => {
    const time = createTime();
    const deaf = await start({ schedule: time.schedule });
    for (let looks = 0; looks < 3; looks += 1) time.pass(50_000);
    await eventually(() => (deaf.fake.gateway.opened() === 2 ? true : undefined));
    await eventually(() => (deaf.adapter.health().state === 'connected' ? true : undefined));
    expect(deaf.fake.gateway.sockets()).toBe(1);
  });

  test('a bad frame, an unknown one and a throwing intake end nothing', async () => {
    const unhandled: unknown[] = [];
    const note = (error: unknown): void => {
      unhandled.push(error);
    };
    process.on('unhandledRejection', note);
    process.on('uncaughtException', note);
    try {
      const { fake, intake, arrived, adapter } = await start({ schedule: createTime().schedule });
      for (const text of [
        '',
        '{',
        'null',
        '[]',
        '{"cmd":1}',
        '{"headers":null}',
        '{"cmd":"aibot_msg_callback"}',
        '{"cmd":"aibot_msg_callback","headers":{"req_id":"x"},"body":{"msgtype":"text"}}',
        '{"cmd":"aibot_event_callback","headers":{},"body":{"msgtype":"event","event":null}}',
        '{"cmd":"aibot_event_callback","headers":{"req_id":"x"},"body":{"msgtype":"event","event":{"eventtype":"template_card_event","template_card_event":7}}}',
        '\u0000\ud83d',
      ]) {
        fake.gateway.raw(text);
      }
      intake.rejections = 3;
      await fake.says('lin', '@lin', '你好');
      await arrived(1);
      expect(adapter.health().state).toBe('connected');
      expect(fake.gateway.opened()).toBe(1);
      expect(unhandled).toEqual([]);
    } finally {
      process.off('unhandledRejection', note);
      process.off('uncaughtException', note);
    }
  });

  test('after it has stopped nothing is accepted, and no socket is left', async () => {
    const { adapter, fake, intake } = await start();
    await adapter.stop();
    expect(await fake.says('lin', '@lin', '还在吗')).toBe(false);
    expect(intake.events).toEqual([]);
    await eventually(() => (fake.gateway.sockets() === 0 ? true : undefined));
    expect(adapter.health()).toMatchObject({ state: 'down', reason: 'stopped' });
  });
});

describe('what is not set', () => {
  const create = (values: Parameters<typeof createWecomAdapter>[0]) =>
    createWecomAdapter(values, {
      clock: () => 7,
      ids: () => 'id',
      random: () => 0,
      logger: { debug: vi.fn(), info: vi.fn(), warn: vi.fn(), error: vi.fn(), child: () => silent },
      routes: { mount: vi.fn() },
      publicUrl: null,
      attachments: { store: vi.fn(), find: vi.fn() },
    });
  const silent: Logger = {
    debug: vi.fn(),
    info: vi.fn(),
    warn: vi.fn(),
    error: vi.fn(),
    child: () => silent,
  };
  const key = new Secret('a'.repeat(43));

  test.each([
    [
      'nothing at all',
      {},
      'bot: channels.wecom.bot.botId, channels.wecom.bot.secret not set, or not of its form',
    ],
    [
      'no secret',
      { bot: { botId: 'b', secret: null } },
      'bot: channels.wecom.bot.secret not set, or not of its form',
    ],
    [
      'an agent id that is no number',
      { app: { corpId: 'w', agentId: 'x', secret: key, token: key, encodingAesKey: key } },
      'app: channels.wecom.app.agentId not set, or not of its form',
    ],
    [
      'an encoding key that is none',
      { app: { corpId: 'w', agentId: '1', secret: key, token: key, encodingAesKey: new Secret('short') } },
      'app: channels.wecom.app.encodingAesKey not set, or not of its form',
    ],
    [
      'an app alone that nobody can write to',
      { app: { corpId: 'w', agentId: '1', secret: key } },
      'app: channels.wecom.app.token, channels.wecom.app.encodingAesKey not set, or not of its form',
    ],
  ])('%s is told, and stops nothing', async (_, values, reason) => {
    const adapter = create(values);
    await adapter.start({ accept: () => Promise.resolve('accepted') });
    expect(adapter.health()).toEqual({ state: 'down', since: 7, reason });
    await adapter.stop();
  });
});

test('nothing anybody wrote, and no secret, is in the log', async () => {
  const lines: string[] = [];
  const write = (message: string, fields?: LogFields, cause?: unknown): void => {
    lines.push(
      JSON.stringify([
        message,
        fields,
        cause instanceof Error ? `${cause.message} ${cause.stack ?? ''}` : cause,
      ]),
    );
  };
  const logger: Logger = { debug: write, info: write, warn: write, error: write, child: () => logger };
  const { fake, adapter, arrived, intake } = await start({
    logger,
    identities: 'both',
    values: (one) => valuesFor(one),
  });
  intake.rejections = 1;
  await fake.says('lin', '@lin', '我的密码是 hunter2');
  await arrived(1);
  fake.gateway.raw('{"cmd":"x","body":"hunter2"}');
  fake.gateway.raw('hunter2');
  fake.faults.refuse = { code: 40_058, count: 1 };
  await adapter.send({
    kind: 'post',
    to: { kind: 'group', channel: 'wecom', groupId: 'wrDesk' },
    message: {
      blocks: [{ type: 'text', inlines: [{ type: 'plain', text: 'hunter2' }] }],
      actions: [],
      attachmentKeys: [],
      feedback: null,
    },
    idempotencyKey: 'o1',
    locale: 'zh-CN',
    mayHaveArrived: false,
    threadOf: null,
    visibleTo: null,
  });
  fake.disconnect();
  await eventually(() => (lines.some((line) => line.includes('the connection ended')) ? true : undefined));
  expect(lines.length).toBeGreaterThan(2);
  const secrets = [
    'hunter2',
    '林小满',
    fake.env['WECOM_BOT_SECRET'],
    fake.env['WECOM_APP_SECRET'],
    fake.keys.token,
    fake.keys.encodingAesKey,
  ];
  for (const secret of secrets) expect(lines.filter((line) => line.includes(secret ?? '?'))).toEqual([]);
});
