import type { Schedule } from '../../../src/connection/timers.ts';
import type { Clock } from '../../../src/kernel/clock.ts';

/** Time that only moves when it is moved, and the timers that hang on it. */
export type TurnedTime = {
  readonly clock: Clock;
  readonly schedule: Schedule;
  /** Timers set and neither run nor called off, in ms from now. */
  waiting(): readonly number[];
  /** Moves on, running what comes due in order. */
  advance(ms: number): void;
};

export function createTurnedTime(startAt = Date.parse('2026-11-23T01:00:00Z')): TurnedTime {
  let now = startAt;
  const timers = new Set<{ readonly at: number; readonly then: () => void }>();
  return {
    clock: () => now,
    schedule(ms, then) {
      const timer = { at: now + ms, then };
      timers.add(timer);
      return () => {
        timers.delete(timer);
      };
    },
    waiting: () => [...timers].map(({ at }) => at - now).sort((a, b) => a - b),
    advance(ms) {
      const until = now + ms;
      for (;;) {
        const due = [...timers].filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0];
        if (!due) break;
        timers.delete(due);
        now = Math.max(now, due.at);
        due.then();
      }
      now = until;
    },
  };
}

/** Waits for something that comes about by itself within a moment; gives up so that a failed test ends. */
export async function until(met: () => boolean): Promise<void> {
  const giveUpAt = performance.now() + 20_000;
  while (!met()) {
    if (performance.now() > giveUpAt) throw new Error('it did not come about');
    await new Promise((resolve) => setImmediate(resolve));
  }
}
