import { createHash } from 'node:crypto';
import { createSlackAdapter } from '../../../adapters/slack/index.ts';
import type { Timing } from '../../../adapters/slack/transport.ts';
import type { ChannelAdapter } from '../../../src/channel/adapter.ts';
import type { AttachmentStore } from '../../../src/channel/attachment-store.ts';
import type { ChannelValues } from '../../../src/channel/channel-values.ts';
import type { Conversation } from '../../../src/channel/conversation.ts';
import type { InboundEvent } from '../../../src/channel/inbound.ts';
import type { OutboundMessage } from '../../../src/channel/outbound.ts';
import type { Logger, LogFields } from '../../../src/kernel/logger.ts';
import { Secret } from '../../../src/kernel/secret.ts';
import { createHttpServer } from '../../../src/web/server.ts';
import { createFakeSlack, type FakeSlack, type FakeSlackOptions } from '../../fakes/slack/fake-slack.ts';

export const lin = 'U0LIN';
export const emma = 'U0EMMA';
export const wang = 'U0WANG';
export const desk = 'C0DESK';

/** An inbox: durable unless told otherwise, and knows what it has. */
export type TestIntake = {
  readonly events: InboundEvent[];
  rejections: number;
  /** Awaited before an event is kept. */
  meanwhile: (event: InboundEvent) => Promise<void>;
  accept(event: InboundEvent): Promise<'accepted' | 'duplicate'>;
};

export function createTestIntake(): TestIntake {
  const intake: TestIntake = {
    events: [],
    rejections: 0,
    meanwhile: () => Promise.resolve(),
    async accept(event) {
      if (intake.rejections > 0) {
        intake.rejections -= 1;
        throw new Error('database is locked');
      }
      await intake.meanwhile(event);
      if (intake.events.some(({ eventId }) => eventId === event.eventId)) return 'duplicate';
      intake.events.push(event);
      return 'accepted';
    },
  };
  return intake;
}

export function createMemoryAttachments(): AttachmentStore {
  const files = new Map<string, { name: string; mimeType: string; bytes: Uint8Array }>();
  return {
    store(file) {
      const key = createHash('sha256').update(file.bytes).digest('hex');
      files.set(key, file);
      const { name, mimeType } = file;
      return Promise.resolve({ key, name, mimeType, sizeBytes: file.bytes.byteLength });
    },
    find: (key) => Promise.resolve(files.get(key)),
  };
}

/** Everything logged, as one text per line: what must not be in it can be looked for. */
export function createKeptLogger(): { readonly logger: Logger; readonly lines: string[] } {
  const lines: string[] = [];
  const write =
    (level: string) =>
    (message: string, fields?: LogFields, cause?: unknown): void => {
      lines.push(
        `${level} ${message} ${JSON.stringify(fields ?? {})} ${cause instanceof Error ? cause.message : ''}`,
      );
    };
  const logger: Logger = {
    debug: write('debug'),
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
    child: () => logger,
  };
  return { logger, lines };
}

export type SlackChannel = {
  readonly slack: FakeSlack;
  readonly adapter: ChannelAdapter;
  readonly intake: TestIntake;
  readonly attachments: AttachmentStore;
  readonly lines: readonly string[];
  /** Of the product's HTTP server. */
  readonly url: string;
  /** Turns the clock of both sides on. */
  readonly passes: (ms: number) => void;
  readonly now: () => number;
  readonly close: () => Promise<void>;
};

export type SlackChannelOptions = FakeSlackOptions & {
  readonly timing?: Timing;
  readonly values?: ChannelValues;
  /** false: the test starts the adapter itself. */
  readonly start?: boolean;
};

/** Values as the configuration reader hands them over. */
export function valuesOf(slack: FakeSlack, mode: 'socket' | 'http'): ChannelValues {
  const secret = (name: string): Secret => new Secret(slack.env[name] ?? '');
  return {
    mode,
    botToken: secret('SLACK_BOT_TOKEN'),
    appToken: secret('SLACK_APP_TOKEN'),
    signingSecret: secret('SLACK_SIGNING_SECRET'),
    apiUrl: /apiUrl: (\S+)/.exec(slack.yaml)?.[1] ?? null,
    ticketEmoji: null,
  };
}

const quick: Timing = { closeMs: 500, firstBackoffMs: 5, maxBackoffMs: 20, slowMs: 20 };

/** The adapter with Slack's own SDK against the fake. Time stands still unless a test turns it. */
export async function openSlackChannel(options: SlackChannelOptions = {}): Promise<SlackChannel> {
  const { mode = 'socket', timing = {}, values = {}, start = true, ...rest } = options;
  let now = Date.parse('2026-11-23T01:00:00Z');
  const clock = (): number => now;
  const slack = await createFakeSlack({ mode, clock, ackWithinMs: 400, ...rest });
  slack.addPerson({
    userId: lin,
    name: '小林',
    locale: 'zh-CN',
    timeZone: 'Asia/Shanghai',
    email: 'lin@example.com',
  });
  slack.addPerson({ userId: emma, name: 'Emma', locale: 'en-GB', timeZone: 'Europe/London' });
  slack.addPerson({ userId: wang, name: '王工', locale: 'zh-CN', timeZone: 'Asia/Shanghai' });
  slack.addGroup(desk);
  const { logger, lines } = createKeptLogger();
  const intake = createTestIntake();
  const attachments = createMemoryAttachments();
  const server = createHttpServer({
    host: '127.0.0.1',
    port: 0,
    logger,
    readiness: () => ({ ready: true, channels: {} }),
  });
  let ids = 0;
  const adapter = createSlackAdapter(
    { ...valuesOf(slack, mode), ...values },
    {
      clock,
      ids: () => `id-${(ids += 1)}`,
      random: () => 0.5,
      logger,
      routes: server.routes,
      publicUrl: null,
      attachments,
    },
    { ...quick, ...timing },
  );
  const { url } = await server.listen();
  slack.deliverTo(`${url}/slack/events`);
  if (start) await adapter.start(intake);
  return {
    slack,
    adapter,
    intake,
    attachments,
    lines,
    url,
    passes: (ms) => {
      now += ms;
    },
    now: clock,
    async close() {
      await adapter.stop();
      await server.close();
      await slack.close();
    },
  };
}

export const direct = (userId: string): Conversation => ({ kind: 'direct', channel: 'slack', userId });
export const group = (groupId: string): Conversation => ({ kind: 'group', channel: 'slack', groupId });

export function words(text: string, more: Partial<OutboundMessage> = {}): OutboundMessage {
  return {
    blocks: [{ type: 'text', inlines: [{ type: 'plain', text }] }],
    actions: [],
    attachmentKeys: [],
    feedback: null,
    ...more,
  };
}

/** Resolves once `look` is true; the test's own time limit is the only one. */
export async function until(look: () => boolean): Promise<void> {
  while (!look()) await new Promise((resolve) => setImmediate(resolve));
}
