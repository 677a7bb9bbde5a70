import { stem } from './stem.ts';

/** A Latin word, a number, an address or a single Han character of a text (as `readText` leaves it). */
export type Token = {
  /** As it stands. */
  readonly raw: string;
  /** What it is compared by: the stem of a word, the character itself. */
  readonly key: string;
  readonly isHan: boolean;
  readonly start: number;
  readonly end: number;
  /** What parts it from the token before: nothing or spaces, a joint ("wi-fi"), or a real break. */
  readonly gap: 'none' | 'joint' | 'break';
};

const token =
  /(?:https?:\/\/|www\.)[^\s\p{Script=Han}]+|[\w.+-]+@[\w-]+\.[\w.-]+|[\p{Script=Latin}\p{N}]+(?:'\p{Script=Latin}+)?|\p{Script=Han}/gu;

export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  let last = 0;
  for (const { 0: raw, index: start } of text.matchAll(token)) {
    const isHan = raw.charCodeAt(0) >= 0x2e80;
    const end = start + raw.length;
    tokens.push({
      raw,
      key: isHan ? raw : stem(raw),
      isHan,
      start,
      end,
      gap: gapOf(text.slice(last, start)),
    });
    last = end;
  }
  return tokens;
}

function gapOf(between: string): Token['gap'] {
  if (between === '' || between.trim() === '') return 'none';
  return /^[-_./\s]+$/.test(between) ? 'joint' : 'break';
}
