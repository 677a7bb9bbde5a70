import type { TermUse } from './article-terms.ts';
import type { Stretch, Term } from './postings.ts';
import type { TermKind } from './terms.ts';

type Row = {
  readonly kind: TermKind;
  units: Uint32Array;
  counts: Float32Array;
  named: Uint8Array;
  size: number;
};

/** What came after the index was packed: found by the next question, until the index is packed again. */
export type FreshPostings = {
  add(unit: number, uses: ReadonlyMap<string, TermUse>): void;
  find(key: string): Term | undefined;
  keys(): IterableIterator<string>;
};

export function createFreshPostings(): FreshPostings {
  const rows = new Map<string, Row>();

  const rowFor = (key: string, kind: TermKind): Row => {
    const known = rows.get(key);
    if (known) return known;
    const row = {
      kind,
      units: new Uint32Array(4),
      counts: new Float32Array(4),
      named: new Uint8Array(4),
      size: 0,
    };
    rows.set(key, row);
    return row;
  };

  return {
    add(unit, uses) {
      for (const [key, { kind, count, place }] of uses) {
        const row = rowFor(key, kind);
        if (row.size === row.units.length) enlarge(row);
        row.units[row.size] = unit;
        row.counts[row.size] = count;
        row.named[row.size] = place === 'named' ? 1 : 0;
        row.size += 1;
      }
    },
    find: (key) => {
      const row = rows.get(key);
      if (!row) return undefined;
      const { kind, units, counts, named, size } = row;
      const stretch: Stretch = { units, counts, named, from: 0, to: size };
      return { kind, holders: size, stretch };
    },
    keys: () => rows.keys(),
  };
}

function enlarge(row: Row): void {
  const { units, counts, named } = row;
  row.units = new Uint32Array(units.length * 2);
  row.counts = new Float32Array(units.length * 2);
  row.named = new Uint8Array(units.length * 2);
  row.units.set(units);
  row.counts.set(counts);
  row.named.set(named);
}
