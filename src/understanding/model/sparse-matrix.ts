/** Rows of a sparse matrix, end to end: row `i` is `columns/values[starts[i] … starts[i + 1])`. */
export type SparseMatrix = {
  readonly rows: number;
  readonly columnCount: number;
  readonly starts: Uint32Array;
  readonly columns: Uint32Array;
  readonly values: Float32Array;
};

export type SparseRow = { readonly columns: readonly number[]; readonly values: readonly number[] };

export function sparseMatrix(rows: readonly SparseRow[], columnCount: number): SparseMatrix {
  const size = rows.reduce((sum, row) => sum + row.columns.length, 0);
  const starts = new Uint32Array(rows.length + 1);
  const columns = new Uint32Array(size);
  const values = new Float32Array(size);
  let at = 0;
  rows.forEach((row, index) => {
    columns.set(row.columns, at);
    values.set(row.values, at);
    at += row.columns.length;
    starts[index + 1] = at;
  });
  return { rows: rows.length, columnCount, starts, columns, values };
}
