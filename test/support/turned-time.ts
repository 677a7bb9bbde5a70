import type { Clock } from '../../src/kernel/clock.ts';
import type { Schedule } from '../../src/connection/timers.ts';

/** A clock and timers that only move when told to. */
export type TurnedTime = {
  readonly clock: Clock;
  readonly schedule: Schedule;
  /** Turns on by `ms`; whatever falls due meanwhile happens in its order, with everything that follows at once from it. */
  pass(ms: number): Promise<void>;
  /** Sets the clock without letting any time pass, as an administrator does. */
  set(at: number): void;
  /** Timers that wait. */
  pending(): number;
};

type Timer = { readonly at: number; readonly then: () => void };

export function createTurnedTime(start = 1_000_000): TurnedTime {
  /** Time that passed; the clock may be set apart from it. */
  let passed = 0;
  let offset = start;
  const timers = new Set<Timer>();
  const next = (): Timer | undefined => [...timers].sort((one, other) => one.at - other.at)[0];
  return {
    clock: () => passed + offset,
    schedule: (ms, then) => {
      const timer = { at: passed + ms, then };
      timers.add(timer);
      return () => {
        timers.delete(timer);
      };
    },
    pass: async (ms) => {
      const end = passed + ms;
      await settled();
      for (let timer = next(); timer && timer.at <= end; timer = next()) {
        passed = Math.max(passed, timer.at);
        timers.delete(timer);
        timer.then();
        await settled();
      }
      passed = end;
    },
    set: (at) => {
      offset = at - passed;
    },
    pending: () => timers.size,
  };
}

/** Everything that promises alone bring about has happened. */
export function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
