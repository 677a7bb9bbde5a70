import { describe, expect, it } from 'vitest';
import type { Locale } from '../../src/kernel/locale.ts';
import type { Article } from '../../src/knowledge/article.ts';
import { createKnowledgeBase, type KnowledgeBase } from '../../src/knowledge/knowledge-base.ts';
import { createKnowledgeSearch } from '../../src/knowledge/knowledge-search.ts';

function article(id: string, title: string, locale: Locale = 'zh-CN', more: Partial<Article> = {}): Article {
  return {
    ...{ id, locale, title, category: 'hardware.printer', keywords: [], askedAs: [], body: '照着做。' },
    ...{ symptom: null, appliesWhen: null, prerequisites: [], steps: [], risks: null, rollback: null },
    ...{ verify: null, related: [], owner: null, validUntil: null },
    ...more,
  };
}

function ids(base: KnowledgeBase, text: string, locale: Locale = 'zh-CN'): string[] {
  return base.search({ text, locale, category: null, limit: 5 }).map((hit) => hit.article.id);
}

describe('a knowledge base follows what happens to its articles', () => {
  it('finds an article put in before and after the first question', () => {
    const base = createKnowledgeBase();
    base.put(article('jam', '打印机卡纸'));
    expect(ids(base, '打印机卡纸')).toEqual(['jam']);
    base.put(article('screen', '显示器黑屏'));
    expect(ids(base, '显示器黑屏')).toEqual(['screen']);
  });

  it('finds an article by its new words and no longer by the old', () => {
    const base = createKnowledgeBase();
    base.put(article('a', '打印机卡纸'));
    ids(base, '随便');
    base.put(article('a', '显示器黑屏'));
    expect(ids(base, '打印机卡纸')).toEqual([]);
    expect(ids(base, '显示器黑屏')).toEqual(['a']);
  });

  it('hides one language and keeps the other, then all', () => {
    const base = createKnowledgeBase();
    base.put(article('jam', '打印机卡纸'));
    base.put(article('jam', 'Printer paper jam', 'en'));
    base.hide('jam', 'zh-CN');
    expect(base.find('jam', 'zh-CN')?.locale).toBe('en');
    base.hide('jam', 'en');
    expect(base.find('jam', 'en')).toBeUndefined();
    expect(ids(base, 'paper jam')).toEqual([]);
  });

  it('finds an article by how somebody put it when it helped, in any language of the article', () => {
    const base = createKnowledgeBase();
    base.put(article('jam', '打印机卡纸'));
    expect(ids(base, '机器吃纸吐不出来了')).toEqual([]);
    base.addPhrasing('jam', 'zh-CN', '机器吃纸吐不出来');
    base.addPhrasing('jam', 'en', 'the copier swallowed my sheet');
    expect(ids(base, '机器吃纸吐不出来了')).toEqual(['jam']);
    expect(ids(base, 'copier swallowed a sheet')).toEqual(['jam']);
    base.put(article('jam', '打印机卡纸怎么办'));
    expect(ids(base, '机器吃纸吐不出来了'), 'after an edit').toEqual(['jam']);
  });

  it('names the words an article was found by', () => {
    const base = createKnowledgeBase();
    base.put(article('vpn', 'VPN 错误 809', 'zh-CN', { keywords: ['远程接入'] }));
    const [hit] = base.search({ text: '在家远程接入报 809', locale: 'zh-CN', category: null, limit: 1 });
    expect(hit?.words).toEqual(expect.arrayContaining(['809', '远程']));
  });
});

describe('an index built in slices', () => {
  const many = Array.from({ length: 300 }, (_, number) =>
    article(`a-${number}`, `第${number}号设备 编号e${number}x 故障`),
  );

  it('takes changes made while it is being built', () => {
    const search = createKnowledgeSearch(many);
    for (let slice = 0; slice < 40; slice += 1) expect(search.step()).toBe(true);
    search.put([article('late', '显示器黑屏')]);
    search.drop('a-7');
    search.finish();
    const find = (text: string) =>
      search.search({ text, locale: 'zh-CN', category: null, limit: 3 }).map((hit) => hit.article.id);
    expect(find('显示器黑屏')).toEqual(['late']);
    expect(find('编号e7x')).not.toContain('a-7');
    expect(find('编号e8x')[0]).toBe('a-8');
  });

  it('comes to the same as one built at once', () => {
    const sliced = createKnowledgeSearch(many);
    while (sliced.step());
    const atOnce = createKnowledgeSearch(many);
    atOnce.finish();
    for (const text of ['编号e8x', '第12号设备故障', '没有这个'])
      expect(sliced.rank({ text, locale: 'zh-CN', category: null, limit: 5 })).toEqual(
        atOnce.rank({ text, locale: 'zh-CN', category: null, limit: 5 }),
      );
  });
});
