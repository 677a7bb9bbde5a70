import { describe, expect, test } from 'vitest';
import { nearestByVector } from '../../src/knowledge/vector-neighbours.ts';

const at = (...numbers: number[]): Float32Array => {
  const size = Math.hypot(...numbers);
  return Float32Array.from(numbers, (value) => value / size);
};
/** A hundred articles about anything, and one about the question. */
const corpus = new Map([
  ...Array.from({ length: 100 }, (_, index) => [`other-${index}`, at(1, Math.sin(index) * 0.2, 0)] as const),
  ['it', at(0.1, 0, 1)] as const,
]);

describe('nearest by vector', () => {
  test('the one that is meant stands out, and nobody beside it', () => {
    const found = nearestByVector(at(0, 0, 1), corpus, [], 5);
    expect(found.map(({ id, stands }) => `${id} ${stands}`)[0]).toBe('it true');
    expect(found.filter(({ stands }) => stands)).toHaveLength(1);
  });

  test('of a question that is like all of them none stands out', () => {
    expect(nearestByVector(at(1, 0, 0), corpus, [], 5).some(({ stands }) => stands)).toBe(false);
  });

  test('what the words found is compared however far it is', () => {
    const ids = nearestByVector(at(0, 0, 1), corpus, ['other-7'], 1).map(({ id }) => id);
    expect(ids).toEqual(['it', 'other-7']);
  });

  test('vectors of another length are passed over', () => {
    expect(nearestByVector(at(1, 0), corpus, ['it'], 5)).toEqual([]);
  });

  test('of a handful none stands out: chance would', () => {
    const few = new Map([...corpus].slice(-5));
    expect(nearestByVector(at(0, 0, 1), few, [], 5).some(({ stands }) => stands)).toBe(false);
  });
});
