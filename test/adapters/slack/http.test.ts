import { afterEach, expect, test } from 'vitest';
import { signed } from '../../fakes/slack/fake-slack.ts';
import { lin, openSlackChannel, type SlackChannel } from './slack-channel.ts';

let open: SlackChannel | undefined;
const start = async (): Promise<SlackChannel> => (open = await openSlackChannel({ mode: 'http' }));
afterEach(async () => {
  await open?.close();
  open = undefined;
});

type Sent = { readonly body: string; readonly headers?: Record<string, string>; readonly stampMs?: number };

async function send(
  channel: SlackChannel,
  { body, headers = {}, stampMs = channel.now() }: Sent,
): Promise<Response> {
  return fetch(`${channel.url}/slack/events`, {
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/json',
      ...signed(String(Math.floor(stampMs / 1_000)), body),
      ...headers,
    },
  });
}

const message = (ts: string): string =>
  JSON.stringify({
    type: 'event_callback',
    team_id: 'T0BANGBAN',
    event_id: 'Ev1',
    event: { type: 'message', channel: 'D0LIN', channel_type: 'im', user: lin, text: '在吗', ts },
  });

test('answers the two questions Slack asks of an address', async () => {
  const channel = await start();
  const challenge = await send(channel, {
    body: JSON.stringify({
      token: 'x',
      challenge: '3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P',
      type: 'url_verification',
    }),
  });
  expect(await challenge.json()).toEqual({
    challenge: '3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P',
  });
  const check = await send(channel, {
    body: 'ssl_check=1&token=x',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  });
  expect(check.status).toBe(200);
});

test('a forged, stale or future-dated request is refused, counted and logged without its words', async () => {
  const channel = await start();
  const body = message('1.000001');
  expect(
    (await send(channel, { body, headers: { 'x-slack-signature': `v0=${'0'.repeat(64)}` } })).status,
  ).toBe(401);
  expect((await send(channel, { body, stampMs: channel.now() - 301_000 })).status).toBe(401);
  expect((await send(channel, { body, stampMs: channel.now() + 301_000 })).status).toBe(401);
  expect((await fetch(`${channel.url}/slack/events`, { method: 'POST', body })).status).toBe(401);
  expect((await fetch(`${channel.url}/slack/events`)).status).toBe(405);
  expect(channel.intake.events).toEqual([]);
  const log = channel.lines.join('\n');
  for (const reason of ['forged', 'stale', 'future-dated', 'unsigned']) expect(log).toContain(reason);
  expect(log).not.toContain('在吗');
});

test('the same signed request counts once; after a failure it may come again', async () => {
  const channel = await start();
  const body = message('1.000001');
  channel.intake.rejections = 1;
  expect((await send(channel, { body })).status).toBe(503);
  expect((await send(channel, { body })).status).toBe(200);
  expect((await send(channel, { body })).status).toBe(401);
  expect((await send(channel, { body, headers: { 'x-slack-retry-num': '1' } })).status).toBe(200);
  channel.passes(2_000);
  // A retry of Slack's, signed anew.
  expect((await send(channel, { body, headers: { 'x-slack-retry-num': '2' } })).status).toBe(200);
  expect(channel.intake.events).toHaveLength(1);
});

test('bodies that are no payload and bodies without end are refused', async () => {
  const channel = await start();
  for (const body of ['', 'not json', '[1]', 'null', '"text"'])
    expect((await send(channel, { body })).status, body).toBe(400);
  expect((await send(channel, { body: JSON.stringify({ type: 'nothing known' }) })).status).toBe(200);
  expect((await send(channel, { body: `{"a":"${'x'.repeat(1024 * 1024)}"}` })).status).toBe(413);
  expect(channel.intake.events).toEqual([]);
});

test('commands and presses are answered in the same breath', async () => {
  const { slack, intake } = await start();
  expect(await slack.slash(lin, 'C0DESK', '/it', 'vpn down')).toEqual({
    acked: true,
    told: '收到，我在私聊里回复你。',
  });
  expect(intake.events).toHaveLength(1);
});

test('a bot token that is refused later shows within minutes', async () => {
  const timers: { ms: number; then: () => void }[] = [];
  const channel = (open = await openSlackChannel({
    mode: 'http',
    timing: {
      schedule: (ms, then) => {
        const timer = { ms, then };
        timers.push(timer);
        return () => void timers.splice(timers.indexOf(timer), 1);
      },
    },
  }));
  expect(channel.adapter.health()).toEqual({ state: 'connected', lastFrameAt: null });
  await channel.slack.says(lin, `@${lin}`, '在吗');
  expect(channel.adapter.health()).toEqual({ state: 'connected', lastFrameAt: channel.now() });
  channel.slack.refuseBotToken('token_revoked');
  timers.find(({ ms }) => ms === 300_000)?.then();
  while (channel.adapter.health().state === 'connected')
    await new Promise((resolve) => setImmediate(resolve));
  expect(channel.adapter.health()).toMatchObject({
    reason: 'channels.slack.botToken: Slack answered token_revoked',
  });
});
