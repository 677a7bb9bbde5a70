import type { LinearWeights } from './linear-svm.ts';
import type { SparseMatrix } from './sparse-matrix.ts';

/** Added to every count, so that a feature one label never showed is unlikely there, not impossible. */
const smoothing = 0.1;
/** A label has about a twenty-fifth of the texts of all others: its counts are smoothed by a like share. */
const ownShare = 0.2;

/**
 * How much likelier each feature is inside a label than outside it, as a logarithm (multinomial naive Bayes, one
 * against the rest, over weighted counts). Blunt, but it does not lean on the few features that happen to separate
 * the training texts, as the SVM does: a little of it in the sum helps most on long and indirect messages.
 */
export function addNaiveBayes(
  linear: LinearWeights,
  matrix: SparseMatrix,
  labels: Int32Array,
  share: number,
): void {
  const labelCount = linear.bias.length;
  const own = new Float64Array(linear.weights.length);
  const all = new Float64Array(matrix.columnCount);
  const ownTotal = new Float64Array(labelCount);
  let total = 0;
  for (let row = 0; row < matrix.rows; row++) {
    const label = labels[row] ?? -1;
    if (label < 0) continue;
    for (let at = matrix.starts[row] ?? 0; at < (matrix.starts[row + 1] ?? 0); at++) {
      const column = matrix.columns[at] ?? 0;
      const value = matrix.values[at] ?? 0;
      own[column * labelCount + label] = (own[column * labelCount + label] ?? 0) + value;
      all[column] = (all[column] ?? 0) + value;
      ownTotal[label] = (ownTotal[label] ?? 0) + value;
      total += value;
    }
  }
  // What a label scores for features it never showed: the same for all of them, so it is taken once, not a million times.
  const prior = Float64Array.from(
    ownTotal,
    (sum) =>
      Math.log(total - sum + smoothing * matrix.columnCount) -
      Math.log(sum + smoothing * ownShare * matrix.columnCount),
  );
  const absent = Math.log(smoothing * ownShare);
  for (let column = 0; column < matrix.columnCount; column++) {
    const everywhere = all[column] ?? 0;
    const logEverywhere = Math.log(everywhere + smoothing);
    const first = column * labelCount;
    for (let label = 0; label < labelCount; label++) {
      const here = own[first + label] ?? 0;
      const ratio =
        here === 0
          ? absent - logEverywhere
          : Math.log(here + smoothing * ownShare) - Math.log(Math.max(0, everywhere - here) + smoothing);
      linear.weights[first + label] =
        (linear.weights[first + label] ?? 0) + share * (ratio + (prior[label] ?? 0));
    }
  }
}
