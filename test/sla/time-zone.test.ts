import { execFileSync } from 'node:child_process';
import { delimiter } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, test } from 'vitest';
import { formatLocal } from '../../src/sla/local-date.ts';
import { fromLocalMs, isTimeZone, toLocalMs } from '../../src/sla/time-zone.ts';
import { addWorkingTime, isOpen, workingTimeBetween } from '../../src/sla/working-time.ts';
import { decodeOrThrow } from './support/calendars.ts';

const hourMs = 3_600_000;
const utc = (text: string): number => Date.parse(`${text}Z`);

describe('from the wall clock to UTC', () => {
  it.each([
    ['an ordinary reading', 'Asia/Shanghai', '2026-02-14T09:00', '2026-02-14T01:00'],
    ['a leapt-over reading moves forward', 'Europe/Berlin', '2022-03-27T02:05', '2022-03-27T01:05'],
    ['just before the leap', 'Europe/Berlin', '2022-03-27T01:59', '2022-03-27T00:59'],
    ['just after the leap', 'Europe/Berlin', '2022-03-27T03:00', '2022-03-27T01:00'],
    ['a doubled reading means the first', 'America/Los_Angeles', '2014-11-02T01:30', '2014-11-02T08:30'],
    ['just before the doubled hour', 'America/Los_Angeles', '2014-11-02T00:59', '2014-11-02T07:59'],
    ['just after the doubled hour', 'America/Los_Angeles', '2014-11-02T02:00', '2014-11-02T10:00'],
    ['a leap at midnight', 'America/Sao_Paulo', '2015-10-18T00:00', '2015-10-18T03:00'],
    ['half an hour', 'Australia/Lord_Howe', '2025-10-05T02:15', '2025-10-04T15:45'],
    ['a zone of 45 minutes', 'Asia/Kathmandu', '2026-01-01T00:00', '2025-12-31T18:15'],
    ['a skipped date', 'Pacific/Apia', '2011-12-30T09:00', '2011-12-30T19:00'],
  ])('%s (%s)', (_, zone, local, expected) => {
    expect(formatLocal(fromLocalMs(zone, utc(local)))).toBe(expected);
  });

  it('and back', () => {
    expect(formatLocal(toLocalMs('Asia/Shanghai', utc('2026-02-14T01:00')))).toBe('2026-02-14T09:00');
    expect(formatLocal(toLocalMs('Asia/Shanghai', utc('2026-02-14T01:00:07')))).toBe('2026-02-14T09:00:07');
  });
});

test('time zones by IANA name only', () => {
  expect(['Asia/Shanghai', 'UTC', 'America/New_York'].every(isTimeZone)).toBe(true);
  expect(['+08:00', 'China', 'Asia/Beijing', '', 'Etc/Nowhere'].some(isTimeZone)).toBe(false);
});

describe('working time over a change of clocks', () => {
  const berlin = decodeOrThrow({
    name: 'berlin',
    timeZone: 'Europe/Berlin',
    weekly: { 'mon-sun': '00:00-24:00' },
  });
  const nights = decodeOrThrow({
    name: 'nights',
    timeZone: 'Europe/Berlin',
    weekly: { 'mon-sun': ['00:00-06:00', '22:00-24:00'] },
  });

  it('a day is 23 or 25 hours long', () => {
    expect(workingTimeBetween(berlin, utc('2025-03-29T23:00'), utc('2025-03-30T22:00'))).toBe(23 * hourMs);
    expect(workingTimeBetween(berlin, utc('2025-10-25T22:00'), utc('2025-10-26T23:00'))).toBe(25 * hourMs);
  });

  it('a night shift is five or seven hours of six', () => {
    const of = (from: string, to: string): number => workingTimeBetween(nights, utc(from), utc(to)) / hourMs;
    expect(of('2025-03-29T23:00', '2025-03-30T10:00')).toBe(5);
    expect(of('2025-10-25T22:00', '2025-10-26T10:00')).toBe(7);
  });

  it('a window inside the leapt-over hour is worked an hour later', () => {
    const early = decodeOrThrow({
      name: 'early',
      timeZone: 'Europe/Berlin',
      weekly: { sun: ['02:15-02:45', '03:00-03:10'] },
    });
    expect(isOpen(early, utc('2025-03-30T01:20'))).toBe(true);
    expect(workingTimeBetween(early, utc('2025-03-30T00:00'), utc('2025-03-30T04:00'))).toBe(40 * 60_000);
  });

  it('a date its zone skipped has no hours', () => {
    const apia = decodeOrThrow({
      name: 'apia',
      timeZone: 'Pacific/Apia',
      weekly: { 'mon-fri': '09:00-17:00' },
    });
    // Thursday 29 December 2011 was followed by Saturday the 31st.
    const thursdayAt16 = utc('2011-12-30T02:00');
    expect(addWorkingTime(apia, thursdayAt16, 2 * hourMs)).toBe(utc('2012-01-01T20:00'));
  });
});

test("the process's own time zone changes nothing", () => {
  const script = fileURLToPath(new URL('support/digest.ts', import.meta.url));
  // The Node that package-lock.json pins, whichever runs the tests.
  const bin = fileURLToPath(new URL('../../node_modules/.bin', import.meta.url));
  const PATH = `${bin}${delimiter}${process.env['PATH'] ?? ''}`;
  const digests = ['UTC', 'Asia/Shanghai', 'America/New_York', 'Pacific/Apia', 'Asia/Kathmandu'].map((TZ) =>
    execFileSync('node', [script], { env: { ...process.env, PATH, TZ }, encoding: 'utf8' }),
  );
  expect(new Set(digests).size).toBe(1);
  expect(digests[0]).toMatch(/^[0-9a-f]{64}\n$/);
});
