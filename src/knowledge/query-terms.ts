import type { FindConcepts } from '../understanding/text/lexicon.ts';
import type { IndexedTerm, SearchIndex } from './search-index.ts';
import { queryText } from './search-text.ts';
import type { FindSimilarWord } from './similar-words.ts';
import { eachTerm, wholeTerm, type TermKind } from './terms.ts';

/** A term of the question with a term of the index that speaks for it. */
export type QueryTerm = {
  readonly key: string;
  readonly term: IndexedTerm;
  /** Of the term's gain: 1, or less for a word that is only spelt alike. */
  readonly share: number;
  /** Whether finding it counts as agreement; what a known word merely resembles does not. */
  readonly counts: boolean;
};

/** Share of a similar word's gain beside the word itself, and instead of a word nobody wrote. */
const besideShare = 0.5;
const insteadShare = 0.8;
/** Words looked up by spelling: those after it are in a long text, where the first have said enough. */
const mostSpelt = 40;

/** Every term once, and for each Latin word the known one spelt like it. */
export function queryTerms(
  text: string,
  index: SearchIndex,
  findSimilar: FindSimilarWord,
  findConcepts: FindConcepts,
): QueryTerm[] {
  const read = queryText(text);
  const kinds = new Map<string, TermKind>();
  eachTerm(read, findConcepts, (kind, key) => kinds.set(key, kind));
  const whole = wholeTerm(read);
  if (whole !== null) kinds.set(whole, 'whole');
  const terms: QueryTerm[] = [];
  let spelt = 0;
  for (const [key, kind] of kinds) {
    const own = index.find(key);
    if (own) terms.push({ key, term: own, share: 1, counts: true });
    if (kind !== 'word' || ++spelt > mostSpelt) continue;
    const similar = findSimilar(key.slice(1));
    const otherKey = `w${similar?.word ?? ''}`;
    const other = index.find(otherKey);
    if (!similar || !other) continue;
    const share = similar.likeness * (own ? besideShare : insteadShare);
    terms.push({ key: otherKey, term: other, share, counts: !own });
  }
  return terms;
}
