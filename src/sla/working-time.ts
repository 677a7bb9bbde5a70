import { BotError } from '../kernel/bot-error.ts';
import type { Calendar } from './calendar.ts';
import { mergeSpans, type Span } from './exclusion.ts';
import { nextOpen, openTimeBetween, previousClose, reachBackward, reachForward } from './timetable.ts';

/*
 * Working time: time the calendar is open and no pause lies on. All instants are epoch ms, all durations real elapsed ms;
 * pauses may come in any order and overlap. Calendars that never open throw BotError `content.invalid`.
 */

function requireDuration(durationMs: number): void {
  if (!Number.isInteger(durationMs) || durationMs < 0) {
    throw new BotError('bug', `a duration must be a whole number of ms, not negative: ${durationMs}`);
  }
}

/**
 * The instant by which `durationMs` of working time have passed since `startAt`. One that falls on closing time, or on the
 * begin of a pause, stays there. Zero: the first working instant not before the start. Null: a pause without end comes first.
 */
export function addWorkingTime(
  calendar: Calendar,
  startAt: number,
  durationMs: number,
  pauses: readonly Span[] = [],
): number | null {
  requireDuration(durationMs);
  let leftMs = durationMs;
  let at = startAt;
  const reach = (): number => (leftMs > 0 ? reachForward(calendar, at, leftMs) : nextOpen(calendar, at));
  for (const pause of mergeSpans(pauses)) {
    if (pause.to !== null && pause.to <= at) continue;
    const workedMs = openTimeBetween(calendar, at, pause.from);
    if (workedMs > 0 && workedMs >= leftMs) return reach();
    leftMs -= workedMs;
    if (pause.to === null) return null;
    at = Math.max(at, pause.to);
  }
  return reach();
}

/**
 * The instant from which `durationMs` of working time lead to `endAt`: the mirror of {@link addWorkingTime}. One that falls
 * on opening time stays there. Zero: the end of the last working time before `endAt`.
 * @throws BotError `bug` for a pause without end: there is nothing to count back from.
 */
export function subtractWorkingTime(
  calendar: Calendar,
  endAt: number,
  durationMs: number,
  pauses: readonly Span[] = [],
): number {
  requireDuration(durationMs);
  let leftMs = durationMs;
  let at = endAt;
  const reach = (): number =>
    leftMs > 0 ? reachBackward(calendar, at, leftMs) : previousClose(calendar, at);
  for (const pause of mergeSpans(pauses).reverse()) {
    if (pause.from >= at) continue;
    if (pause.to === null) throw new BotError('bug', 'cannot count back over a pause without end');
    const workedMs = openTimeBetween(calendar, pause.to, at);
    if (workedMs > 0 && workedMs >= leftMs) return reach();
    leftMs -= workedMs;
    at = Math.min(at, pause.from);
  }
  return reach();
}

/** Working ms in `[startAt, endAt)`; 0 where the end is not after the start. */
export function workingTimeBetween(
  calendar: Calendar,
  startAt: number,
  endAt: number,
  pauses: readonly Span[] = [],
): number {
  let workingMs = openTimeBetween(calendar, startAt, endAt);
  if (workingMs === 0) return 0;
  for (const pause of mergeSpans(pauses)) {
    workingMs -= openTimeBetween(calendar, Math.max(startAt, pause.from), Math.min(endAt, pause.to ?? endAt));
  }
  return workingMs;
}

/** Whether the calendar is open at that instant; closed at closing time. */
export function isOpen(calendar: Calendar, at: number): boolean {
  return openTimeBetween(calendar, at, at + 1) > 0;
}
