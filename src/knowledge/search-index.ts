import { countTerms, type TermUse } from './article-terms.ts';
import type { TermKind } from './terms.ts';
import type { Translations } from './translations.ts';

/**
 * Terms → documents, as rows of flat arrays: row `t` stands at `starts[t]` to `starts[t + 1]`, documents ascending. A
 * document is an article in all its languages.
 */
export type SearchIndex = {
  /** Key of the term → its row. */
  readonly rows: ReadonlyMap<string, number>;
  readonly kinds: readonly TermKind[];
  readonly starts: Uint32Array;
  readonly documents: Uint32Array;
  /** What the term adds to the document's score: BM25, complete. */
  readonly gains: Float32Array;
  /** 1: the document's title or a keyword has it. */
  readonly named: Uint8Array;
  readonly documentCount: number;
};

// Measured on StackFAQ (125 questions, 1,249 paraphrases) and our training examples; both are flat around these.
const saturation = 2.5;
const lengthShare = 0.6;
const kindGain: Readonly<Record<TermKind, number>> = { code: 3, word: 1, pair: 1, whole: 1, character: 0.3 };
/** Articles that are not there, so that the first handful already tells rare words from common ones. */
const imaginedDocuments = 100;
/** What an article tells only in its answer makes a word less common than what it is about: every other one says "VPN". */
const asideShare = 0.3;
/** Else a name that one in ten thousand articles has would outweigh three good words. */
const mostRarity = 6;

/** A row while it grows: document, count and named in turn. */
type Row = { readonly kind: TermKind; readonly entries: number[]; holders: number };

export function buildSearchIndex(groups: readonly Translations[]): SearchIndex {
  const table = new Map<string, Row>();
  const lengths = groups.map((translations, document) => {
    const { uses, length } = countTerms(translations);
    for (const [key, use] of uses) addUse(table, key, document, use);
    return length;
  });
  return pack(table, lengths);
}

function addUse(
  table: Map<string, Row>,
  key: string,
  document: number,
  { kind, count, place }: TermUse,
): void {
  let row = table.get(key);
  if (!row) {
    row = { kind, entries: [], holders: 0 };
    table.set(key, row);
  }
  row.entries.push(document, count, place === 'named' ? 1 : 0);
  row.holders += place === 'aside' ? asideShare : 1;
}

function pack(table: ReadonlyMap<string, Row>, lengths: readonly number[]): SearchIndex {
  const documentCount = lengths.length;
  const meanLength = lengths.reduce((sum, length) => sum + length, 0) / documentCount || 1;
  const norms = lengths.map((length) => saturation * (1 - lengthShare + (lengthShare * length) / meanLength));
  const rows = [...table.values()];
  const total = rows.reduce((sum, { entries }) => sum + entries.length / 3, 0);
  const starts = new Uint32Array(rows.length + 1);
  const documents = new Uint32Array(total);
  const gains = new Float32Array(total);
  const named = new Uint8Array(total);
  let at = 0;
  rows.forEach(({ kind, entries, holders }, row) => {
    starts[row] = at;
    const gain = kindGain[kind] * rarity(holders, documentCount);
    for (let entry = 0; entry < entries.length; entry += 3) {
      const document = entries[entry] ?? 0;
      const count = entries[entry + 1] ?? 0;
      documents[at] = document;
      gains[at] = (gain * count) / (count + (norms[document] ?? 0));
      named[at] = entries[entry + 2] ?? 0;
      at++;
    }
  });
  starts[rows.length] = at;
  const numbers = new Map([...table.keys()].map((key, row) => [key, row]));
  return {
    rows: numbers,
    kinds: rows.map(({ kind }) => kind),
    starts,
    documents,
    gains,
    named,
    documentCount,
  };
}

function rarity(holders: number, documentCount: number): number {
  const others = documentCount + imaginedDocuments - holders;
  return Math.min(mostRarity, Math.log(1 + (others + 0.5) / (holders + 0.5)));
}
