import { Converter } from 'opencc-js/cn2t';

/** `from` is written as OpenCC leaves it, that is in Traditional characters. */
export type Replacement = { readonly from: string; readonly to: string };
export type TextConverter = (text: string) => string;

/**
 * What comes out as it went in: fenced and inline code, `{placeholders}`, web and mail addresses, file names.
 * An address ends at the first Han character, because Chinese copy puts no space after it.
 */
const untouched =
  /(```[\s\S]*?```|`[^`\n]*`|\{\w+\}|[a-z][a-z\d+.-]*:\/\/[!-~]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|\b[\w-]+(?:\.[\w-]+)*\.[a-z]\w{1,4}\b)/giu;

/**
 * Simplified text → the Traditional of Taiwan: OpenCC with Taiwan phrases, then our corrections.
 * Building one takes 0.1 to 0.3 s and much memory, which is why this runs when content is prepared and never in the bot.
 */
export function createTaiwanConverter(corrections: readonly Replacement[]): TextConverter {
  // opencc-js 1.4.2 declares its types by paths that do not resolve under `nodenext`, so the result has no type.
  const toTaiwan = Converter({ from: 'cn', to: 'twp' }) as TextConverter;
  const correct = createReplacer(corrections);
  return (text) =>
    text
      .split(untouched)
      // Odd parts are what the pattern captured.
      .map((part, index) => (index % 2 === 1 ? part : correct(toTaiwan(part))))
      .join('');
}

/**
 * Replaces in one pass, the longest phrase first, so that nothing is corrected twice and a long phrase can shield
 * what a short one would spoil. Chinese copy sets a space between Han and Latin; it comes or goes with the phrase
 * (`用 U 盤存` → `用隨身碟存`, `掃二維碼登入` → `掃 QR Code 登入`).
 */
export function createReplacer(replacements: readonly Replacement[]): TextConverter {
  if (replacements.length === 0) return (text) => text;
  const byPhrase = new Map(replacements.map(({ from, to }) => [from, to]));
  const longestFirst = [...byPhrase.keys()].sort((a, b) => b.length - a.length);
  const pattern = new RegExp(
    `(?<before> ?)(?<phrase>${longestFirst.map(escapePattern).join('|')})(?<after> ?)`,
    'gu',
  );
  return (text) =>
    text.replace(pattern, (match, before: string, phrase: string, after: string, offset: number) => {
      const to = byPhrase.get(phrase) ?? phrase;
      const left = respace(before, { outer: text[offset - 1], was: phrase[0], is: to[0] });
      const right = respace(after, { outer: text[offset + match.length], was: phrase.at(-1), is: to.at(-1) });
      return left + to + right;
    });
}

type Seam = {
  readonly outer: string | undefined;
  readonly was: string | undefined;
  readonly is: string | undefined;
};

/** The space where a phrase meets its neighbour, after the phrase's edge changed. */
function respace(space: string, { outer, was, is }: Seam): string {
  if (!isHan(outer)) return space;
  if (isLatin(was) && isHan(is)) return '';
  return isHan(was) && isLatin(is) ? ' ' : space;
}

function isHan(character: string | undefined): boolean {
  return character !== undefined && /\p{Script=Han}/u.test(character);
}

function isLatin(character: string | undefined): boolean {
  return character !== undefined && /[a-z\d]/iu.test(character);
}

function escapePattern(phrase: string): string {
  return phrase.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
