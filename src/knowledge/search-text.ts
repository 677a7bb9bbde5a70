import type { Locale } from '../kernel/locale.ts';
import { foldToSimplified } from '../understanding/text/fold.ts';
import { maxReadLength, normalise } from '../understanding/text/normalise.ts';
import { readText } from '../understanding/text/reading.ts';

/** A question as it is compared. Its first 1,000 characters are read. */
export function queryText(text: string): string {
  return readText(text).text;
}

/**
 * Texts of an article as they are compared, however long, in one. The script is known: a short line may not show it. The
 * stop between them keeps the last word of one from pairing with the first of the next.
 */
export function articleText(texts: readonly string[], locale: Locale): string {
  const joined = texts.join(textStop);
  const pieces: string[] = [];
  for (let at = 0; at < joined.length; at += maxReadLength) {
    const normal = normalise(joined.slice(at, at + maxReadLength));
    pieces.push(locale === 'zh-TW' ? foldToSimplified(normal).text : normal.text);
  }
  return pieces.join('');
}

/** Stands between two texts. */
export const textStop = '。';
