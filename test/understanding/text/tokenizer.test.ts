import { expect, test } from 'vitest';
import { createTokenizer } from '../../../src/understanding/text/tokenizer.ts';
import { stem } from '../../../src/understanding/text/stem.ts';

const tokenizer = createTokenizer([{ name: 'vpn', words: ['连不上', '三楼', '硒鼓'] }]);

test.each([
  ['三楼的打印机连不上', ['三楼', '的', '打印机', '连不上']],
  ['vpn连不上,错误809', ['vpn', '连不上', '错误', '809']],
  ["the wi-fi doesn't work", ['the', 'wi-fi', "doesn't", 'work']],
  ['换硒鼓!', ['换', '硒鼓']],
  ['👍 …', []],
])('%s', (text, words) => {
  expect(tokenizer.words(text).map((word) => word.text)).toEqual(words);
});

test('words know where they stand', () => {
  const text = 'my 打印机, broken';
  for (const { text: word, start, end } of tokenizer.words(text)) expect(text.slice(start, end)).toBe(word);
});

test.each([
  ['printing', 'print'],
  ["can't", 'cant'],
  ['cant', 'cant'],
  ['passwords', 'password'],
])('the stem of %s is %s', (word, expected) => {
  expect(stem(word)).toBe(expected);
});
