import type { ChannelAdapter, Delivery, SendOutcome } from '../channel/adapter.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Logger } from '../kernel/logger.ts';
import { findCardMessageId } from '../store/card-copy-store.ts';
import type { Database } from '../store/database.ts';
import {
  findNextAttemptAt,
  listInterrupted,
  listRuns,
  markDead,
  markRetry,
  markSending,
  markSent,
  markUnknown,
  type OutboxItem,
} from '../store/outbox-store.ts';

const maxAttempts = 8;
const maxBackoffMs = 5 * 60_000;
const lanesAtOnce = 64;
const runLength = 16;
const idleCheckMs = 30_000;

export type OutboxWorker = {
  /** Looks now: something was queued. */
  wake(): void;
  start(): Promise<void>;
  /** Resolves when nothing due is left to send. */
  idle(): Promise<void>;
  /** Ends after the messages now on their way. */
  stop(): Promise<void>;
};

export type OutboxOptions = {
  readonly database: Database;
  readonly channels: ReadonlyMap<string, ChannelAdapter>;
  readonly clock: Clock;
  readonly logger: Logger;
  /** 0 ≤ r < 1, for the jitter of retries. */
  readonly random: () => number;
};

/** Sends the outbox: in order within a conversation, side by side between them; a stuck conversation holds up no other. */
export function createOutboxWorker(options: OutboxOptions): OutboxWorker {
  const { database, channels, clock, logger } = options;
  const busy = new Map<string, Promise<void>>();
  let stopping = false;
  let looking: Promise<void> | undefined;
  let wanted = false;
  let timer: NodeJS.Timeout | undefined;
  const waiters: (() => void)[] = [];

  const look = async (): Promise<void> => {
    const now = clock();
    const runs = await listRuns(database.db, now, {
      conversations: lanesAtOnce + busy.size,
      perConversation: runLength,
    });
    for (const run of runs) {
      const key = run[0]?.conversationKey;
      if (key === undefined || busy.has(key) || busy.size >= lanesAtOnce) continue;
      busy.set(key, sendRun(key, run));
    }
    await scheduleNext(now);
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

  const sendRun = async (key: string, run: readonly OutboxItem[]): Promise<void> => {
    try {
      for (const item of run) {
        if (stopping || !(await sendOne(item))) break;
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

  /** Whether the next one of the conversation may follow. */
  const sendOne = async (item: OutboxItem): Promise<boolean> => {
    const adapter = channels.get(item.to.channel);
    if (!adapter) {
      await database.transact((tx) => markDead(tx, item.id, clock(), 'channel not running'));
      return true;
    }
    const delivery = await toDelivery(item);
    if (!delivery) {
      await database.transact((tx) => markDead(tx, item.id, clock(), 'nothing to repaint'));
      return true;
    }
    // A channel that keeps the key itself can be told twice; for the others a crash in between must be seen.
    if (adapter.capabilities.repeats !== 'kept') await database.transact((tx) => markSending(tx, item.id));
    return record(item, await adapter.send(delivery));
  };

  const toDelivery = async (item: OutboxItem): Promise<Delivery | undefined> => {
    const { to, message, idemKey: idempotencyKey } = item;
    const base = { to, idempotencyKey, locale: 'zh-CN', mayHaveArrived: false } as const;
    if (item.kind === 'post') return { kind: 'post', ...base, message, threadOf: null, visibleTo: null };
    const messageId = item.copyId === null ? undefined : await findCardMessageId(database.db, item.copyId);
    return messageId === undefined ? undefined : { kind: 'edit', ...base, messageId, message };
  };

  const record = async (item: OutboxItem, result: SendOutcome): Promise<boolean> => {
    const now = clock();
    const fields = { outbox: item.id, channel: item.to.channel, attempts: item.attempts + 1 };
    switch (result.type) {
      case 'sent':
        await database.transact((tx) => markSent(tx, item.id, result.messageId, now));
        return true;
      case 'refused':
        logger.error('a message was refused for good', { ...fields, reason: result.reason });
        await database.transact((tx) => markDead(tx, item.id, now, result.reason));
        return true;
      case 'unknown':
        logger.warn('a message may or may not have arrived', { ...fields, reason: result.reason });
        await database.transact((tx) => markUnknown(tx, item.id, now, result.reason));
        return true;
      case 'retry': {
        const attempts = item.attempts + 1;
        if (attempts >= maxAttempts && result.afterMs === null) {
          logger.error('a message was given up', { ...fields, reason: result.reason });
          await database.transact((tx) => markDead(tx, item.id, now, result.reason));
          return true;
        }
        const backoff = Math.min(1_000 * 2 ** attempts, maxBackoffMs) * options.random();
        const nextAttemptAt = now + Math.max(result.afterMs ?? 0, backoff);
        await database.transact((tx) =>
          markRetry(tx, item.id, { attempts, nextAttemptAt: Math.ceil(nextAttemptAt), error: result.reason }),
        );
        return false;
      }
    }
  };

  return {
    wake,
    start: async () => {
      // Cut off between sending and marking: told to nobody twice, shown to the administrator.
      const interrupted = await listInterrupted(database.db);
      for (const item of interrupted)
        await database.transact((tx) => markUnknown(tx, item.id, clock(), 'stopped while sending'));
      if (interrupted.length > 0)
        logger.warn('messages of unknown outcome after a crash', { count: interrupted.length });
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
      await Promise.allSettled([...busy.values()]);
      for (const resolve of waiters.splice(0)) resolve();
    },
  };
}
