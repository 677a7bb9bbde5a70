import { dayMs } from './time-zone.ts';

/** `2026-02-14`, a date on somebody's wall calendar. */
export type LocalDate = string;

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof weekdays)[number];

/** Days since 1970-01-01; the engine counts dates as these. */
export function dayNumber(localMs: number): number {
  return Math.floor(localMs / dayMs);
}

export function formatDate(day: number): LocalDate {
  return new Date(day * dayMs).toISOString().slice(0, 10);
}

/** Day number of `2026-02-14`; undefined for anything that is no date of the calendar (2026-02-30). */
export function findDay(date: string): number | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) return undefined;
  const day = Date.parse(`${date}T00:00:00Z`) / dayMs;
  return Number.isInteger(day) && formatDate(day) === date ? day : undefined;
}

export function weekdayOf(day: number): Weekday {
  // 1970-01-01 was a Thursday.
  return weekdays[(((day + 3) % 7) + 7) % 7] ?? 'mon';
}

/** `2026-02-14T09:30` (seconds only where there are any). */
export function formatLocal(localMs: number): string {
  const text = new Date(localMs).toISOString();
  return text.slice(17, 19) === '00' ? text.slice(0, 16) : text.slice(0, 19);
}
