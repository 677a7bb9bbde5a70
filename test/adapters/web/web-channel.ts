import { createHash, randomUUID } from 'node:crypto';
import { createWebAdapter, type CastMember, type ChatGroup } from '../../../adapters/web/index.ts';
import type { WebLimits } from '../../../adapters/web/limits.ts';
import type { ChannelAdapter } from '../../../src/channel/adapter.ts';
import type { AttachmentStore } from '../../../src/channel/attachment-store.ts';
import type { InboundEvent } from '../../../src/channel/inbound.ts';
import type { OutboundMessage } from '../../../src/channel/outbound.ts';
import { systemClock } from '../../../src/kernel/clock.ts';
import { silentLogger } from '../../../src/kernel/logger.ts';
import { createHttpServer } from '../../../src/web/server.ts';
import { createMemoryTranscript, type MemoryTranscript } from './memory-transcript.ts';
import { aPost, anEdit } from '../../support/deliveries.ts';

export const cast: readonly CastMember[] = [
  {
    userId: 'lin',
    name: '林小满',
    role: 'requester',
    locale: 'zh-CN',
    timeZone: 'Asia/Shanghai',
    groups: [],
  },
  {
    userId: 'emma',
    name: 'Emma Brown',
    role: 'requester',
    locale: 'en',
    timeZone: 'Europe/London',
    groups: [],
  },
  {
    userId: 'huang',
    name: '黃雅婷',
    role: 'requester',
    locale: 'zh-TW',
    timeZone: 'Asia/Taipei',
    groups: [],
  },
  {
    userId: 'wang',
    name: '王强',
    role: 'agent',
    locale: 'zh-CN',
    timeZone: 'Asia/Shanghai',
    groups: ['desk'],
  },
  { userId: 'maya', name: 'Maya', role: 'agent', locale: 'en', groups: ['desk'] },
  { userId: 'zhao', name: '赵敏', role: 'manager', locale: 'zh-CN', groups: ['desk', 'managers'] },
];
export const groups: readonly ChatGroup[] = [
  { groupId: 'desk', kind: 'desk', name: null },
  { groupId: 'managers', kind: 'managers', name: null },
];

export type FakeIntake = {
  readonly events: InboundEvent[];
  /** The next this many events are not kept. */
  rejections: number;
  /** Runs before an event is acknowledged: what a quick engine does meanwhile. */
  meanwhile: (event: InboundEvent) => Promise<void>;
  accept(event: InboundEvent): Promise<'accepted' | 'duplicate'>;
};

export function createFakeIntake(): FakeIntake {
  const intake: FakeIntake = {
    events: [],
    rejections: 0,
    meanwhile: () => Promise.resolve(),
    async accept(event) {
      if (intake.rejections > 0) {
        intake.rejections -= 1;
        throw new Error('database is locked');
      }
      const isKnown = intake.events.some(({ eventId }) => eventId === event.eventId);
      if (!isKnown) intake.events.push(event);
      await intake.meanwhile(event);
      return isKnown ? 'duplicate' : 'accepted';
    },
  };
  return intake;
}

function createMemoryAttachments(): AttachmentStore {
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

export type WebChannel = {
  readonly url: string;
  readonly adapter: ChannelAdapter;
  readonly transcript: MemoryTranscript;
  readonly intake: FakeIntake;
  /** The bot says something. */
  post(to: string, message: OutboundMessage): Promise<string>;
  repaint(to: string, messageId: string, message: OutboundMessage): Promise<void>;
  close(): Promise<void>;
};

export type WebChannelOptions = {
  readonly limits?: Partial<WebLimits>;
  readonly clock?: () => number;
  readonly port?: number;
  /** Kept over a restart. */
  readonly transcript?: MemoryTranscript;
  readonly intake?: FakeIntake;
};

/** The adapter on the real HTTP server, on loopback. */
export async function startWebChannel(options: WebChannelOptions = {}): Promise<WebChannel> {
  const { clock = systemClock, transcript = createMemoryTranscript(), intake = createFakeIntake() } = options;
  const server = createHttpServer({
    host: '127.0.0.1',
    port: options.port ?? 0,
    logger: silentLogger,
    readiness: () => ({ ready: true, channels: {} }),
  });
  let ids = 0;
  const adapter = createWebAdapter(
    { transcript, cast: () => cast, groups: () => groups, demo: true, limits: options.limits ?? {} },
    {
      clock,
      ids: () => `id-${(ids += 1)}`,
      random: () => 0.5,
      logger: silentLogger,
      routes: server.routes,
      publicUrl: null,
      attachments: createMemoryAttachments(),
    },
  );
  await adapter.start(intake);
  const { url } = await server.listen();
  const conversation = (to: string) =>
    to.startsWith('@')
      ? ({ kind: 'direct', channel: 'web', userId: to.slice(1) } as const)
      : ({ kind: 'group', channel: 'web', groupId: to } as const);
  return {
    url,
    adapter,
    transcript,
    intake,
    async post(to, message) {
      const outcome = await adapter.send(aPost(conversation(to), message, randomUUID()));
      if (outcome.type !== 'sent' || outcome.messageId === null) throw new Error(`not sent: ${outcome.type}`);
      return outcome.messageId;
    },
    async repaint(to, messageId, message) {
      await adapter.send(anEdit(conversation(to), messageId, message, randomUUID()));
    },
    async close() {
      await adapter.stop();
      await server.close();
    },
  };
}

export function say(text: string, actions: OutboundMessage['actions'] = []): OutboundMessage {
  return {
    blocks: [{ type: 'text', inlines: [{ type: 'plain', text }] }],
    actions,
    attachmentKeys: [],
    feedback: null,
  };
}
