import { scoreRow } from './scores.ts';
import type { LinearWeights } from './linear-svm.ts';
import type { SparseRow } from './sparse-matrix.ts';

/** How far the right label has to stand above every other after a lesson, in units of the score. */
const margin = 0.5;
/** No single lesson moves the weights further than this: one wrong correction must not turn the model over. */
const largestStep = 0.8;
/** Each round pushes down the label that stood highest; more of them matter only where many labels compete. */
const maxRounds = 6;

/**
 * A passive-aggressive step (Crammer et al., "Online Passive-Aggressive Algorithms", JMLR 2006, PA-I): the least change
 * of the weights after which the text belongs to `label`. Does nothing where it already does. Changes `linear` in place;
 * some 0.1 ms.
 */
export function learnOnline(linear: LinearWeights, row: SparseRow, label: number): void {
  const square = row.values.reduce((sum, value) => sum + value * value, 0);
  if (square === 0) return;
  for (let round = 0; round < maxRounds; round++) {
    const scores = scoreRow(row, linear);
    const rival = highestOther(scores, label);
    const loss = margin - ((scores[label] ?? 0) - (scores[rival] ?? 0));
    if (loss <= 0) return;
    const step = Math.min(largestStep, loss / (2 * square));
    addRow(linear, row, label, step);
    addRow(linear, row, rival, -step);
  }
}

function highestOther(scores: Float64Array, label: number): number {
  let highest = label === 0 ? 1 : 0;
  scores.forEach((score, other) => {
    if (other !== label && score > (scores[highest] ?? -Infinity)) highest = other;
  });
  return highest;
}

function addRow({ weights, bias }: LinearWeights, row: SparseRow, label: number, step: number): void {
  const labelCount = bias.length;
  row.columns.forEach((column, at) => {
    const cell = column * labelCount + label;
    weights[cell] = (weights[cell] ?? 0) + step * (row.values[at] ?? 0);
  });
}
