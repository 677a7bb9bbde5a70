import type { Clock } from '../../src/kernel/clock.ts';

/** How much one key may still take; refills with time. */
export type TokenBuckets = {
  /** 0: taken. Otherwise nothing was taken, and that many ms later it would be. */
  take(key: string, cost: number): number;
};

type Bucket = { tokens: number; at: number };

/** Past this many keys those that are full again are forgotten: they equal a new one. */
const sweepSize = 5_000;

export function createTokenBuckets(capacity: number, perSecond: number, clock: Clock): TokenBuckets {
  const buckets = new Map<string, Bucket>();

  function refilled(bucket: Bucket, now: number): number {
    const earned = (Math.max(0, now - bucket.at) / 1000) * perSecond;
    return Math.min(capacity, bucket.tokens + earned);
  }

  return {
    take(key, cost) {
      const now = clock();
      if (buckets.size > sweepSize) {
        for (const [other, bucket] of buckets) if (refilled(bucket, now) >= capacity) buckets.delete(other);
      }
      const tokens = refilled(buckets.get(key) ?? { tokens: capacity, at: now }, now);
      const wait = tokens >= cost ? 0 : ((cost - tokens) / perSecond) * 1000;
      buckets.set(key, { tokens: wait === 0 ? tokens - cost : tokens, at: now });
      return wait;
    },
  };
}
