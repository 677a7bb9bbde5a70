import { createWecomAdapter } from '../../../adapters/wecom/index.ts';
import type { ChannelAdapter } from '../../../src/channel/adapter.ts';
import type { Attachment } from '../../../src/channel/attachment.ts';
import type { AttachmentStore } from '../../../src/channel/attachment-store.ts';
import type { ChannelValues } from '../../../src/channel/channel-values.ts';
import type { Schedule } from '../../../src/connection/timers.ts';
import { Secret } from '../../../src/kernel/secret.ts';
import { silentLogger, type Logger } from '../../../src/kernel/logger.ts';
import { createHttpServer } from '../../../src/web/server.ts';
import { createFakeIntake, type FakeIntake } from '../web/web-channel.ts';
import { startWecomFake, type WecomFake, type WecomFakeOptions } from '../../fakes/wecom/wecom-fake.ts';
import { createHash, randomUUID } from 'node:crypto';

export type WecomChannel = {
  readonly adapter: ChannelAdapter;
  readonly fake: WecomFake;
  readonly intake: FakeIntake;
  readonly url: string;
  readonly attachments: AttachmentStore;
  /** Waits until so many events are there in all, and gives them back. */
  readonly arrived: (count: number) => Promise<FakeIntake['events']>;
  readonly close: () => Promise<void>;
};

export type ChannelOptions = WecomFakeOptions & {
  readonly values?: (fake: WecomFake) => ChannelValues;
  readonly schedule?: Schedule;
  readonly logger?: Logger;
  /** Not started: the test does it. */
  readonly asleep?: boolean;
};

export function valuesFor(fake: WecomFake, identities: 'both' | 'bot' | 'app' = 'both'): ChannelValues {
  const bot: ChannelValues = {
    botId: 'aibFAKEbot',
    secret: new Secret(fake.env['WECOM_BOT_SECRET'] ?? ''),
    wsUrl: fake.wsUrl,
  };
  const app: ChannelValues = {
    corpId: fake.keys.corpId,
    agentId: String(fake.keys.agentId),
    secret: new Secret(fake.env['WECOM_APP_SECRET'] ?? ''),
    token: new Secret(fake.keys.token),
    encodingAesKey: new Secret(fake.keys.encodingAesKey),
    apiUrl: fake.apiUrl,
  };
  return {
    ...(identities === 'app' ? {} : { bot }),
    ...(identities === 'bot' ? {} : { app }),
    groupWebhooks: new Secret(fake.env['WECOM_GROUP_WEBHOOKS'] ?? ''),
  };
}

/** The adapter with the vendor's SDK, started on a fake WeCom and a real HTTP port. */
export async function startWecomChannel(options: ChannelOptions = {}): Promise<WecomChannel> {
  const fake = await startWecomFake(options);
  fake.addPerson({ userId: 'lin', name: '林小满' });
  fake.addPerson({ userId: 'wang', name: '王强', email: 'wang@example.com' });
  fake.addGroup('wrDesk');
  const intake = createFakeIntake();
  const attachments = createMemoryAttachments();
  const http = createHttpServer({
    host: '127.0.0.1',
    port: 0,
    logger: silentLogger,
    readiness: () => ({ ready: true, channels: {} }),
  });
  const { url } = await http.listen();
  fake.setCallback(`${url}/wecom/callback`);
  const adapter = createWecomAdapter(
    options.values?.(fake) ?? valuesFor(fake, options.identities),
    {
      clock: options.clock ?? Date.now,
      ids: randomUUID,
      random: () => 0,
      logger: options.logger ?? silentLogger,
      routes: http.routes,
      publicUrl: null,
      attachments,
    },
    options.schedule,
  );
  if (options.asleep !== true) await adapter.start(intake);
  return {
    adapter,
    fake,
    intake,
    url,
    attachments,
    arrived: (count) => eventually(() => (intake.events.length >= count ? intake.events : undefined)),
    async close() {
      await adapter.stop();
      await http.close();
      await fake.close();
    },
  };
}

/** Looks until there is something to see; what never comes ends the test. */
export async function eventually<T>(look: () => T | undefined, withinMs = 10_000): Promise<T> {
  const until = Date.now() + withinMs;
  for (;;) {
    const seen = look();
    if (seen !== undefined) return seen;
    if (Date.now() > until) throw new Error('it did not happen');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

export function createMemoryAttachments(): AttachmentStore {
  const files = new Map<string, { mimeType: string; name: string; bytes: Uint8Array }>();
  return {
    store(file): Promise<Attachment> {
      const key = createHash('sha256').update(file.bytes).digest('hex');
      files.set(key, file);
      return Promise.resolve({
        key,
        name: file.name,
        mimeType: file.mimeType,
        sizeBytes: file.bytes.byteLength,
      });
    },
    find: (key) => Promise.resolve(files.get(key)),
  };
}
