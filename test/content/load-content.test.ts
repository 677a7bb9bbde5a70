import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { describeContentProblems } from '../../src/content/describe-problems.ts';
import { loadContent, loadFoundations, type LoadedContent } from '../../src/content/load-content.ts';
import { plainText, fillTemplate } from '../../src/wording/template.ts';
import { badContents } from './bad-contents.ts';
import { loadSmall } from './small-product.ts';

const root = join(import.meta.dirname, '..', '..');

describe('the shipped content', () => {
  const foundations = loadFoundations(root);
  const { content, problems } = loadContent({
    root,
    articleDir: join(root, 'data/kb'),
    foundations,
    cacheDir: null,
  });

  it('has nothing wrong with it', () => {
    expect(describeContentProblems(problems, 'en')).toEqual([]);
  });

  it('is complete', () => {
    const ids = content?.taxonomy.map(({ id }) => id) ?? [];
    expect(ids).toHaveLength(23);
    expect([...(content?.questionnaires.keys() ?? [])]).toEqual(ids);
    for (const locale of ['zh-CN', 'zh-TW', 'en'] as const) {
      for (const id of ids) {
        expect(
          content?.articles.filter((one) => one.locale === locale && one.category === id).length,
          `${locale} ${id}`,
        ).toBeGreaterThanOrEqual(2);
        expect(
          content?.training.filter((one) => one.locale === locale && one.label === id).length,
          `${locale} ${id}`,
        ).toBeGreaterThanOrEqual(10);
      }
    }
    expect(content?.hash).toMatch(/^[0-9a-f]{64}$/);
  });
});

describe('small content', () => {
  const { content, told } = loadSmall();

  it('has nothing wrong with it', () => {
    expect(told).toEqual([]);
  });

  it('has its sentences by joined key', () => {
    expect([...(content?.copy['zh-TW'].keys() ?? [])]).toEqual(['hello', 'menu.help']);
    const hello = content?.copy.en.get('hello');
    expect(hello && plainText(fillTemplate(hello, { name: 'Emma' }))).toBe('Hello Emma');
  });

  it('has its questionnaires, common questions among them', () => {
    expect(content?.questionnaires.get('network.vpn')).toMatchObject({
      id: 'network.vpn',
      version: 3,
      questions: [
        {
          id: 'client',
          type: { name: 'choice', options: ['cisco', 'other'] },
          required: true,
          compromised: ['other'],
          when: [],
          entity: null,
        },
        { id: 'impact', type: { name: 'choice', options: ['user', 'team'] } },
      ],
      wording: {
        'zh-CN': {
          client: { ask: '客户端?', hint: null, options: { cisco: 'Cisco' } },
          impact: { ask: 'Who?' },
        },
        'zh-TW': { client: { ask: '用戶端?' }, impact: { options: { user: 'me', team: 'we' } } },
        en: { client: { label: 'client', aliases: {} } },
      },
    });
  });

  it('has its examples without comments', () => {
    expect(content?.training).toContainEqual({
      label: 'small-talk',
      locale: 'zh-TW',
      text: 'zh-TW small-talk',
    });
    expect(content?.training).toHaveLength(12);
  });

  it('changes its hash with what is learnt from, and with nothing else', () => {
    const other = loadSmall({ 'data/training/en/network.vpn.txt': 'another\n' }).content;
    const same = loadSmall({ 'prompts/copy/en.yaml': 'hello: Hi {name}\nmenu:\n  help: help\n' }).content;
    expect(other?.hash).not.toBe(content?.hash);
    expect(same?.hash).toBe(content?.hash);
  });
});

describe('bad content', () => {
  it.each(badContents)('$name', ({ files, told }) => {
    const loaded = loadSmall(files);
    expect(loaded.told).toEqual(told);
    expect(loaded.content === null).toBe(told.some((line) => line.startsWith('error')));
  });

  it('is told in Chinese as well', () => {
    const { problems } = loadSmall({ 'prompts/copy/en.yaml': 'hello: Hello {name}\n' });
    expect(describeContentProblems(problems, 'zh-TW')).toEqual([
      'prompts/copy/en.yaml 缺少 menu.help：prompts/copy/zh-CN.yaml 里有',
    ]);
  });
});

describe('the cache of parsed files', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'bangban-cache-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  const plain = ({ content }: LoadedContent): unknown =>
    JSON.parse(
      JSON.stringify({
        ...content,
        copy: [...(content?.copy.en ?? [])],
        asked: [...(content?.questionnaires ?? [])],
      }),
    );

  it('gives back what was parsed', () => {
    const cacheDir = join(folder, 'not', 'yet');
    const fresh = plain(loadSmall());
    expect(plain(loadSmall({}, cacheDir))).toEqual(fresh);
    expect(existsSync(join(cacheDir, 'content.json'))).toBe(true);
    expect(plain(loadSmall({}, cacheDir))).toEqual(fresh);
  });

  it('keeps nothing of a file that changed', () => {
    loadSmall({}, folder);
    const kept = readFileSync(join(folder, 'content.json'), 'utf8');
    const changed = { 'prompts/copy/en.yaml': 'hello: Hi {name}\nmenu:\n  help: me\n' };
    expect(plain(loadSmall(changed, folder))).toEqual(plain(loadSmall(changed)));
    expect(Object.keys(JSON.parse(kept) as object)).toEqual(['code', 'values']);
    expect(readFileSync(join(folder, 'content.json'), 'utf8')).not.toContain('Hello {name}');
  });

  it('tells problems with their lines in spite of it', () => {
    const bad = {
      'prompts/copy/en.yaml': 'menu: { help: help }\nhello: Hello {nam}\n',
      'data/kb/en/b.md': '---\nid: b\n---\nx\n',
    };
    const first = loadSmall(bad, folder).told;
    expect(first.length).toBeGreaterThan(2);
    expect(loadSmall(bad, folder).told).toEqual(first);
  });

  it.each(['', '{"code":', '[]', 'null', '{"code":"x","values":{}}'])(
    'is written anew when it is %j',
    (text) => {
      const file = join(folder, 'content.json');
      writeFileSync(file, text);
      expect(loadSmall({}, folder).told).toEqual([]);
      expect(readFileSync(file, 'utf8').length).toBeGreaterThan(1_000);
    },
  );

  it('may be impossible', () => {
    mkdirSync(join(folder, 'content.json'));
    expect(loadSmall({}, folder).content).not.toBeNull();
  });
});
