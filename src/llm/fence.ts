/** Longest text sent of one piece: what matters is said early, and a pasted log is not worth its price. */
const longest = 4_000;

/**
 * Texts as data between marks the model is told to respect. A text cannot close its own fence: the marks carry a word that
 * is made anew for every question, and what looks like a mark is broken up.
 * @param word random letters and digits
 */
export function fence(texts: Readonly<Record<string, string>>, word: string): string {
  return Object.entries(texts)
    .map(([name, text]) => {
      const inside = text
        .slice(0, longest)
        .toWellFormed()
        .replaceAll(word, '')
        .replace(/<(\/?)data/gi, '<$1 data');
      return `<data name="${name}" key="${word}">\n${inside}\n</data key="${word}">`;
    })
    .join('\n\n');
}
