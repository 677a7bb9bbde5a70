import { readCsv } from '../kernel/document/read-csv.ts';
import type { Taxonomy } from '../understanding/taxonomy.ts';
import type { Article } from './article.ts';
import type { ArticleProblem } from './article-problem.ts';
import { decodeFields } from './decode-article.ts';

export type Imported = {
  readonly articles: readonly Article[];
  /** What was left out, by line of the file. */
  readonly problems: readonly ArticleProblem[];
};

const lists: readonly string[] = ['keywords', 'askedAs', 'prerequisites', 'steps', 'related'];

/**
 * A table with a row for each article; columns are called like the keys of an article's file, and `body`. Items of a list
 * stand one below the other in their cell, or with `|` between them.
 */
export function importCsv(text: string, taxonomy: Taxonomy): Imported {
  const read = readCsv(text);
  if (!read.ok)
    return {
      articles: [],
      problems: read.problems.map(({ line, message }) => ({ line: line ?? 1, message })),
    };
  const rows = read.document.value as Record<string, string>[];
  const articles: Article[] = [];
  const problems: ArticleProblem[] = [];
  for (const [index, row] of rows.entries()) {
    const line = read.document.lineOf([index]);
    const value = Object.fromEntries(
      Object.entries(row).map(([key, cell]) => [key, lists.includes(key) ? itemsOf(cell) : cell]),
    );
    const { body = '', ...fields } = value;
    const decoded = decodeFields(
      { value: fields, lineOf: () => line, firstLine: line, body: String(body).trim(), bodyLine: line },
      taxonomy,
    );
    if ('problems' in decoded) problems.push(...decoded.problems);
    else {
      articles.push(decoded.article);
      problems.push(...decoded.warnings);
    }
  }
  return { articles, problems };
}

function itemsOf(cell: string): string[] {
  return cell
    .split(/\r?\n|\|/)
    .map((item) => item.trim())
    .filter((item) => item !== '');
}
