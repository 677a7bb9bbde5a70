/** Texts as rows of weighted terms: row `i` is `columns/values[starts[i] … starts[i + 1])`. */
export type TermMatrix = {
  readonly rowCount: number;
  readonly columnCount: number;
  readonly starts: Uint32Array;
  readonly columns: Uint32Array;
  readonly values: Float32Array;
};

/** For every term its place among the meanings: `dimensions` numbers each, end to end. */
export type LatentSpace = { readonly dimensions: number; readonly vectors: Float32Array };

/** Columns beyond those wanted: they take the error of the random beginning. */
const spare = 8;
const powerSteps = 2;
/** Rows worked on between two turns of others. */
const rowsPerStep = 200;

/**
 * Latent semantic analysis: the strongest right singular vectors of the matrix, by randomised subspace iteration (Halko,
 * Martinsson, Tropp 2011). Terms that keep the same company come to lie together, so that "上不了网" is near "断网". One step of
 * the generator takes a millisecond or two.
 * @param random 0 ≤ r < 1; seeded, or two starts would search differently
 */
export function* findLatentSpace(
  matrix: TermMatrix,
  wanted: number,
  random: () => number,
): Generator<undefined, LatentSpace> {
  const width = Math.min(wanted + spare, matrix.columnCount, matrix.rowCount);
  const dimensions = Math.min(wanted, width);
  if (width === 0) return { dimensions: 0, vectors: new Float32Array(0) };
  let basis = yield* randomMatrix(matrix.columnCount, width, random);
  for (let step = 0; step <= powerSteps; step += 1) {
    const projected = yield* multiply(matrix, basis, width);
    // Of the two sides the texts are the fewer: the terms' side need not be orthonormal before the end.
    yield* orthonormalise(projected, matrix.rowCount, width);
    basis = yield* multiplyTransposed(matrix, projected, width);
  }
  const rotation = yield* principalDirections(basis, matrix.columnCount, width, dimensions);
  return { dimensions, vectors: yield* rotate(basis, matrix.columnCount, width, rotation, dimensions) };
}

function* randomMatrix(
  rows: number,
  width: number,
  random: () => number,
): Generator<undefined, Float32Array> {
  const made = new Float32Array(rows * width);
  for (let row = 0; row < rows; row += 1) {
    for (let at = row * width; at < (row + 1) * width; at += 1) made[at] = random() * 2 - 1;
    if (row % rowsPerStep === 0) yield;
  }
  return made;
}

/** rows × width */
function* multiply(
  { rowCount, starts, columns, values }: TermMatrix,
  right: Float32Array,
  width: number,
): Generator<undefined, Float32Array> {
  const product = new Float32Array(rowCount * width);
  for (let row = 0; row < rowCount; row += 1) {
    const to = row * width;
    for (let at = starts[row] ?? 0; at < (starts[row + 1] ?? 0); at += 1) {
      const from = (columns[at] ?? 0) * width;
      const value = values[at] ?? 0;
      for (let k = 0; k < width; k += 1)
        product[to + k] = (product[to + k] ?? 0) + value * (right[from + k] ?? 0);
    }
    if (row % rowsPerStep === 0) yield;
  }
  return product;
}

/** columns × width */
function* multiplyTransposed(
  { rowCount, columnCount, starts, columns, values }: TermMatrix,
  right: Float32Array,
  width: number,
): Generator<undefined, Float32Array> {
  const product = new Float32Array(columnCount * width);
  for (let row = 0; row < rowCount; row += 1) {
    const from = row * width;
    for (let at = starts[row] ?? 0; at < (starts[row + 1] ?? 0); at += 1) {
      const to = (columns[at] ?? 0) * width;
      const value = values[at] ?? 0;
      for (let k = 0; k < width; k += 1)
        product[to + k] = (product[to + k] ?? 0) + value * (right[from + k] ?? 0);
    }
    if (row % rowsPerStep === 0) yield;
  }
  return product;
}

/** Modified Gram–Schmidt over the columns, in place; a column that depends on the others becomes zero. */
function* orthonormalise(matrix: Float32Array, rows: number, width: number): Generator<undefined, void> {
  for (let column = 0; column < width; column += 1) {
    for (let other = 0; other < column; other += 1) {
      let overlap = 0;
      for (let row = 0; row < rows; row += 1)
        overlap += (matrix[row * width + column] ?? 0) * (matrix[row * width + other] ?? 0);
      for (let row = 0; row < rows; row += 1)
        matrix[row * width + column] =
          (matrix[row * width + column] ?? 0) - overlap * (matrix[row * width + other] ?? 0);
    }
    let square = 0;
    for (let row = 0; row < rows; row += 1) square += (matrix[row * width + column] ?? 0) ** 2;
    const scale = square > 1e-12 ? 1 / Math.sqrt(square) : 0;
    for (let row = 0; row < rows; row += 1)
      matrix[row * width + column] = (matrix[row * width + column] ?? 0) * scale;
    yield;
  }
}

/** Eigenvectors of the small Gram matrix, strongest first and scaled to make unit columns: width × dimensions. */
function* principalDirections(
  projected: Float32Array,
  rows: number,
  width: number,
  dimensions: number,
): Generator<undefined, Float64Array> {
  const gram = new Float64Array(width * width);
  for (let row = 0; row < rows; row += 1) {
    for (let i = 0; i < width; i += 1) {
      const left = projected[row * width + i] ?? 0;
      if (left === 0) continue;
      for (let j = i; j < width; j += 1)
        gram[i * width + j] = (gram[i * width + j] ?? 0) + left * (projected[row * width + j] ?? 0);
    }
    if (row % rowsPerStep === 0) yield;
  }
  for (let i = 0; i < width; i += 1)
    for (let j = 0; j < i; j += 1) gram[i * width + j] = gram[j * width + i] ?? 0;
  const vectors = yield* jacobi(gram, width);
  const order = Array.from({ length: width }, (_, index) => index).sort(
    (a, b) => (gram[b * width + b] ?? 0) - (gram[a * width + a] ?? 0),
  );
  const directions = new Float64Array(width * dimensions);
  const scales = order.map((column) => 1 / Math.sqrt(Math.max(gram[column * width + column] ?? 0, 1e-12)));
  for (let row = 0; row < width; row += 1)
    for (let k = 0; k < dimensions; k += 1)
      directions[row * dimensions + k] = (vectors[row * width + (order[k] ?? 0)] ?? 0) * (scales[k] ?? 0);
  return directions;
}

/** Makes `matrix` (symmetric) diagonal in place and returns its eigenvectors as columns. */
function* jacobi(matrix: Float64Array, size: number): Generator<undefined, Float64Array> {
  const vectors = new Float64Array(size * size);
  for (let i = 0; i < size; i += 1) vectors[i * size + i] = 1;
  for (let sweep = 0; sweep < 12; sweep += 1) {
    let offDiagonal = 0;
    for (let p = 0; p < size; p += 1) {
      for (let q = p + 1; q < size; q += 1) {
        const apq = matrix[p * size + q] ?? 0;
        offDiagonal += apq * apq;
        if (Math.abs(apq) < 1e-12) continue;
        const theta = ((matrix[q * size + q] ?? 0) - (matrix[p * size + p] ?? 0)) / (2 * apq);
        const t = Math.sign(theta || 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
        const cos = 1 / Math.sqrt(t * t + 1);
        turn(matrix, vectors, size, p, q, cos, t * cos);
      }
      yield;
    }
    if (offDiagonal < 1e-18) break;
  }
  return vectors;
}

function turn(
  matrix: Float64Array,
  vectors: Float64Array,
  size: number,
  p: number,
  q: number,
  cos: number,
  sin: number,
): void {
  for (let k = 0; k < size; k += 1) {
    const kp = matrix[k * size + p] ?? 0;
    const kq = matrix[k * size + q] ?? 0;
    matrix[k * size + p] = cos * kp - sin * kq;
    matrix[k * size + q] = sin * kp + cos * kq;
  }
  for (let k = 0; k < size; k += 1) {
    const pk = matrix[p * size + k] ?? 0;
    const qk = matrix[q * size + k] ?? 0;
    matrix[p * size + k] = cos * pk - sin * qk;
    matrix[q * size + k] = sin * pk + cos * qk;
    const vp = vectors[k * size + p] ?? 0;
    const vq = vectors[k * size + q] ?? 0;
    vectors[k * size + p] = cos * vp - sin * vq;
    vectors[k * size + q] = sin * vp + cos * vq;
  }
}

function* rotate(
  basis: Float32Array,
  rows: number,
  width: number,
  rotation: Float64Array,
  dimensions: number,
): Generator<undefined, Float32Array> {
  const turned = new Float32Array(rows * dimensions);
  for (let row = 0; row < rows; row += 1) {
    for (let k = 0; k < dimensions; k += 1) {
      let sum = 0;
      for (let i = 0; i < width; i += 1)
        sum += (basis[row * width + i] ?? 0) * (rotation[i * dimensions + k] ?? 0);
      turned[row * dimensions + k] = sum;
    }
    if (row % rowsPerStep === 0) yield;
  }
  return turned;
}
