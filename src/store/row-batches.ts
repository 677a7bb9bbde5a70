import type { Compilable, Kysely } from 'kysely';
import { prepareQuery } from './prepared-query.ts';
import type { Tables } from './tables.ts';

type Value = string | number | bigint | null;

/** A statement's length is part of a prepared query, so rows go in packs of these. */
const sizes = [100, 10, 1];

/**
 * One statement for many rows, prepared once for each of a few lengths: a statement a row costs more than the row. `build`
 * sees the rows of one statement as slots and has to name their columns (see `prepareQuery`). Returns what the statements
 * return, in no order to rely on.
 */
export function prepareBatches<P extends Record<string, Value>, R>(
  columns: readonly (keyof P & string)[],
  build: (db: Kysely<Tables>, rows: readonly P[]) => Compilable<R>,
): (db: Kysely<Tables>, rows: readonly P[]) => Promise<R[]> {
  const packs = sizes.map((size) => {
    const names = Array.from({ length: size }, (_, row) => columns.map((column) => `${column}${row}`));
    const run = prepareQuery<Record<string, Value>, R>((db, slot) => {
      const rows = names.map((own) =>
        Object.fromEntries(columns.map((column, index) => [column, slot[own[index] ?? '']])),
      );
      return build(db, rows as P[]);
    });
    return { size, names, run };
  });
  return async (db, rows) => {
    const returned: R[] = [];
    let from = 0;
    for (const { size, names, run } of packs) {
      for (; rows.length - from >= size; from += size) {
        const values: Record<string, Value> = {};
        for (const [row, own] of names.entries()) {
          const given = rows[from + row];
          for (const [index, column] of columns.entries()) values[own[index] ?? ''] = given?.[column] ?? null;
        }
        for (const one of (await run(db, values)).rows) returned.push(one);
      }
    }
    return returned;
  };
}
