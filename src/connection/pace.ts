import type { Clock } from '../kernel/clock.ts';

/** At most `count` in any stretch of `perMs`. */
export type Limit = { readonly count: number; readonly perMs: number };

export type Pace = {
  /** 0: go, and it is counted; otherwise how many ms to wait, and nothing is counted. */
  take(key: string): number;
  /** How often `key` was let through within the longest limit. */
  used(key: string): number;
};

/** Remembered keys that nobody used within the longest limit are dropped once there are so many. */
const sweepAt = 1_000;

/** Exact sliding windows, one per key: what a platform silently drops above its limits is never sent. */
export function createPace(limits: readonly Limit[], clock: Clock): Pace {
  const longestMs = Math.max(...limits.map(({ perMs }) => perMs));
  /** Instants of what was let through, oldest first. */
  const passed = new Map<string, number[]>();

  const recent = (key: string, now: number): number[] => {
    const all = passed.get(key) ?? [];
    const first = all.findIndex((at) => at > now - longestMs);
    if (first > 0) all.splice(0, first);
    return first === -1 ? [] : all;
  };

  const sweep = (now: number): void => {
    if (passed.size < sweepAt) return;
    for (const [key, all] of passed) if ((all.at(-1) ?? 0) <= now - longestMs) passed.delete(key);
  };

  return {
    take(key) {
      const now = clock();
      const all = recent(key, now);
      const waits = limits.map(({ count, perMs }) => {
        const blocking = all.at(-count);
        // A clock that was set back must not make anybody wait longer than the limit itself.
        return blocking === undefined ? 0 : Math.min(perMs, Math.max(0, blocking + perMs - now));
      });
      const wait = Math.max(0, ...waits);
      if (wait > 0) return wait;
      sweep(now);
      passed.set(key, [...all, now]);
      return 0;
    },
    used: (key) => recent(key, clock()).length,
  };
}
