import { stringify } from 'yaml';
import type { Article } from './article.ts';

/** An article as a file of the knowledge folder: what `decodeArticle` reads. Empty parts are left out. */
export function writeArticle(article: Article): string {
  const { body, ...fields } = article;
  const filled = Object.entries(fields).filter(
    ([, value]) => value !== null && !(Array.isArray(value) && value.length === 0),
  );
  return `---\n${stringify(Object.fromEntries(filled), { lineWidth: 0 })}---\n${body}\n`;
}
