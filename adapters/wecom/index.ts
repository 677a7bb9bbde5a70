import type { ChannelAdapter, ChannelContext, Intake } from '../../src/channel/adapter.ts';
import type { ChannelValues } from '../../src/channel/channel-values.ts';
import { conversationKey } from '../../src/channel/conversation.ts';
import { createSentKeys } from '../../src/connection/sent-keys.ts';
import { createSupervisor } from '../../src/connection/supervisor.ts';
import { schedule as realSchedule, type Schedule } from '../../src/connection/timers.ts';
import { createApiClient } from './api-client.ts';
import { createAppIdentity } from './app-identity.ts';
import { createArrivals, type Arrivals } from './arrivals.ts';
import { createBotIdentity } from './bot-identity.ts';
import { callbackPath, createCallback } from './callback.ts';
import { channelName, readConfig } from './config.ts';
import { decodeApp } from './decode-app.ts';
import { decodeBotEvent, decodeBotMessage, type Decoded } from './decode.ts';
import { createDeliverer } from './deliver.ts';
import { createDirectory } from './directory.ts';
import { combineHealth, type PartHealth } from './health.ts';
import { limits } from './limits.ts';
import { createFileFetcher } from './media.ts';
import { createMenu } from './menu.ts';
import { originalName } from './message-id.ts';
import { createOwnName } from './own-name.ts';
import { createBotLink } from './transport.ts';
import { createOpener } from './verify.ts';
import { createWebhooks } from './webhook.ts';
import { createWindows, type Click } from './windows.ts';

export { missingKeys } from './config.ts';

const apiCheckMs = 30_000;
/** Most people's client; a card that can no longer be pressed has to lead somewhere. */
const wecomUrl = 'https://work.weixin.qq.com/';

/**
 * WeCom: the intelligent bot and the self-built app as one channel. A person has one id on both, and one conversation.
 * @param schedule for tests that turn time themselves
 */
export function createWecomAdapter(
  values: ChannelValues,
  context: ChannelContext,
  schedule: Schedule = realSchedule,
): ChannelAdapter {
  const { clock, ids, random } = context;
  const logger = context.logger.child({ channel: channelName });
  const config = readConfig(values);
  const startedAt = clock();

  const api = config.app ? createApiClient(config.app, clock) : null;
  const windows = createWindows(clock);
  const sent = createSentKeys();
  const ownName = createOwnName();
  const fetchFile = createFileFetcher(config, api);
  const directory = createDirectory(api, clock, schedule);

  let arrivals: Arrivals | undefined;
  let stopped = false;
  let stoppedAt = 0;
  const isStopped = (): boolean => stopped;
  const ignored = new Map<string, number>();
  const groups = new Set<string>();

  const ignore = (why: string): void => {
    const count = (ignored.get(why) ?? 0) + 1;
    ignored.set(why, count);
    logger.debug('a frame is no event of ours', { why, count });
  };

  /** Remembers what the frame may be answered with, before anybody answers. */
  const noteBot = (decoded: Exclude<Decoded, { type: 'ignored' }>, reqId: string): void => {
    const { conversation, userId, body } = decoded.arrival;
    const key = conversationKey(conversation);
    if (body.type === 'opened') {
      windows.opened(key, reqId);
      return;
    }
    deliverer.wroteToBot(userId);
    if (conversation.kind === 'group' && !groups.has(key)) {
      // WeCom shows a group's id nowhere; this is where an administrator reads it.
      groups.add(key);
      logger.info('a group speaks to the bot for the first time since the start', { conversation: key });
    }
    if (body.type === 'message') windows.messageArrived(key, reqId);
    if (decoded.type === 'click') {
      const click: Click = { by: 'bot', reqId, taskId: decoded.taskId, at: clock() };
      windows.clicked(originalName(decoded.taskId), click);
    }
  };

  const onFrame = (kind: 'message' | 'event', reqId: string, body: unknown): void => {
    const facts = { botId: config.bot?.botId ?? '', now: clock(), ownName };
    const decoded = kind === 'message' ? decodeBotMessage(body, facts) : decodeBotEvent(body, facts);
    if (decoded.type === 'ignored') {
      ignore(decoded.why);
      return;
    }
    noteBot(decoded, reqId);
    arrivals?.acceptSurely(decoded.arrival, limits.botFileMs);
  };

  const link = config.bot ? createBotLink({ config: config.bot, logger, onFrame }) : null;
  const supervisor = link
    ? createSupervisor({
        dial: link.dial,
        clock,
        random,
        logger: logger.child({ identity: 'bot' }),
        deafAfterMs: limits.deafAfterMs,
        dialTimeoutMs: limits.authMs,
        slowMs: limits.slowMs,
        schedule,
      })
    : null;

  const botAwayMs = (): number => {
    const health = supervisor?.health();
    if (health?.state === 'down') return clock() - health.since;
    return health?.state === 'connected' ? 0 : clock() - startedAt;
  };

  const deliverer = createDeliverer({
    bot: link && createBotIdentity({ link, windows, clock, ids }),
    app: api && config.app ? createAppIdentity(api, config.app) : null,
    webhooks: createWebhooks(config, clock),
    botAwayMs,
    windows,
    attachments: context.attachments,
    clock,
    ids,
    noticeUrl: context.publicUrl ?? wecomUrl,
  });

  async function takeCallback(fields: Readonly<Record<string, unknown>>): Promise<void> {
    if (!config.app) return;
    const decoded = decodeApp(fields, config.app);
    if (decoded.type === 'ignored') {
      ignore(decoded.why);
      return;
    }
    if (decoded.type === 'click' && decoded.responseCode !== null) {
      const { taskId, responseCode } = decoded;
      windows.clicked(originalName(taskId), { by: 'app', responseCode, taskId, at: clock() });
    }
    if (!arrivals) throw new Error('the channel has not started');
    await arrivals.accept(decoded.arrival, limits.callbackFileMs);
  }

  function mountCallback(): void {
    const { app } = config;
    if (!app?.callback) return;
    const callback = createCallback({
      open: createOpener({
        token: app.callback.token.reveal(),
        encodingAesKey: app.callback.encodingAesKey.reveal(),
        corpId: app.corpId,
      }),
      take: takeCallback,
      isStopped,
      clock,
      logger,
    });
    context.routes.mount(callbackPath, (request) => callback.handle(request));
  }

  let cancelCheck = (): void => undefined;
  let hasMenu = false;

  /** Looks after the app: whether it works, and its menu once it does. */
  async function checkApp(): Promise<void> {
    if (!api || !config.app || stopped) return;
    if (api.state().state !== 'connected') await api.check();
    if (api.state().state === 'connected' && config.app.callback && !hasMenu && !isStopped()) {
      hasMenu = true;
      if (!(await createMenu(api, config.app))) logger.warn("the app's menu could not be made");
    }
    if (isStopped()) return;
    cancelCheck = schedule(apiCheckMs, () => {
      checkApp().catch((error: unknown) => {
        logger.error('the app could not be looked after', {}, error);
      });
    });
  }

  const partHealth = (missing: readonly string[], part: PartHealth): PartHealth =>
    missing.length > 0 ? { state: 'missing', keys: missing } : part;

  return {
    name: channelName,
    capabilities: {
      buttons: true,
      // A card can be repainted for five seconds after it was pressed, by the app once more: no promise to build on.
      edit: false,
      threads: false,
      forms: false,
      ephemeral: false,
      home: false,
      repeats: 'no',
      // UTF-8 takes three bytes for a Chinese character.
      maxTextLength: Math.floor(limits.botTextBytes / 3),
    },

    async start(intake: Intake) {
      arrivals = createArrivals({
        intake,
        attachments: context.attachments,
        directory,
        fetchFile,
        schedule,
        logger,
      });
      mountCallback();
      await Promise.all([supervisor?.start(), checkApp()]);
    },

    async stop() {
      if (!stopped) stoppedAt = clock();
      stopped = true;
      cancelCheck();
      await supervisor?.stop();
      await arrivals?.stop();
    },

    health() {
      if (stopped) return { state: 'down', since: stoppedAt, reason: 'stopped' };
      return combineHealth(
        partHealth(config.missing.bot, supervisor?.health() ?? null),
        partHealth(config.missing.app, api?.state() ?? null),
        startedAt,
      );
    },

    async send(delivery) {
      if (delivery.kind === 'home' || delivery.kind === 'form') {
        return { type: 'refused', reason: `WeCom has no ${delivery.kind}` };
      }
      const known = sent.find(delivery.idempotencyKey);
      if (known) return known;
      try {
        return sent.keep(delivery.idempotencyKey, await deliverer.deliver(delivery));
      } catch (error) {
        logger.error('a message could not be sent', { kind: delivery.kind }, error);
        return { type: 'unknown', reason: 'sending failed halfway' };
      }
    },
  };
}
