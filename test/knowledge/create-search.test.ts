import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Locale } from '../../src/kernel/locale.ts';
import type { Article } from '../../src/knowledge/article.ts';
import { createSearch } from '../../src/knowledge/create-search.ts';

function article(id: string, locale: Locale, title: string, more: Partial<Article> = {}): Article {
  return {
    ...{
      id,
      locale,
      title,
      category: 'hardware.printer',
      keywords: [],
      askedAs: [],
      body: '',
      symptom: null,
    },
    ...{ appliesWhen: null, prerequisites: [], steps: [], risks: null, rollback: null, verify: null },
    ...{ related: [], owner: null, validUntil: null },
    ...more,
  };
}

/** Of any code point, halves of pairs as well. */
const anyText = fc
  .array(fc.integer({ min: 0, max: 0x10ffff }), { maxLength: 40 })
  .map((points) => String.fromCodePoint(...points));

const jam = {
  cn: article('jam', 'zh-CN', '打印机卡纸'),
  tw: article('jam', 'zh-TW', '印表機卡紙'),
  en: article('jam', 'en', 'Printer paper jam'),
};

type Ask = { locale?: Locale; category?: string | null; limit?: number };

function find(articles: readonly Article[], text: string, ask: Ask = {}): string[] {
  return createSearch(articles)({ text, locale: 'zh-CN', category: null, limit: 3, ...ask }).map(
    (hit) => `${hit.article.id} ${hit.article.locale}`,
  );
}

describe('the language of what is shown', () => {
  it.each<[who: Locale, there: Article[], expected: string]>([
    ['zh-CN', [jam.en, jam.tw, jam.cn], 'jam zh-CN'],
    ['zh-TW', [jam.en, jam.tw, jam.cn], 'jam zh-TW'],
    ['en', [jam.cn, jam.tw, jam.en], 'jam en'],
    ['zh-TW', [jam.en, jam.cn], 'jam zh-CN'],
    ['zh-CN', [jam.en, jam.tw], 'jam zh-TW'],
    ['zh-TW', [jam.en], 'jam en'],
    ['en', [jam.tw, jam.cn], 'jam zh-CN'],
  ])('to %s', (locale, there, expected) => {
    const text = there.includes(jam.en) ? 'printer paper jam' : '打印机卡纸';
    expect(find(there, text, { locale })).toEqual([expected]);
  });

  it('is the asker’s, whatever the question was found by', () => {
    expect(find([jam.cn, jam.tw, jam.en], 'paper jam in the printer', { locale: 'zh-TW' })).toEqual([
      'jam zh-TW',
    ]);
    expect(find([jam.cn, jam.tw, jam.en], '印表機一直卡紙', { locale: 'en' })).toEqual(['jam en']);
  });
});

describe('an error code', () => {
  const codes = [
    article('general', 'en', 'VPN cannot connect: connection, error, server, client', {
      steps: ['VPN error codes'],
    }),
    article('691', 'en', 'Wrong user name', { keywords: ['error 691'] }),
    article('8091', 'en', 'Something else', { keywords: ['8091'] }),
    article('11b', 'en', 'Shared printer', { keywords: ['0x0000011b'] }),
    article('cert', 'en', 'Certificate', { symptom: 'NET::ERR_CERT_DATE_INVALID' }),
    article('answer', 'en', 'Timeout', { body: 'This is 809 in most clients.' }),
  ];
  it.each([
    ['691', ['691 en']],
    ['the VPN client says error 691', ['691 en', 'general en']],
    ['错误代码：６９１', ['691 en']],
    ['error691', ['691 en']],
    ['809', ['answer en']],
    ['0x0000011B', ['11b en']],
    ['0x11b', ['11b en']],
    ['错误：691', ['691 en']],
    ['10.0.0.691:691', []],
    ['操作失败，错误为0x0000011b。', ['11b en']],
    ['err_cert_date_invalid', ['cert en']],
    ['0x0000011c', []],
    ['69', []],
    ['6910', []],
    ['我在691开会', []],
    ['691块钱', []],
    ['a room for 691 people', []],
  ])('%s', (text, expected) => {
    expect(find(codes, text)).toEqual(expected);
  });
});

describe('the order', () => {
  const title = article('title', 'zh-CN', '耳机没声音');
  const keyword = article('keyword', 'zh-CN', '别的', { keywords: ['耳机没声音'] });
  const symptom = article('symptom', 'zh-CN', '别的', { symptom: '耳机没声音' });
  const body = article('body', 'zh-CN', '别的', { body: '耳机没声音' });
  it('title and keywords before symptom before answer', () => {
    const ids = find([body, symptom, keyword, title], '耳机没有声音，耳机没声音', {
      limit: 9,
      category: 'hardware.printer',
    });
    expect(ids.slice(0, 2).sort()).toEqual(['keyword zh-CN', 'title zh-CN']);
    expect(ids.slice(2)).toEqual(['symptom zh-CN', 'body zh-CN']);
  });

  it('the category decides between equals', () => {
    const one = article('one', 'zh-CN', '耳机没声音', { category: 'a.b' });
    const two = article('two', 'zh-CN', '耳机没声音', { category: 'c.d' });
    expect(find([one, two], '耳机没声音', { category: 'c.d' })).toEqual(['two zh-CN', 'one zh-CN']);
    expect(find([one, two], '耳机没声音', { category: 'a.b' })).toEqual(['one zh-CN', 'two zh-CN']);
  });

  it('shows no more than the limit', () => {
    const many = Array.from({ length: 20 }, (_, number) => article(`a-${number}`, 'zh-CN', '耳机没声音'));
    expect(find(many, '耳机没声音', { limit: 3 })).toEqual(['a-0 zh-CN', 'a-1 zh-CN', 'a-2 zh-CN']);
    expect(find(many, '耳机没声音', { limit: 0 })).toEqual([]);
  });
});

describe('a slip of the finger', () => {
  it.each(['pritner paper jam', 'printer paper jamm', 'printers papr jam'])('%s', (text) => {
    expect(find([jam.en, article('other', 'en', 'Mailbox is full')], text)).toEqual([
      'jam zh-CN'.replace('zh-CN', 'en'),
    ]);
  });
});

describe('any text', () => {
  const search = createSearch([jam.cn, jam.tw, jam.en]);
  const ask = (text: string) => search({ text, locale: 'en', category: null, limit: 3 });

  it('is read up to its first 1,000 characters', () => {
    expect(ask(`${'。'.repeat(900)}打印机卡纸`)).toHaveLength(1);
    expect(ask(`${'。'.repeat(1_000)}打印机卡纸`)).toHaveLength(0);
  });

  it('is answered the same way twice, each id once', () => {
    fc.assert(
      fc.property(fc.oneof(anyText, fc.constantFrom('__proto__', 'constructor', '打印机 jam')), (text) => {
        const hits = ask(text);
        expect(ask(text)).toEqual(hits);
        expect(new Set(hits.map(({ article }) => article.id)).size).toBe(hits.length);
      }),
    );
  });

  it('finds nothing where there is no article', () => {
    expect(find([], '打印机卡纸')).toEqual([]);
  });
});
