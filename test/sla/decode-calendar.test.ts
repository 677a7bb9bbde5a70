import { describe, expect, it, test } from 'vitest';
import { decodeCalendar } from '../../src/sla/decode-calendar.ts';
import { isWorkingDay } from '../../src/sla/working-day.ts';
import { findDay } from '../../src/sla/local-date.ts';
import { isOpen } from '../../src/sla/working-time.ts';
import { cn, decodeOrThrow, shanghai } from './support/calendars.ts';

const good = { name: 'x', timeZone: 'Asia/Shanghai', weekly: { 'mon-fri': '09:00-18:00' } };

function problemsOf(change: Record<string, unknown>): { path: string; expected: string; seen: string }[] {
  const decoded = decodeCalendar({ ...good, ...change });
  return 'problems' in decoded ? [...decoded.problems] : [];
}

describe('a malformed calendar is refused with path, value and what is expected', () => {
  it.each<[string, Record<string, unknown>, string, RegExp]>([
    ['23:59 as end', { weekly: { mon: '09:00-23:59' } }, 'weekly.mon', /24:00/],
    ['00:00 as end', { weekly: { mon: '09:00-00:00' } }, 'weekly.mon', /24:00/],
    ['inverted', { weekly: { mon: ['18:00-09:00'] } }, 'weekly.mon[0]', /over midnight/],
    ['empty window', { weekly: { mon: '09:00-09:00' } }, 'weekly.mon', /end after the begin/],
    ['overlap', { weekly: { mon: ['09:00-12:00', '11:00-18:00'] } }, 'weekly.mon', /overlap/],
    ['beyond the day', { weekly: { mon: '09:00-25:00' } }, 'weekly.mon', /24:00/],
    ['61 minutes', { weekly: { mon: '09:61-12:00' } }, 'weekly.mon', /HH:MM/],
    ['no window at all', { weekly: {} }, 'weekly', /at least one/],
    ['no week', { weekly: undefined }, 'weekly', /hours by weekday/],
    ['unknown weekday', { weekly: { monday: '09:00-18:00' } }, 'weekly.monday', /mon-fri/],
    ['weekday twice', { weekly: { 'mon-fri': '09:00-18:00', fri: '09:00-15:00' } }, 'weekly.fri', /once/],
    ['a number', { weekly: { mon: 9 } }, 'weekly.mon', /HH:MM/],
    ['bad zone', { timeZone: 'Asia/Beijing' }, 'timeZone', /IANA/],
    ['an offset for a zone', { timeZone: '+08:00' }, 'timeZone', /IANA/],
    ['no name', { name: '' }, 'name', /name/],
    ['no such date', { holidays: ['2026-02-30'] }, 'holidays[0]', /date/],
    ['holidays of another form', { holidays: 'Christmas' }, 'holidays', /list of dates/],
    ['annual holiday', { annualHolidays: ['2026-12-25'] }, 'annualHolidays[0]', /12-25/],
    ['override', { overrides: { '2026-01-04': '9-18' } }, 'overrides.2026-01-04', /HH:MM/],
    [
      'coverage inverted',
      { coverage: { from: '2026-01-01', to: '2025-01-01' } },
      'coverage.to',
      /not before/,
    ],
    ['coverage without an end', { coverage: { from: '2026-01-01' } }, 'coverage.to', /date/],
    ['working day too long', { workingDay: '25h' }, 'workingDay', /length of a working day/],
    ['working day in working days', { workingDay: '1wd' }, 'workingDay', /length of a working day/],
    ['unknown key', { holiday: [] }, 'holiday', /holidays/],
    ['unknown base', { extends: 'mars' }, 'extends', /no calendar/],
    [
      'holiday and make-up day',
      { holidays: ['2026-10-10'], makeUpDays: ['2026-10-10'] },
      'makeUpDays',
      /not a holiday/,
    ],
  ])('%s', (_, change, path, expected) => {
    const problems = problemsOf(change);
    expect(problems.map((problem) => problem.path)).toEqual([path]);
    expect(problems[0]?.expected).toMatch(expected);
    expect(problems[0]?.seen).not.toBe('');
  });

  it('all problems at once', () => {
    expect(
      problemsOf({ timeZone: 'x', weekly: { mon: '1-2', tue: '09:00-23:59' }, holidays: ['never'] }),
    ).toHaveLength(4);
  });

  it.each([[null], ['text'], [42], [[]]])('%j is no calendar', (value) => {
    expect(decodeCalendar(value)).toHaveProperty('problems');
  });
});

describe('a calendar in the form of data/calendars', () => {
  it('knows lunch, half days, breaks and the length of its working day', () => {
    const calendar = decodeOrThrow({
      ...good,
      weekly: { 'mon-thu': ['09:00-12:00', '13:30-18:00'], fri: '09:00-15:00' },
      overrides: { '2026-02-16': '09:00-12:00' },
      breaks: { '2026-03-02': '10:00-11:00' },
    });
    expect(calendar.workingDayMinutes).toBe(450);
    const open = (text: string): boolean => isOpen(calendar, shanghai(text));
    expect(
      ['2026-03-03 11:59', '2026-02-16 11:59', '2026-03-02 09:59', '2026-03-02 11:00'].filter(open),
    ).toHaveLength(4);
    expect(
      [
        '2026-03-03 12:00',
        '2026-02-16 12:00',
        '2026-03-02 10:00',
        '2026-03-06 15:00',
        '2026-03-07 10:00',
      ].filter(open),
    ).toEqual([]);
  });

  it('takes what is dearer: holiday, then override, then make-up day, then annual holiday, then weekday', () => {
    const day = '2026-05-09';
    const hours = (change: Record<string, unknown>): boolean =>
      isWorkingDay(decodeOrThrow({ ...good, ...change }), findDay(day) ?? 0);
    expect(hours({})).toBe(false);
    expect(hours({ makeUpDays: [day] })).toBe(true);
    expect(hours({ makeUpDays: [day], annualHolidays: ['05-09'] })).toBe(true);
    expect(hours({ overrides: { [day]: '10:00-11:00' }, annualHolidays: ['05-09'] })).toBe(true);
    expect(hours({ overrides: { [day]: [] }, makeUpDays: [day] })).toBe(false);
    expect(hours({ overrides: { [day]: '10:00-11:00' }, holidays: [day] })).toBe(false);
  });

  it('extends another: own hours, its holidays and make-up days', () => {
    const known = new Map([['cn', cn]]);
    const early = decodeOrThrow(
      {
        name: 'early',
        extends: 'cn',
        weekly: { 'mon-fri': '07:00-15:00' },
        holidays: { '2026-12-24': '公司日' },
      },
      known,
    );
    expect(early.workingDayMinutes).toBe(480);
    expect(early.coverage).toEqual(cn.coverage);
    expect(isOpen(early, shanghai('2026-02-14 07:00'))).toBe(true);
    expect(isOpen(early, shanghai('2026-02-16 10:00'))).toBe(false);
    expect(isOpen(early, shanghai('2026-12-24 10:00'))).toBe(false);
    expect(decodeOrThrow({ name: 'same', extends: 'cn' }, known).weekly).toEqual(cn.weekly);
  });
});

test('a working day may be set, else it is the usual one', () => {
  expect(decodeOrThrow({ ...good, workingDay: '8h' }).workingDayMinutes).toBe(480);
  expect(
    decodeOrThrow({ ...good, weekly: { mon: '09:00-13:00', 'tue-wed': '09:00-17:00' } }).workingDayMinutes,
  ).toBe(480);
  expect(
    decodeOrThrow({ ...good, weekly: { mon: '09:00-13:00', tue: '09:00-17:00' } }).workingDayMinutes,
  ).toBe(480);
});
