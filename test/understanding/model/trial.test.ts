import { describe, expect, test } from 'vitest';
import { isForTrial, objections, type Trial } from '../../../src/understanding/model/trial.ts';

const trial = (right: number, recalls: Trial['recalls']): Trial => ({ right, of: 1_000, recalls });
const even = { a: { right: 90, of: 100 }, b: { right: 80, of: 100 } };

describe('a new model replaces the old one', () => {
  test.each([
    ['where it is the same', trial(900, even)],
    ['where it is better', trial(950, even)],
    ['where it is half a point worse', trial(895, even)],
    [
      'where a category falls by five points',
      trial(900, { a: { right: 85, of: 100 }, b: { right: 85, of: 100 } }),
    ],
    ['where there is a category more', trial(900, { ...even, c: { right: 0, of: 5 } })],
  ])('%s', (_name, fresh) => {
    expect(objections(trial(900, even), fresh)).toEqual([]);
  });

  test.each([
    ['where it is more than half a point worse', trial(894, even), 'accuracy falls from 90.0 to 89.4 %'],
    [
      'where a category falls by more than five points',
      trial(920, { a: { right: 84, of: 100 }, b: { right: 90, of: 100 } }),
      'recall of a falls from 90.0 to 84.0 %',
    ],
    [
      'where a category is gone',
      trial(920, { a: { right: 95, of: 100 } }),
      'recall of b falls from 80.0 to 0.0 %',
    ],
  ])('but not %s', (_name, fresh, objection) => {
    expect(objections(trial(900, even), fresh)).toEqual([objection]);
  });
});

test('the regression set is a fifth, and always the same', () => {
  const texts = Array.from({ length: 2_000 }, (_, index) => `text ${index}`);
  const set = texts.filter(isForTrial);
  expect(set.length).toBeGreaterThan(340);
  expect(set.length).toBeLessThan(460);
  expect(texts.filter(isForTrial)).toEqual(set);
});
