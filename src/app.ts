import { findChannel } from '../adapters/registry.ts';
import { castOn, groupsOn } from './cast.ts';
import type { ChannelAdapter, ChannelContext } from './channel/adapter.ts';
import { listEnabledChannels, type BotConfig } from './config/bot-config.ts';
import type { Content } from './content/content.ts';
import { createDesk, type LearningModels } from './create-desk.ts';
import { BotError } from './kernel/bot-error.ts';
import type { Clock } from './kernel/clock.ts';
import type { IdSource } from './kernel/ids.ts';
import type { Logger } from './kernel/logger.ts';
import { createKnowledgeBase } from './knowledge/knowledge-base.ts';
import { createTicketMemory } from './knowledge/ticket-memory.ts';
import { decodeLexicon } from './understanding/text/decode-lexicon.ts';
import { createFindConcepts } from './understanding/text/lexicon.ts';
import { createTicketFollower } from './runtime/follow-tickets.ts';
import { createKnowledgeFollower } from './runtime/follow-knowledge.ts';
import { createVectorKeeper } from './runtime/keep-vectors.ts';
import { createKnowledgeKeeper } from './runtime/keep-knowledge.ts';
import { createMind } from './create-mind.ts';
import { createLearner } from './runtime/learn-from-corrections.ts';
import { createLearningKeeper } from './runtime/learn-keeper.ts';
import { createService } from './runtime/service.ts';
import { syncArticles } from './runtime/sync-articles.ts';
import { createAttachmentFiles } from './store/attachment-files.ts';
import { openDatabase } from './store/database.ts';
import { syncConfiguredPeople } from './store/person-store.ts';
import { createTranscript } from './store/transcript-store.ts';
import { createHttpServer } from './web/server.ts';

export type AppOptions = {
  readonly config: BotConfig;
  readonly content: Content;
  readonly models: LearningModels;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly random: () => number;
  readonly logger: Logger;
  /** Which channels there are; null: the registry's. */
  readonly findChannel?: typeof findChannel;
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
  /** Does now what the watch over the promises does by itself: calendars changed, audit, calendars' ends, absent auditor. */
  watch(): Promise<void>;
};

/** The one place that knows concrete adapters, stores and workers. */
export async function createApp(options: AppOptions): Promise<App> {
  const { config, content, clock, logger } = options;
  const database = await openDatabase(config.storage.url);
  await database.transact((tx) => syncConfiguredPeople(tx, config.people, clock()));
  await database.transact((tx) => syncArticles(tx, content.articles, clock()));
  const findConcepts = createFindConcepts(decodeLexicon(content.vocabulary).lexicon);
  const knowledge = createKnowledgeBase(findConcepts);
  const follower = createKnowledgeFollower(database, knowledge);
  await follower.follow();
  const tickets = createTicketMemory(findConcepts);
  const ticketFollower = createTicketFollower(database, tickets);
  await ticketFollower.follow();
  const followAll = async (): Promise<void> => {
    await follower.follow();
    await ticketFollower.follow();
  };
  const keeper = createKnowledgeKeeper([knowledge, tickets], followAll, logger);
  const mind = createMind(config.llm, content.llmPrompts, { clock, ids: options.ids, logger });
  const vectors = createVectorKeeper(database, mind, knowledge, clock, logger);
  let serving = false;
  const learner = createLearner({ ...options.models, database, clock, logger, timeZone: config.timeZone });
  await learner.follow();
  const learning = createLearningKeeper(learner, logger);
  const attachments = createAttachmentFiles(config.dataDir);
  const http = createHttpServer({
    host: config.http.host,
    port: config.http.port,
    publicUrl: config.http.publicUrl,
    logger,
    clock,
    readiness: () => {
      const channels = service.health();
      return {
        ready: serving,
        channels,
        audit: service.watch.health(),
      };
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
    const channel = (options.findChannel ?? findChannel)(name);
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
      desk: createDesk(config, content, options.models, knowledge, tickets),
      copy: content.copy,
      locale: config.locale,
      timeZone: config.timeZone,
      mind,
      managers: config.managers.conversations,
      closeAfter: { duration: config.sla.closeAfter, calendar: 'cn' },
    },
    adapters,
    random: options.random,
    alertsEveryMs: 1_000,
    closingsEveryMs: 60_000,
    policies: config.sla.policies,
  });
  return {
    start: async () => {
      await service.start();
      const listening = await http.listen();
      serving = true;
      // After the first answer could be given, before the first question is likely.
      setImmediate(() => {
        options.models.warmUp();
        keeper.start();
        vectors?.start();
        learning.start();
      });
      return listening;
    },
    stop: async () => {
      serving = false;
      await keeper.stop();
      await vectors?.stop();
      await learning.stop();
      await service.stop();
      await http.close();
      await database.close();
    },
    settle: async () => {
      await service.settle();
      await followAll();
      await vectors?.settle();
      await learner.follow();
    },
    sweep: () => service.sweep(),
    watch: async () => {
      await service.watch.catchUp();
      await service.watch.audit();
      await service.watch.guard();
    },
  };
}
