import { distance } from 'fastest-levenshtein';

/** The name that was probably meant; undefined where none is near. Case, hyphens and underscores do not count. */
export function findNearest(text: string, names: readonly string[]): string | undefined {
  const folded = fold(text);
  // Nobody mistypes a name into something that long.
  if (folded.length > 60) return undefined;
  let nearest: { name: string; away: number } | undefined;
  for (const name of names) {
    const away = distance(folded, fold(name));
    if (away <= slips(name.length) && (!nearest || away < nearest.away)) nearest = { name, away };
  }
  return nearest?.name;
}

/** How many wrong letters a name of that length stands; two swapped ones count as two. */
function slips(length: number): number {
  if (length < 4) return length === 3 ? 1 : 0;
  return Math.max(2, Math.floor(length / 3));
}

function fold(name: string): string {
  return name.toLowerCase().replaceAll(/[-_\s]/g, '');
}
