import type { Calendars } from './calendar.ts';
import type { Timer } from './clock.ts';
import type { Exclusion } from './exclusion.ts';
import type { FrozenPolicy, Target } from './policy.ts';
import type { Ending, PolicyPeriod, TicketLife } from './ticket-life.ts';
import { timePromise } from './time-promise.ts';

/** What is to be measured: from when, and when it was met. */
export type Measurement = {
  readonly target: Target;
  readonly cycle: number;
  readonly startAt: number;
  readonly metAt: number | null;
  /** Endings that stop this clock; those between its start and its being met do not count. */
  readonly endings: readonly Ending[];
};

/** Equal for equal promises, whatever order of keys a database gave them back in. */
function signature({ targets, levels }: FrozenPolicy, target: Target): string {
  const promise = targets[target];
  return JSON.stringify([
    promise && [promise.calendar, promise.duration.unit, promise.duration.value],
    levels?.map((level) => (level.kind === 'percent' ? `${level.percent}%` : level.offsetMs)),
  ]);
}

/** The promise in force at `until`, and how often it changed since the timer's start. */
function findRevision(
  policies: readonly PolicyPeriod[],
  target: Target,
  startAt: number,
  until: number,
): { policy: FrozenPolicy; revision: number; revisedAt: number | null } | undefined {
  let found: { policy: FrozenPolicy; revision: number; revisedAt: number | null } | undefined;
  for (const { at, policy } of policies) {
    if (found && at > until) break;
    if (!found || at <= startAt) found = { policy, revision: 1, revisedAt: null };
    else if (signature(policy, target) === signature(found.policy, target)) found = { ...found, policy };
    else found = { policy, revision: found.revision + 1, revisedAt: at };
  }
  return found;
}

/** The spans that do not count for this measurement, in order, none after it was met. */
function exclusionsOf(life: TicketLife, policy: FrozenPolicy, measurement: Measurement): Exclusion[] {
  const { target, startAt, metAt, endings } = measurement;
  const pausing = life.holds.filter(({ reason }) => policy.pauses[target].includes(reason));
  const over = endings.map(({ from, to, by }) => ({ from, to, reason: by }));
  const lastAt = metAt ?? Infinity;
  return [...pausing, ...over]
    .map(({ from, to, reason }) => {
      const end = Math.min(to ?? Infinity, lastAt);
      return { from: Math.max(from, startAt), to: end === Infinity ? null : end, reason };
    })
    .filter(({ from, to }) => to === null || from < to)
    .sort((a, b) => a.from - b.from);
}

/** Measures one promise of a ticket as of an instant; undefined where the policy in force promises nothing. */
export function measure(
  life: TicketLife,
  measurement: Measurement,
  calendars: Calendars,
  asOf: number,
): Timer | undefined {
  const { target, cycle, startAt, metAt, endings } = measurement;
  const open = metAt === null ? endings.find((ending) => ending.to === null) : undefined;
  const stopped = open ? { at: Math.max(open.from, startAt), by: open.by } : null;
  const revised = findRevision(life.policies, target, startAt, metAt ?? stopped?.at ?? Infinity);
  const promise = revised?.policy.targets[target];
  if (!revised || !promise) return undefined;
  const { policy, revision, revisedAt } = revised;
  // The ending that stopped it is no pause: the deadline stays the one that applied.
  const closed = endings.filter((ending) => ending !== open);
  const exclusions = exclusionsOf(life, policy, { ...measurement, endings: closed });
  const { levels, breach } = policy;
  return timePromise(
    { target, cycle, revision, revisedAt, promise, levels, breach, startAt, metAt, stopped, exclusions },
    calendars,
    asOf,
  );
}
