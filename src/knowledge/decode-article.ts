import { closest } from 'fastest-levenshtein';
import { words, type Words } from '../kernel/document/words.ts';
import { isLocale, locales } from '../kernel/locale.ts';
import type { Taxonomy } from '../understanding/taxonomy.ts';
import type { ArticleProblem } from './article-problem.ts';
import type { Article } from './article.ts';
import { readFrontMatter, type FrontMatter } from './front-matter.ts';

/** JSON through and through, so that it can be kept. */
export type DecodedArticle =
  | { readonly article: Article; readonly warnings: readonly ArticleProblem[] }
  | { readonly problems: readonly ArticleProblem[] };

const keys = [
  'id',
  'title',
  'category',
  'locale',
  'keywords',
  'askedAs',
  'symptom',
  'appliesWhen',
  'prerequisites',
  'steps',
  'risks',
  'rollback',
  'verify',
  'related',
  'owner',
  'validUntil',
] as const;
type Key = (typeof keys)[number];

/**
 * A file of `data/kb` (docs/content.md, Articles) → the article, or every problem with its line. A key nobody knows is a
 * warning. What only the folder can tell (an id used twice, a related article that is missing) is the loader's to check.
 */
export function decodeArticle(source: string, taxonomy: Taxonomy): DecodedArticle {
  const matter = readFrontMatter(source);
  return 'problems' in matter ? matter : decodeFields(matter, taxonomy);
}

/** The same for fields that come from elsewhere: a row of a table, a page of a wiki. */
export function decodeFields(matter: FrontMatter, taxonomy: Taxonomy): DecodedArticle {
  const reader = createReader(matter);
  const id = reader.required('id');
  const category = reader.required('category');
  const locale = reader.required('locale');
  const validUntil = reader.text('validUntil');
  const article = {
    id,
    title: reader.required('title'),
    category,
    keywords: reader.list('keywords'),
    askedAs: reader.list('askedAs'),
    body: matter.body,
    symptom: reader.text('symptom'),
    appliesWhen: reader.text('appliesWhen'),
    prerequisites: reader.list('prerequisites'),
    steps: reader.list('steps'),
    risks: reader.text('risks'),
    rollback: reader.text('rollback'),
    verify: reader.text('verify'),
    related: reader.list('related'),
    owner: reader.text('owner'),
    validUntil,
  };
  if (id !== '' && !/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(id)) reader.refuse('id', badId);
  if (category !== '' && !taxonomy.some((one) => one.id === category)) {
    reader.refuse('category', noCategory(category, taxonomy));
  }
  if (locale !== '' && !isLocale(locale)) reader.refuse('locale', badLocale);
  if (validUntil !== null && !isDate(validUntil)) reader.refuse('validUntil', badDate);
  if (matter.body === '') reader.problems.push({ line: matter.bodyLine, message: noBody });
  if (reader.problems.length > 0 || !isLocale(locale)) {
    return { problems: reader.problems.toSorted((a, b) => a.line - b.line) };
  }
  return { article: { ...article, locale }, warnings: unknownKeys(matter) };
}

type Reader = {
  readonly problems: ArticleProblem[];
  refuse(key: Key, message: Words): void;
  /** '' where it is missing, which is a problem. */
  required(key: Key): string;
  text(key: Key): string | null;
  /** A single text counts as a list of one. */
  list(key: Key): string[];
};

function createReader({ value, lineOf, firstLine }: FrontMatter): Reader {
  const problems: ArticleProblem[] = [];
  // A key that is not there is missing from the file as a whole.
  const lineOfKey = (key: Key): number => (key in value ? lineOf([key]) : firstLine);
  const reader: Reader = {
    problems,
    refuse: (key, message) => problems.push({ line: lineOfKey(key), message }),
    required(key) {
      const count = problems.length;
      const text = reader.text(key);
      if (text === null && problems.length === count) reader.refuse(key, missing(key));
      return text ?? '';
    },
    text(key) {
      const text = textOf(value[key]);
      if (text === undefined) reader.refuse(key, notText(key));
      return text ?? null;
    },
    list(key) {
      const items: unknown = value[key];
      if (!Array.isArray(items)) {
        const text = textOf(items);
        if (text === undefined) reader.refuse(key, notList(key));
        return text ? [text] : [];
      }
      return items.flatMap((item: unknown, index) => {
        const text = textOf(item);
        if (!text) problems.push({ line: lineOf([key, index]), message: badItem(key) });
        return text ?? [];
      });
    },
  };
  return reader;
}

/** A number as it is written; null where nothing is, undefined where it is no text. */
function textOf(value: unknown): string | null | undefined {
  if (value === undefined || value === null) return null;
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' ? value.trim() || null : undefined;
}

function unknownKeys({ value, lineOf }: FrontMatter): ArticleProblem[] {
  return Object.keys(value)
    .filter((key) => !keys.some((known) => known === key))
    .map((key) => {
      const near = closest(key, [...keys]);
      const message = words(
        `the key "${key}" is unknown here and not read: did you mean "${near}"?`,
        `这里没有键 "${key}"，不会读取：是不是想写 "${near}"？`,
      );
      return { line: lineOf([key]), message };
    });
}

/** `2027-05-31`, and a day the calendar has. */
function isDate(text: string): boolean {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text) ?? [];
  if (year === undefined) return false;
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  return date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day);
}

function noCategory(category: string, taxonomy: Taxonomy): Words {
  const ids = taxonomy.map(({ id }) => id);
  if (ids.length === 0) return words(`there is no category "${category}"`, `没有类别 "${category}"`);
  const near = closest(category, ids);
  return words(
    `there is no category "${category}": did you mean "${near}"?`,
    `没有类别 "${category}"：是不是想写 "${near}"？`,
  );
}

const missing = (key: Key): Words => words(`${key} is missing`, `缺少 ${key}`);
const notText = (key: Key): Words =>
  words(
    `${key} is a text: put it in quotes if it holds a colon and a space, or begins with [, { or *`,
    `${key} 应是文字：内容里有“冒号加空格”，或以 [、{、* 开头时，请加引号`,
  );
const notList = (key: Key): Words => words(`${key} is a list of texts`, `${key} 应是文字列表`);
const badItem = (key: Key): Words =>
  words(
    `an item of ${key} that is no text: put it in quotes if it holds a colon and a space`,
    `${key} 的这一项不是文字：内容里有“冒号加空格”时请加引号`,
  );
const badId = words(
  'an id is small letters, digits and hyphens, such as vpn-error-691',
  'id 由小写字母、数字和连字符组成，如 vpn-error-691',
);
const badLocale = words(`locale is one of ${locales.join(', ')}`, `locale 只能是 ${locales.join('、')}`);
const badDate = words('validUntil is a day such as 2027-05-31', 'validUntil 应是日期，如 2027-05-31');
const noBody = words('the answer is missing below the front matter', '文章属性下面缺少正文');
