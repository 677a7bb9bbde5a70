import { XMLParser } from 'fast-xml-parser';
import { words } from '../kernel/document/words.ts';
import type { Locale } from '../kernel/locale.ts';
import type { Article } from '../knowledge/article.ts';
import { decodeFields } from '../knowledge/decode-article.ts';
import type { Imported } from '../knowledge/import-csv.ts';
import { readWikiText } from '../knowledge/wiki-text.ts';
import type { Taxonomy } from '../understanding/taxonomy.ts';

/** What a page cannot tell by itself. */
export type WikiHelp = {
  /** The language and the likeliest category of a text, as the classifier reads it; null where it cannot tell. */
  readonly read: (text: string) => { readonly locale: Locale | null; readonly category: string | null };
  /** For pages whose language cannot be told. */
  readonly locale: Locale;
};

/** Article pages; talk, users, files and templates have other numbers. */
const articleNamespace = '0';

/**
 * A MediaWiki export (Special:Export, dumpBackup.php) → articles. The category is the page's own where the taxonomy has one of
 * that id or name, else what the classifier makes of it. Redirects and pages outside the main namespace are left out.
 */
export function importWiki(xml: string, taxonomy: Taxonomy, help: WikiHelp): Imported {
  if (/<!DOCTYPE|<!ENTITY/i.test(xml))
    return refused(
      'a document type or entities: this is not a MediaWiki export',
      '含有 DOCTYPE 或实体，不是 MediaWiki 导出文件',
    );
  const parser = new XMLParser({ ignoreAttributes: true, parseTagValue: false, processEntities: true });
  if (!/<mediawiki[\s>][\s\S]*<\/mediawiki>\s*$/.test(xml))
    return refused('no MediaWiki export, or one that is cut off', '不是 MediaWiki 导出文件，或文件不完整');
  const pages = pagesOf(parser.parse(xml));
  if (pages.length === 0) return refused('there is no <page> in it', '里面没有 <page>');
  const articles: Article[] = [];
  const problems: Imported['problems'][number][] = [];
  for (const [index, page] of pages.entries()) {
    const decoded = decodePage(page, taxonomy, help);
    if (decoded === undefined) continue;
    // Pages have no lines of their own after parsing: the page's number stands for it.
    if ('problems' in decoded) problems.push(...decoded.problems.map((one) => ({ ...one, line: index + 1 })));
    else articles.push(decoded.article);
  }
  return { articles, problems };
}

function refused(en: string, zh: string): Imported {
  return { articles: [], problems: [{ line: 1, message: words(en, zh) }] };
}

function decodePage(page: unknown, taxonomy: Taxonomy, help: WikiHelp) {
  const title = field(page, 'title');
  const id = field(page, 'id');
  const latest = last(raw(page, 'revision'));
  const source = field(latest, 'text');
  if ((field(page, 'ns') || articleNamespace) !== articleNamespace || raw(page, 'redirect') !== undefined)
    return undefined;
  if (title === '' || /^#(redirect|重定向)/i.test(source)) return undefined;
  const { body, steps, categories } = readWikiText(source);
  const read = help.read(`${title}\n${body}`);
  const named = taxonomy.find(
    (one) => categories.includes(one.id) || Object.values(one.name).some((name) => categories.includes(name)),
  );
  const value = {
    id: `wiki-${id}`,
    title,
    category: named?.id ?? read.category ?? '',
    locale: read.locale ?? help.locale,
    keywords: categories,
    steps,
  };
  return decodeFields(
    { value, lineOf: () => 1, firstLine: 1, body: body === '' ? steps.join('\n') : body, bodyLine: 1 },
    taxonomy,
  );
}

function pagesOf(document: unknown): readonly unknown[] {
  const pages = raw(raw(document, 'mediawiki'), 'page');
  return pages === undefined ? [] : Array.isArray(pages) ? pages : [pages];
}

function raw(node: unknown, key: string): unknown {
  return typeof node === 'object' && node !== null && key in node
    ? (node as Record<string, unknown>)[key]
    : undefined;
}

function last(node: unknown): unknown {
  return Array.isArray(node) ? node.at(-1) : node;
}

function field(node: unknown, key: string): string {
  const value = raw(node, key);
  return typeof value === 'string' ? value.trim() : '';
}
