import type { ArticleTerms } from './article-terms.ts';
import { createFreshPostings } from './fresh-postings.ts';
import { createPostingsBuilder, type Stretch } from './postings.ts';
import type { TermKind } from './terms.ts';

/**
 * What can be found: the unit. An article is one unit in all its languages, and one more for each phrasing people used when
 * it helped them. Units are numbered from 0 and never renumbered.
 */
export type SearchIndex = {
  /** Numbers given so far, dropped ones included. */
  readonly unitCount: number;
  /** 1: no longer to be found. */
  readonly dropped: Uint8Array;
  /** BM25's length part, by unit. */
  readonly norms: Float32Array;
  find(key: string): IndexedTerm | undefined;
  keys(): Iterable<string>;
  /** Returns the new unit's number. */
  add(terms: ArticleTerms): number;
  drop(unit: number): void;
  /** Units that came after packing: many of them make questions slower. */
  readonly freshCount: number;
};

export type IndexedTerm = {
  readonly kind: TermKind;
  /** What one occurrence says, before its count is damped. */
  readonly gain: number;
  /** One or two. */
  readonly stretches: readonly Stretch[];
  /** Entries in them. */
  readonly size: number;
};

// Measured on StackFAQ (125 questions, 1,249 paraphrases) and our training examples; both are flat around these.
const saturation = 2.5;
const lengthShare = 0.6;
const kindGain: Readonly<Record<TermKind, number>> = {
  code: 3,
  word: 1,
  pair: 1,
  concept: 0.55,
  whole: 1,
  character: 0.3,
};
/** Units that are not there, so that the first handful already tells rare words from common ones. */
const imaginedUnits = 100;
/** Else a name that one in ten thousand articles has would outweigh three good words. */
const mostRarity = 6;

/** Packs what `units` yields, a slice a step: whoever drives it decides how long nobody else has a turn. */
export function* buildSearchIndex(units: Iterable<ArticleTerms>): Generator<undefined, SearchIndex> {
  const builder = createPostingsBuilder();
  const lengths: number[] = [];
  for (const { uses, length } of units) {
    builder.add(lengths.length, uses);
    lengths.push(length);
    yield;
  }
  const packed = yield* builder.pack();
  const fresh = createFreshPostings();
  const meanLength = lengths.reduce((sum, length) => sum + length, 0) / lengths.length || 1;
  const normOf = (length: number): number =>
    saturation * (1 - lengthShare + (lengthShare * length) / meanLength);
  let norms = Float32Array.from(lengths, normOf);
  let dropped = new Uint8Array(lengths.length);
  let unitCount = lengths.length;

  return {
    get unitCount() {
      return unitCount;
    },
    get norms() {
      return norms;
    },
    get dropped() {
      return dropped;
    },
    get freshCount() {
      return unitCount - lengths.length;
    },
    find: (key) => {
      const old = packed.find(key);
      const added = fresh.find(key);
      const kind = (old ?? added)?.kind;
      if (kind === undefined) return undefined;
      const stretches = [old?.stretch, added?.stretch].filter((stretch) => stretch !== undefined);
      const holders = (old?.holders ?? 0) + (added?.holders ?? 0);
      return {
        kind,
        gain: kindGain[kind] * rarity(holders, unitCount),
        stretches,
        size: stretches.reduce((sum, { from, to }) => sum + to - from, 0),
      };
    },
    *keys() {
      yield* packed.keys();
      for (const key of fresh.keys()) if (!packed.find(key)) yield key;
    },
    add: ({ uses, length }) => {
      const unit = unitCount;
      unitCount += 1;
      if (unit >= norms.length) {
        const larger = new Float32Array(Math.max(16, unit * 2));
        larger.set(norms);
        norms = larger;
        const flags = new Uint8Array(larger.length);
        flags.set(dropped);
        dropped = flags;
      }
      norms[unit] = normOf(length);
      fresh.add(unit, uses);
      return unit;
    },
    drop: (unit) => {
      dropped[unit] = 1;
    },
  };
}

function rarity(holders: number, unitCount: number): number {
  const others = Math.max(0, unitCount + imaginedUnits - holders);
  return Math.min(mostRarity, Math.log(1 + (others + 0.5) / (holders + 0.5)));
}

/** Units stand in ascending order within a stretch. */
export function holds({ stretches }: IndexedTerm, unit: number): boolean {
  return stretches.some(({ units, from, to }) => {
    let low = from;
    let high = to;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((units[middle] ?? 0) < unit) low = middle + 1;
      else high = middle;
    }
    return low < to && units[low] === unit;
  });
}
