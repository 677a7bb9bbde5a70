// Deep import: the root of `natural` loads database drivers, costs over a second and prints to stdout.
import porter from 'natural/lib/natural/stemmers/porter_stemmer.js';

/** natural's Porter takes 3–10 µs a word and a desk's vocabulary is small. Cleared when full, so strangers cannot grow it. */
const known = new Map<string, string>();
const maxKnown = 20_000;

/** English stem of a lower-case word; apostrophes are dropped first, so `can't` and `cant` agree. */
export function stem(word: string): string {
  const found = known.get(word);
  if (found !== undefined) return found;
  if (known.size >= maxKnown) known.clear();
  const stemmed = porter.stem(word.replaceAll("'", ''));
  known.set(word, stemmed);
  return stemmed;
}
