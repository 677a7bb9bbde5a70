import type { Calendar } from './calendar.ts';
import { nextOpen } from './timetable.ts';
import { dayMs, fromLocalMs, minuteMs, toLocalMs } from './time-zone.ts';
import { isOpen } from './working-time.ts';

/** When people are left alone. */
export type QuietHours = {
  readonly when:
    /** Every night, minutes of the local day, `[from, to)`; `from` after `to` goes over midnight. */
    | { readonly type: 'window'; readonly from: number; readonly to: number }
    /** Whenever this calendar is closed: nights, weekends, holidays. */
    | { readonly type: 'closed'; readonly calendar: string };
  /** Priorities that are told all the same. */
  readonly exempt: readonly string[];
};

/** When the quiet that lies on `at` ends, epoch ms; null: it is not quiet. */
export function quietUntil(
  { when }: QuietHours,
  at: number,
  timeZone: string,
  calendarOf: (name: string) => Calendar,
): number | null {
  if (when.type === 'closed') {
    const calendar = calendarOf(when.calendar);
    return isOpen(calendar, at) ? null : nextOpen(calendar, at);
  }
  const local = toLocalMs(timeZone, at);
  const midnight = Math.floor(local / dayMs) * dayMs;
  const minute = (local - midnight) / minuteMs;
  const { from, to } = when;
  const endsToday = from <= to ? minute >= from && minute < to : minute < to;
  if (endsToday) return fromLocalMs(timeZone, midnight + to * minuteMs);
  return from > to && minute >= from ? fromLocalMs(timeZone, midnight + dayMs + to * minuteMs) : null;
}
