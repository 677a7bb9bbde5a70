import { formatDuration } from '../kernel/duration.ts';
import type { Calendar } from './calendar.ts';
import type { LevelKind, TimerLevel } from './clock.ts';
import type { Span } from './exclusion.ts';
import type { Level } from './policy.ts';
import { addWorkingTime, subtractWorkingTime } from './working-time.ts';

const hourMs = 3_600_000;
const breach: Level = { kind: 'offset', offsetMs: 0 };

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
 * A deadline's levels, weakest first, breach among them. `levels` null: the default rule. Levels that would lie before the
 * start (an hour before a deadline of 30 min) do not apply.
 */
export function levelsFor(levels: readonly Level[] | null, deadline: Deadline): TimerLevel[] {
  const { targetMs } = deadline;
  const byId = new Map<string, TimerLevel & { readonly threshold: number }>();
  for (const level of [...(levels ?? defaultLevels(targetMs)), breach]) {
    const threshold = thresholdMs(level, targetMs);
    if (threshold <= 0) continue;
    const kind = kindOf(threshold, targetMs);
    const id = idOf(level, kind);
    if (!byId.has(id)) byId.set(id, { id, kind, level, at: instantOf(level, deadline), threshold });
  }
  return [...byId.values()]
    .sort((a, b) => a.threshold - b.threshold)
    .map(({ id, kind, level, at }) => ({ id, kind, level, at }));
}
