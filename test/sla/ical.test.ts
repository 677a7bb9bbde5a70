import { describe, expect, it, test } from 'vitest';
import { parse } from 'yaml';
import { renderImported } from '../../src/sla/calendar-yaml.ts';
import { readIcalHolidays } from '../../src/sla/ical-holidays.ts';
import { readIcalLines } from '../../src/sla/ical-lines.ts';
import { isOpen } from '../../src/sla/working-time.ts';
import { cn, decodeOrThrow } from './support/calendars.ts';

const year = { from: '2026-01-01', to: '2026-12-31' };

function file(...events: readonly string[]): string {
  const body = events.map((event) => `BEGIN:VEVENT\nUID:${event.length}\n${event}\nEND:VEVENT`);
  return `BEGIN:VCALENDAR\nVERSION:2.0\nX-WR-CALNAME:Japan\n${body.join('\n')}\nEND:VCALENDAR\n`;
}

function holidaysOf(text: string, zone = 'Asia/Tokyo', coverage = year): Record<string, string> {
  const read = readIcalHolidays(text, zone, coverage);
  if ('problems' in read) throw new Error(JSON.stringify(read.problems));
  return Object.fromEntries(read.holidays);
}

function problemsOf(text: string): { line: number; expected: string }[] {
  const read = readIcalHolidays(text, 'Asia/Tokyo', year);
  return 'problems' in read ? [...read.problems] : [];
}

describe('an iCalendar file', () => {
  it('closes its all-day events, the end excluded, with their names', () => {
    expect(
      holidaysOf(
        file(
          'DTSTART;VALUE=DATE:20260101\nDTEND;VALUE=DATE:20260104\nSUMMARY:正月',
          'DTSTART;VALUE=DATE:20260211\nSUMMARY:建国記念の日',
        ),
      ),
    ).toEqual({
      '2026-01-01': '正月',
      '2026-01-02': '正月',
      '2026-01-03': '正月',
      '2026-02-11': '建国記念の日',
    });
  });

  it('repeats within the coverage and no farther; exceptions and cancelled days are worked', () => {
    const text = file(
      'DTSTART;VALUE=DATE:20200503\nRRULE:FREQ=YEARLY\nSUMMARY:Memorial',
      'DTSTART;VALUE=DATE:20260601\nRRULE:FREQ=WEEKLY;COUNT=4\nEXDATE;VALUE=DATE:20260608\nSUMMARY:Course',
      'DTSTART;VALUE=DATE:20260701\nSTATUS:CANCELLED\nSUMMARY:Not after all',
    );
    expect(Object.keys(holidaysOf(text))).toEqual(['2026-05-03', '2026-06-01', '2026-06-15', '2026-06-22']);
    expect(Object.keys(holidaysOf(text, 'Asia/Tokyo', { from: '2027-01-01', to: '2028-12-31' }))).toEqual([
      '2027-05-03',
      '2028-05-03',
    ]);
  });

  it('moves an occurrence where the file says so', () => {
    const moved = [
      'BEGIN:VEVENT\nUID:a\nDTSTART;VALUE=DATE:20250810\nRRULE:FREQ=YEARLY\nSUMMARY:Mountain day\nEND:VEVENT',
      'BEGIN:VEVENT\nUID:a\nRECURRENCE-ID;VALUE=DATE:20260810\nDTSTART;VALUE=DATE:20260811\nSUMMARY:Mountain day\nEND:VEVENT',
    ].join('\n');
    expect(holidaysOf(`BEGIN:VCALENDAR\n${moved}\nEND:VCALENDAR`)).toEqual({ '2026-08-11': 'Mountain day' });
  });

  const ownZone = `BEGIN:VTIMEZONE\nTZID:House time\nBEGIN:STANDARD\nDTSTART:19700101T000000\nTZOFFSETFROM:+0900\nTZOFFSETTO:+0900\nEND:STANDARD\nEND:VTIMEZONE`;

  it.each([
    [
      'the file’s own VTIMEZONE',
      'DTSTART;TZID=House time:20260320T000000\nDTEND;TZID=House time:20260321T000000',
    ],
    ['UTC', 'DTSTART:20260319T150000Z\nDTEND:20260320T150000Z'],
    [
      'a zone it only names',
      'DTSTART;TZID=Asia/Tokyo:20260320T000000\nDTEND;TZID=Asia/Tokyo:20260321T000000',
    ],
    ['no zone', 'DTSTART:20260320T000000\nDTEND:20260321T000000'],
  ])('a timed event that fills a day of the calendar closes it: %s', (_, event) => {
    const text = file(`${event}\nSUMMARY:春分の日`).replace('VERSION:2.0', `VERSION:2.0\n${ownZone}`);
    expect(holidaysOf(text)).toEqual({ '2026-03-20': '春分の日' });
    // Seen from elsewhere it fills no day, unless it floats.
    expect(Object.keys(holidaysOf(text, 'America/New_York'))).toHaveLength(/TZID|00Z/.test(event) ? 0 : 1);
  });

  it('leaves out what fills no day, and says so', () => {
    const read = readIcalHolidays(
      file('DTSTART:20260320T090000\nDTEND:20260320T120000\nSUMMARY:Stand-up'),
      'Asia/Tokyo',
      year,
    );
    expect(read).toMatchObject({ leftOut: [{ name: 'Stand-up' }] });
  });

  it('reads folded lines, other line ends and a byte order mark', () => {
    const text = `\uFEFF${file('DTSTART;VALUE=DATE:20260101\nSUMMARY:A very lo\n ng name')}`.replaceAll(
      '\n',
      '\r\n',
    );
    expect(holidaysOf(text)).toEqual({ '2026-01-01': 'A very long name' });
    expect(readIcalLines(text).lines.at(-1)?.line).toBe(text.split('\r\n').length - 1);
  });

  it('takes names as one short plain line', () => {
    const [name] = Object.values(
      holidaysOf(file(`DTSTART;VALUE=DATE:20260101\nSUMMARY:a\\nb\u202E${'x'.repeat(200)}`)),
    );
    expect(name).toMatch(/^a b x+$/);
    expect(name?.length).toBe(60);
  });
});

describe('a bad iCalendar file is refused with the line', () => {
  it.each([
    ['no calendar at all', 'hello', 1, /NAME:value/],
    ['another component', 'BEGIN:VCARD\nEND:VCARD', 1, /VCALENDAR/],
    ['empty', 'BEGIN:VCALENDAR\nEND:VCALENDAR', 1, /VEVENT/],
    ['a line that is none', file('DTSTART;VALUE=DATE:20260101\nnonsense here'), 7, /NAME:value/],
    ['not ended', 'BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20260101', 2, /END:VEVENT/],
    ['crossed ends', 'BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VCALENDAR', 3, /END:VEVENT/],
    ['words after the end', `${file('DTSTART:20260101')}X:y`, 9, /nothing after/],
    ['no begin', file('SUMMARY:x'), 4, /DTSTART/],
    ['a month 13', file('DTSTART;VALUE=DATE:20261301'), 6, /20260101/],
    ['30 February', file('DTSTART;VALUE=DATE:20260230'), 6, /20260101/],
    ['dashes', file('DTSTART;VALUE=DATE:2026-01-01'), 6, /20260101/],
    ['25 o’clock', file('DTSTART:20260101T250000'), 6, /20260101T090000/],
    ['end before begin', file('DTSTART;VALUE=DATE:20260105\nDTEND;VALUE=DATE:20260101'), 7, /not before/],
    ['a zone nobody knows', file('DTSTART;TZID=Mars/Base:20260101T000000'), 6, /VTIMEZONE/],
    ['a rule without frequency', file('DTSTART:20260101\nRRULE:COUNT=3'), 7, /FREQ=/],
    ['every second', file('DTSTART:20260101T000000\nRRULE:FREQ=SECONDLY'), 7, /FREQ=/],
    ['a rule of nonsense', file('DTSTART:20260101\nRRULE:FREQ=YEARLY;BYMONTH=April'), 7, /RFC 5545/],
    ['a broken exception', file('DTSTART:20260101\nEXDATE:soon'), 7, /20260101/],
  ])('%s', (_, text, line, expected) => {
    const problems = problemsOf(text);
    expect(problems[0]?.line).toBe(line);
    expect(problems[0]?.expected).toMatch(expected);
  });

  it('all lines at once', () => {
    expect(problemsOf(file('DTSTART:1', 'DTSTART:2', 'DTSTART;VALUE=DATE:20260101'))).toHaveLength(2);
  });

  it('random bytes never throw and never hang', () => {
    const good = file('DTSTART;VALUE=DATE:20200503\nRRULE:FREQ=YEARLY\nSUMMARY:x');
    for (let seed = 1; seed <= 400; seed += 1) {
      const at = (seed * 7_919) % good.length;
      const text = good.slice(0, at) + String.fromCharCode((seed * 31) % 128) + good.slice(at + (seed % 9));
      expect(() => readIcalHolidays(text, 'Asia/Tokyo', year)).not.toThrow();
    }
  });
});

test('what is written is a calendar of data/calendars, with where it comes from', () => {
  const yaml = renderImported({
    id: 'jp',
    extends: null,
    timeZone: 'Asia/Tokyo',
    base: cn,
    hours: ['09:00-12:00', '13:00-18:00'],
    coverage: year,
    holidays: new Map([['2026-01-01', '元日: "new" # year']]),
    source: 'jp.ics, sha256 00, imported 2026-11-22',
  });
  const calendar = decodeOrThrow(parse(yaml));
  expect(calendar).toMatchObject({
    name: 'jp',
    timeZone: 'Asia/Tokyo',
    coverage: year,
    workingDayMinutes: 480,
  });
  expect(calendar.holidays.get('2026-01-01')).toBe('元日: "new" # year');
  expect(isOpen(calendar, Date.parse('2026-01-01T10:00:00+09:00'))).toBe(false);
  expect(isOpen(calendar, Date.parse('2026-01-02T12:30:00+09:00'))).toBe(false);
  expect(isOpen(calendar, Date.parse('2026-01-02T10:00:00+09:00'))).toBe(true);
  expect(yaml).toContain('sha256 00');
});

test('it may keep the holidays of another calendar', () => {
  const yaml = renderImported({
    id: 'house',
    extends: 'cn',
    timeZone: 'Asia/Shanghai',
    base: cn,
    hours: null,
    coverage: year,
    holidays: new Map([['2026-12-24', '公司日']]),
    source: 'x',
  });
  const calendar = decodeOrThrow(parse(yaml), new Map([['cn', cn]]));
  expect(calendar.holidays.has('2026-10-01')).toBe(true);
  expect(calendar.weekly).toEqual(cn.weekly);
});
