import { describe, expect, it } from 'vitest';
import { quietUntil, type QuietHours } from '../../src/sla/quiet-hours.ts';
import { calendars, inShanghai, shanghai } from './support/calendars.ts';

const window = (from: string, to: string): QuietHours => {
  const minutes = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
  return { when: { type: 'window', from: minutes(from), to: minutes(to) }, exempt: ['P1'] };
};
const closed: QuietHours = { when: { type: 'closed', calendar: 'cn' }, exempt: ['P1'] };

function until(hours: QuietHours, at: string, timeZone = 'Asia/Shanghai'): string | null {
  const end = quietUntil(hours, shanghai(at), timeZone, (name) => {
    const calendar = calendars.get(name);
    if (!calendar) throw new Error(name);
    return calendar;
  });
  return end === null ? null : inShanghai(end);
}

describe('quiet hours', () => {
  it.each<[string, QuietHours, string, string | null]>([
    ['before the night', window('22:00', '08:00'), '2026-03-03 21:59', null],
    ['the night begins', window('22:00', '08:00'), '2026-03-03 22:00', '2026-03-04 08:00'],
    ['after midnight', window('22:00', '08:00'), '2026-03-04 03:30', '2026-03-04 08:00'],
    ['the last minute', window('22:00', '08:00'), '2026-03-04 07:59', '2026-03-04 08:00'],
    ['the night is over', window('22:00', '08:00'), '2026-03-04 08:00', null],
    ['a window within a day', window('12:00', '13:30'), '2026-03-04 12:30', '2026-03-04 13:30'],
    ['after it', window('12:00', '13:30'), '2026-03-04 13:30', null],
    ['before it', window('12:00', '13:30'), '2026-03-04 11:59', null],
    ['until midnight', window('22:00', '00:00'), '2026-03-04 23:00', '2026-03-05 00:00'],
    ['from midnight', window('00:00', '07:00'), '2026-03-04 00:00', '2026-03-04 07:00'],
    ['a calendar that is open', closed, '2026-03-03 10:00', null],
    ['its night', closed, '2026-03-03 19:00', '2026-03-04 09:00'],
    ['its weekend', closed, '2026-03-06 20:00', '2026-03-09 09:00'],
    ['its holidays', closed, '2026-10-01 10:00', '2026-10-08 09:00'],
    ['its make-up Saturday', closed, '2026-10-10 10:00', null],
  ])('%s', (_, hours, at, expected) => {
    expect(until(hours, at)).toBe(expected);
  });

  it('are on the house’s clock', () => {
    // 22:30 in Shanghai is 14:30 in London.
    expect(until(window('22:00', '08:00'), '2026-03-03 22:30', 'Europe/London')).toBeNull();
    expect(until(window('22:00', '08:00'), '2026-03-04 07:00', 'Europe/London')).toBe('2026-03-04 16:00');
  });

  it('end at the wall clock’s time across a change of the clocks', () => {
    // New York goes from EST to EDT in the night to 8 March 2026: 08:00 EDT is 20:00 in Shanghai, not 21:00.
    expect(until(window('22:00', '08:00'), '2026-03-08 12:00', 'America/New_York')).toBe('2026-03-08 20:00');
    expect(until(window('22:00', '08:00'), '2026-03-07 12:00', 'America/New_York')).toBe('2026-03-07 21:00');
  });
});
