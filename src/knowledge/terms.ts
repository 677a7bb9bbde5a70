import type { FindConcepts } from '../understanding/text/lexicon.ts';
import { tokensOf, type Token } from '../understanding/text/tokens.ts';
import { errorCodesOf, type ErrorCode } from './error-codes.ts';
import { fillers, openings, stopCharacters, stopPairs, stopWords } from './stop-words.ts';

/**
 * `pair`: two Han characters side by side. `concept`: what a word of the trade names, in whatever language or wording.
 * `whole`: a title, keyword or question as it stands, without its grammar.
 */
export type TermKind = 'code' | 'word' | 'pair' | 'concept' | 'character' | 'whole';

/** `key` is unique over all kinds: its first character names the kind. */
export type TermSink = (kind: TermKind, key: string) => void;

/** Where no vocabulary is given. */
export const noConcepts: FindConcepts = () => [];

/** Every term of a text as `queryText` and `articleText` leave it, but `whole`. One that occurs twice is told twice. */
export function eachTerm(text: string, findConcepts: FindConcepts, sink: TermSink): void {
  const codes = errorCodesOf(text);
  for (const { code } of codes) sink('code', `e${code}`);
  const tokens = tokensOf(text);
  for (const { concept } of findConcepts(tokens)) sink('concept', `c${concept}`);
  let previous: Token | undefined;
  for (const token of tokens) {
    if (token.isHan) {
      const isFiller = fillers.has(token.raw);
      const isJoined = previous?.isHan === true && token.gap === 'none';
      if (isFiller && isJoined) continue;
      if (!stopCharacters.has(token.raw)) sink('character', `h${token.raw}`);
      if (previous && isJoined && isTelling(previous.raw, token.raw))
        sink('pair', `p${previous.raw}${token.raw}`);
    } else if (!isPartOf(codes, token) && isWord(token.raw)) sink('word', `w${token.key}`);
    previous = token;
  }
}

function isTelling(first: string, second: string): boolean {
  return !(stopCharacters.has(first) && stopCharacters.has(second)) && !stopPairs.has(first + second);
}

function isPartOf(codes: readonly ErrorCode[], token: Token): boolean {
  return codes.some(({ start, end }) => token.start < end && token.end > start);
}

/** Addresses and bare numbers are about one person's case, not about an article. */
function isWord(raw: string): boolean {
  return raw.length > 1 && !stopWords.has(raw.replaceAll("'", '')) && !/^\d+$|[@/]/.test(raw);
}

/** Longer ones are sentences, and nobody types the same sentence. */
const longestWhole = 60;

/** The `whole` term of a text, or null where there is nothing to it. */
export function wholeTerm(text: string): string | null {
  if (text.length > longestWhole) return null;
  const told = tokensOf(text).filter(({ raw }) => !fillers.has(raw) && !openings.has(raw));
  return told.length === 0 ? null : `=${told.map(({ key }) => key).join(' ')}`;
}
