import type { ChannelAdapter } from '../channel/adapter.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Logger } from '../kernel/logger.ts';
import type { Database } from '../store/database.ts';
import {
  findNextAttemptAt,
  giveUpOthers,
  listRuns,
  markRetry,
  markUnknown,
  type OutboxItem,
} from '../store/outbox-store.ts';
import { listInterrupted } from '../store/stuck-outbox-store.ts';
import { createOutages } from './outages.ts';
import { createSendItem } from './send-item.ts';
import { mayRepeat } from './send-verdict.ts';

/** Conversations of one channel that are sent to side by side; a channel that hangs keeps its own busy and no other's. */
const lanesAtOnce = 48;
/** While a channel takes nothing, so many ask whether it does again. */
const lanesInOutage = 2;
const runLength = 16;
/** Another process may have queued something: an administrator's command. */
const idleCheckMs = 5_000;

export type OutboxWorker = {
  /** Looks now: something was queued. */
  wake(): void;
  start(): Promise<void>;
  /** Resolves when nothing due is left to send. */
  idle(): Promise<void>;
  /** Ends after the messages now on their way, but waits no longer than a few seconds for them. */
  stop(): Promise<void>;
};

export type OutboxOptions = {
  readonly database: Database;
  readonly channels: ReadonlyMap<string, ChannelAdapter>;
  readonly clock: Clock;
  readonly logger: Logger;
  /** 0 ≤ r < 1, for the jitter of retries. */
  readonly random: () => number;
  /** How long `stop` waits for messages on their way, ms. */
  readonly stopPatienceMs?: number;
};

type Lane = { readonly channel: string; readonly done: Promise<void> };

/**
 * Sends the outbox: in order within a conversation, side by side between them. A stuck conversation holds up no other, a
 * stuck channel no other channel.
 */
export function createOutboxWorker(options: OutboxOptions): OutboxWorker {
  const { database, channels, clock, logger, random, stopPatienceMs = 10_000 } = options;
  const outages = createOutages(clock);
  const sendItem = createSendItem({ database, clock, logger, random, outages });
  /** By what is kept in order. */
  const busy = new Map<string, Lane>();
  let stopping = false;
  let looking: Promise<void> | undefined;
  let wanted = false;
  let timer: NodeJS.Timeout | undefined;
  const waiters: (() => void)[] = [];

  const look = async (): Promise<void> => {
    const now = clock();
    for (const [name, adapter] of channels) await lookAt(name, adapter, now);
    await scheduleNext(now);
  };

  const lookAt = async (channel: string, adapter: ChannelAdapter, now: number): Promise<void> => {
    const own = [...busy.values()].filter((lane) => lane.channel === channel).length;
    let free = (outages.isOut(channel) ? lanesInOutage : lanesAtOnce) - own;
    if (free <= 0) return;
    const limit = { conversations: free + own, perConversation: runLength };
    for (const run of await listRuns(database.db, channel, now, limit)) {
      const key = run[0]?.conversationKey;
      if (key === undefined || busy.has(key)) continue;
      if (free === 0) return;
      free -= 1;
      busy.set(key, { channel, done: sendRun(key, run, adapter) });
    }
  };

  const scheduleNext = async (now: number): Promise<void> => {
    clearTimeout(timer);
    if (stopping) return;
    const at = await findNextAttemptAt(database.db);
    // What is due already is on its way, or waits behind something whose lane looks again when it ends.
    timer = setTimeout(wake, at === null ? idleCheckMs : Math.min(Math.max(at - now, 50), idleCheckMs));
    timer.unref();
  };

  /** One look at a time; a wake meanwhile is one more look. */
  const wake = (): void => {
    if (stopping) return;
    wanted = true;
    if (looking) return;
    wanted = false;
    looking = look()
      .then(settle, (error: unknown) => {
        logger.error('the outbox could not be read; it is tried again', {}, error);
        timer = setTimeout(wake, 1_000);
      })
      .finally(() => {
        looking = undefined;
        if (wanted) wake();
      });
  };

  const settle = (): void => {
    if (busy.size > 0 || wanted) return;
    for (const resolve of waiters.splice(0)) resolve();
  };

  const sendRun = async (key: string, run: readonly OutboxItem[], adapter: ChannelAdapter): Promise<void> => {
    try {
      for (const item of run) {
        if (stopping || !(await sendItem(item, adapter))) break;
      }
    } catch (error) {
      logger.error(
        'a message could not be marked; the store takes nothing at the moment',
        { conversation: key },
        error,
      );
      await new Promise((resolve) => setTimeout(resolve, 1_000));
    } finally {
      busy.delete(key);
      wake();
    }
  };

  /** Cut off between sending and marking. Shown twice is worse than shown to the administrator. */
  const resume = async (item: OutboxItem): Promise<void> => {
    const { id, attempts } = item;
    const error = 'stopped while sending';
    const capabilities = channels.get(item.to.channel)?.capabilities;
    const repeatable = capabilities !== undefined && mayRepeat(item, capabilities);
    const retry = { attempts, nextAttemptAt: clock(), earliestAt: null, mayHaveArrived: true, error };
    await database.transact((tx) =>
      repeatable ? markRetry(tx, id, retry) : markUnknown(tx, id, clock(), error),
    );
  };

  return {
    wake,
    start: async () => {
      const interrupted = await listInterrupted(database.db);
      for (const item of interrupted) await resume(item);
      if (interrupted.length > 0)
        logger.warn('messages were cut off by a crash', { count: interrupted.length });
      const stranded = await database.transact((tx) => giveUpOthers(tx, [...channels.keys()], clock()));
      if (stranded > 0)
        logger.warn('messages wait for a channel that no longer runs; they were given up', {
          count: stranded,
        });
      wake();
    },
    idle: () => {
      wake();
      return new Promise((resolve) => waiters.push(resolve));
    },
    stop: async () => {
      stopping = true;
      clearTimeout(timer);
      await looking;
      const onTheirWay = Promise.allSettled([...busy.values()].map(({ done }) => done));
      const { promise: impatience, resolve } = Promise.withResolvers<'late'>();
      const patience = setTimeout(() => {
        resolve('late');
      }, stopPatienceMs);
      await Promise.race([onTheirWay, impatience]);
      clearTimeout(patience);
      for (const release of waiters.splice(0)) release();
    },
  };
}
