import { basename } from 'node:path';
import type { Article } from '../knowledge/article.ts';
import { decodeArticle } from '../knowledge/decode-article.ts';
import type { Taxonomy } from '../understanding/taxonomy.ts';
import { hashText, type ContentFile, type ContentFiles } from './content-files.ts';
import { limits } from '../kernel/document/document.ts';
import { words } from '../kernel/document/words.ts';
import type { ParseCache } from './parse-cache.ts';

/** An article and the file it came from. */
type Found = { readonly article: Article; readonly file: ContentFile };

/**
 * Every Markdown file below the folder, sorted by id and locale. One that is bad is told with its lines and left out: the
 * others are still worth having.
 */
export function loadArticles(
  files: ContentFiles,
  folder: string,
  taxonomy: Taxonomy,
  cache: ParseCache,
): Article[] {
  const paths = files
    .list(folder, '.md', 'below')
    .filter((path) => basename(path).toLowerCase() !== 'readme.md');
  if (paths.length === 0)
    files.warning(files.nameOf(folder), null, words('there is no article', '这里没有文章'));
  const categories = hashText(taxonomy.map(({ id }) => id).join(' '));
  const found = paths.flatMap((path) => decode(files, path, taxonomy, categories, cache) ?? []);
  const kept = leaveOutRepeated(files, found);
  warnOfMissing(files, kept);
  return kept
    .map(({ article }) => article)
    .sort((a, b) => compare(a.id, b.id) || compare(a.locale, b.locale));
}

/** By code unit: the order must be the same on every machine. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function decode(
  files: ContentFiles,
  path: string,
  taxonomy: Taxonomy,
  categories: string,
  cache: ParseCache,
): Found | undefined {
  const file = files.read(path, 'warning');
  if (!file) return undefined;
  if (Buffer.byteLength(file.text) > limits.bytes) {
    files.warning(file.name, null, words('larger than 1 MB: it is not read', '超过 1 MB，文件不会读取'));
    return undefined;
  }
  const decoded = cache.recall(`article ${categories} ${hashText(file.text)}`, () => {
    const fresh = decodeArticle(file.text, taxonomy);
    if ('article' in fresh) return fresh;
    for (const { line, message } of fresh.problems) files.warning(file.name, line, message);
    return undefined;
  });
  if (!decoded) return undefined;
  for (const { line, message } of decoded.warnings) files.warning(file.name, line, message);
  return { article: decoded.article, file };
}

function lineOf({ text }: ContentFile, key: string): number {
  return text.split('\n').findIndex((line) => line.startsWith(`${key}:`)) + 1 || 1;
}

/** An id stands once per locale: of two the first file is kept. */
function leaveOutRepeated(files: ContentFiles, found: readonly Found[]): Found[] {
  const first = new Map<string, ContentFile>();
  return found.filter(({ article: { id, locale }, file }) => {
    const other = first.get(`${locale} ${id}`);
    first.set(`${locale} ${id}`, other ?? file);
    if (other) {
      const message = words(
        `${other.name} has the id ${id} in ${locale} already: it is left out`,
        `${other.name} 已有 ${locale} 的 ${id}，本篇不会采用`,
      );
      files.warning(file.name, lineOf(file, 'id'), message);
    }
    return !other;
  });
}

function warnOfMissing(files: ContentFiles, found: readonly Found[]): void {
  const ids = new Set(found.map(({ article }) => article.id));
  for (const { article, file } of found) {
    for (const id of article.related.filter((one) => !ids.has(one))) {
      files.warning(
        file.name,
        lineOf(file, 'related'),
        words(`there is no article "${id}" to be related to`, `没有文章 "${id}" 可以关联`),
      );
    }
  }
}
