import { tokensOf, type Token } from './tokens.ts';

/** A meaning with its names in every language: `printer`: 打印机, 复印机, printer, mfp, … */
export type Concept = { readonly name: string; readonly words: readonly string[] };

/** Plain data, so that a model can carry the lexicon it was trained with. */
export type Lexicon = readonly Concept[];

/** The lines of the file whose words mean nothing in common; they teach where Chinese words end. */
export const wordsOnly = '-';

export type ConceptMatch = { readonly concept: string; readonly start: number; readonly end: number };

/** Finds every named concept in the tokens of a text; at each place the longest name wins. */
export type FindConcepts = (tokens: readonly Token[]) => ConceptMatch[];

/** Longest name, in tokens: a Han character is one. */
const longestName = 12;

export function createFindConcepts(lexicon: Lexicon): FindConcepts {
  const names = indexNames(lexicon);
  return (tokens) => {
    const matches: ConceptMatch[] = [];
    for (let at = 0; at < tokens.length;) {
      const found = longestAt(tokens, at, names);
      const start = tokens[at]?.start ?? 0;
      const end = tokens[at + (found?.length ?? 1) - 1]?.end ?? start;
      for (const concept of found?.concepts ?? []) matches.push({ concept, start, end });
      at += found?.length ?? 1;
    }
    return matches;
  };
}

/**
 * Name → its concepts: none for a word that means nothing here but covers a shorter name (银行 covers 行). The beginning
 * of a longer name → null, so that a search knows when to give up.
 */
type NameIndex = ReadonlyMap<string, readonly string[] | null>;

function indexNames(lexicon: Lexicon): NameIndex {
  const names = new Map<string, string[] | null>();
  for (const { name, words } of lexicon) {
    for (const word of words) {
      let key = '';
      for (const token of tokensOf(word)) {
        key = extend(key, token);
        if (!names.has(key)) names.set(key, null);
      }
      const concepts = names.get(key) ?? [];
      if (name !== wordsOnly && !concepts.includes(name)) concepts.push(name);
      names.set(key, concepts);
    }
  }
  return names;
}

function longestAt(
  tokens: readonly Token[],
  first: number,
  names: NameIndex,
): { concepts: readonly string[]; length: number } | null {
  let best: { concepts: readonly string[]; length: number } | null = null;
  let key = '';
  for (let length = 1; length <= longestName; length++) {
    const token = tokens[first + length - 1];
    if (!token || (length > 1 && token.gap === 'break')) break;
    key = extend(key, token);
    const concepts = names.get(key);
    if (concepts === undefined) break;
    if (concepts) best = { concepts, length };
  }
  return best;
}

/** Words are parted by a space, characters by nothing: `wi fi`, `u盘`. */
function extend(key: string, token: Token): string {
  return key === '' || token.isHan || key.charCodeAt(key.length - 1) >= 0x2e80
    ? key + token.key
    : `${key} ${token.key}`;
}
