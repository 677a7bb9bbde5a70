import type { Calendar, Window } from './calendar.ts';
import { formatDate, weekdayOf } from './local-date.ts';
import { dayMs, fromLocalMs, minuteMs } from './time-zone.ts';

/** An open span in epoch ms, `[openAt, closeAt)`. */
export type OpenSpan = { readonly openAt: number; readonly closeAt: number };

function scheduled(calendar: Calendar, day: number): readonly Window[] {
  const date = formatDate(day);
  if (calendar.holidays.has(date)) return [];
  const override = calendar.overrides.get(date);
  if (override) return override;
  if (calendar.makeUpDays.has(date)) return calendar.makeUpWindows;
  if (calendar.annualHolidays.has(date.slice(5))) return [];
  return calendar.weekly[weekdayOf(day)];
}

function without(windows: readonly Window[], pause: Window): Window[] {
  return windows.flatMap(({ from, to }) =>
    [
      { from, to: Math.min(to, pause.from) },
      { from: Math.max(from, pause.to), to },
    ].filter((piece) => piece.from < piece.to),
  );
}

/** The wall-clock hours of a date (day number), sorted and disjoint, breaks cut out. */
export function hoursOf(calendar: Calendar, day: number): readonly Window[] {
  const windows = scheduled(calendar, day);
  const breaks = windows.length > 0 ? calendar.breaks.get(formatDate(day)) : undefined;
  return breaks ? breaks.reduce<readonly Window[]>(without, windows) : windows;
}

/**
 * The same in epoch ms. `offsetMs` is the zone's offset where the caller knows it does not change around that day, else
 * null. A date the zone skipped altogether (Apia, 2011-12-30) has no hours.
 */
export function openSpansOf(calendar: Calendar, day: number, offsetMs: number | null): OpenSpan[] {
  const windows = hoursOf(calendar, day);
  if (windows.length === 0) return [];
  const startMs = day * dayMs;
  const instant = (localMs: number): number =>
    offsetMs === null ? fromLocalMs(calendar.timeZone, localMs) : localMs - offsetMs;
  if (offsetMs === null && instant(startMs) === instant(startMs + dayMs)) return [];
  return windows
    .map(({ from, to }) => ({
      openAt: instant(startMs + from * minuteMs),
      closeAt: instant(startMs + to * minuteMs),
    }))
    .filter(({ openAt, closeAt }) => openAt < closeAt)
    .sort((a, b) => a.openAt - b.openAt);
}
