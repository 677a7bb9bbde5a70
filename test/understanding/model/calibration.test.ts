import { describe, expect, test } from 'vitest';
import { confidenceFor, fitTemperature } from '../../../src/understanding/model/calibration.ts';

/** Two labels; the higher score is right in `right` of ten cases. */
const cases = (gap: number, right: number) =>
  Array.from({ length: 200 }, (_, index) => ({
    scores: Float64Array.from([gap, 0]),
    label: index % 10 < right ? 0 : 1,
  }));

test.each([
  [1, 9],
  [1, 7],
  [3, 9],
])('a gap of %d that is right %d times in ten gets that probability', (gap, right) => {
  const temperature = fitTemperature(cases(gap, right));
  expect(1 / (1 + Math.exp(-gap / temperature))).toBeCloseTo(right / 10, 1);
});

describe('the confidence to speak from', () => {
  const judged = (count: number, confidence: number, isRight: boolean) =>
    Array.from({ length: count }, () => ({ confidence, isRight }));

  test('is the lowest that keeps the promise', () => {
    const all = [
      ...judged(50, 0.9, true),
      ...judged(49, 0.6, true),
      ...judged(1, 0.6, false),
      ...judged(50, 0.3, false),
    ];
    expect(confidenceFor(0.97, all)).toBe(0.6);
    expect(confidenceFor(1, all)).toBe(0.9);
  });

  test('is never reached where nothing keeps the promise', () => {
    expect(confidenceFor(0.95, judged(100, 0.9, false))).toBe(1);
  });

  test('is not trusted to a handful of answers', () => {
    expect(confidenceFor(0.95, judged(10, 0.9, true))).toBe(1);
  });
});
