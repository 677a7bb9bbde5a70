import { describe, expect, test } from 'vitest';
import { trainLinearSvm } from '../../../src/understanding/model/linear-svm.ts';
import {
  packFloats,
  packWeights,
  unpackFloats,
  unpackWeights,
} from '../../../src/understanding/model/pack.ts';
import { probabilities, scoreRow } from '../../../src/understanding/model/scores.ts';
import { sparseMatrix, type SparseRow } from '../../../src/understanding/model/sparse-matrix.ts';

/** Column 0 means label 0, column 1 label 1, column 2 label 2; column 3 is noise. */
const rows: readonly SparseRow[] = Array.from({ length: 60 }, (_, index) => ({
  columns: [index % 3, 3],
  values: [1, (index % 5) / 10],
}));
const labels = Int32Array.from(rows, (_, index) => index % 3);
const train = (targets = labels) =>
  trainLinearSvm(sparseMatrix(rows, 4), targets, 3, { cost: 1, epochs: 10 });
const bestOf = (row: SparseRow, linear: ReturnType<typeof train>): number => {
  const scores = scoreRow(row, linear);
  return scores.indexOf(Math.max(...scores));
};

describe('the linear SVM', () => {
  const linear = train();

  test('separates what can be separated, with a margin', () => {
    for (const [index, row] of rows.entries()) {
      const scores = [...scoreRow(row, linear)];
      expect(bestOf(row, linear)).toBe(index % 3);
      expect(scores[index % 3]).toBeGreaterThan(0.5);
      expect(scores.filter((score) => score > 0)).toHaveLength(1);
    }
  });

  test('gives the same weights every time', () => {
    expect(train()).toEqual(linear);
  });

  test('leaves out rows marked −1', () => {
    const withoutTwo = train(labels.map((label) => (label === 2 ? -1 : label)));
    expect(Math.max(...withoutTwo.weights.filter((_, cell) => cell % 3 === 2))).toBeLessThanOrEqual(0);
  });

  test('survives being packed to eight bits', () => {
    const unpacked = unpackWeights(packWeights(linear));
    for (const row of rows) expect(bestOf(row, unpacked)).toBe(bestOf(row, linear));
    expect(
      Math.max(...unpacked.weights.map((weight, cell) => Math.abs(weight - (linear.weights[cell] ?? 0)))),
    ).toBeLessThan(0.01);
  });
});

test('floats survive being packed', () => {
  const floats = Float32Array.from([0, -1.5, 3.25e10, 1 / 3]);
  expect(unpackFloats(packFloats(floats))).toEqual(floats);
});

test.each([
  [[1, 1], 1, [0.5, 0.5]],
  [[0, Math.log(3)], 1, [0.25, 0.75]],
  [[0, 2 * Math.log(3)], 2, [0.25, 0.75]],
  [[1_000, -1_000], 0.1, [1, 0]],
])('probabilities of %j at temperature %d', (scores, temperature, expected) => {
  const found = probabilities(Float64Array.from(scores), temperature);
  expected.forEach((value, index) => {
    expect(found[index]).toBeCloseTo(value, 10);
  });
});
