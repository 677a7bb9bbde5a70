import type { TermUse } from '../article-terms.ts';
import { findLatentSpace, type TermMatrix } from './latent-space.ts';

/** A text as terms with how often each occurs. */
export type Counts = ReadonlyMap<string, number>;

/** Which units mean the same, whatever the words. */
export type MeaningIndex = {
  /** Places a unit; the space itself stays as it was learnt. */
  put(unit: number, counts: Counts): void;
  /** Cosine 0…1 of each unit asked for; 0 where the text holds no known term. */
  likeness(counts: Counts, units: readonly number[]): number[];
  /** Units nearest to the text, best first. */
  nearest(counts: Counts, limit: number): { readonly unit: number; readonly likeness: number }[];
};

export const dimensions = 96;
/** Texts the space is learnt from; more say the same again. */
export const mostTexts = 6_000;
const textsPerStep = 50;
/** A term that one text has keeps no company. */
const leastHolders = 2;
/** Comparing every unit takes 1 ms for 10,000 of them; above this only what the words have found is compared. */
const mostCompared = 20_000;

/** Terms of a unit that carry meaning: words and pairs. */
export function meaningCounts(uses: ReadonlyMap<string, TermUse>): Counts {
  const counts = new Map<string, number>();
  for (const [key, { kind, count }] of uses) if (kind === 'word' || kind === 'pair') counts.set(key, count);
  return counts;
}

/** Learns from `texts`, at most {@link mostTexts}; no unit is placed yet. One step of the generator is a few milliseconds for a few thousand texts. */
export function* learnMeanings(
  texts: readonly Counts[],
  random: () => number,
): Generator<undefined, MeaningIndex> {
  const holders = new Map<string, number>();
  for (const [index, text] of texts.entries()) {
    for (const key of text.keys()) holders.set(key, (holders.get(key) ?? 0) + 1);
    if (index % textsPerStep === 0) yield;
  }
  const columns = new Map<string, number>();
  const weights: number[] = [];
  for (const [key, count] of holders) {
    if (count < leastHolders) continue;
    columns.set(key, columns.size);
    weights.push(Math.log(1 + texts.length / count));
  }
  const weigh = (counts: Counts): [number, number][] => {
    const row: [number, number][] = [];
    let square = 0;
    for (const [key, count] of counts) {
      const column = columns.get(key);
      if (column === undefined) continue;
      const value = Math.log1p(count) * (weights[column] ?? 0);
      row.push([column, value]);
      square += value * value;
    }
    const scale = square > 0 ? 1 / Math.sqrt(square) : 0;
    return row.map(([column, value]) => [column, value * scale]);
  };
  const rows: [number, number][][] = [];
  for (const text of texts) if (rows.push(weigh(text)) % textsPerStep === 0) yield;
  const space = yield* findLatentSpace(matrixOf(rows, columns.size), dimensions, random);
  return createMeaningIndex(space.vectors, space.dimensions, weigh);
}

function createMeaningIndex(
  terms: Float32Array,
  width: number,
  weigh: (counts: Counts) => [number, number][],
): MeaningIndex {
  let places = new Float32Array(0);
  let placed = 0;

  const placeOf = (counts: Counts): Float32Array => {
    const place = new Float32Array(width);
    for (const [column, value] of weigh(counts))
      for (let k = 0; k < width; k += 1)
        place[k] = (place[k] ?? 0) + value * (terms[column * width + k] ?? 0);
    let square = 0;
    for (const number of place) square += number * number;
    const scale = square > 0 ? 1 / Math.sqrt(square) : 0;
    for (let k = 0; k < width; k += 1) place[k] = (place[k] ?? 0) * scale;
    return place;
  };

  const cosine = (place: Float32Array, unit: number): number => {
    let sum = 0;
    const from = unit * width;
    for (let k = 0; k < width; k += 1) sum += (place[k] ?? 0) * (places[from + k] ?? 0);
    return Math.max(0, sum);
  };

  return {
    put(unit, counts) {
      if ((unit + 1) * width > places.length) {
        const larger = new Float32Array(Math.max(64, (unit + 1) * 2) * width);
        larger.set(places);
        places = larger;
      }
      places.set(placeOf(counts), unit * width);
      placed = Math.max(placed, unit + 1);
    },
    likeness(counts, units) {
      const place = placeOf(counts);
      return units.map((unit) => (unit < placed ? cosine(place, unit) : 0));
    },
    nearest(counts, limit) {
      const place = placeOf(counts);
      if (placed > mostCompared) return [];
      const best: { unit: number; likeness: number }[] = [];
      for (let unit = 0; unit < placed; unit += 1) {
        const likeness = cosine(place, unit);
        if (likeness <= (best.length < limit ? 0 : (best.at(-1)?.likeness ?? 0))) continue;
        const at = best.findIndex((other) => other.likeness < likeness);
        best.splice(at === -1 ? best.length : at, 0, { unit, likeness });
        if (best.length > limit) best.pop();
      }
      return best;
    },
  };
}

function matrixOf(rows: readonly (readonly [number, number])[][], columnCount: number): TermMatrix {
  const size = rows.reduce((sum, row) => sum + row.length, 0);
  const starts = new Uint32Array(rows.length + 1);
  const columns = new Uint32Array(size);
  const values = new Float32Array(size);
  let at = 0;
  rows.forEach((row, index) => {
    for (const [column, value] of row) {
      columns[at] = column;
      values[at] = value;
      at += 1;
    }
    starts[index + 1] = at;
  });
  return { rowCount: rows.length, columnCount, starts, columns, values };
}
