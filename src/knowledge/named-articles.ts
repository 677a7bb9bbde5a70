/** `kb:vpn`, where a plain word could be meant by chance. */
const marked = /(?<![a-z0-9])kb[:：]\s*([a-z0-9]+(?:-[a-z0-9]+)*)/gi;
/** `vpn-error-691`: nobody writes a word with a hyphen that happens to be an article's. */
const hyphened = /(?<![a-z0-9./@-])[a-z0-9]+(?:-[a-z0-9]+)+(?![a-z0-9/@-]|\.[a-z0-9])/gi;

/**
 * Articles a reply or a resolution names: by `kb:` and the id, or by an id with a hyphen as a whole word. Titles are not read:
 * they are made of the words that every report of the problem holds.
 * @param isKnown whether there is an article with that id (small letters)
 */
export function namedArticles(text: string, isKnown: (id: string) => boolean): string[] {
  const ids = [
    ...[...text.matchAll(marked)].map((match) => match[1] ?? ''),
    ...[...text.matchAll(hyphened)].map(([id]) => id),
  ].map((id) => id.toLowerCase());
  return [...new Set(ids)].filter(isKnown);
}
