import { channel as diagnosticsChannel } from 'node:diagnostics_channel';
import { afterEach, expect, test } from 'vitest';
import { aPost } from '../../support/deliveries.ts';
import {
  direct,
  lin,
  openSlackChannel,
  until,
  words,
  type SlackChannel,
  type SlackChannelOptions,
  type TestIntake,
} from './slack-channel.ts';

let open: SlackChannel | undefined;
const start = async (options: SlackChannelOptions = {}): Promise<SlackChannel> =>
  (open = await openSlackChannel(options));
afterEach(async () => {
  await open?.close();
  open = undefined;
});

/** The store is busy with the next event until it is let go. */
function holdUp(intake: TestIntake): { readonly reached: Promise<void>; readonly release: () => void } {
  let arrive = (): void => undefined;
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const reached = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  intake.meanwhile = () => {
    arrive();
    return held;
  };
  return { reached, release };
}

const isUp = ({ adapter }: SlackChannel): boolean => adapter.health().state === 'connected';

test.each(['warning', 'refresh_requested'])(
  'at a %s frame the next socket stands before the old one closes',
  async (reason) => {
    const channel = await start();
    const { slack, intake } = channel;
    const counts: number[] = [];
    slack.gateway.onHello(() => counts.push(slack.connections()));
    slack.gateway.announceEnd(reason);
    await until(() => counts.length === 1);
    // Both stood at the moment of the greeting, and an event of that moment is taken.
    expect(counts).toEqual([2]);
    expect(await slack.says(lin, `@${lin}`, '在吗')).toBe(true);
    await until(() => slack.connections() === 1);
    expect(isUp(channel)).toBe(true);
    expect(intake.events).toHaveLength(1);
  },
);

test('what the old socket has heard is acknowledged on it before it closes', async () => {
  const channel = await start();
  const { slack, intake } = channel;
  const { reached, release } = holdUp(intake);
  const told = slack.says(lin, `@${lin}`, '在吗');
  await reached;
  slack.gateway.announceEnd('warning');
  await until(() => slack.connections() === 2);
  release();
  expect(await told).toBe(true);
  await until(() => slack.connections() === 1);
  expect(slack.violations()).toEqual([]);
});

test('a cut line is mended, and what was not acknowledged comes again and counts once', async () => {
  const channel = await start();
  const { slack, intake } = channel;
  intake.rejections = 1;
  expect(await slack.says(lin, `@${lin}`, '打印机坏了')).toBe(false);
  slack.disconnect();
  await until(() => intake.events.length === 1);
  expect(isUp(channel)).toBe(true);
  expect(intake.events[0]?.body).toMatchObject({ text: '打印机坏了' });
});

test('ten redeliveries of one event are one event', async () => {
  const { slack, intake } = await start();
  for (let time = 0; time < 11; time += 1)
    expect(await slack.says(lin, `@${lin}`, '打印机坏了', { key: 'k1' })).toBe(true);
  expect(intake.events).toHaveLength(1);
});

test('a wrong app token is told by key and by what Slack answered, and mended without a restart', async () => {
  const channel = await start({ start: false });
  const { slack, adapter, intake } = channel;
  slack.refuseAppToken('invalid_auth');
  await adapter.start(intake);
  expect(adapter.health()).toMatchObject({
    state: 'down',
    reason: 'channels.slack.appToken: Slack answered invalid_auth',
  });
  slack.acceptTokens();
  await until(() => isUp(channel));
});

test('a wrong bot token is told by key, whether at the start or later', async () => {
  const channel = await start({ start: false });
  const { slack, adapter, intake } = channel;
  slack.refuseBotToken('account_inactive');
  await adapter.start(intake);
  expect(adapter.health()).toMatchObject({
    state: 'down',
    reason: 'channels.slack.botToken: Slack answered account_inactive',
  });
  slack.acceptTokens();
  await until(() => isUp(channel));
  slack.refuseBotToken('token_revoked');
  expect(await adapter.send(aPost(direct(lin), words('一'), 'k1'))).toMatchObject({
    type: 'retry',
    afterMs: 60_000,
  });
  expect(adapter.health()).toMatchObject({ reason: 'channels.slack.botToken: Slack answered token_revoked' });
  slack.acceptTokens();
  expect(await adapter.send(aPost(direct(lin), words('一'), 'k1'))).toMatchObject({ type: 'sent' });
  expect(isUp(channel)).toBe(true);
});

test('missing keys stop nothing but the channel', async () => {
  const { adapter } = await start({ values: { botToken: null, appToken: null } });
  expect(adapter.health()).toMatchObject({
    state: 'down',
    reason: 'not set: channels.slack.botToken, channels.slack.appToken',
  });
  expect(await adapter.send(aPost(direct(lin), words('一'), 'k1'))).toMatchObject({ type: 'retry' });
});

test('an unreachable Slack is tried again until it is there', async () => {
  const channel = await start({ start: false });
  const { slack, adapter, intake } = channel;
  slack.goDown();
  await adapter.start(intake);
  expect(adapter.health()).toMatchObject({
    state: 'down',
    reason: expect.stringContaining('ECONNREFUSED') as unknown,
  });
  slack.comeBack();
  await until(() => isUp(channel));
  slack.goDown();
  await until(() => !isUp(channel));
  slack.comeBack();
  await until(() => isUp(channel));
  expect(await slack.says(lin, `@${lin}`, '在吗')).toBe(true);
});

test('refused handshakes, an unhelpful gateway and a limit on connecting are outlasted', async () => {
  const channel = await start({ start: false });
  const { slack, adapter, intake } = channel;
  slack.trouble('apps.connections.open', { type: 'http', status: 500 }, 1);
  slack.trouble('apps.connections.open', { type: 'error', error: 'internal_error' }, 1);
  slack.trouble('apps.connections.open', { type: 'html' }, 1);
  slack.trouble('apps.connections.open', { type: 'throttled', retryAfter: 30 }, 1);
  slack.gateway.refuseHandshakes(503, 2);
  await adapter.start(intake);
  await until(() => {
    // Nothing is asked for before the half minute is over.
    channel.passes(1_000);
    return isUp(channel);
  });
  const opened = slack.calls.filter(({ method }) => method === 'apps.connections.open').map(({ at }) => at);
  const [, , , limited = 0, next = 0] = opened;
  expect(next - limited).toBeGreaterThanOrEqual(30_000);
});

test('a socket that hears nothing any more is replaced', async () => {
  const channel = await start({ timing: { pongTimeoutMs: 60 } });
  const { slack } = channel;
  let greeted = 0;
  slack.gateway.onHello(() => (greeted += 1));
  slack.gateway.goDeaf();
  await until(() => greeted === 1);
  expect(await slack.says(lin, `@${lin}`, '在吗')).toBe(true);
});

test('frames without sense are counted and stop nothing', async () => {
  const { slack, adapter, intake, lines } = await start();
  const frames = [
    'not json',
    '[]',
    'null',
    '{}',
    '{"type":"error"}',
    '{"type":"close"}',
    '{"type":"ws_message"}',
    '{"type":"events_api"}',
    '{"type":"events_api","envelope_id":"e","payload":{}}',
    '{"type":"events_api","envelope_id":"e","payload":{"event":{"type":"error"}}}',
    '{"type":"slash_commands","envelope_id":"e","payload":null}',
    '{"type":"interactive","envelope_id":7,"payload":{}}',
    Buffer.from([0, 1, 2]),
  ];
  for (const frame of frames) slack.gateway.raw(frame);
  await until(() => lines.filter((line) => line.includes('a frame was ignored')).length === frames.length);
  expect(await slack.says(lin, `@${lin}`, '在吗')).toBe(true);
  expect(intake.events).toHaveLength(1);
  expect(adapter.health().state).toBe('connected');
});

test('events that are not ours are acknowledged and lead to nothing', async () => {
  const { slack, intake } = await start();
  const message = {
    type: 'message',
    channel: 'D0LIN',
    channel_type: 'im',
    user: lin,
    text: 'x',
    ts: '1.000001',
  };
  const outer = { authorizations: [{ team_id: 'T0OTHER' }], team_id: 'T0OTHER' };
  expect(await slack.event(message, outer)).toBe(true);
  expect(
    await slack.event(
      { ...message, team: 'T0OTHER', channel: 'C0DESK', channel_type: 'channel' },
      { is_ext_shared_channel: true },
    ),
  ).toBe(true);
  expect(await slack.event({ ...message, bot_id: 'B0OTHER' })).toBe(true);
  expect(await slack.event({ ...message, user: 'U0BANGBAN' })).toBe(true);
  expect(await slack.event({ ...message, subtype: 'message_changed', message })).toBe(true);
  expect(await slack.event({ ...message, subtype: 'channel_join' })).toBe(true);
  expect(await slack.event({ type: 'team_rename', name: 'x' })).toBe(true);
  expect(await slack.event({ type: 'message', nonsense: true })).toBe(true);
  expect((await slack.envelope('interactive', { type: 'view_closed', view: {} })).acked).toBe(true);
  expect((await slack.envelope('interactive', { type: 'block_suggestion' })).acked).toBe(true);
  expect((await slack.envelope('interactive', { type: 'block_actions', actions: [] })).acked).toBe(true);
  expect(intake.events).toEqual([]);
});

test('at its end it takes nothing more, and what it was taking is taken whole', async () => {
  const { slack, adapter, intake } = await start();
  const { reached, release } = holdUp(intake);
  const told = slack.says(lin, `@${lin}`, '最后一句');
  await reached;
  const stopping = adapter.stop();
  release();
  await stopping;
  expect(await told).toBe(true);
  expect(intake.events).toHaveLength(1);
  expect(await slack.says(lin, `@${lin}`, '太晚了')).toBe(false);
  expect(intake.events).toHaveLength(1);
});

test('dials that come to nothing leave no socket and no timer behind', async () => {
  const channel = await start({ start: false, timing: { dialTimeoutMs: 40 } });
  const { slack, adapter, intake } = channel;
  const timers = (): number => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;
  slack.gateway.refuseHandshakes(500, 15);
  slack.gateway.stallHandshakes(15);
  slack.gateway.stayMute(15);
  const before = timers();
  await adapter.start(intake);
  await until(() => isUp(channel));
  await until(() => slack.connections() === 1 && slack.gateway.sockets() === 1);
  // The pings of the one that stands, and a handful that end by themselves.
  expect(timers() - before).toBeLessThanOrEqual(6);
});

test('a week of reconnections, one a minute, leaves nothing behind', { timeout: 900_000 }, async () => {
  const count = Number(process.env['RECONNECTS'] ?? 1_000);
  const channel = await start({ timing: { firstBackoffMs: 1, maxBackoffMs: 1 } });
  const { slack } = channel;
  let greeted = 0;
  slack.gateway.onHello(() => (greeted += 1));
  const turn = async (): Promise<void> => {
    const before = greeted;
    // Two of three as Slack does it, one as the weather does.
    if (greeted % 3 === 2) slack.disconnect();
    else slack.gateway.announceEnd(greeted % 3 === 0 ? 'warning' : 'refresh_requested');
    await until(() => greeted > before && slack.connections() === 1 && isUp(channel));
  };
  const held = (): Record<string, number> => {
    const counts: Record<string, number> = {};
    for (const kind of process.getActiveResourcesInfo()) counts[kind] = (counts[kind] ?? 0) + 1;
    return counts;
  };
  for (let warm = 0; warm < 20; warm += 1) await turn();
  const before = held();
  const listeners = process.listenerCount('unhandledRejection') + process.listenerCount('warning');
  while (greeted < count) await turn();
  const after = held();
  for (const kind of ['Timeout', 'TCPSocketWrap', 'TCPServerWrap'])
    expect((after[kind] ?? 0) - (before[kind] ?? 0), kind).toBeLessThanOrEqual(4);
  expect(process.listenerCount('unhandledRejection') + process.listenerCount('warning')).toBe(listeners);
  expect(slack.connections()).toBe(1);
  expect(await slack.says(lin, `@${lin}`, '还在')).toBe(true);
  await channel.adapter.stop();
  await until(() => slack.connections() === 0);
  for (const name of ['undici:websocket:ping', 'undici:websocket:pong'])
    expect(diagnosticsChannel(name).hasSubscribers, name).toBe(false);
});
