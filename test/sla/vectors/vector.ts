import { readFileSync } from 'node:fs';
import type { Calendar } from '../../../src/sla/calendar.ts';
import { decodeCalendar } from '../../../src/sla/decode-calendar.ts';
import type { Problem } from '../../../src/sla/problem.ts';

/** One case of a file with `schema: sla-vectors/1`. */
export type Vector = {
  readonly id: string;
  readonly kind: string;
  readonly calendar: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly expected: Readonly<Record<string, unknown>>;
  readonly source_case?: string;
  readonly boundary?: string;
};

type RawWindows = readonly (readonly [string, string])[];
export type RawCalendar = {
  readonly tz: string;
  readonly weekly: Readonly<Record<string, RawWindows>>;
  readonly overrides?: Readonly<Record<string, RawWindows>>;
  readonly breaks?: Readonly<Record<string, RawWindows>>;
  readonly holidays?: readonly string[];
  readonly annual_holidays?: readonly string[];
  readonly coverage?: readonly [string, string];
};

export type VectorFile = {
  readonly calendars: Readonly<Record<string, RawCalendar>>;
  readonly vectors: readonly Vector[];
};

export function loadVectors(path: string): VectorFile {
  return JSON.parse(readFileSync(path, 'utf8')) as VectorFile;
}

function hours(days: Readonly<Record<string, RawWindows>> = {}): Record<string, string[]> {
  return Object.fromEntries(
    Object.entries(days).map(([day, windows]) => [day, windows.map((window) => window.join('-'))]),
  );
}

/** A vector file's calendar in the form of our own files. */
export function toOurForm(name: string, raw: RawCalendar): Record<string, unknown> {
  const {
    tz: timeZone,
    weekly,
    overrides,
    breaks,
    holidays,
    annual_holidays: annualHolidays,
    coverage,
  } = raw;
  return {
    name,
    timeZone,
    weekly: hours(weekly),
    overrides: hours(overrides),
    breaks: hours(breaks),
    holidays,
    annualHolidays,
    coverage: coverage && { from: coverage[0], to: coverage[1] },
  };
}

export function decodeRawCalendar(name: string, raw: RawCalendar): Calendar {
  const decoded = decodeCalendar(toOurForm(name, raw));
  if ('calendar' in decoded) return decoded.calendar;
  throw new Error(
    `calendar ${name}: ${decoded.problems.map((each: Problem) => `${each.path}: ${each.expected}`).join('; ')}`,
  );
}

/** What differs between expected and found; empty: passed. */
export type Mismatch = string;

export function compare(
  found: Readonly<Record<string, unknown>>,
  expected: Readonly<Record<string, unknown>>,
): Mismatch[] {
  return Object.entries(expected).flatMap(([field, value]) => {
    if (!(field in found)) return `no check for the field ${field}`;
    const [own, other] = [JSON.stringify(found[field]), JSON.stringify(value)];
    return own === other ? [] : `${field}: expected ${other}, found ${own}`;
  });
}

/** `2013-03-21T09:30:00Z` → epoch ms. */
export function instant(value: unknown): number {
  const at = typeof value === 'string' ? Date.parse(value) : NaN;
  if (Number.isNaN(at)) throw new Error(`not an instant: ${JSON.stringify(value)}`);
  return at;
}

export function utc(at: number): string {
  return new Date(at).toISOString().replace('.000Z', 'Z');
}

export function pausesOf(input: Readonly<Record<string, unknown>>): { from: number; to: number }[] {
  const pauses = (input['pauses'] ?? []) as readonly (readonly [unknown, unknown])[];
  return pauses.map(([from, to]) => ({ from: instant(from), to: instant(to) }));
}
