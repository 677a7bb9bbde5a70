import type { Window } from './calendar.ts';
import { weekdays, type Weekday } from './local-date.ts';
import { isRecord, show, type Problem } from './problem.ts';

const windowPattern = /^(\d{1,2}):(\d{2})\s*[-–]\s*(\d{1,2}):(\d{2})$/;
const form = 'HH:MM-HH:MM, such as 09:00-12:00; the end of the day is 24:00';
const dayEnd = 24 * 60;

/** `09:00-12:00` → window, or what was expected instead. */
function parseWindow(text: unknown): Window | string {
  const match = typeof text === 'string' ? windowPattern.exec(text.trim()) : null;
  if (!match) return form;
  const [fromHour = 0, fromMinute = 0, toHour = 0, toMinute = 0] = match.slice(1).map(Number);
  const from = fromHour * 60 + fromMinute;
  const to = toHour * 60 + toMinute;
  if (fromMinute > 59 || toMinute > 59 || from > dayEnd || to > dayEnd) return form;
  if (to === dayEnd - 1) return '24:00 as the end of the day: with 23:59 the last minute would be missing';
  if (to === 0) return '24:00 as the end of the day: 00:00 is its beginning';
  if (from < to) return { from, to };
  return 'an end after the begin: a shift over midnight is two windows, 22:00-24:00 and 00:00-06:00 the day after';
}

/** `09:00-18:00`, or a list of such; sorted, refused where two overlap. An empty list is a day off. */
export function decodeWindows(value: unknown, path: string, problems: Problem[]): readonly Window[] {
  const texts: readonly unknown[] = Array.isArray(value) ? value : [value];
  const windows = texts
    .flatMap((text, i): Window | [] => {
      const parsed = parseWindow(text);
      if (typeof parsed !== 'string') return parsed;
      problems.push({
        path: Array.isArray(value) ? `${path}[${i}]` : path,
        seen: show(text),
        expected: parsed,
      });
      return [];
    })
    .sort((a, b) => a.from - b.from);
  windows.forEach((window, i) => {
    const last = windows[i - 1];
    if (last && window.from < last.to) {
      problems.push({ path, seen: show(value), expected: 'windows that do not overlap' });
    }
  });
  return windows;
}

/** `mon` or `mon-fri` → the weekdays meant; undefined for anything else. */
function findWeekdays(key: string): readonly Weekday[] | undefined {
  const [first = '', last = first, ...rest] = key.split('-');
  const from = weekdays.findIndex((day) => day === first);
  const to = weekdays.findIndex((day) => day === last);
  return from < 0 || to < from || rest.length > 0 ? undefined : weekdays.slice(from, to + 1);
}

export const closedWeek: Readonly<Record<Weekday, readonly Window[]>> = {
  mon: [],
  tue: [],
  wed: [],
  thu: [],
  fri: [],
  sat: [],
  sun: [],
};

/** `{ mon-thu: 09:00-18:00, fri: [09:00-12:00, 13:00-16:00] }`; days not named are off. */
export function decodeWeekly(
  value: unknown,
  path: string,
  problems: Problem[],
): Record<Weekday, readonly Window[]> {
  const weekly: Record<Weekday, readonly Window[]> = { ...closedWeek };
  if (!isRecord(value)) {
    problems.push({
      path,
      seen: show(value),
      expected: 'hours by weekday, such as { mon-fri: 09:00-18:00 }',
    });
    return weekly;
  }
  const named = new Set<Weekday>();
  const problemsBefore = problems.length;
  for (const [key, hours] of Object.entries(value)) {
    const days = findWeekdays(key);
    if (!days) {
      problems.push({
        path: `${path}.${key}`,
        seen: show(key),
        expected: `one of ${weekdays.join(', ')} or a range such as mon-fri`,
      });
      continue;
    }
    const windows = decodeWindows(hours, `${path}.${key}`, problems);
    for (const day of days) {
      if (named.has(day))
        problems.push({ path: `${path}.${key}`, seen: show(day), expected: 'each weekday once' });
      named.add(day);
      weekly[day] = windows;
    }
  }
  if (problems.length === problemsBefore && weekdays.every((day) => weekly[day].length === 0)) {
    problems.push({ path, seen: show(value), expected: 'at least one window in the week' });
  }
  return weekly;
}
