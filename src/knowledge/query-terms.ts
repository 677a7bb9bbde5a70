import type { SearchIndex } from './search-index.ts';
import { queryText } from './search-text.ts';
import type { FindSimilarWord } from './similar-words.ts';
import { eachTerm, wholeTerm, type TermKind } from './terms.ts';

/** A term of the question with a row of the index that speaks for it. */
export type QueryTerm = {
  readonly kind: TermKind;
  readonly row: number;
  /** Of the row's gain: 1, or less for a word that is only spelt alike. */
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
export function queryTerms(text: string, index: SearchIndex, findSimilar: FindSimilarWord): QueryTerm[] {
  const read = queryText(text);
  const kinds = new Map<string, TermKind>();
  eachTerm(read, (kind, key) => kinds.set(key, kind));
  const whole = wholeTerm(read);
  if (whole !== null) kinds.set(whole, 'whole');
  const terms: QueryTerm[] = [];
  let spelt = 0;
  for (const [key, kind] of kinds) {
    const row = index.rows.get(key);
    if (row !== undefined) terms.push({ kind, row, share: 1, counts: true });
    if (kind !== 'word' || ++spelt > mostSpelt) continue;
    const similar = findSimilar(key.slice(1));
    const other = index.rows.get(`w${similar?.word ?? ''}`);
    if (!similar || other === undefined) continue;
    const isKnown = row !== undefined;
    const share = similar.likeness * (isKnown ? besideShare : insteadShare);
    terms.push({ kind, row: other, share, counts: !isKnown });
  }
  return terms;
}
