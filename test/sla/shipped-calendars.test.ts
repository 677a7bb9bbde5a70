import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import {
  differences,
  listFromNotices,
  listFromPackage,
  readNotices,
  renderCalendar,
} from '../../data/calendars/build-cn.ts';
import { findCoverageAlarm, isProvisional } from '../../src/sla/coverage.ts';
import { findDay, formatDate, weekdayOf } from '../../src/sla/local-date.ts';
import { isWorkingDay } from '../../src/sla/working-day.ts';
import { addWorkingTime } from '../../src/sla/working-time.ts';
import { cn, inShanghai, roundTheClock, shanghai, shipped } from './support/calendars.ts';

const notices = readNotices();
const years = notices.map(({ year }) => year);

describe('cn: mainland China', () => {
  it('the notices and chinese-days agree, and the file is made of them', () => {
    const list = listFromNotices(notices);
    expect(differences(list, listFromPackage(years))).toEqual([]);
    const file = fileURLToPath(new URL('../../data/calendars/cn.yaml', import.meta.url));
    expect(readFileSync(file, 'utf8')).toBe(renderCalendar(notices, list));
  });

  it('a difference between the sources is found', () => {
    const list = listFromNotices(notices);
    const other = {
      holidays: new Map([...list.holidays].slice(1)),
      makeUpDays: new Set([...list.makeUpDays, '2026-05-16']),
    };
    expect(differences(list, other)).toEqual([
      '2024-01-01 is a holiday only in the notices',
      '2026-05-16 is a make-up day only in chinese-days',
    ]);
  });

  it.each([
    [2024, 251],
    [2025, 248],
    [2026, 248],
  ])('%i has %i working days', (year, count) => {
    const first = findDay(`${year}-01-01`) ?? 0;
    const days = Array.from({ length: year % 4 === 0 ? 366 : 365 }, (_, i) => first + i);
    expect(days.filter((day) => isWorkingDay(cn, day))).toHaveLength(count);
  });

  it('every day agrees with the package, read another way', () => {
    const { holidays, makeUpDays } = listFromPackage(years);
    const first = findDay('2024-01-01') ?? 0;
    for (let day = first; formatDate(day) <= '2026-12-31'; day += 1) {
      const date = formatDate(day);
      const weekend = ['sat', 'sun'].includes(weekdayOf(day));
      expect([date, isWorkingDay(cn, day)]).toEqual([
        date,
        makeUpDays.has(date) || (!weekend && !holidays.has(date)),
      ]);
    }
  });

  it.each([
    [
      '30 min before closing on Friday, next day is a make-up Sunday',
      '2025-09-26 17:30',
      60,
      '2025-09-28 09:30',
    ],
    ['the last working day before National Day', '2025-09-30 17:30', 60, '2025-10-09 09:30'],
    ['inside Spring Festival', '2026-02-18 10:00', 30, '2026-02-24 09:30'],
    ['at night', '2026-03-03 23:00', 30, '2026-03-04 09:30'],
    ['exactly to closing time', '2026-03-03 17:00', 60, '2026-03-03 18:00'],
    ['a minute more', '2026-03-03 17:00', 61, '2026-03-04 09:01'],
    ['a whole working day over the weekend', '2026-03-06 15:00', 540, '2026-03-09 15:00'],
  ])('%s', (_, start, minutes, due) => {
    expect(inShanghai(addWorkingTime(cn, shanghai(start), minutes * 60_000))).toBe(due);
  });

  it('says when it does not know: 2027 has not been announced', () => {
    const due = addWorkingTime(cn, shanghai('2026-12-31 17:30'), 3_600_000) ?? 0;
    expect(isProvisional(cn, shanghai('2026-12-31 17:30'), due)).toBe(true);
    expect(isProvisional(cn, shanghai('2026-12-31 10:00'), shanghai('2026-12-31 18:00'))).toBe(false);
    expect(findCoverageAlarm(cn, shanghai('2026-11-01 23:00'))).toBeUndefined();
    expect(findCoverageAlarm(cn, shanghai('2026-11-02 00:00'))).toMatchObject({
      calendar: 'cn',
      lastDate: '2026-12-31',
      daysLeft: 60,
    });
    expect(findCoverageAlarm(cn, shanghai('2027-03-01'))).toMatchObject({ daysLeft: 0 });
  });
});

it('24x7 is always open and never ends', () => {
  const at = shanghai('2026-02-17 03:00');
  expect(addWorkingTime(roundTheClock, at, 4 * 3_600_000)).toBe(at + 4 * 3_600_000);
  expect(findCoverageAlarm(roundTheClock, shanghai('2099-01-01'))).toBeUndefined();
  expect(isProvisional(roundTheClock, 0, at * 2)).toBe(false);
});

function daysOf(year: number): number[] {
  const first = findDay(`${year}-01-01`) ?? 0;
  return Array.from({ length: year % 4 === 0 ? 366 : 365 }, (_, i) => first + i);
}

describe('hk, mo, tw', () => {
  it('hk has seventeen general holidays a year', () => {
    const years = [...shipped('hk').holidays.keys()].map((date) => date.slice(0, 4));
    expect(years.filter((year) => year === '2025')).toHaveLength(17);
    expect(years.filter((year) => year === '2026')).toHaveLength(17);
  });

  it('mo gives a working day for each holiday of 2026 that falls on a weekend', () => {
    const dates = [...shipped('mo').holidays].filter(([date]) => date.startsWith('2026'));
    const lost = dates.filter(([date]) => ['sat', 'sun'].includes(weekdayOf(findDay(date) ?? 0)));
    const given = dates.filter(([, name]) => name?.endsWith('補假'));
    expect([dates.length - given.length, lost.length, given.length]).toEqual([20, 6, 6]);
  });

  it('tw has the days off its notices count: 118 in 2025 and one for employees, 120 in 2026', () => {
    const tw = shipped('tw');
    expect(daysOf(2025).filter((day) => !isWorkingDay(tw, day))).toHaveLength(118 + 1);
    expect(daysOf(2026).filter((day) => !isWorkingDay(tw, day))).toHaveLength(120);
  });

  it.each(['hk', 'mo', 'tw'])('%s knows when it ends', (name) => {
    expect(findCoverageAlarm(shipped(name), shanghai('2026-12-01'))?.lastDate).toBe('2026-12-31');
  });
});
