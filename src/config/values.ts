import { words, type Words } from '../kernel/document/words.ts';
import { parseDuration, type Duration } from '../kernel/duration.ts';
import { findLocale, isLocale, locales, type Locale } from '../kernel/locale.ts';
import { isTimeZone } from '../sla/time-zone.ts';
import { nearWords, refuse, type Field } from './field.ts';
import { findNearest } from './nearest.ts';
import { hasReference, resolveReferences } from './reference.ts';
import { isLoopback } from './loopback.ts';

/*
 * Each reads one value: `undefined` where it is not given, or is wrong and refused. Texts may hold `${NAME}`; a problem
 * shows the reference, never what it stands for.
 */

const anyText = words('a text', '一段文字');

/** @param fits what else must hold; a plain number is taken as the text it is written as */
export function readText(
  field: Field,
  expected: Words = anyText,
  fits: (text: string) => boolean = () => true,
): string | undefined {
  const { value } = field;
  if (value === undefined) return undefined;
  const written = typeof value === 'number' ? String(value) : value;
  if (typeof written !== 'string' || written.trim() === '') {
    refuse(field, expected);
    return undefined;
  }
  const text = hasReference(written) ? resolveReferences(field, written) : written;
  if (text === undefined) return undefined;
  // eslint-disable-next-line no-control-regex -- one would break the line it is printed or logged on
  if (fits(text) && !/[\u0000-\u001f\u007f]/.test(text)) return text;
  refuse(field, expected);
  return undefined;
}

export const idWords = words(
  'an id of 1 to 64 characters without spaces, ":" and "@"',
  '1 到 64 个字符的 id，不含空格、":" 和 "@"',
);

export function readId(field: Field): string | undefined {
  const id = readText(field, idWords, (text) => /^[^\s:@]{1,64}$/u.test(text));
  if (field.value === undefined) refuse(field, idWords);
  return id;
}

/** @param fallback where it is not given; a name is for people to read */
export function readName(field: Field, fallback: string): string {
  const expected = words('a name of at most 100 characters', '不超过 100 个字符的名称');
  return readText(field, expected, (text) => text.length <= 100) ?? fallback;
}

export function readFlag(field: Field): boolean | undefined {
  if (field.value === undefined || typeof field.value === 'boolean') return field.value;
  refuse(field, words('true or false', 'true 或 false'));
  return undefined;
}

export function readWhole(
  field: Field,
  range: { readonly min: number; readonly max: number },
): number | undefined {
  const { value } = field;
  if (value === undefined) return undefined;
  const expected = words(
    `a whole number from ${range.min} to ${range.max}`,
    `${range.min} 到 ${range.max} 的整数`,
  );
  const text = typeof value === 'string' && hasReference(value) ? resolveReferences(field, value) : undefined;
  if (typeof value === 'string' && hasReference(value) && text === undefined) return undefined;
  const number = typeof value === 'number' ? value : /^\d{1,9}$/.test(text ?? '') ? Number(text) : NaN;
  if (Number.isInteger(number) && number >= range.min && number <= range.max) return number;
  refuse(field, expected);
  return undefined;
}

export function readOneOf<T extends string>(field: Field, names: readonly T[]): T | undefined {
  const text =
    typeof field.value === 'string' && hasReference(field.value)
      ? resolveReferences(field, field.value)
      : field.value;
  if (text === undefined) return undefined;
  const known = names.find((name) => name === text);
  if (known === undefined)
    refuse(field, nearWords(typeof text === 'string' ? findNearest(text, names) : undefined, names));
  return known;
}

export function readLocale(field: Field): Locale | undefined {
  const { value } = field;
  const near = typeof value === 'string' && !isLocale(value) ? findLocale(value) : undefined;
  if (near === undefined) return readOneOf(field, locales);
  refuse(field, nearWords(near, locales));
  return undefined;
}

export function readTimeZone(field: Field): string | undefined {
  return readText(
    field,
    words('an IANA time zone such as Asia/Shanghai', 'IANA 时区，如 Asia/Shanghai'),
    isTimeZone,
  );
}

export const durationWords = words(
  'a whole number and a unit: 5s, 15m, 4h or 3wd (working days)',
  '整数加单位：5s、15m、4h 或 3wd（工作日）',
);

export function readDuration(field: Field): Duration | undefined {
  const { value } = field;
  if (value === undefined) return undefined;
  const parsed =
    typeof value === 'string' || typeof value === 'number' ? parseDuration(String(value)) : { problem: '' };
  if ('duration' in parsed) return parsed.duration;
  refuse(field, parsed.problem === '' ? durationWords : words(parsed.problem, durationWords.zh));
  return undefined;
}

/** An address without a slash at its end. `http:` and `ws:` only where nobody can listen in, that is on this machine. */
export function readUrl(field: Field, scheme: 'http' | 'ws'): string | undefined {
  const expected = words(
    `an address with ${scheme}s://, or with ${scheme}:// on this machine, without password, query or fragment`,
    `${scheme}s:// 开头的地址（本机可用 ${scheme}://），不含密码、查询串和片段`,
  );
  const text = readText(field, expected, (written) => {
    const url = URL.canParse(written) ? new URL(written) : undefined;
    if (!url || url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '')
      return false;
    return url.protocol === `${scheme}s:` || (url.protocol === `${scheme}:` && isLoopback(url.hostname));
  });
  return text?.replace(/\/+$/, '');
}
