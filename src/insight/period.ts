import { dayNumber, formatDate, weekdayOf, weekdays } from '../sla/local-date.ts';
import { dayMs, fromLocalMs, toLocalMs } from '../sla/time-zone.ts';

export const periodNames = ['today', 'week', 'month'] as const;
export type PeriodName = (typeof periodNames)[number];

/** Whole days of the house's zone from the period's first to today, as day numbers, both inclusive. */
export type Period = {
  readonly name: PeriodName;
  readonly fromDay: number;
  readonly toDay: number;
  /** The first day's beginning, epoch ms. */
  readonly fromAt: number;
};

/** Today, this week from Monday, or this month from the first, so far. */
export function periodOf(name: PeriodName, now: number, timeZone: string): Period {
  const toDay = dayNumber(toLocalMs(timeZone, now));
  const fromDay = firstDay(name, toDay);
  return { name, fromDay, toDay, fromAt: fromLocalMs(timeZone, fromDay * dayMs) };
}

function firstDay(name: PeriodName, today: number): number {
  switch (name) {
    case 'today':
      return today;
    case 'week':
      return today - weekdays.indexOf(weekdayOf(today));
    case 'month':
      return today - Number(formatDate(today).slice(8)) + 1;
  }
}
