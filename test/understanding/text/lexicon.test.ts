import { describe, expect, test } from 'vitest';
import { decodeLexicon, segmentationWords } from '../../../src/understanding/text/decode-lexicon.ts';
import { createFindConcepts } from '../../../src/understanding/text/lexicon.ts';
import { tokensOf } from '../../../src/understanding/text/tokens.ts';

const source = `# a comment
printer: 打印机, printer, label printer
slow: 慢, 卡, slow
money: 卡号
 bank card, 银行卡
-: 打卡, 三楼
stick: u盘
`;

describe('a lexicon file', () => {
  test('names concepts over several lines', () => {
    const { lexicon, problems } = decodeLexicon(source);
    expect(problems).toEqual([]);
    expect(lexicon.find(({ name }) => name === 'money')?.words).toEqual(['卡号', 'bank card', '银行卡']);
  });

  test('a line that is neither is named and left out', () => {
    const { lexicon, problems } = decodeLexicon('打印机\nslow: 慢\n');
    expect(problems.map(({ line }) => line)).toEqual([1]);
    expect(lexicon).toHaveLength(1);
  });

  test('gives Chinese words to the cutter', () => {
    const words = segmentationWords(decodeLexicon(source).lexicon);
    expect(words).toContain('u盘');
    expect(words).toContain('三楼');
    expect(words).not.toContain('bank card');
  });
});

describe('finding concepts', () => {
  const find = createFindConcepts(decodeLexicon(source).lexicon);
  const conceptsIn = (text: string): string[] =>
    find(tokensOf(text)).map(({ concept, start, end }) => `${concept}:${text.slice(start, end)}`);

  test.each([
    ['打印机很慢', ['printer:打印机', 'slow:慢']],
    ['label printers are slow', ['printer:label printers', 'slow:slow']],
    // The longest name wins, and a word without a meaning covers one with a meaning.
    ['银行卡号', ['money:银行卡']],
    ['打卡', []],
    ['插了u盘', ['stick:u盘']],
    ['bank, card', []],
    ['bank-card', ['money:bank-card']],
  ])('%s', (text, concepts) => {
    expect(conceptsIn(text)).toEqual(concepts);
  });
});
