import { parseDuration } from '../kernel/duration.ts';
import type { Calendar, Calendars, Window } from './calendar.ts';
import {
  decodeAnnual,
  decodeCoverage,
  decodeDatedHours,
  decodeDates,
  decodeHolidays,
} from './decode-dates.ts';
import { closedWeek, decodeWeekly, decodeWindows } from './decode-hours.ts';
import { weekdays, type Weekday } from './local-date.ts';
import { isRecord, refuseUnknownKeys, show, type Problem } from './problem.ts';
import { isTimeZone, minuteMs } from './time-zone.ts';

const keys = [
  'name',
  'extends',
  'timeZone',
  'weekly',
  'overrides',
  'makeUpDays',
  'makeUpHours',
  'holidays',
  'annualHolidays',
  'breaks',
  'coverage',
  'workingDay',
  'sources',
] as const;

function minutesOf(windows: readonly Window[]): number {
  return windows.reduce((sum, window) => sum + window.to - window.from, 0);
}

/** The hours most weekdays have; of equally frequent ones the longer. */
function usualWindows(weekly: Readonly<Record<Weekday, readonly Window[]>>): readonly Window[] {
  const frequency = (minutes: number): number =>
    weekdays.filter((day) => minutesOf(weekly[day]) === minutes).length;
  return weekdays
    .map((day) => weekly[day])
    .filter((windows) => windows.length > 0)
    .reduce<readonly Window[]>((best, windows) => {
      const [own, other] = [minutesOf(windows), minutesOf(best)];
      const gain = frequency(own) - frequency(other);
      return best.length === 0 || gain > 0 || (gain === 0 && own > other) ? windows : best;
    }, []);
}

function decodeText(value: unknown, path: string, expected: string, problems: Problem[]): string {
  if (typeof value === 'string' && value.trim() !== '') return value;
  problems.push({ path, seen: show(value), expected });
  return '';
}

function decodeTimeZone(value: unknown, problems: Problem[]): string {
  if (typeof value === 'string' && isTimeZone(value)) return value;
  problems.push({ path: 'timeZone', seen: show(value), expected: 'an IANA time zone such as Asia/Shanghai' });
  return 'UTC';
}

function decodeWorkingDay(value: unknown, usualMinutes: number, problems: Problem[]): number {
  if (value === undefined) return usualMinutes;
  const parsed = parseDuration(typeof value === 'string' ? value : show(value));
  const minutes =
    'duration' in parsed && parsed.duration.unit === 'ms' ? parsed.duration.value / minuteMs : 0;
  if (minutes >= 1 && minutes <= 24 * 60 && Number.isInteger(minutes)) return minutes;
  problems.push({
    path: 'workingDay',
    seen: show(value),
    expected: 'the length of a working day in whole minutes, such as 8h or 450m',
  });
  return usualMinutes;
}

function findBase(value: unknown, known: Calendars, problems: Problem[]): Calendar | undefined {
  if (value === undefined) return undefined;
  const base = typeof value === 'string' ? known.get(value) : undefined;
  if (!base)
    problems.push({
      path: 'extends',
      seen: show(value),
      expected: `one of ${[...known.keys()].join(', ') || 'no calendar: none is known yet'}`,
    });
  return base;
}

export type DecodedCalendar = { readonly calendar: Calendar } | { readonly problems: readonly Problem[] };

/**
 * A parsed `data/calendars/*.yaml` (or an entry of the configuration) → calendar, or everything wrong with it at once.
 * `extends` takes time zone, weekly hours, holidays, make-up days and coverage of a calendar in `known`; whatever is
 * given besides replaces hours and adds dates. The form is described in data/calendars/README.md.
 */
export function decodeCalendar(value: unknown, known: Calendars = new Map()): DecodedCalendar {
  const problems: Problem[] = [];
  if (!isRecord(value))
    return { problems: [{ path: '', seen: show(value), expected: `a record with ${keys.join(', ')}` }] };
  refuseUnknownKeys(value, keys, '', problems);
  const base = findBase(value['extends'], known, problems);
  const inherits = value['extends'] !== undefined;
  const weekly =
    value['weekly'] === undefined && inherits
      ? (base?.weekly ?? closedWeek)
      : decodeWeekly(value['weekly'], 'weekly', problems);
  const usual = usualWindows(weekly);
  const calendar: Calendar = {
    name: decodeText(value['name'], 'name', 'a short name policies can use, such as cn', problems),
    timeZone:
      value['timeZone'] === undefined && inherits
        ? (base?.timeZone ?? 'UTC')
        : decodeTimeZone(value['timeZone'], problems),
    weekly,
    overrides: new Map([
      ...(base?.overrides ?? []),
      ...decodeDatedHours(value['overrides'], 'overrides', problems),
    ]),
    makeUpDays: new Set([
      ...(base?.makeUpDays ?? []),
      ...decodeDates(value['makeUpDays'], 'makeUpDays', problems),
    ]),
    makeUpWindows:
      value['makeUpHours'] === undefined
        ? usual
        : decodeWindows(value['makeUpHours'], 'makeUpHours', problems),
    holidays: new Map([
      ...(base?.holidays ?? []),
      ...decodeHolidays(value['holidays'], 'holidays', problems),
    ]),
    annualHolidays: new Set([
      ...(base?.annualHolidays ?? []),
      ...decodeAnnual(value['annualHolidays'], 'annualHolidays', problems),
    ]),
    breaks: new Map([...(base?.breaks ?? []), ...decodeDatedHours(value['breaks'], 'breaks', problems)]),
    coverage:
      value['coverage'] === undefined
        ? (base?.coverage ?? null)
        : decodeCoverage(value['coverage'], 'coverage', problems),
    workingDayMinutes: decodeWorkingDay(value['workingDay'], minutesOf(usual), problems),
  };
  for (const date of calendar.makeUpDays) {
    if (calendar.holidays.has(date))
      problems.push({
        path: 'makeUpDays',
        seen: show(date),
        expected: 'a date that is not a holiday as well',
      });
  }
  return problems.length > 0 ? { problems } : { calendar };
}
