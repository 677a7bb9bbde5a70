import type { Token } from '../text/tokens.ts';

/** Shorter words have too many neighbours: `slack` is no slip for `black`. */
const shortest = 5;
const repairable = /^[a-z]+$/;

/** Words a model knows, and how rare each is. */
export type KnownWords = {
  readonly isKnown: (stem: string) => boolean;
  /** Every known stem with its inverse document frequency. */
  readonly all: () => Iterable<readonly [stem: string, idf: number]>;
};

/**
 * Reads a mistyped English word as the known word one slip away (a letter swapped, left out, added or mistaken), the
 * commonest where there are several. Known words, short ones, numbers and codes stay as they are. The index is made at
 * the first unknown word: some 30 ms for 10,000 words.
 */
export function createRepair(words: KnownWords): (token: Token) => Token {
  let index: ReadonlyMap<string, readonly [stem: string, idf: number]> | undefined;
  return (token) => {
    if (token.isHan || token.raw.length < shortest || !repairable.test(token.raw) || words.isKnown(token.key))
      return token;
    index ??= indexByDeletion(words);
    const stem = closest(token.key, index);
    return stem === undefined ? token : { ...token, key: stem };
  };
}

/**
 * A word with one letter left out → the commonest word that leads there. Two words one slip apart meet in such a
 * remainder (W. Garbe, "SymSpell", 2012).
 */
function indexByDeletion(words: KnownWords): Map<string, readonly [stem: string, idf: number]> {
  const index = new Map<string, readonly [stem: string, idf: number]>();
  for (const [stem, idf] of words.all()) {
    if (stem.length < shortest - 1 || !repairable.test(stem)) continue;
    for (const remainder of [stem, ...deletions(stem)]) {
      const known = index.get(remainder);
      if (known === undefined || idf < known[1]) index.set(remainder, [stem, idf]);
    }
  }
  return index;
}

function closest(
  stem: string,
  index: ReadonlyMap<string, readonly [stem: string, idf: number]>,
): string | undefined {
  let best: readonly [stem: string, idf: number] | undefined;
  for (const remainder of [stem, ...deletions(stem)]) {
    const found = index.get(remainder);
    if (found && (best === undefined || found[1] < best[1])) best = found;
  }
  return best?.[0];
}

function deletions(stem: string): string[] {
  return Array.from({ length: stem.length }, (_, at) => stem.slice(0, at) + stem.slice(at + 1));
}
