import type { TermUse } from './article-terms.ts';
import type { TermKind } from './terms.ts';

/** Where a term occurs: entries `from` to `to` of three columns side by side. */
export type Stretch = {
  readonly units: Uint32Array;
  /** Occurrences, each by the weight of its field. */
  readonly counts: Float32Array;
  /** 1: in the title or a keyword. */
  readonly named: Uint8Array;
  readonly from: number;
  readonly to: number;
};

export type Term = {
  readonly kind: TermKind;
  /** How many units tell it; one that tells it only in its answer counts for less. */
  readonly holders: number;
  readonly stretch: Stretch;
};

/** Terms → units, as they were when packed. */
export type Postings = {
  find(key: string): Term | undefined;
  keys(): IterableIterator<string>;
  /** Entries in all. */
  readonly size: number;
};

/** What a unit tells only in its answer makes a word less common than what it is about: every other one says "VPN". */
const asideShare = 0.3;
/** Entries sorted before the builder lets others have a turn. */
const entriesPerTurn = 100_000;

type Numbers = Uint32Array | Float32Array | Uint8Array;

function grown<T extends Numbers>(column: T, make: (size: number) => T): T {
  const larger = make(column.length * 2);
  larger.set(column);
  return larger;
}

/**
 * Collects uses unit by unit and packs them term by term. 13 bytes an entry while packing, 9 afterwards: a million entries
 * as JavaScript arrays would take ten times as much.
 */
export function createPostingsBuilder() {
  const rows = new Map<string, number>();
  const kinds: TermKind[] = [];
  const sizes: number[] = [];
  const holders: number[] = [];
  let rowOf = new Uint32Array(1024);
  let units = new Uint32Array(1024);
  let counts = new Float32Array(1024);
  let named = new Uint8Array(1024);
  let size = 0;

  const grow = (): void => {
    rowOf = grown(rowOf, (length) => new Uint32Array(length));
    units = grown(units, (length) => new Uint32Array(length));
    counts = grown(counts, (length) => new Float32Array(length));
    named = grown(named, (length) => new Uint8Array(length));
  };

  return {
    add(unit: number, uses: ReadonlyMap<string, TermUse>): void {
      for (const [key, { kind, count, place }] of uses) {
        let row = rows.get(key);
        if (row === undefined) {
          row = rows.size;
          rows.set(key, row);
          kinds.push(kind);
          sizes.push(0);
          holders.push(0);
        }
        if (size === rowOf.length) grow();
        rowOf[size] = row;
        units[size] = unit;
        counts[size] = count;
        named[size] = place === 'named' ? 1 : 0;
        sizes[row] = (sizes[row] ?? 0) + 1;
        holders[row] = (holders[row] ?? 0) + (place === 'aside' ? asideShare : 1);
        size += 1;
      }
    },

    /** Sorts by term, a slice a step. What was added is used up. */
    *pack(): Generator<undefined, Postings> {
      const starts = new Uint32Array(sizes.length + 1);
      for (let row = 0; row < sizes.length; row += 1) {
        starts[row + 1] = (starts[row] ?? 0) + (sizes[row] ?? 0);
        if (row % entriesPerTurn === entriesPerTurn - 1) yield;
      }
      const next = starts.slice();
      const packed = {
        units: new Uint32Array(size),
        counts: new Float32Array(size),
        named: new Uint8Array(size),
      };
      for (let entry = 0; entry < size; entry += 1) {
        const row = rowOf[entry] ?? 0;
        const place = next[row] ?? 0;
        next[row] = place + 1;
        packed.units[place] = units[entry] ?? 0;
        packed.counts[place] = counts[entry] ?? 0;
        packed.named[place] = named[entry] ?? 0;
        if (entry % entriesPerTurn === entriesPerTurn - 1) yield;
      }
      const find = (key: string): Term | undefined => {
        const row = rows.get(key);
        const kind = row === undefined ? undefined : kinds[row];
        if (row === undefined || kind === undefined) return undefined;
        const stretch = { ...packed, from: starts[row] ?? 0, to: starts[row + 1] ?? 0 };
        return { kind, holders: holders[row] ?? 0, stretch };
      };
      return { find, keys: () => rows.keys(), size };
    },
  };
}

export type PostingsBuilder = ReturnType<typeof createPostingsBuilder>;
