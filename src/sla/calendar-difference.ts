import type { Calendar } from './calendar.ts';
import { hoursOf } from './day-hours.ts';
import { formatDate, type LocalDate } from './local-date.ts';

/**
 * Dates in `[fromDay, toDay)` (day numbers) whose hours two versions of a calendar see differently: what an import of a new
 * year changes, late December of the old one included. Deadlines before the first of them stay as they are.
 */
export function differingDates(
  before: Calendar,
  after: Calendar,
  fromDay: number,
  toDay: number,
): LocalDate[] {
  const dates: LocalDate[] = [];
  for (let day = fromDay; day < toDay; day += 1) {
    const then = hoursOf(before, day);
    const now = hoursOf(after, day);
    const same =
      then.length === now.length &&
      then.every((window, i) => window.from === now[i]?.from && window.to === now[i].to);
    if (!same) dates.push(formatDate(day));
  }
  return dates;
}
