import type { Coverage, Window } from './calendar.ts';
import { decodeWindows } from './decode-hours.ts';
import { findDay, type LocalDate } from './local-date.ts';
import { isRecord, show, type Problem } from './problem.ts';

const dateForm = 'a date such as 2026-10-01';

function isDate(text: unknown, path: string, problems: Problem[]): text is LocalDate {
  if (typeof text === 'string' && findDay(text) !== undefined) return true;
  problems.push({ path, seen: show(text), expected: dateForm });
  return false;
}

/** A list of dates; nothing is an empty one. */
export function decodeDates(value: unknown, path: string, problems: Problem[]): Set<LocalDate> {
  if (value === undefined || value === null) return new Set();
  if (!Array.isArray(value)) {
    problems.push({ path, seen: show(value), expected: `a list of dates: [2026-10-01, 2026-10-02]` });
    return new Set();
  }
  return new Set(
    value.filter((text: unknown, i): text is LocalDate => isDate(text, `${path}[${i}]`, problems)),
  );
}

/** A list of dates, or dates with their names: `{ 2026-10-01: 国庆节 }`. */
export function decodeHolidays(
  value: unknown,
  path: string,
  problems: Problem[],
): Map<LocalDate, string | null> {
  if (!isRecord(value)) return new Map([...decodeDates(value, path, problems)].map((date) => [date, null]));
  const holidays = new Map<LocalDate, string | null>();
  for (const [date, name] of Object.entries(value)) {
    if (name !== null && typeof name !== 'string') {
      problems.push({ path: `${path}.${date}`, seen: show(name), expected: "the holiday's name" });
    } else if (isDate(date, `${path}.${date}`, problems)) holidays.set(date, name);
  }
  return holidays;
}

/** `MM-DD`, February 29 allowed. */
export function decodeAnnual(value: unknown, path: string, problems: Problem[]): Set<string> {
  if (value === undefined || value === null) return new Set();
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  const days = new Set<string>();
  list.forEach((text, i) => {
    if (typeof text === 'string' && findDay(`2024-${text}`) !== undefined) days.add(text);
    else problems.push({ path: `${path}[${i}]`, seen: show(text), expected: 'month and day such as 12-25' });
  });
  return days;
}

/** Hours of single dates: `{ 2026-02-16: 09:00-12:00 }`. */
export function decodeDatedHours(
  value: unknown,
  path: string,
  problems: Problem[],
): Map<LocalDate, readonly Window[]> {
  const hours = new Map<LocalDate, readonly Window[]>();
  if (value === undefined || value === null) return hours;
  if (!isRecord(value)) {
    problems.push({ path, seen: show(value), expected: 'hours by date: { 2026-02-16: 09:00-12:00 }' });
    return hours;
  }
  for (const [date, windows] of Object.entries(value)) {
    if (isDate(date, `${path}.${date}`, problems))
      hours.set(date, decodeWindows(windows, `${path}.${date}`, problems));
  }
  return hours;
}

/** `{ from: 2024-01-01, to: 2026-12-31 }`, both inclusive; nothing: null. */
export function decodeCoverage(value: unknown, path: string, problems: Problem[]): Coverage | null {
  if (value === undefined || value === null) return null;
  const { from, to } = isRecord(value) ? value : {};
  if (!isDate(from, `${path}.from`, problems) || !isDate(to, `${path}.to`, problems)) return null;
  if (to < from) {
    problems.push({ path: `${path}.to`, seen: show(to), expected: `a date not before ${from}` });
    return null;
  }
  return { from, to };
}
