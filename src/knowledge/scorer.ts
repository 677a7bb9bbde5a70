import type { QueryTerm } from './query-terms.ts';
import type { SearchIndex } from './search-index.ts';

/** What one question finds in one unit by its words. */
export type WordHit = {
  readonly unit: number;
  /** BM25 over all terms. */
  readonly score: number;
  /** Points for words and pairs that agree, of which some stand in a title or keyword. */
  readonly agreement: number;
  /** An error code, or a title or keyword as a whole: no chance. */
  readonly isCertain: boolean;
};

/** Hits with the highest scores, best first. */
export type ScoreWords = (terms: readonly QueryTerm[], limit: number) => WordHit[];

/** Entries read for one question: rare terms first, so that what a long text leaves unread says little. */
const mostEntries = 200_000;
/** Times the logarithm of 1 + the words and pairs found. */
const agreementPoints = 12.5;
/** The same for those in a title or keyword. */
const namedPoints = 7;

export function createWordScorer(index: SearchIndex): ScoreWords {
  // Reused by every question; nobody else sees them, and no question waits halfway.
  let scores = new Float32Array(0);
  let agreements = new Uint16Array(0);
  let namings = new Uint16Array(0);
  let certain = new Uint8Array(0);
  /** Units touched by the question, so that the untouched need no look. */
  let touched = new Uint32Array(0);
  let touchedCount = 0;

  const makeRoom = (): void => {
    if (scores.length >= index.unitCount) return;
    const room = Math.ceil(index.unitCount * 1.2) + 16;
    scores = new Float32Array(room);
    agreements = new Uint16Array(room);
    namings = new Uint16Array(room);
    certain = new Uint8Array(room);
    touched = new Uint32Array(room);
  };

  const forget = (): void => {
    for (let at = 0; at < touchedCount; at += 1) {
      const unit = touched[at] ?? 0;
      scores[unit] = 0;
      agreements[unit] = 0;
      namings[unit] = 0;
      certain[unit] = 0;
    }
    touchedCount = 0;
  };

  const add = ({ term, share, counts: isCounted }: QueryTerm): void => {
    const { kind, stretches } = term;
    const agrees = isCounted && kind !== 'whole' && kind !== 'character' && kind !== 'concept' ? 1 : 0;
    const isCertain = kind === 'code' || kind === 'whole';
    const gain = term.gain * share;
    const { norms } = index;
    for (const { units, counts, named, from, to } of stretches) {
      for (let at = from; at < to; at += 1) {
        const unit = units[at] ?? 0;
        const count = counts[at] ?? 0;
        const before = scores[unit] ?? 0;
        if (before === 0) {
          touched[touchedCount] = unit;
          touchedCount += 1;
        }
        scores[unit] = before + (gain * count) / (count + (norms[unit] ?? 0));
        agreements[unit] = (agreements[unit] ?? 0) + agrees;
        namings[unit] = (namings[unit] ?? 0) + agrees * (named[at] ?? 0);
        if (isCertain) certain[unit] = 1;
      }
    }
  };

  const hitOf = (unit: number): WordHit => ({
    unit,
    score: scores[unit] ?? 0,
    agreement:
      agreementPoints * Math.log1p(agreements[unit] ?? 0) + namedPoints * Math.log1p(namings[unit] ?? 0),
    isCertain: certain[unit] === 1,
  });

  return (terms, limit) => {
    makeRoom();
    forget();
    let read = 0;
    for (const term of terms.toSorted((one, other) => one.term.size - other.term.size)) {
      read += term.term.size;
      if (read > mostEntries) break;
      add(term);
    }
    const best: number[] = [];
    const { dropped } = index;
    let least = 0;
    for (let at = 0; at < touchedCount; at += 1) {
      const unit = touched[at] ?? 0;
      const score = scores[unit] ?? 0;
      if (dropped[unit] === 1 || (best.length >= limit && score < least)) continue;
      insert(best, unit, scores, limit);
      least = scores[best.at(-1) ?? 0] ?? 0;
    }
    return best.map(hitOf);
  };
}

/** Keeps the best `limit`; of equals the one that was there first. */
function insert(best: number[], unit: number, scores: Float32Array, limit: number): void {
  const score = scores[unit] ?? 0;
  let place = best.length;
  while (place > 0) {
    const other = best[place - 1] ?? 0;
    const own = scores[other] ?? 0;
    if (own > score || (own === score && other < unit)) break;
    place -= 1;
  }
  best.splice(place, 0, unit);
  if (best.length > limit) best.pop();
}
