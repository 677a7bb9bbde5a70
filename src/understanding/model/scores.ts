import type { LinearWeights } from './linear-svm.ts';
import type { SparseRow } from './sparse-matrix.ts';

/** One score per label; higher speaks more for it. */
export function scoreRow({ columns, values }: SparseRow, { weights, bias }: LinearWeights): Float64Array {
  const labelCount = bias.length;
  const scores = Float64Array.from(bias);
  for (let at = 0; at < columns.length; at++) {
    const first = (columns[at] ?? 0) * labelCount;
    const value = values[at] ?? 0;
    for (let label = 0; label < labelCount; label++)
      scores[label] = (scores[label] ?? 0) + value * (weights[first + label] ?? 0);
  }
  return scores;
}

/** Probabilities: softmax of the scores divided by the temperature. */
export function probabilities(scores: Float64Array, temperature: number): Float64Array {
  const powers = new Float64Array(scores.length);
  let highest = -Infinity;
  for (const score of scores) if (score > highest) highest = score;
  let sum = 0;
  for (let label = 0; label < scores.length; label++) {
    const power = Math.exp(((scores[label] ?? 0) - highest) / temperature);
    powers[label] = power;
    sum += power;
  }
  for (let label = 0; label < powers.length; label++) powers[label] = (powers[label] ?? 0) / sum;
  return powers;
}
