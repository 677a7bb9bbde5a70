/** What must not leave the ticket it stands in. */
export const privateKinds = [
  'key',
  'password',
  'code',
  'identity-card',
  'bank-card',
  'phone',
  'email',
  'name',
] as const;
export type PrivateKind = (typeof privateKinds)[number];

export type Redaction = {
  readonly text: string;
  /** What was taken out, in order of appearance. */
  readonly found: readonly { readonly kind: PrivateKind; readonly text: string }[];
};

type Pattern = {
  readonly kind: PrivateKind;
  readonly pattern: RegExp;
  /** The group that is private; the rest stays. 0: all of it. */
  readonly group: number;
  readonly accepts?: (text: string) => boolean;
};

const patterns: readonly Pattern[] = [
  { kind: 'key', group: 0, pattern: /-----BEGIN [A-Z ]+-----[\s\S]*?(?:-----END [A-Z ]+-----|$)/g },
  {
    kind: 'key',
    group: 0,
    pattern:
      /\b(?:(?:AKIA|ASIA)[0-9A-Z]{16}|gh[pousr]_[A-Za-z0-9]{30,}|github_pat_\w{30,}|xox[abeprs]-[\w-]{10,}|xapp-[\w-]{10,}|sk-[\w-]{20,}|eyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*)/g,
  },
  { kind: 'password', group: 1, pattern: /:\/\/([^\s/:@]+:[^\s/@]+)@/g },
  { kind: 'key', group: 1, pattern: /\b(?:bearer|basic)\s+([\w+/=.-]{16,})/gi },
  {
    kind: 'password',
    group: 1,
    // What follows is a password only if it looks like one: 密码是多少 asks, "password is wrong" complains.
    pattern:
      /(?:密码|密碼|口令|passw(?:or)?d|passcode|pwd|secret|token)["']?\s*(?:是|为|為|改成了?|設為|设为|is|was|=|:|：)+\s*["'「“]?([!-~]{4,64})/gi,
    accepts: (text) => /[\d!-/:-@[-`{-~]/.test(text),
  },
  {
    kind: 'code',
    group: 1,
    pattern: /(?:验证码|驗證碼|动态码|verification code|otp|passcode)\D{0,6}(\d{4,8})(?!\d)/gi,
  },
  { kind: 'identity-card', group: 0, pattern: /(?<!\d)\d{17}[\dXx](?![\dA-Za-z])/g, accepts: isIdentityCard },
  { kind: 'bank-card', group: 0, pattern: /(?<!\d)\d(?:[ -]?\d){12,18}(?!\d)/g, accepts: isBankCard },
  { kind: 'phone', group: 0, pattern: /(?<!\d)(?:\+?86[ -]?)?1[3-9]\d(?:[ -]?\d{4}){2}(?!\d)/g },
  { kind: 'phone', group: 0, pattern: /(?<!\d)(?:0\d{2,3}-\d{7,8}|09\d{2}-?\d{3}-?\d{3})(?!\d)/g },
  { kind: 'email', group: 0, pattern: /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g },
];

type Span = { readonly kind: PrivateKind; readonly start: number; readonly end: number };

/**
 * Takes passwords, keys, one-time codes, personal numbers, addresses and the given names out of a text.
 * @param names of people, as they may stand in the text; shorter than two characters are left alone
 * @param replace what stands instead; `number` counts from 1 per kind, the same text keeps its number
 */
export function redact(
  text: string,
  names: readonly string[],
  replace: (kind: PrivateKind, number: number) => string,
): Redaction {
  const spans = firstOnes([
    ...patterns.flatMap((one) => spansOf(one, text)),
    ...names.flatMap((name) => spansOfName(name, text)),
  ]);
  const numbers = new Map<string, number>();
  const counts = new Map<PrivateKind, number>();
  const found: { kind: PrivateKind; text: string }[] = [];
  let written = '';
  let at = 0;
  for (const { kind, start, end } of spans) {
    const secret = text.slice(start, end);
    const key = `${kind} ${secret}`;
    let number = numbers.get(key);
    if (number === undefined) {
      number = (counts.get(kind) ?? 0) + 1;
      counts.set(kind, number);
      numbers.set(key, number);
      found.push({ kind, text: secret });
    }
    written += text.slice(at, start) + replace(kind, number);
    at = end;
  }
  return { text: written + text.slice(at), found };
}

function spansOf({ kind, pattern, group, accepts }: Pattern, text: string): Span[] {
  return [...text.matchAll(pattern)].flatMap((match): Span[] => {
    const secret = match[group];
    if (secret === undefined || accepts?.(secret) === false) return [];
    const start = match.index + (group === 0 ? 0 : match[0].lastIndexOf(secret));
    return [{ kind, start, end: start + secret.length }];
  });
}

function spansOfName(name: string, text: string): Span[] {
  const spans: Span[] = [];
  if (name.trim().length < 2) return spans;
  const wanted = name.toLowerCase();
  const lower = text.toLowerCase();
  // Case folding may change a text's length; then names are looked for as they are written.
  const [where, what] = lower.length === text.length ? [lower, wanted] : [text, name];
  for (let at = where.indexOf(what); at !== -1; at = where.indexOf(what, at + what.length))
    if (isWholeWord(where, at, what.length)) spans.push({ kind: 'name', start: at, end: at + what.length });
  return spans;
}

/** "Li" in "click" is no name; 小林 in 小林的电脑 is. */
function isWholeWord(text: string, start: number, length: number): boolean {
  const isLatin = (character: string | undefined): boolean =>
    character !== undefined && /[\p{Script=Latin}\d]/u.test(character);
  return !(
    (isLatin(text[start]) && isLatin(text[start - 1])) ||
    (isLatin(text[start + length - 1]) && isLatin(text[start + length]))
  );
}

/** In order, and of two that overlap the one that begins first, then the longer. */
function firstOnes(spans: readonly Span[]): Span[] {
  const kept: Span[] = [];
  for (const span of spans.toSorted((a, b) => a.start - b.start || b.end - a.end))
    if (span.start >= (kept.at(-1)?.end ?? 0)) kept.push(span);
  return kept;
}

/** GB 11643: weights and check character of the 18-digit identity number. */
function isIdentityCard(text: string): boolean {
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.reduce((total, weight, index) => total + weight * Number(text[index]), 0);
  return '10X98765432'[sum % 11] === text[17]?.toUpperCase();
}

/** Luhn. */
function isBankCard(text: string): boolean {
  const digits = text.replaceAll(/\D/g, '');
  if (digits.length < 15) return false;
  let sum = 0;
  for (let index = 0; index < digits.length; index += 1) {
    const digit = Number(digits[digits.length - 1 - index]);
    const doubled = index % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}
