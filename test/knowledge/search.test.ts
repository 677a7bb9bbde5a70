import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { Locale } from '../../src/kernel/locale.ts';
import { createSearch } from '../../src/knowledge/create-search.ts';
import { decodeArticle } from '../../src/knowledge/decode-article.ts';
import { decodeLexicon } from '../../src/understanding/text/decode-lexicon.ts';
import { createFindConcepts } from '../../src/understanding/text/lexicon.ts';
import type { Taxonomy } from '../../src/understanding/taxonomy.ts';
import { found, foundByCategory, nothing } from './search-cases.ts';

const data = join(import.meta.dirname, '../../data');
const taxonomy = parse(readFileSync(join(data, 'taxonomy.yaml'), 'utf8')) as Taxonomy;
const shipped = globSync('kb/*/*.md', { cwd: data })
  .sort()
  .map((path) => {
    const decoded = decodeArticle(readFileSync(join(data, path), 'utf8'), taxonomy);
    if ('problems' in decoded) throw new Error(`${path}: ${JSON.stringify(decoded.problems)}`);
    return decoded.article;
  });
const { lexicon } = decodeLexicon(readFileSync(join(data, 'vocabulary/it.txt'), 'utf8'));
const search = createSearch(shipped, createFindConcepts(lexicon));

function idsFor(locale: Locale, text: string, category: string | null = null): string[] {
  return search({ text, locale, category, limit: 3 }).map(({ article }) => article.id);
}

describe('of the shipped articles, the right one comes', () => {
  it.each(found)('%s %s → %s %s', (locale, text, expected, rank) => {
    const ids = idsFor(locale, text).slice(0, rank === 'first' ? 1 : 3);
    const wanted = [expected].flat();
    expect(
      ids.filter((id) => wanted.includes(id)),
      `found ${ids.join(', ')}`,
    ).not.toEqual([]);
  });

  it.each(foundByCategory)('%s %s in %s → %s', (locale, text, category, expected) => {
    expect(idsFor(locale, text)).not.toContain(expected);
    expect(idsFor(locale, text, category)).toContain(expected);
  });
});

describe('nothing comes', () => {
  it.each(nothing)('%s %s', (locale, text) => {
    expect(idsFor(locale, text)).toEqual([]);
  });
});
