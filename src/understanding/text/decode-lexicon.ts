import { type Concept, type Lexicon } from './lexicon.ts';

export type LexiconProblem = { readonly line: number; readonly message: string };

const head = /^([a-z][a-z-]*|-):\s*(.*)$/;

/** Reads `data/vocabulary/it.txt` (its head explains the format). Bad lines are listed, the rest is used. */
export function decodeLexicon(text: string): {
  readonly lexicon: Lexicon;
  readonly problems: readonly LexiconProblem[];
} {
  const concepts = new Map<string, string[]>();
  const problems: LexiconProblem[] = [];
  let current: string[] | undefined;
  text.split(/\r?\n/).forEach((line, index) => {
    if (line.trim() === '' || line.startsWith('#')) return;
    const [, name, rest] = head.exec(line) ?? [];
    if (name !== undefined) current = named(concepts, name);
    else if (!/^\s/.test(line) || !current) {
      problems.push({
        line: index + 1,
        message: 'expected `concept: word, word, …` or a continuation starting with a space',
      });
      return;
    }
    current.push(...splitWords(rest ?? line));
  });
  return { lexicon: [...concepts].map(([name, words]): Concept => ({ name, words })), problems };
}

/** `wordsOnly` and every concept may come in several lines. */
function named(concepts: Map<string, string[]>, name: string): string[] {
  const words = concepts.get(name) ?? [];
  concepts.set(name, words);
  return words;
}

function splitWords(line: string): string[] {
  return line
    .split(',')
    .map((word) => word.trim().toLowerCase())
    .filter((word) => word !== '');
}

/** Words for the Chinese cutter: those with a Han character, from every concept and from the words-only lines. */
export function segmentationWords(lexicon: Lexicon): string[] {
  const words = lexicon.flatMap((concept) => concept.words);
  return [...new Set(words)].filter((word) =>
    /^[\p{Script=Han}a-z0-9]*\p{Script=Han}[\p{Script=Han}a-z0-9]*$/u.test(word),
  );
}
