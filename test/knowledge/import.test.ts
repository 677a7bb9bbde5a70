import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { importWiki } from '../../src/content/import-wiki.ts';
import { decodeArticle } from '../../src/knowledge/decode-article.ts';
import { importCsv } from '../../src/knowledge/import-csv.ts';
import { readWikiText } from '../../src/knowledge/wiki-text.ts';
import { writeArticle } from '../../src/knowledge/write-article.ts';
import type { Taxonomy } from '../../src/understanding/taxonomy.ts';

const taxonomy = parse(
  readFileSync(join(import.meta.dirname, '../../data/taxonomy.yaml'), 'utf8'),
) as Taxonomy;

describe('a table of articles', () => {
  const header = 'id,title,category,locale,keywords,steps,body';
  test('is read row by row, lists by line or bar', () => {
    const { articles, problems } = importCsv(
      `${header}\nvpn-x,VPN 连不上,network.vpn,zh-CN,VPN|远程,"换热点\n重启",照着做`,
      taxonomy,
    );
    expect(problems).toEqual([]);
    expect(articles).toMatchObject([
      { id: 'vpn-x', keywords: ['VPN', '远程'], steps: ['换热点', '重启'], body: '照着做' },
    ]);
  });

  test.each([
    ['x-1,,network.vpn,zh-CN,,,正文', 2, /title/],
    ['x-1,标题,network.vpn,zh-CN,,,', 2, /body|answer/],
    ['x-1,标题,network.vpm,zh-CN,,,正文', 2, /network\.vpn/],
    ['x-1,标题,network.vpn,fr,,,正文', 2, /locale/],
    ['Ein Name,标题,network.vpn,zh-CN,,,正文', 2, /id/],
  ])('a bad row is named with its line and left out: %s', (row, line, message) => {
    const good = 'good-1,标题,network.vpn,zh-CN,,,正文';
    const { articles, problems } = importCsv(`${header}\n${row}\n${good}`, taxonomy);
    expect(articles.map(({ id }) => id)).toEqual(['good-1']);
    expect(problems).toHaveLength(1);
    expect(problems[0]?.line).toBe(line);
    expect(problems[0]?.message.en).toMatch(message);
  });

  test('what is no table is refused with its line', () => {
    expect(importCsv(`${header}\n"never closed`, taxonomy).problems[0]?.line).toBe(2);
  });
});

describe('a wiki page', () => {
  test('becomes plain text, its numbered list becomes steps', () => {
    expect(
      readWikiText(
        "'''VPN''' {{Note|a {{deep}} b}} see [[Main page|the front page]].<ref>x</ref>\n== Steps ==\n# Open [https://vpn.example the portal]\n# Log in\n* careful\n[[Category:Network]]",
      ),
    ).toEqual({
      body: 'VPN  see the front page.\nSteps\n· careful',
      steps: ['Open the portal', 'Log in'],
      categories: ['Network'],
    });
  });

  const page = (inner: string) => `<page>${inner}</page>`;
  const wiki = (...pages: string[]) => `<mediawiki>${pages.join('')}</mediawiki>`;
  const help = {
    locale: 'en' as const,
    read: (text: string) => ({
      locale: /[一-鿿]/.test(text) ? ('zh-CN' as const) : null,
      category: 'network.wifi',
    }),
  };
  const text = (words: string) => `<revision><text>${words}</text></revision>`;

  test('is imported under its own category or the likeliest', () => {
    const { articles, problems } = importWiki(
      wiki(
        page(`<title>VPN 怎么连</title><ns>0</ns><id>7</id>${text('先装客户端。[[分类:network.vpn]]')}`),
        page(`<title>Guest Wi-Fi</title><ns>0</ns><id>8</id>${text('Ask the desk &amp; wait.')}`),
        page(`<title>Talk:VPN</title><ns>1</ns><id>9</id>${text('hm')}`),
        page(`<title>Old</title><ns>0</ns><id>10</id><redirect title="VPN"/>${text('#REDIRECT [[VPN]]')}`),
        page(`<title>Empty</title><ns>0</ns><id>11</id>${text('')}`),
      ),
      taxonomy,
      help,
    );
    expect(articles).toMatchObject([
      { id: 'wiki-7', category: 'network.vpn', locale: 'zh-CN', body: '先装客户端。' },
      { id: 'wiki-8', category: 'network.wifi', locale: 'en', body: 'Ask the desk & wait.' },
    ]);
    expect(problems).toHaveLength(1);
  });

  test.each([
    ['<!DOCTYPE x [<!ENTITY a "b">]><mediawiki/>'],
    ['<mediawiki><page>'],
    ['not xml at all'],
    ['<other/>'],
  ])('what is no export is refused: %s', (xml) => {
    const { articles, problems } = importWiki(xml, taxonomy, help);
    expect(articles).toEqual([]);
    expect(problems).toHaveLength(1);
  });
});

test('an article written to a file reads the same again', () => {
  const { articles } = importCsv(
    'id,title,category,locale,keywords,steps,body,risks\nvpn-x,"VPN: 连不上 #1",network.vpn,zh-CN,"809|0x0000011b","换热点|重启: 两次","第一行\n\n---\n第二行",别急',
    taxonomy,
  );
  const [article] = articles;
  if (!article) throw new Error('not imported');
  expect(decodeArticle(writeArticle(article), taxonomy)).toEqual({ article, warnings: [] });
});
