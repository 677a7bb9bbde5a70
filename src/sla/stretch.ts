import { getCalendar, type Calendar, type Calendars } from './calendar.ts';
import type { Timer } from './clock.ts';
import type { Exclusion } from './exclusion.ts';
import { openSpansBetween } from './timetable.ts';
import { workingTimeBetween } from './working-time.ts';

/**
 * A piece of a timer's life, `[from, to)`. `running`: counts; `paused`: does not, for `reason` (a hold reason, or
 * `resolved`, `cancelled` while the ticket was over); `outside`: the calendar is closed. `workingMs` is the calendar's open
 * time in it: what a running stretch adds and what a paused one spares.
 */
export type Stretch = {
  readonly from: number;
  readonly to: number;
  readonly kind: 'running' | 'paused' | 'outside';
  readonly reason: string | null;
  readonly workingMs: number;
};

/** Open and closed stretches of `[from, to)`, in which no pause lies. */
function countedStretches(calendar: Calendar, from: number, to: number): Stretch[] {
  const stretches: Stretch[] = [];
  const closed = (start: number, end: number): void => {
    if (start < end) stretches.push({ from: start, to: end, kind: 'outside', reason: null, workingMs: 0 });
  };
  let at = from;
  for (const { openAt, closeAt } of openSpansBetween(calendar, from, to)) {
    closed(at, openAt);
    stretches.push({ from: openAt, to: closeAt, kind: 'running', reason: null, workingMs: closeAt - openAt });
    at = closeAt;
  }
  closed(at, to);
  return stretches;
}

function pausedStretch(calendar: Calendar, pause: Exclusion, from: number, to: number): Stretch {
  return {
    from,
    to,
    kind: 'paused',
    reason: pause.reason,
    workingMs: workingTimeBetween(calendar, from, to),
  };
}

/** Every stretch of a timer's `[from, to)`, without gaps. */
export function stretchesBetween(
  timer: Timer<string>,
  calendars: Calendars,
  from: number,
  to: number,
): Stretch[] {
  const calendar = getCalendar(calendars, timer.promise.calendar);
  const stretches: Stretch[] = [];
  let at = from;
  for (const pause of timer.exclusions) {
    const start = Math.max(pause.from, at);
    const end = Math.min(pause.to ?? to, to);
    if (start >= end) continue;
    stretches.push(...countedStretches(calendar, at, start), pausedStretch(calendar, pause, start, end));
    at = end;
  }
  if (at < to) stretches.push(...countedStretches(calendar, at, to));
  return stretches;
}
