import type { ChannelAdapter, Delivery, SendOutcome } from '../channel/adapter.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Logger } from '../kernel/logger.ts';
import type { Database, Tx } from '../store/database.ts';
import {
  bringForward,
  markDead,
  markDropped,
  markRetry,
  markSending,
  markSent,
  markUnknown,
  type OutboxItem,
} from '../store/outbox-store.ts';
import type { Outages } from './outages.ts';
import { planRetry } from './retry-plan.ts';
import { judgeOutcome, type SendVerdict } from './send-verdict.ts';
import { toDelivery } from './to-delivery.ts';

/** An adapter silent for so long has lost count of time: its own limits are far shorter. */
const sendTimeoutMs = 60_000;
/** What failed by itself no more often than that is tried at once when its channel delivers again. */
const forgivenAttempts = 2;

export type SendOptions = {
  readonly database: Database;
  readonly clock: Clock;
  readonly logger: Logger;
  /** 0 ≤ r < 1, for the jitter of retries. */
  readonly random: () => number;
  readonly outages: Outages;
};

/** Sends one message and writes down what came of it. Resolves to whether the next one of the conversation may follow. */
export type SendItem = (item: OutboxItem, adapter: ChannelAdapter) => Promise<boolean>;

export function createSendItem({ database, clock, logger, random, outages }: SendOptions): SendItem {
  const settle = async (item: OutboxItem, write: (tx: Tx) => Promise<void>): Promise<boolean> => {
    await database.transact(write);
    outages.forget(item.id);
    return true;
  };

  const record = async (item: OutboxItem, verdict: SendVerdict): Promise<boolean> => {
    const now = clock();
    const { id, attempts } = item;
    const fields = { outbox: id, channel: item.to.channel, kind: item.kind, attempts: attempts + 1 };
    switch (verdict.type) {
      case 'sent':
        return settle(item, (tx) => markSent(tx, id, verdict.messageId, now));
      case 'dead':
        logger.error('a message was given up', { ...fields, reason: verdict.reason });
        return settle(item, (tx) => markDead(tx, id, now, verdict.reason));
      case 'dropped':
        logger.info('a message came to nothing', { ...fields, reason: verdict.reason });
        return settle(item, (tx) => markDropped(tx, id, now, verdict.reason));
      case 'unknown':
        logger.warn('a message may or may not have arrived', { ...fields, reason: verdict.reason });
        return settle(item, (tx) => markUnknown(tx, id, now, verdict.reason));
      case 'throttled': {
        const nextAttemptAt = now + Math.ceil(verdict.afterMs);
        const { mayHaveArrived } = item;
        await database.transact((tx) =>
          markRetry(tx, id, {
            attempts,
            nextAttemptAt,
            earliestAt: nextAttemptAt,
            mayHaveArrived,
            error: verdict.reason,
          }),
        );
        return false;
      }
      case 'failed': {
        const failure = outages.failed(item.to.channel, id);
        const plan = planRetry({ attempts, ageMs: now - item.createdAt }, failure, random());
        const { reason, mayHaveArrived } = verdict;
        if (plan.type === 'given-up') {
          const type = mayHaveArrived ? 'unknown' : 'dead';
          return record(item, { type, reason });
        }
        logger.warn('a message did not get through; it is tried again', {
          ...fields,
          reason,
          afterMs: plan.afterMs,
        });
        await database.transact((tx) =>
          markRetry(tx, id, {
            attempts: plan.attempts,
            nextAttemptAt: now + plan.afterMs,
            earliestAt: null,
            mayHaveArrived,
            error: reason,
          }),
        );
        return false;
      }
    }
  };

  /** The platform answered, so it is there: what waited for it goes now. */
  const noteAnswer = async (channel: string): Promise<void> => {
    if (!outages.delivered(channel)) return;
    logger.info('a channel delivers again', { channel });
    await database.transact((tx) => bringForward(tx, channel, { at: clock(), attempts: forgivenAttempts }));
  };

  const send = async (adapter: ChannelAdapter, delivery: Delivery): Promise<SendOutcome> => {
    const { promise: tooLate, resolve } = Promise.withResolvers<SendOutcome>();
    const timer = setTimeout(() => {
      resolve({ type: 'unknown', reason: `no outcome within ${sendTimeoutMs / 1_000} s` });
    }, sendTimeoutMs);
    try {
      return await Promise.race([adapter.send(delivery), tooLate]);
    } catch (error) {
      logger.error('an adapter threw while sending', { channel: delivery.to.channel }, error);
      return { type: 'unknown', reason: 'the adapter failed' };
    } finally {
      clearTimeout(timer);
    }
  };

  return async (item, adapter) => {
    const { capabilities } = adapter;
    const prepared = await toDelivery(database.db, item, capabilities, clock());
    if (prepared.type !== 'deliver') return record(item, prepared);
    // A channel that keeps the key itself can be told twice; for the others a crash in between must be seen.
    if (capabilities.repeats !== 'kept') await database.transact((tx) => markSending(tx, item.id));
    const outcome = await send(adapter, prepared.delivery);
    const mayFollow = await record(item, judgeOutcome(item, outcome, capabilities, clock()));
    if (outcome.type === 'sent' || outcome.type === 'refused') await noteAnswer(item.to.channel);
    return mayFollow;
  };
}
