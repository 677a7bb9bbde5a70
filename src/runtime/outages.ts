import type { Clock } from '../kernel/clock.ts';

/** What a failed try of one message says. */
export type Failure = {
  /** Others got through since this message was tried last: the failure is its own. */
  readonly isItsOwn: boolean;
  /** This process has tried it before. */
  readonly isRepeated: boolean;
  /** ms since the channel last delivered anything, as far as tries tell. */
  readonly outageMs: number;
};

/** Which channels take nothing at the moment, as the outbox's own tries tell. Kept in memory: a start begins in hope. */
export type Outages = {
  failed(channel: string, id: number): Failure;
  /** The platform took a message, or had an opinion of it. Whether that ended an outage worth telling. */
  delivered(channel: string): boolean;
  /** The message is done with. */
  forget(id: number): void;
  isOut(channel: string): boolean;
};

/** A shorter one is a hiccup: nothing that waits gains by being tried sooner. */
const worthTellingMs = 5_000;

export function createOutages(clock: Clock): Outages {
  const outSince = new Map<string, number>();
  const deliveries = new Map<string, number>();
  /** Message → how much its channel had delivered when it was tried last. */
  const tries = new Map<number, number>();
  const lasts = (channel: string): boolean => {
    const since = outSince.get(channel);
    return since !== undefined && clock() - since >= worthTellingMs;
  };
  return {
    failed(channel, id) {
      const now = clock();
      const since = outSince.get(channel) ?? now;
      outSince.set(channel, since);
      const delivered = deliveries.get(channel) ?? 0;
      const before = tries.get(id);
      tries.set(id, delivered);
      return {
        isItsOwn: before !== undefined && delivered > before,
        isRepeated: before !== undefined,
        outageMs: now - since,
      };
    },
    delivered(channel) {
      const isOver = lasts(channel);
      outSince.delete(channel);
      deliveries.set(channel, (deliveries.get(channel) ?? 0) + 1);
      return isOver;
    },
    forget: (id) => {
      tries.delete(id);
    },
    isOut: lasts,
  };
}
