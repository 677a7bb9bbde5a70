import { describe, expect, it, test } from 'vitest';
import { formatDuration, parseDuration } from '../../src/kernel/duration.ts';

describe('parseDuration', () => {
  it.each([
    ['5s', 'ms', 5_000],
    ['15m', 'ms', 900_000],
    ['4h', 'ms', 14_400_000],
    ['3wd', 'workingDay', 3],
    ['8784h', 'ms', 31_622_400_000],
  ])('%s', (text, unit, value) => {
    expect(parseDuration(text)).toEqual({ duration: { unit, value } });
  });

  it.each([
    ['', 'is not a duration'],
    ['soon', 'is not a duration'],
    ['15', 'has no unit'],
    ['0m', 'is zero'],
    ['-5m', 'is negative'],
    ['2d', 'write 48h (round the clock) or 2wd (working days)'],
    ['3天', 'write 72h (round the clock) or 3wd (working days)'],
    ['1.5h', 'write 90m'],
    ['4 h', 'must be written 4h'],
    ['15M', 'must be written 15m'],
    ['9999h', 'longer than a year'],
    ['400wd', 'longer than a year'],
    ['5x', 'is not a duration'],
    ['1h30m', 'is not a duration'],
  ])('%j is refused: %s', (text, message) => {
    const parsed = parseDuration(text);
    expect('problem' in parsed && parsed.problem).toContain(message);
  });
});

test('formatDuration gives the shortest text that reads back the same', () => {
  for (const text of ['5s', '90s', '15m', '90m', '4h', '48h', '1wd', '5wd']) {
    const parsed = parseDuration(text);
    expect('duration' in parsed && formatDuration(parsed.duration)).toBe(text);
  }
  expect(formatDuration({ unit: 'ms', value: 3_600_000 })).toBe('1h');
  expect(formatDuration({ unit: 'ms', value: 120_000 })).toBe('2m');
});
