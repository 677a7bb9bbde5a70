import { findChannel } from '../adapters/registry.ts';
import { castOn, groupsOn } from './cast.ts';
import type { ChannelAdapter, ChannelContext } from './channel/adapter.ts';
import { listEnabledChannels, type BotConfig } from './config/bot-config.ts';
import type { Content } from './content/content.ts';
import { createDesk, type Models } from './create-desk.ts';
import { BotError } from './kernel/bot-error.ts';
import type { Clock } from './kernel/clock.ts';
import type { IdSource } from './kernel/ids.ts';
import type { Logger } from './kernel/logger.ts';
import { createService } from './runtime/service.ts';
import { createAttachmentFiles } from './store/attachment-files.ts';
import { openDatabase } from './store/database.ts';
import { syncConfiguredPeople } from './store/person-store.ts';
import { createTranscript } from './store/transcript-store.ts';
import { createHttpServer } from './web/server.ts';

export type AppOptions = {
  readonly config: BotConfig;
  readonly content: Content;
  readonly models: Models;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly random: () => number;
  readonly logger: Logger;
};

export type App = {
  /** Resolves when the first request will be answered. */
  start(): Promise<{ readonly url: string }>;
  /** Nothing accepted is lost: what is not finished waits in the inbox and outbox. */
  stop(): Promise<void>;
  /** Resolves when all that came in is handled and all that is due is sent. */
  settle(): Promise<void>;
  /** Does now what the sweepers do by themselves: alerts, silent closings. */
  sweep(): Promise<void>;
};

/** The one place that knows concrete adapters, stores and workers. */
export async function createApp(options: AppOptions): Promise<App> {
  const { config, content, clock, logger } = options;
  const database = await openDatabase(config.storage.url);
  await database.transact((tx) => syncConfiguredPeople(tx, config.people, clock()));
  const attachments = createAttachmentFiles(config.dataDir);
  const http = createHttpServer({
    host: config.http.host,
    port: config.http.port,
    publicUrl: config.http.publicUrl,
    logger,
    clock,
    readiness: () => {
      const channels = service.health();
      return { ready: Object.values(channels).every(({ state }) => state === 'connected'), channels };
    },
  });
  const context: ChannelContext = {
    clock,
    ids: options.ids,
    random: options.random,
    logger,
    routes: http.routes,
    publicUrl: config.http.publicUrl,
    attachments,
  };
  const transcript = createTranscript(database);
  const adapters = listEnabledChannels(config).map((name): ChannelAdapter => {
    const channel = findChannel(name);
    if (!channel) throw new BotError('config.invalid', `the channel ${name} is not installed`);
    return channel.create({
      context,
      values: config.channels[name]?.values ?? {},
      transcript,
      cast: () => castOn(config, name),
      groups: () => groupsOn(config, name),
    });
  });
  const service = createService({
    office: {
      database,
      clock,
      logger,
      desk: createDesk(config, content, options.models),
      copy: content.copy,
      locale: config.locale,
      timeZone: config.timeZone,
      managers: config.managers.conversations,
      closeAfter: { duration: config.sla.closeAfter, calendar: 'cn' },
    },
    adapters,
    random: options.random,
    alertsEveryMs: 1_000,
    closingsEveryMs: 60_000,
  });
  return {
    start: async () => {
      await service.start();
      const listening = await http.listen();
      // After the first answer could be given, before the first question is likely.
      setImmediate(() => {
        options.models.warmUp();
      });
      return listening;
    },
    stop: async () => {
      await service.stop();
      await http.close();
      await database.close();
    },
    settle: () => service.settle(),
    sweep: () => service.sweep(),
  };
}
