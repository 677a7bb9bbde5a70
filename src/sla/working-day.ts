import { BotError, unreachable } from '../kernel/bot-error.ts';
import type { Duration } from '../kernel/duration.ts';
import type { Calendar } from './calendar.ts';
import { openSpansOf } from './day-hours.ts';
import { dayNumber } from './local-date.ts';
import { dayMs, fromLocalMs, minuteMs, toLocalMs } from './time-zone.ts';
import { nextOpen, previousClose } from './timetable.ts';
import { isOpen } from './working-time.ts';

/** No calendar keeps people waiting for so many days. */
const searchDays = 20 * 366;

/**
 * What a promise is worth on a calendar, in working ms. `1wd` is the calendar's standard working day (cn: 09:00-18:00,
 * 540 min), not "until the same hour tomorrow": so it is divisible, pauses move it exactly, and a short Friday or a half
 * day does not shorten it. With even days both readings agree: one working day from 10:20 is due at 10:20.
 */
export function durationMs(duration: Duration, calendar: Calendar): number {
  switch (duration.unit) {
    case 'ms':
      return duration.value;
    case 'workingDay':
      return duration.value * calendar.workingDayMinutes * minuteMs;
    default:
      return unreachable(duration);
  }
}

/** Whether any work is done on the local date (day number). */
export function isWorkingDay(calendar: Calendar, day: number): boolean {
  return openSpansOf(calendar, day, null).length > 0;
}

/** Steps over `count` working days in a direction; `count` 0 stays on `day`, or goes to the nearest working day. */
function stepDays(calendar: Calendar, startDay: number, count: number, step: 1 | -1): number {
  let day = count === 0 ? startDay - step : startDay;
  let left = Math.max(count, 1);
  for (let searched = 0; left > 0; searched += 1) {
    if (searched > searchDays)
      throw new BotError('content.invalid', `the calendar "${calendar.name}" runs out of working days`);
    day += step;
    if (isWorkingDay(calendar, day)) left -= 1;
  }
  return day;
}

/**
 * The same wall-clock time `days` working days later, moved to the next opening where work is not done then (earlier, for
 * negative `days`: the last close). `toEndOfDay`: that day's last closing time instead.
 */
export function addWorkingDays(
  calendar: Calendar,
  startAt: number,
  days: number,
  toEndOfDay = false,
): number {
  const localMs = toLocalMs(calendar.timeZone, startAt);
  const startDay = dayNumber(localMs);
  const day = stepDays(calendar, startDay, Math.abs(days), days < 0 ? -1 : 1);
  if (toEndOfDay) {
    const closeAt = openSpansOf(calendar, day, null).at(-1)?.closeAt;
    if (closeAt !== undefined) return closeAt;
  }
  const sameTime = day * dayMs + (localMs - startDay * dayMs);
  const at = fromLocalMs(calendar.timeZone, sameTime);
  if (days < 0) return isOpen(calendar, at) ? at : previousClose(calendar, at);
  return isOpen(calendar, at - 1) ? at : nextOpen(calendar, at);
}
