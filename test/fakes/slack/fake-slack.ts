import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { FakePlatform, Place, ShownMessage } from '../fake-platform.ts';
import {
  commandBody,
  mentionEvent,
  messageEvent,
  outerEvent,
  pressBody,
  shortcutBody,
  submissionBody,
  type Body,
} from './events.ts';
import { createFront, type Front } from './http-front.ts';
import { createGateway, type Acknowledged, type OutgoingEnvelope } from './gateway.ts';
import { fill, inputsOf } from './modal-fields.ts';
import { readMessage } from './read-blocks.ts';
import type { Trigger } from './web-api.ts';
import {
  createWorkspace,
  ids,
  type Channel,
  type StoredFile,
  type StoredMessage,
  type Workspace,
} from './workspace.ts';

export type FakeSlackOptions = {
  readonly mode?: 'socket' | 'http';
  /** Slack's own clock: stamps, triggers, rate limits. */
  readonly clock?: () => number;
  /** Three seconds; shorter where a test waits for what is not acknowledged. */
  readonly ackWithinMs?: number;
  /** false: bursts are let through, for benches that look at something else. */
  readonly limitPosts?: boolean;
};

type Sent = { readonly type: OutgoingEnvelope['type']; readonly payload: Body };
export type ModalField = { readonly id: string; readonly label: string; readonly options: readonly string[] };

/** Slack as a fake: what every platform can, and Slack's own. */
export type FakeSlack = FakePlatform & {
  readonly workspace: Workspace;
  readonly calls: Front['calls'];
  /** In HTTP mode: where signed requests go, `http://…/slack/events`. */
  deliverTo(url: string): void;
  /** A person's words somewhere, with files, or in a thread; resolves to the message's ts. */
  writes(
    userId: string,
    place: Place,
    text: string,
    options?: {
      readonly threadTs?: string;
      readonly files?: readonly Omit<StoredFile, 'id'>[];
      readonly addressed?: boolean;
    },
  ): Promise<{ readonly ts: string; readonly acked: boolean }>;
  /** Resolves to what was shown to that person alone in answer. */
  slash(
    userId: string,
    place: Place,
    command: string,
    text: string,
  ): Promise<{ acked: boolean; told: string | null }>;
  shortcut(userId: string, place: Place, ts: string): Promise<boolean>;
  reacts(userId: string, place: Place, ts: string, emoji: string): Promise<boolean>;
  opens(userId: string, tab: 'home' | 'messages'): Promise<boolean>;
  home(userId: string): ShownMessage | undefined;
  pressesHome(userId: string, label: string): Promise<boolean>;
  modal(userId: string): { readonly title: string; readonly fields: readonly ModalField[] } | undefined;
  /** Field id → text, or labels of chosen options. Resolves to the errors shown in it; it stays open if there are any. */
  submits(
    userId: string,
    answers: Readonly<Record<string, string | readonly string[]>>,
  ): Promise<{ acked: boolean; errors: Body | null }>;
  /** An event as given, to test what is not ours. */
  event(event: Body, outer?: Body): Promise<boolean>;
  envelope(type: OutgoingEnvelope['type'], payload: Body): Promise<Acknowledged>;
  /** Everything that was not acknowledged, again. */
  redeliver(): Promise<boolean>;
  trouble: Front['trouble'];
  refuseBotToken(error: string): void;
  refuseAppToken(error: string): void;
  acceptTokens(): void;
  takeScope(scope: string): void;
  /** Makes an unfinished request end. */
  hangUp(): void;
  readonly gateway: ReturnType<typeof createGateway>;
};

type Manifest = {
  readonly oauth_config: { readonly scopes: { readonly bot: readonly string[] } };
  readonly settings: { readonly event_subscriptions: { readonly bot_events: readonly string[] } };
  readonly features: { readonly slash_commands: readonly { readonly command: string }[] };
};

/** The app as our manifest installs it: what it does not ask for, the fake does not give. */
function readManifest(): Manifest {
  const file = join(import.meta.dirname, '../../../adapters/slack/manifest.yaml');
  return parse(readFileSync(file, 'utf8')) as Manifest;
}

const signingSecret = '8f742231b10e8888abcd99yyyzzz85a5';

export async function createFakeSlack(options: FakeSlackOptions = {}): Promise<FakeSlack> {
  const { mode = 'socket', clock = () => Date.now(), ackWithinMs = 3_000, limitPosts = true } = options;
  const manifest = readManifest();
  const scopes = new Set(manifest.oauth_config.scopes.bot);
  const subscribed = new Set(manifest.settings.event_subscriptions.bot_events);
  const violations: string[] = [];
  const violation = (what: string): void => void violations.push(what);
  const workspace = createWorkspace(clock);
  const triggers = new Map<string, Trigger>();
  const gateway = createGateway({ ackWithinMs, violation });
  const front = createFront({
    gateway,
    limitPosts,
    world: { workspace, clock, scopes: () => scopes, triggers, violation, origin: () => front.origin() },
  });
  await new Promise<void>((resolve) => front.server.listen(0, '127.0.0.1', resolve));
  const { port } = front.server.address() as { port: number };
  const origin = `http://127.0.0.1:${port}`;
  const byKey = new Map<string, { readonly sent: readonly Sent[]; attempts: number }>();
  const unacked = new Set<Sent & { attempts: number }>();
  let eventsUrl = '';
  let serial = 0;

  const post = async ({ type, payload, retryAttempt }: OutgoingEnvelope): Promise<Acknowledged> => {
    const isEvent = type === 'events_api';
    const body = isEvent
      ? JSON.stringify(payload)
      : type === 'slash_commands'
        ? new URLSearchParams(payload as Record<string, string>).toString()
        : new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
    const stamp = String(Math.floor(clock() / 1_000));
    try {
      const response = await fetch(eventsUrl, {
        method: 'POST',
        body,
        headers: {
          'content-type': isEvent ? 'application/json' : 'application/x-www-form-urlencoded',
          ...signed(stamp, body),
          ...(retryAttempt > 0
            ? { 'x-slack-retry-num': String(retryAttempt), 'x-slack-retry-reason': 'http_timeout' }
            : {}),
        },
        signal: AbortSignal.timeout(ackWithinMs),
      });
      const text = await response.text();
      return { acked: response.status === 200, response: text === '' ? {} : (JSON.parse(text) as Body) };
    } catch {
      return { acked: false, response: {} };
    }
  };

  const deliver = async ({ type, payload }: Sent, retryAttempt = 0): Promise<Acknowledged> => {
    const outgoing = { type, payload, retryAttempt };
    const result = await (mode === 'socket' ? gateway.deliver(outgoing) : post(outgoing));
    // Events come again; commands, presses and forms are shown as failed to whoever made them.
    if (!result.acked && type === 'events_api') unacked.add({ type, payload, attempts: retryAttempt + 1 });
    return result;
  };

  const redeliver = async (): Promise<boolean> => {
    const again = [...unacked];
    unacked.clear();
    const results = await Promise.all(again.map((sent) => deliver(sent, sent.attempts)));
    return results.every(({ acked }) => acked);
  };
  // After a reconnection Slack sends again what was not acknowledged: bolt-js#2487.
  gateway.onHello(() => {
    setImmediate(() => void redeliver());
  });

  const channelOf = (place: Place): Channel => {
    if (place.startsWith('@')) return workspace.imOf(place.slice(1));
    const channel = workspace.channels.get(place);
    if (!channel) throw new Error(`there is no channel ${place}`);
    return channel;
  };

  const need = (userId: string): void => {
    if (!workspace.people.has(userId)) throw new Error(`Slack does not know ${userId}`);
  };

  const trigger = (userId: string): string => {
    const id = `${(serial += 1)}.${clock()}.abc`;
    triggers.set(id, { userId, at: clock(), used: false });
    return id;
  };

  /** What people type reaches apps escaped, and with real mentions where the client offered one. */
  const wire = (text: string): string =>
    text
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replace(/@([UW][A-Z0-9]+)\b/g, (whole, userId: string) =>
        workspace.people.has(userId) ? `<@${userId}>` : whole,
      );

  const eventName = (channel: Channel): string =>
    ({ im: 'message.im', mpim: 'message.mpim', group: 'message.groups', channel: 'message.channels' })[
      channel.kind
    ];

  /** Both events of a mention, in either order. */
  const eventsOf = (message: StoredMessage, channel: Channel): Sent[] => {
    const sent: Sent[] = [];
    const add = (name: string, event: Body): void => {
      if (subscribed.has(name) && channel.hasBot)
        sent.push({ type: 'events_api', payload: outerEvent(workspace, event, clock()) });
    };
    add(eventName(channel), messageEvent(message, channel, origin));
    // A mention with a file often comes as a message only: bolt-python#925.
    if (channel.kind !== 'im' && message.text.includes(`<@${ids.bot}>`) && message.files.length === 0)
      add('app_mention', mentionEvent(message, channel, origin));
    return Number(message.ts.at(-1)) % 2 === 0 ? sent : sent.reverse();
  };

  const write = (
    userId: string,
    place: Place,
    text: string,
    { threadTs, files = [], addressed }: NonNullable<Parameters<FakeSlack['writes']>[3]> = {},
  ): { message: StoredMessage; channel: Channel } => {
    need(userId);
    const channel = channelOf(place);
    const mention = channel.kind !== 'im' && (addressed ?? true) ? `<@${ids.bot}> ` : '';
    const stored = files.map((file): StoredFile => ({ ...file, id: workspace.nextId('F') }));
    for (const file of stored) workspace.files.set(file.id, file);
    const message: StoredMessage = {
      channel: channel.id,
      ts: workspace.nextTs(),
      user: userId,
      botId: null,
      text: `${mention}${wire(text)}`,
      blocks: [],
      threadTs: threadTs ?? null,
      visibleTo: null,
      metadata: null,
      files: stored,
    };
    workspace.messages.push(message);
    return { message, channel };
  };

  const sendAll = async (sent: readonly Sent[], retryAttempt = 0): Promise<boolean> => {
    const results: boolean[] = [];
    // One after the other, as nothing says which comes first.
    for (const one of sent) results.push((await deliver(one, retryAttempt)).acked);
    return results.length > 0 && results.every(Boolean);
  };

  const show = (message: StoredMessage): ShownMessage => {
    const { text, buttons, mentions, links } = readMessage(message.blocks, message.text);
    const files = message.files.map(({ name }) => `📎 ${name}`);
    return {
      messageId: message.ts,
      text: [text, ...files].filter((line) => line !== '').join('\n'),
      buttons: buttons.map(({ label }) => label),
      mentions: [...new Set(mentions)],
      links,
    };
  };

  const ofBot = (channel: Channel, viewer: string | undefined): StoredMessage[] =>
    workspace.messages.filter(
      (message) =>
        message.channel === channel.id &&
        message.user === ids.bot &&
        (message.visibleTo === null || message.visibleTo === viewer),
    );

  const actor = (userId: string) => ({ userId, triggerId: trigger(userId), origin });

  return {
    channel: 'slack',
    workspace,
    gateway,
    calls: front.calls,
    yaml: [
      'slack:',
      '  enabled: true',
      `  mode: ${mode}`,
      '  botToken: ${SLACK_BOT_TOKEN}',
      mode === 'socket' ? '  appToken: ${SLACK_APP_TOKEN}' : '  signingSecret: ${SLACK_SIGNING_SECRET}',
      `  apiUrl: ${origin}/api/`,
      '',
    ].join('\n'),
    env: {
      SLACK_BOT_TOKEN: 'xoxb-0000-test-bot',
      SLACK_APP_TOKEN: 'xapp-1-test-app',
      SLACK_SIGNING_SECRET: signingSecret,
    },
    deliverTo: (url) => {
      eventsUrl = url;
    },
    addPerson: ({ userId, name, locale, timeZone, email }) => {
      workspace.addPerson({
        userId,
        name,
        locale: locale ?? null,
        timeZone: timeZone ?? null,
        email: email ?? null,
      });
    },
    addGroup: (groupId) => {
      workspace.addChannel(groupId, groupId.startsWith('G') ? 'group' : 'channel');
    },
    async says(userId, place, text, { key, addressed } = {}) {
      const known = key === undefined ? undefined : byKey.get(key);
      if (known) {
        known.attempts += 1;
        return sendAll(known.sent, known.attempts);
      }
      const { message, channel } = write(userId, place, text, addressed === undefined ? {} : { addressed });
      const sent = eventsOf(message, channel);
      if (key !== undefined) byKey.set(key, { sent, attempts: 0 });
      return sendAll(sent);
    },
    async writes(userId, place, text, more) {
      const { message, channel } = write(userId, place, text, more);
      return { ts: message.ts, acked: await sendAll(eventsOf(message, channel)) };
    },
    async presses(userId, place, label) {
      need(userId);
      const channel = channelOf(place);
      for (const message of ofBot(channel, userId).reverse()) {
        const { buttons } = readMessage(message.blocks, message.text);
        const button = buttons.find((one) => one.label === label);
        if (!button) continue;
        const where = { channel: channel.id, ts: message.ts, isEphemeral: message.visibleTo !== null };
        const payload = pressBody(actor(userId), where, button, workspace.nextTs());
        return (await deliver({ type: 'interactive', payload })).acked;
      }
      return false;
    },
    async slash(userId, place, command, text) {
      need(userId);
      const typed = manifest.features.slash_commands.some((one) => one.command === command);
      if (!typed) violation(`the manifest has no ${command}`);
      const payload = commandBody({
        ...actor(userId),
        channel: channelOf(place),
        command,
        text: wire(text),
      });
      const { acked, response } = await deliver({ type: 'slash_commands', payload });
      if (!acked) violation(`${command} was not acknowledged in time`);
      return { acked, told: typeof response['text'] === 'string' ? response['text'] : null };
    },
    async shortcut(userId, place, ts) {
      const message = workspace.messages.find((one) => one.channel === channelOf(place).id && one.ts === ts);
      if (!message) throw new Error(`there is no message ${ts}`);
      const payload = shortcutBody(actor(userId), message, 'open_ticket', origin);
      return (await deliver({ type: 'interactive', payload })).acked;
    },
    async reacts(userId, place, ts, emoji) {
      const channel = channelOf(place);
      const message = workspace.messages.find((one) => one.channel === channel.id && one.ts === ts);
      const event = {
        type: 'reaction_added',
        user: userId,
        reaction: emoji,
        item_user: message?.user ?? ids.bot,
        item: { type: 'message', channel: channel.id, ts },
        event_ts: workspace.nextTs(),
      };
      if (!subscribed.has('reaction_added')) return false;
      return sendAll([{ type: 'events_api', payload: outerEvent(workspace, event, clock()) }]);
    },
    async opens(userId, tab) {
      const event = {
        type: 'app_home_opened',
        user: userId,
        channel: workspace.imOf(userId).id,
        tab,
        event_ts: workspace.nextTs(),
      };
      if (!subscribed.has('app_home_opened')) return false;
      return sendAll([{ type: 'events_api', payload: outerEvent(workspace, event, clock()) }]);
    },
    home(userId) {
      const home = workspace.homes.get(userId);
      if (!home) return undefined;
      const { text, buttons, mentions, links } = readMessage(home.blocks, '');
      return { messageId: 'home', text, buttons: buttons.map(({ label }) => label), mentions, links };
    },
    async pressesHome(userId, label) {
      const { buttons } = readMessage(workspace.homes.get(userId)?.blocks ?? [], '');
      const button = buttons.find((one) => one.label === label);
      if (!button) return false;
      const payload = pressBody(actor(userId), null, button, workspace.nextTs());
      return (await deliver({ type: 'interactive', payload })).acked;
    },
    modal(userId) {
      const open = workspace.modals.get(userId);
      if (!open) return undefined;
      const title = (open.view['title'] as { text: string }).text;
      return {
        title,
        fields: inputsOf(open.view).map(({ id, label, options: choices }) => ({
          id,
          label,
          options: choices.map((one) => one.label),
        })),
      };
    },
    async submits(userId, answers) {
      const open = workspace.modals.get(userId);
      if (!open) throw new Error(`${userId} has no form open`);
      const values = Object.fromEntries(
        inputsOf(open.view).map((input) => [input.id, fill(input, answers[input.id])]),
      );
      const payload = submissionBody(actor(userId), open, values);
      const { acked, response } = await deliver({ type: 'interactive', payload });
      const errors = response['response_action'] === 'errors' ? (response['errors'] as Body) : null;
      if (acked && errors === null) workspace.modals.delete(userId);
      return { acked, errors };
    },
    event: async (event, outer = {}) =>
      sendAll([{ type: 'events_api', payload: { ...outerEvent(workspace, event, clock()), ...outer } }]),
    envelope: (type, payload) => deliver({ type, payload }),
    redeliver,
    shown: (place, viewer) => ofBot(channelOf(place), viewer).map(show),
    connections: () => gateway.connections(),
    disconnect: () => {
      gateway.terminateAll();
    },
    goDown: () => {
      front.server.close();
      gateway.terminateAll();
      front.server.closeAllConnections();
    },
    comeBack: () => {
      front.server.listen(port, '127.0.0.1');
    },
    violations: () => violations,
    trouble: (...args) => {
      front.trouble(...args);
    },
    refuseBotToken: (error) => {
      front.botToken = 'xoxb-another';
      front.tokenError = error;
    },
    refuseAppToken: (error) => {
      front.appToken = 'xapp-another';
      front.tokenError = error;
    },
    acceptTokens: () => {
      front.botToken = 'xoxb-0000-test-bot';
      front.appToken = 'xapp-1-test-app';
    },
    takeScope: (scope) => {
      scopes.delete(scope);
    },
    hangUp: () => {
      for (const response of front.unanswered) response.destroy();
      front.unanswered.clear();
    },
    async close() {
      gateway.close();
      for (const response of front.unanswered) response.destroy();
      front.server.closeAllConnections();
      await new Promise<void>((resolve) => {
        front.server.close(() => {
          resolve();
        });
      });
    },
  };
}

/** docs.slack.dev/authentication/verifying-requests-from-slack */
export function signed(stamp: string, body: string, secret = signingSecret): Record<string, string> {
  const signature = createHmac('sha256', secret).update(`v0:${stamp}:${body}`).digest('hex');
  return { 'x-slack-request-timestamp': stamp, 'x-slack-signature': `v0=${signature}` };
}
