import ICAL from 'ical.js';
import type { Coverage } from './calendar.ts';
import { checkEvent } from './ical-event.ts';
import { readIcalBlocks, readIcalLines, type IcalBlock, type IcalProblem } from './ical-lines.ts';
import { findDay, formatDate, type LocalDate } from './local-date.ts';
import { dayMs, fromLocalMs, isTimeZone, toLocalMs } from './time-zone.ts';

export type IcalHolidays = {
  /** Whole days off within the coverage, by date. */
  readonly holidays: ReadonlyMap<LocalDate, string>;
  /** Events that fill no day of the zone: meetings, half days. Left out, and said so. */
  readonly leftOut: readonly { readonly name: string; readonly at: string }[];
  /** `X-WR-CALNAME` and `X-WR-TIMEZONE`; null where the file has none. */
  readonly title: string | null;
  readonly timeZone: string | null;
};

/** A rule that gives more within a coverage than this is no list of holidays. */
const mostOccurrences = 5_000;
const longestName = 60;
const longestText = 5_000_000;

type Instant = { readonly wholeDay: boolean; readonly localMs: number };

/**
 * An iCalendar file → the dates its events close, seen from `timeZone`: all-day events as they stand, timed ones where they
 * fill whole days there, by the file's own VTIMEZONE. Recurrence is expanded within `coverage` (inclusive); cancelled
 * events count for nothing. Or everything wrong with it, by line.
 */
export function readIcalHolidays(
  text: string,
  timeZone: string,
  coverage: Coverage,
): IcalHolidays | { readonly problems: readonly IcalProblem[] } {
  if (text.length > longestText) return { problems: [{ line: 1, expected: 'a file of at most 5 MB' }] };
  const read = readIcalLines(text);
  if (read.problems.length > 0) return { problems: read.problems };
  const { root, problems } = readIcalBlocks(read.lines);
  if (!root) return { problems };
  const zones = new Set(
    root.children
      .filter(({ name }) => name === 'VTIMEZONE')
      .flatMap(({ properties }) => properties.find(({ name }) => name === 'TZID')?.value ?? []),
  );
  const events = root.children.filter(({ name }) => name === 'VEVENT');
  const wrong = events.flatMap((event) => checkEvent(event, zones));
  if (wrong.length > 0) return { problems: wrong };
  if (events.length === 0)
    return { problems: [{ line: root.line, expected: 'at least one VEVENT in this VCALENDAR' }] };
  return expand(text, root, events, timeZone, coverage);
}

function valueOf({ properties }: IcalBlock, wanted: string): string | null {
  return properties.find(({ name }) => name === wanted)?.value ?? null;
}

function expand(
  text: string,
  root: IcalBlock,
  blocks: readonly IcalBlock[],
  timeZone: string,
  coverage: Coverage,
): IcalHolidays | { readonly problems: readonly IcalProblem[] } {
  const holidays = new Map<LocalDate, string>();
  const leftOut: { name: string; at: string }[] = [];
  const first = findDay(coverage.from) ?? 0;
  const last = findDay(coverage.to) ?? 0;
  const components = readComponent(text);
  if ('problems' in components) return components;
  for (const [index, component] of components.events.entries()) {
    const line = blocks[index]?.line ?? root.line;
    // An exception belongs to its series, which knows it.
    if (component.hasProperty('recurrence-id')) continue;
    try {
      for (const { event, start, end } of occurrences(component, last)) {
        if (event.component.getFirstPropertyValue('status') === 'CANCELLED') continue;
        const name = plainName(event.summary);
        const here = zoneNamedBy(event) ?? timeZone;
        const days = wholeDays(localInstant(start, here, timeZone), localInstant(end, here, timeZone));
        if (days.length === 0) leftOut.push({ name, at: start.toString() });
        for (const day of days) {
          if (day < first || day > last) continue;
          const date = formatDate(day);
          const known = holidays.get(date);
          holidays.set(date, known === undefined || known === name ? name : `${known}、${name}`);
        }
      }
    } catch (error) {
      const why = error instanceof Error ? error.message : 'unreadable';
      return { problems: [{ line, expected: `an event that can be reckoned (${why})` }] };
    }
  }
  const zone = valueOf(root, 'X-WR-TIMEZONE');
  return {
    holidays: new Map([...holidays].sort(([a], [b]) => (a < b ? -1 : 1))),
    leftOut,
    title: valueOf(root, 'X-WR-CALNAME'),
    timeZone: zone !== null && isTimeZone(zone) ? zone : null,
  };
}

function readComponent(text: string): { events: ICAL.Component[] } | { problems: IcalProblem[] } {
  try {
    const parsed: unknown = ICAL.parse(text.replace(/^\uFEFF/, ''));
    return { events: new ICAL.Component(parsed as never).getAllSubcomponents('vevent') };
  } catch (error) {
    const why = error instanceof Error ? error.message : 'unreadable';
    return { problems: [{ line: 1, expected: `an iCalendar file (${why})` }] };
  }
}

type Occurrence = { readonly event: ICAL.Event; readonly start: ICAL.Time; readonly end: ICAL.Time };

type OccurrenceDetails = {
  readonly item: ICAL.Event;
  readonly startDate: ICAL.Time;
  readonly endDate: ICAL.Time;
};

/** @param lastDay day number after which nothing counts */
function* occurrences(component: ICAL.Component, lastDay: number): Generator<Occurrence> {
  const event = new ICAL.Event(component);
  if (!event.isRecurring()) {
    yield { event, start: event.startDate, end: event.endDate };
    return;
  }
  const iterator = event.iterator();
  for (let count = 0; ; count += 1) {
    if (count > mostOccurrences) throw new Error(`more than ${mostOccurrences} occurrences`);
    const next = iterator.next() as ICAL.Time | null;
    // A day more: the zone may be a day ahead of the file's.
    if (!next || localMsOf(next) > (lastDay + 2) * dayMs) return;
    // Its declaration names a file the package does not ship.
    const { item, startDate, endDate } = event.getOccurrenceDetails(next) as OccurrenceDetails;
    yield { event: item, start: startDate, end: endDate };
  }
}

function localMsOf(time: ICAL.Time): number {
  return Date.UTC(time.year, time.month - 1, time.day, time.hour, time.minute, time.second);
}

/** A zone the file only names, without its rules. */
function zoneNamedBy({ component }: ICAL.Event): string | undefined {
  const named: unknown = component.getFirstProperty('dtstart')?.getParameter('tzid');
  return typeof named === 'string' && isTimeZone(named) ? named : undefined;
}

/** A time as the wall clock of `timeZone` shows it. @param here zone of times that bring no rules of their own */
function localInstant(time: ICAL.Time, here: string, timeZone: string): Instant {
  const ownMs = localMsOf(time);
  if (time.isDate) return { wholeDay: true, localMs: ownMs };
  // The file's own VTIMEZONE, or UTC.
  const hasRules = time.zone.tzid !== 'floating';
  const at = hasRules ? time.toUnixTime() * 1_000 : fromLocalMs(here, ownMs);
  return { wholeDay: false, localMs: toLocalMs(timeZone, at) };
}

/** Day numbers that `[start, end)` fills from midnight to midnight. A day without an end is a day. */
function wholeDays(start: Instant, end: Instant): number[] {
  const from = Math.ceil(start.localMs / dayMs);
  const to = start.wholeDay
    ? Math.max(from + 1, Math.floor(end.localMs / dayMs))
    : Math.floor(end.localMs / dayMs);
  return Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index);
}

/** Somebody else's words: one short line. */
function plainName(summary: unknown): string {
  const text = typeof summary === 'string' ? summary : '';
  return text
    .replaceAll(/[\p{C}\s]+/gu, ' ')
    .trim()
    .slice(0, longestName);
}
