import { getCalendar, type Calendars } from './calendar.ts';
import type { Timer, TimerState } from './clock.ts';
import { isProvisional } from './coverage.ts';
import type { Exclusion } from './exclusion.ts';
import { levelsFor } from './levels.ts';
import type { Level, TargetPromise, Telling } from './policy.ts';
import { durationMs } from './working-day.ts';
import { addWorkingTime, workingTimeBetween } from './working-time.ts';

/**
 * One promise to be timed. `target` is a ticket's, or any other name: a tier's half hour, a task's deadline, a support
 * group's OLA are timed, explained and alerted by the same functions.
 */
export type TimedPromise<T extends string> = {
  readonly target: T;
  readonly cycle: number;
  readonly revision: number;
  readonly revisedAt: number | null;
  readonly promise: TargetPromise;
  /** Null: the default rule. */
  readonly levels: readonly Level[] | null;
  /** Who hears of the breach, and how often; absent: the default. */
  readonly breach?: Telling | undefined;
  readonly startAt: number;
  readonly metAt: number | null;
  /** Where it ended without being met. */
  readonly stopped: { readonly at: number; readonly by: 'resolved' | 'cancelled' } | null;
  /** Sorted, disjoint, none before `startAt` or after `metAt`; only the last may be without end. */
  readonly exclusions: readonly Exclusion[];
};

function stateOf<T extends string>({ metAt, stopped, exclusions }: TimedPromise<T>): TimerState {
  if (metAt !== null) return { name: 'met', at: metAt };
  if (stopped) return { name: 'stopped', ...stopped };
  const pause = exclusions.at(-1);
  return pause?.to === null
    ? { name: 'paused', since: pause.from, reason: pause.reason }
    : { name: 'running' };
}

/** Where a promise stands at `asOf`, epoch ms. @throws BotError `config.invalid` where its calendar is not in `calendars`. */
export function timePromise<T extends string>(
  timed: TimedPromise<T>,
  calendars: Calendars,
  asOf: number,
): Timer<T> {
  const { target, cycle, revision, revisedAt, promise, startAt, metAt, stopped, exclusions } = timed;
  const calendar = getCalendar(calendars, promise.calendar);
  const targetMs = durationMs(promise.duration, calendar);
  const finishedAt = metAt ?? stopped?.at ?? null;
  const dueAt = addWorkingTime(calendar, startAt, targetMs, exclusions);
  const usedMs = workingTimeBetween(calendar, startAt, finishedAt ?? asOf, exclusions);
  const breached = dueAt !== null && (finishedAt === null ? asOf >= dueAt : finishedAt > dueAt);
  return {
    target,
    cycle,
    revision,
    revisedAt,
    promise,
    startAt,
    state: stateOf(timed),
    dueAt,
    provisional: isProvisional(calendar, startAt, dueAt ?? asOf),
    breachedAt: breached ? dueAt : null,
    targetMs,
    usedMs,
    remainingMs: targetMs - usedMs,
    exclusions,
    levels: levelsFor(timed.levels, { calendar, startAt, targetMs, dueAt, exclusions }, timed.breach),
  };
}
