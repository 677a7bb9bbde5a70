import { weekdays } from '../../../src/sla/local-date.ts';
import type { Random } from './random.ts';

/** Minutes of the local day. */
export type RawWindow = readonly [number, number];

/** A calendar as plain data: both the oracle and the engine are made from it, neither from the other. */
export type RawCalendar = {
  readonly timeZone: string;
  /** First local date of the tested range, `YYYY-MM-DD`. */
  readonly firstDate: string;
  readonly days: number;
  readonly weekly: Readonly<Record<string, readonly RawWindow[]>>;
  readonly overrides: Readonly<Record<string, readonly RawWindow[]>>;
  readonly breaks: Readonly<Record<string, readonly RawWindow[]>>;
  readonly holidays: readonly string[];
  readonly annualHolidays: readonly string[];
  readonly makeUpDays: readonly string[];
  readonly makeUpWindows: readonly RawWindow[];
};

/** Zones and a date near which their clocks do something; half-hour shifts, midnight shifts, a skipped day, none at all. */
const places: readonly (readonly [string, string])[] = [
  ['Asia/Shanghai', '2025-09-20'],
  ['Asia/Shanghai', '1988-03-25'],
  ['UTC', '2024-02-20'],
  ['Europe/Berlin', '2025-03-20'],
  ['Europe/Berlin', '2025-10-15'],
  ['America/New_York', '2024-03-01'],
  ['America/New_York', '2024-10-25'],
  ['America/Sao_Paulo', '2015-10-10'],
  ['America/Sao_Paulo', '2016-02-10'],
  ['America/St_Johns', '2006-10-20'],
  ['Australia/Lord_Howe', '2025-03-28'],
  ['Australia/Lord_Howe', '2025-09-25'],
  ['Asia/Tehran', '2015-09-12'],
  ['Asia/Kathmandu', '2026-01-01'],
  ['Pacific/Chatham', '2026-03-28'],
  ['Pacific/Apia', '2011-12-20'],
  ['Africa/Casablanca', '2024-03-01'],
  ['Asia/Gaza', '2025-02-20'],
];

export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

function minuteOfDay(random: Random): number {
  // Small hours are where clocks change.
  return random.chance(30) ? random.below(5 * 60) : random.below(24 * 4 + 1) * 15;
}

export function randomWindows(random: Random, atMost = 3): readonly RawWindow[] {
  if (random.chance(8)) return [[0, 1440]];
  const count = 1 + random.below(atMost);
  const edges = new Set<number>();
  while (edges.size < count * 2) edges.add(minuteOfDay(random));
  const sorted = [...edges].sort((a, b) => a - b);
  const windows: RawWindow[] = [];
  for (let i = 0; i + 1 < sorted.length; i += 2) windows.push([sorted[i] ?? 0, sorted[i + 1] ?? 1]);
  // 23:59 is refused as an end; a window of that end becomes one to midnight.
  return windows.map(([from, to]) => [from, to === 1439 ? 1440 : to]);
}

export function randomCalendar(random: Random, days: number): RawCalendar {
  const [timeZone, near] = random.pick(places);
  const firstDate = addDays(near, -random.below(20));
  const dates = (count: number): string[] =>
    Array.from({ length: random.below(count + 1) }, () => addDays(firstDate, random.below(days)));
  const dated = (count: number): Record<string, readonly RawWindow[]> =>
    Object.fromEntries(dates(count).map((date) => [date, randomWindows(random)]));
  const usual = randomWindows(random);
  const weekly: Record<string, readonly RawWindow[]> = {};
  for (const day of weekdays)
    if (random.chance(75)) weekly[day] = random.chance(70) ? usual : randomWindows(random);
  weekly[random.pick(weekdays)] ??= usual;
  const holidays = dates(6);
  return {
    timeZone,
    firstDate,
    days,
    weekly: Object.keys(weekly).length > 0 ? weekly : { mon: usual },
    overrides: dated(4),
    breaks: dated(5),
    holidays,
    annualHolidays: dates(2).map((date) => date.slice(5)),
    makeUpDays: dates(3).filter((date) => !holidays.includes(date)),
    makeUpWindows: randomWindows(random),
  };
}

function clockText(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}

function texts(windows: readonly RawWindow[]): string[] {
  return windows.map(([from, to]) => `${clockText(from)}-${clockText(to)}`);
}

/** In the form of data/calendars/*.yaml. */
export function toFileForm(name: string, raw: RawCalendar): Record<string, unknown> {
  const hours = (record: Readonly<Record<string, readonly RawWindow[]>>): Record<string, string[]> =>
    Object.fromEntries(Object.entries(record).map(([key, windows]) => [key, texts(windows)]));
  return {
    name,
    timeZone: raw.timeZone,
    weekly: hours(raw.weekly),
    overrides: hours(raw.overrides),
    breaks: hours(raw.breaks),
    holidays: raw.holidays,
    annualHolidays: raw.annualHolidays,
    makeUpDays: raw.makeUpDays,
    makeUpHours: texts(raw.makeUpWindows),
  };
}
