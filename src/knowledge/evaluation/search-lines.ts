import { isLocale, type Locale } from '../../kernel/locale.ts';
import type { Article } from '../article.ts';

export type Problem = { readonly line: number; readonly message: string };

export type Question = {
  readonly id: string;
  readonly text: string;
  /** Of whoever asks; null: it does not say. */
  readonly locale: Locale | null;
  readonly relevant: readonly string[];
};

type Decoded<T> = { readonly lines: T[]; readonly problems: Problem[] };

/** `{id, text, answers?: [text]}`, a line each. A bad line is named and left out. */
export function decodeDocuments(
  source: string,
  phrasingsOf: (id: string) => readonly string[],
): Decoded<Article> {
  const seen = new Set<string>();
  return decodeLines(source, (value) => {
    const id = textOf(value['id']);
    const text = textOf(value['text']);
    if (id === null || text === null) return 'a document is {"id": …, "text": …}';
    if (seen.has(id)) return `the id ${id} is there twice`;
    seen.add(id);
    return documentOf(id, text, textsOf(value['answers']) ?? [], phrasingsOf(id));
  });
}

/** `{id, text, relevant: [ids], locale?}`, a line each. */
export function decodeQuestions(source: string): Decoded<Question> {
  return decodeLines(source, (value) => {
    const id = textOf(value['id']);
    const text = textOf(value['text']);
    const relevant = textsOf(value['relevant']);
    if (id === null || text === null || relevant === null || relevant.length === 0)
      return 'a question is {"id": …, "text": …, "relevant": [id, …]}';
    const locale = value['locale'];
    return { id, text, relevant, locale: typeof locale === 'string' && isLocale(locale) ? locale : null };
  });
}

function decodeLines<T extends object>(
  source: string,
  decode: (value: Readonly<Record<string, unknown>>) => T | string,
): Decoded<T> {
  const lines: T[] = [];
  const problems: Problem[] = [];
  for (const [index, text] of source.split(/\r?\n/).entries()) {
    if (text.trim() === '') continue;
    const value = parse(text);
    const decoded = value ? decode(value) : 'no JSON object';
    if (typeof decoded === 'string') problems.push({ line: index + 1, message: decoded });
    else lines.push(decoded);
  }
  return { lines, problems };
}

function parse(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value : null;
}

function textsOf(value: unknown): string[] | null {
  return Array.isArray(value) && value.every((one) => typeof one === 'string') ? value : null;
}

/** The text is what it is about, answers are the body. Whether it is English or Chinese makes no difference here. */
function documentOf(
  id: string,
  title: string,
  answers: readonly string[],
  askedAs: readonly string[],
): Article {
  return {
    ...{ id, locale: 'zh-CN', title, category: '', keywords: [], askedAs, body: answers.join('\n') },
    ...{ symptom: null, appliesWhen: null, prerequisites: [], steps: [], risks: null, rollback: null },
    ...{ verify: null, related: [], owner: null, validUntil: null },
  };
}
