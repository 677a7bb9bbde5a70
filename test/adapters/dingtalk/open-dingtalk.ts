import { createHash } from 'node:crypto';
import { createDingtalkAdapter } from '../../../adapters/dingtalk/index.ts';
import type { ChannelAdapter, ChannelContext } from '../../../src/channel/adapter.ts';
import type { AttachmentStore } from '../../../src/channel/attachment-store.ts';
import type { ChannelValues } from '../../../src/channel/channel-values.ts';
import type { InboundEvent } from '../../../src/channel/inbound.ts';
import type { Schedule } from '../../../src/connection/timers.ts';
import { systemClock, type Clock } from '../../../src/kernel/clock.ts';
import { silentLogger, type LogFields, type Logger } from '../../../src/kernel/logger.ts';
import { Secret } from '../../../src/kernel/secret.ts';
import {
  startFakeDingtalk,
  type FakeDingtalk,
  type FakeDingtalkOptions,
} from '../../fakes/dingtalk/fake-dingtalk.ts';

export type Line = { readonly level: string; readonly message: string; readonly fields: LogFields };

export type OpenDingtalk = {
  readonly fake: FakeDingtalk;
  readonly adapter: ChannelAdapter;
  readonly accepted: InboundEvent[];
  /** The next so many events are not kept. */
  refusals: number;
  readonly lines: Line[];
  readonly store: AttachmentStore;
  close(): Promise<void>;
};

export type OpenOptions = FakeDingtalkOptions & {
  readonly values?: ChannelValues;
  readonly schedule?: Schedule;
  /** false: the adapter is made and not started. */
  readonly start?: boolean;
};

export function memoryStore(): AttachmentStore {
  const kept = new Map<string, { name: string; mimeType: string; bytes: Uint8Array }>();
  return {
    store(file) {
      const key = createHash('sha256').update(file.bytes).digest('hex');
      kept.set(key, file);
      return Promise.resolve({
        key,
        name: file.name,
        mimeType: file.mimeType,
        sizeBytes: file.bytes.byteLength,
      });
    },
    find: (key) => Promise.resolve(kept.get(key)),
  };
}

export function recordingLogger(lines: Line[]): Logger {
  const note =
    (level: string) =>
    (message: string, fields: LogFields = {}): void => {
      lines.push({ level, message, fields });
    };
  const logger: Logger = {
    debug: note('debug'),
    info: note('info'),
    warn: note('warn'),
    error: note('error'),
    child: () => logger,
  };
  return logger;
}

export function contextOf(
  store: AttachmentStore,
  clock: Clock,
  logger: Logger = silentLogger,
): ChannelContext {
  let ids = 0;
  return {
    clock,
    ids: () => `id-${(ids += 1)}`,
    logger,
    random: () => 0,
    routes: { mount: () => undefined },
    publicUrl: null,
    attachments: store,
  };
}

/** The adapter with the vendor's SDK against the fake; 小林 and 王工 are known, the bot is in `cidDesk`. */
export async function openDingtalk(options: OpenOptions = {}): Promise<OpenDingtalk> {
  const fake = await startFakeDingtalk(options);
  fake.addPerson({ userId: 'lin', name: '林小满', email: 'lin@example.com' });
  fake.addPerson({ userId: 'wang', name: '王强' });
  fake.addGroup('cidDesk==');
  const store = memoryStore();
  const lines: Line[] = [];
  const values: ChannelValues = {
    clientId: fake.app.clientId,
    clientSecret: new Secret(fake.app.clientSecret),
    apiUrl: fake.url,
    oapiUrl: fake.url,
    cardTemplateId: fake.app.cardTemplateId,
    ...options.values,
  };
  const context = contextOf(store, options.clock ?? systemClock, recordingLogger(lines));
  const adapter = createDingtalkAdapter(values, context, options.schedule);
  const accepted: InboundEvent[] = [];
  const open: OpenDingtalk = {
    fake,
    adapter,
    accepted,
    refusals: 0,
    lines,
    store,
    async close() {
      await adapter.stop();
      await fake.close();
    },
  };
  if (options.start === false) return open;
  await adapter.start({
    accept(event) {
      if (open.refusals > 0) {
        open.refusals -= 1;
        return Promise.reject(new Error('the disk is full'));
      }
      const known = accepted.some(({ eventId }) => eventId === event.eventId);
      accepted.push(event);
      return Promise.resolve(known ? 'duplicate' : 'accepted');
    },
  });
  return open;
}
