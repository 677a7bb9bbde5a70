import { expect, test } from 'vitest';
import { createPace } from '../../src/connection/pace.ts';

const limits = [
  { count: 3, perMs: 1_000 },
  { count: 5, perMs: 10_000 },
];

test('lets through what every limit allows, and tells exactly how long to wait', () => {
  let now = 0;
  const pace = createPace(limits, () => now);
  expect([pace.take('a'), pace.take('a'), pace.take('a')]).toEqual([0, 0, 0]);
  now = 400;
  expect(pace.take('a')).toBe(600);
  now = 999;
  expect(pace.take('a')).toBe(1);
  now = 1_000;
  expect([pace.take('a'), pace.take('a')]).toEqual([0, 0]);
  expect(pace.take('a')).toBe(9_000);
  expect(pace.used('a')).toBe(5);
  now = 10_000;
  expect(pace.take('a')).toBe(0);
  expect(pace.used('a')).toBe(3);
});

test('keys do not wait for each other', () => {
  const pace = createPace([{ count: 1, perMs: 1_000 }], () => 0);
  expect(pace.take('a')).toBe(0);
  expect(pace.take('b')).toBe(0);
  expect(pace.take('a')).toBe(1_000);
  expect(pace.used('c')).toBe(0);
});

test('whoever is told to wait is not counted, however often it asks', () => {
  let now = 0;
  const pace = createPace([{ count: 1, perMs: 1_000 }], () => now);
  pace.take('a');
  for (now = 1; now < 1_000; now += 1) expect(pace.take('a')).toBe(1_000 - now);
  now = 1_000;
  expect(pace.take('a')).toBe(0);
});

test('no stretch ever holds more than its limit, whenever it is asked', () => {
  let now = 0;
  let seed = 7;
  const pace = createPace(limits, () => now);
  const passed: number[] = [];
  for (let step = 0; step < 20_000; step += 1) {
    seed = (seed * 16_807) % 2_147_483_647;
    now += seed % 700;
    if (pace.take('a') === 0) passed.push(now);
  }
  for (const { count, perMs } of limits)
    for (const [index, at] of passed.entries())
      expect((passed[index + count] ?? Infinity) - at).toBeGreaterThanOrEqual(perMs);
  expect(passed.length).toBeGreaterThan(2_000);
});

test('a clock that is set back makes nobody wait longer than the limit', () => {
  let now = 1_000_000;
  const pace = createPace([{ count: 1, perMs: 1_000 }], () => now);
  pace.take('a');
  now = 0;
  expect(pace.take('a')).toBe(1_000);
});

test('keys nobody uses any more are forgotten', () => {
  let now = 0;
  const pace = createPace([{ count: 1, perMs: 10 }], () => now);
  const before = process.memoryUsage().heapUsed;
  for (; now < 300_000; now += 1) pace.take(`key ${now}`);
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(30_000_000);
});
