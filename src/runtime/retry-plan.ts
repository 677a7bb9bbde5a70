import type { Failure } from './outages.ts';

/** A message that fails so often while its channel takes others is given up. */
const maxAttempts = 8;
const maxOwnBackoffMs = 5 * 60_000;
/** While a channel takes nothing, everything waits for it so long and no longer. */
const longestWaitMs = 24 * 3_600_000;
const outageRetryMs = { least: 2_000, most: 60_000 } as const;
/** Of the outage's length so far: after a minute every 3 s, after twenty every minute. */
const outageShare = 1 / 20;

export type RetryPlan =
  | { readonly type: 'again'; readonly afterMs: number; readonly attempts: number }
  | { readonly type: 'given-up' };

/**
 * When a message that did not get through is tried again. Its own failures count against it, the channel's do not: in an
 * outage everything is tried steadily, so that it arrives within seconds of the platform's return.
 * @param random 0 ≤ r < 1
 */
export function planRetry(
  message: { readonly attempts: number; readonly ageMs: number },
  failure: Failure,
  random: number,
): RetryPlan {
  const attempts = message.attempts + (failure.isItsOwn ? 1 : 0);
  const isTooOld = failure.isRepeated && message.ageMs > longestWaitMs;
  if (attempts >= maxAttempts || isTooOld) return { type: 'given-up' };
  const ceiling = failure.isItsOwn
    ? Math.min(1_000 * 2 ** attempts, maxOwnBackoffMs)
    : Math.min(Math.max(failure.outageMs * outageShare, outageRetryMs.least), outageRetryMs.most);
  return { type: 'again', afterMs: Math.ceil(ceiling * (0.75 + random / 2)), attempts };
}
