import { originalWords } from '../text/aligned-text.ts';
import { findAll, longestOnly, type Finding } from '../text/finding.ts';
import type { ReadText } from '../text/reading.ts';

/** Reasons shown to people stay short. */
const maxWords = 3;

/** Words that point to a judgement, in text order. Patterns match the text read: lower case, Simplified. */
export function findCues(read: ReadText, patterns: readonly RegExp[]): Finding[] {
  return longestOnly(findAll(read.text, patterns));
}

/** The cues as they were typed, each once. */
export function wordsOf(read: ReadText, cues: readonly Finding[]): string[] {
  return [...new Set(cues.map(({ start, end }) => originalWords(read.aligned, start, end).trim()))].slice(
    0,
    maxWords,
  );
}
