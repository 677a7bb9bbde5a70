import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

/*
 * npm run calendars:cn: writes cn.yaml from the package chinese-days, after comparing it day by day with the notices in
 * sources/cn-notices.yaml. Two sources that differ are a person's business: nothing is written and the exit code is 1.
 */

type Notice = {
  readonly year: number;
  readonly title: string;
  readonly issued: string;
  readonly source: string;
  readonly holidays: readonly {
    readonly name: string;
    readonly off: readonly [string, string];
    readonly work?: readonly string[];
  }[];
};

/** Date → name of the holiday, and make-up working days. */
export type HolidayList = {
  readonly holidays: ReadonlyMap<string, string>;
  readonly makeUpDays: ReadonlySet<string>;
};

const dayMs = 86_400_000;
const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

export function readNotices(): Notice[] {
  return parse(readFileSync(here('sources/cn-notices.yaml'), 'utf8')) as Notice[];
}

export function listFromNotices(notices: readonly Notice[]): HolidayList {
  const holidays = new Map<string, string>();
  const makeUpDays = new Set<string>();
  for (const { name, off, work } of notices.flatMap((notice) => notice.holidays)) {
    for (let at = Date.parse(off[0]); at <= Date.parse(off[1]); at += dayMs) {
      holidays.set(new Date(at).toISOString().slice(0, 10), name);
    }
    for (const date of work ?? []) makeUpDays.add(date);
  }
  return { holidays, makeUpDays };
}

export function listFromPackage(years: readonly number[]): HolidayList {
  const path = createRequire(import.meta.url).resolve('chinese-days/dist/chinese-days.json');
  const data = JSON.parse(readFileSync(path, 'utf8')) as {
    holidays: Record<string, string>;
    workdays: Record<string, string>;
  };
  const wanted = (date: string): boolean => years.includes(Number(date.slice(0, 4)));
  const holidays = Object.entries(data.holidays).filter(([date]) => wanted(date));
  return {
    holidays: new Map(holidays.map(([date, text]): [string, string] => [date, text.split(',')[1] ?? ''])),
    makeUpDays: new Set(Object.keys(data.workdays).filter(wanted)),
  };
}

/** Dates one of the two has and the other has not; empty where they agree. */
export function differences(ours: HolidayList, theirs: HolidayList): string[] {
  const compare = (
    what: string,
    a: Iterable<string>,
    b: { has(date: string): boolean },
    side: string,
  ): string[] => [...a].filter((date) => !b.has(date)).map((date) => `${date} is a ${what} only in ${side}`);
  return [
    ...compare('holiday', ours.holidays.keys(), theirs.holidays, 'the notices'),
    ...compare('holiday', theirs.holidays.keys(), ours.holidays, 'chinese-days'),
    ...compare('make-up day', ours.makeUpDays, theirs.makeUpDays, 'the notices'),
    ...compare('make-up day', theirs.makeUpDays, ours.makeUpDays, 'chinese-days'),
  ].sort();
}

/** The text of cn.yaml. Names come from the notices, which say which festival a day belongs to. */
export function renderCalendar(notices: readonly Notice[], list: HolidayList): string {
  const years = notices.map(({ year }) => year);
  return [
    '# Mainland China, office hours. Made by `npm run calendars:cn`: edit sources/cn-notices.yaml instead.',
    '# 1wd is a whole working day, nine hours. Own hours: a calendar of your own with `extends: cn` and `weekly`.',
    'name: cn',
    'timeZone: Asia/Shanghai',
    'weekly: { mon-fri: 09:00-18:00 }',
    `coverage: { from: ${Math.min(...years)}-01-01, to: ${Math.max(...years)}-12-31 }`,
    'sources:',
    ...notices.map(({ title, issued, source }) => `  - ${title}, ${issued}, ${source}`),
    '  - npm chinese-days (MIT), compared day by day',
    'makeUpDays:',
    ...[...list.makeUpDays].sort().map((date) => `  - ${date}`),
    'holidays:',
    ...[...list.holidays].sort().map(([date, name]) => `  ${date}: ${name}`),
    '',
  ].join('\n');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const notices = readNotices();
  const list = listFromNotices(notices);
  const found = differences(list, listFromPackage(notices.map(({ year }) => year)));
  for (const line of found) console.error(line);
  if (found.length > 0) process.exitCode = 1;
  else writeFileSync(here('cn.yaml'), renderCalendar(notices, list));
  console.log(
    `${list.holidays.size} holidays, ${list.makeUpDays.size} make-up days, ${found.length} differences`,
  );
}
