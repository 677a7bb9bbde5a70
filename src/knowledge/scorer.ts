import type { QueryTerm } from './query-terms.ts';
import type { SearchIndex } from './search-index.ts';

export type ScoredDocument = { readonly document: number; readonly score: number };

/** Best first; only what is relevant enough to show. `category`: of the question, where it is known. */
export type Score = (terms: readonly QueryTerm[], category: string | null, limit: number) => ScoredDocument[];

const categoryBoost = 1.25;
/** Entries of rows read for one question: rare terms first, so that what a long text leaves unread says little. */
const mostEntries = 200_000;
/** Beside the best hit, one with less than this share of its score is noise. */
const leastOfBest = 0.4;

/**
 * What an article must reach, in points of score: chance gives a high score to a long question, but rarely several words
 * that agree, of which one is in a title or keyword. Tuned on data/training so that 4 % of small talk and off-topic pass.
 */
const floor = 22;
/** Times the logarithm of 1 + the words and pairs found. */
const agreementPoints = 12.5;
/** The same for those in a title or keyword. */
const namedPoints = 7;
/** For an article of the category the question was sorted into. */
const categoryPoints = 6;

export function createScorer(index: SearchIndex, categories: readonly string[]): Score {
  const { starts, documents, gains, named, documentCount } = index;
  // Reused by every question; nobody else sees them, and no question waits halfway.
  const scores = new Float32Array(documentCount);
  const agreements = new Uint16Array(documentCount);
  const namings = new Uint16Array(documentCount);
  const certain = new Uint8Array(documentCount);

  const lengthOf = ({ row }: QueryTerm): number => (starts[row + 1] ?? 0) - (starts[row] ?? 0);

  function add({ kind, row, share, counts }: QueryTerm): void {
    const agrees = counts && kind !== 'whole' && kind !== 'character' ? 1 : 0;
    const isCertain = kind === 'code' || kind === 'whole';
    const end = starts[row + 1] ?? 0;
    for (let at = starts[row] ?? 0; at < end; at++) {
      const document = documents[at] ?? 0;
      scores[document] = (scores[document] ?? 0) + (gains[at] ?? 0) * share;
      agreements[document] = (agreements[document] ?? 0) + agrees;
      namings[document] = (namings[document] ?? 0) + agrees * (named[at] ?? 0);
      if (isCertain) certain[document] = 1;
    }
  }

  function agreement(document: number): number {
    const found = agreements[document] ?? 0;
    return agreementPoints * Math.log1p(found) + namedPoints * Math.log1p(namings[document] ?? 0);
  }

  return (terms, category, limit) => {
    scores.fill(0);
    agreements.fill(0);
    namings.fill(0);
    certain.fill(0);
    let read = 0;
    for (const term of terms.toSorted((a, b) => lengthOf(a) - lengthOf(b))) {
      read += lengthOf(term);
      if (read > mostEntries) break;
      add(term);
    }
    const best: ScoredDocument[] = [];
    for (let document = 0; document < documentCount; document++) {
      const own = scores[document] ?? 0;
      if (own === 0) continue;
      const isSameCategory = categories[document] === category;
      const score = isSameCategory ? own * categoryBoost : own;
      if (best.length >= limit && score <= (best.at(-1)?.score ?? 0)) continue;
      if (
        certain[document] === 0 &&
        score + agreement(document) + (isSameCategory ? categoryPoints : 0) < floor
      )
        continue;
      insert(best, { document, score }, limit);
    }
    const least = (best[0]?.score ?? 0) * leastOfBest;
    return best.filter(({ score }) => score >= least);
  };
}

/** Keeps the best `limit`, equals in the order they came. */
function insert(best: ScoredDocument[], hit: ScoredDocument, limit: number): void {
  const place = best.findIndex(({ score }) => score < hit.score);
  best.splice(place === -1 ? best.length : place, 0, hit);
  if (best.length > limit) best.pop();
}
