import type { SparseMatrix } from './sparse-matrix.ts';

export type SvmOptions = {
  /** Cost of a wrong example against the length of the weights. */
  readonly cost: number;
  readonly epochs: number;
};

/** One linear score per label: `bias[label] + Σ value · weights[column · labelCount + label]`. */
export type LinearWeights = { readonly weights: Float32Array; readonly bias: Float32Array };

/**
 * One-against-the-rest linear SVM with squared hinge loss by dual coordinate descent
 * (Hsieh et al., "A Dual Coordinate Descent Method for Large-scale Linear SVM", ICML 2008, algorithm 1 with L2 loss).
 * Deterministic: the order of visits comes from a fixed seed.
 *
 * @param labels label index per row, or −1 to leave the row out (a held-out fold).
 */
export function trainLinearSvm(
  matrix: SparseMatrix,
  labels: Int32Array,
  labelCount: number,
  options: SvmOptions,
): LinearWeights {
  const rows = [...labels.keys()].filter((row) => (labels[row] ?? -1) >= 0);
  const order = Uint32Array.from(rows);
  const squares = squaredLengths(matrix);
  const weights = new Float32Array(matrix.columnCount * labelCount);
  const bias = new Float32Array(labelCount);
  const random = seededRandom();
  for (let label = 0; label < labelCount; label++) {
    const one = trainOne(matrix, labels, label, order, squares, options, random);
    for (let column = 0; column < matrix.columnCount; column++)
      weights[column * labelCount + label] = one[column] ?? 0;
    bias[label] = one[matrix.columnCount] ?? 0;
  }
  return { weights, bias };
}

/** Rows further than this on their right side, and without a say, are not visited again: margins drift little after the first round. */
const shrinkMargin = 0.2;

function trainOne(
  matrix: SparseMatrix,
  labels: Int32Array,
  label: number,
  visits: Uint32Array,
  squares: Float64Array,
  { cost, epochs }: SvmOptions,
  random: () => number,
): Float64Array {
  const { columnCount, starts } = matrix;
  // The bias is the weight of a constant feature 1 behind the last column.
  const weights = new Float64Array(columnCount + 1);
  const alphas = new Float64Array(labels.length);
  const diagonal = 1 / (2 * cost);
  let active = visits.slice();
  for (let epoch = 0; epoch < epochs; epoch++) {
    shuffle(active, random);
    let kept = 0;
    for (const row of active) {
      const sign = labels[row] === label ? 1 : -1;
      const first = starts[row] ?? 0;
      const end = starts[row + 1] ?? 0;
      const alpha = alphas[row] ?? 0;
      const gradient = sign * dot(matrix, weights, first, end) - 1 + diagonal * alpha;
      if (alpha === 0 && gradient > shrinkMargin && epoch > 0) continue;
      active[kept++] = row;
      const next = Math.max(0, alpha - gradient / ((squares[row] ?? 0) + diagonal));
      if (next === alpha) continue;
      alphas[row] = next;
      addScaled(matrix, weights, first, end, (next - alpha) * sign);
    }
    active = active.subarray(0, kept);
  }
  return weights;
}

function dot(
  { columnCount, columns, values }: SparseMatrix,
  weights: Float64Array,
  first: number,
  end: number,
): number {
  let sum = weights[columnCount] ?? 0;
  for (let at = first; at < end; at++) sum += (values[at] ?? 0) * (weights[columns[at] ?? 0] ?? 0);
  return sum;
}

function addScaled(
  { columnCount, columns, values }: SparseMatrix,
  weights: Float64Array,
  first: number,
  end: number,
  step: number,
): void {
  for (let at = first; at < end; at++) {
    const column = columns[at] ?? 0;
    weights[column] = (weights[column] ?? 0) + step * (values[at] ?? 0);
  }
  weights[columnCount] = (weights[columnCount] ?? 0) + step;
}

/** Squared length of every row, the constant feature included. */
function squaredLengths({ rows, starts, values }: SparseMatrix): Float64Array {
  const squares = new Float64Array(rows).fill(1);
  for (let row = 0; row < rows; row++) {
    for (let at = starts[row] ?? 0; at < (starts[row + 1] ?? 0); at++)
      squares[row] = (squares[row] ?? 0) + (values[at] ?? 0) ** 2;
  }
  return squares;
}

function shuffle(items: Uint32Array, random: () => number): void {
  for (let last = items.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    const kept = items[last] ?? 0;
    items[last] = items[other] ?? 0;
    items[other] = kept;
  }
}

/** Numbers in [0, 1): mulberry32. The same training data must give the same model on every machine. */
export function seededRandom(): () => number {
  let state = 0x9e3779b9;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
