import { formatDuration } from '../kernel/duration.ts';
import type { Calendar } from './calendar.ts';
import type { LevelKind, TimerLevel } from './clock.ts';
import type { Span } from './exclusion.ts';
import type { Level, Telling } from './policy.ts';
import { addWorkingTime, subtractWorkingTime } from './working-time.ts';

const hourMs = 3_600_000;

/** product.md: a warning one hour before a deadline, or at 80 % of a target shorter than five hours. */
function defaultLevels(targetMs: number): readonly Level[] {
  return [targetMs < 5 * hourMs ? { kind: 'percent', percent: 80 } : { kind: 'offset', offsetMs: -hourMs }];
}

/** Working time used when the level is reached. */
function thresholdMs(level: Level, targetMs: number): number {
  return level.kind === 'percent' ? Math.round((targetMs * level.percent) / 100) : targetMs + level.offsetMs;
}

function kindOf(threshold: number, targetMs: number): LevelKind {
  if (threshold === targetMs) return 'breach';
  return threshold < targetMs ? 'warn' : 'after';
}

function idOf(level: Level, kind: LevelKind): string {
  if (kind === 'breach') return 'breach';
  const mark =
    level.kind === 'percent'
      ? `${level.percent}%`
      : formatDuration({ unit: 'ms', value: Math.abs(level.offsetMs) });
  return `${kind}:${mark}`;
}

export type Deadline = {
  readonly calendar: Calendar;
  readonly startAt: number;
  readonly targetMs: number;
  readonly dueAt: number | null;
  readonly exclusions: readonly Span[];
};

/** An offset is measured from the deadline, as people read it: an hour before 10:00 is 09:00, not last night's closing time. */
function instantOf(level: Level, deadline: Deadline): number | null {
  const { calendar, startAt, targetMs, dueAt, exclusions } = deadline;
  if (level.kind === 'percent')
    return addWorkingTime(calendar, startAt, thresholdMs(level, targetMs), exclusions);
  if (dueAt === null || level.offsetMs === 0) return dueAt;
  if (level.offsetMs > 0) return addWorkingTime(calendar, dueAt, level.offsetMs, exclusions);
  const past = exclusions.filter((span) => span.from < dueAt);
  return Math.max(startAt, subtractWorkingTime(calendar, dueAt, -level.offsetMs, past));
}

/**
 * When a level is told again: in working time after it, never later than the next level, which speaks louder. A pause
 * without end ends them.
 */
function repeatsOf(level: Level, at: number | null, until: number | null, deadline: Deadline): number[] {
  const { repeat } = level;
  if (!repeat || at === null) return [];
  const instants: number[] = [];
  for (let count = 1; count <= repeat.max; count += 1) {
    const again = addWorkingTime(deadline.calendar, at, repeat.everyMs * count, deadline.exclusions);
    if (again === null || (until !== null && again >= until)) break;
    instants.push(again);
  }
  return instants;
}

/**
 * A deadline's levels, weakest first, breach among them. `levels` null: the default rule. Levels that would lie before the
 * start (an hour before a deadline of 30 min) do not apply. `breach`: who hears of it, where that is not the default.
 */
export function levelsFor(
  levels: readonly Level[] | null,
  deadline: Deadline,
  breach: Telling = {},
): TimerLevel[] {
  const { targetMs } = deadline;
  const byId = new Map<string, Omit<TimerLevel, 'repeats'> & { readonly threshold: number }>();
  const atDeadline: Level = { ...breach, kind: 'offset', offsetMs: 0 };
  for (const level of [...(levels ?? defaultLevels(targetMs)), atDeadline]) {
    const threshold = thresholdMs(level, targetMs);
    if (threshold <= 0) continue;
    const kind = kindOf(threshold, targetMs);
    const id = idOf(level, kind);
    if (!byId.has(id)) byId.set(id, { id, kind, level, at: instantOf(level, deadline), threshold });
  }
  const ordered = [...byId.values()].sort((a, b) => a.threshold - b.threshold);
  return ordered.map(({ id, kind, level, at }, index) => {
    const next = ordered[index + 1]?.at ?? null;
    return { id, kind, level, at, repeats: repeatsOf(level, at, next, deadline) };
  });
}
