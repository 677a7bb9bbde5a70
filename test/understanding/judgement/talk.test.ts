import { expect, test } from 'vitest';
import { judgeTalk } from '../../../src/understanding/judgement/talk.ts';
import { createFindConcepts } from '../../../src/understanding/text/lexicon.ts';
import { tokensOf } from '../../../src/understanding/text/tokens.ts';

const find = createFindConcepts([
  { name: 'greeting', words: ['你好', 'hi'] },
  { name: 'thanks', words: ['谢谢', 'thanks'] },
  { name: 'food', words: ['食堂'] },
  { name: 'printer', words: ['打印机', 'printer'] },
]);
const judge = (text: string, chat: number, foreign: number) =>
  judgeTalk(
    text,
    new Map([
      ['small-talk', chat],
      ['off-topic', foreign],
    ]),
    find(tokensOf(text)),
  );

test.each([
  ['nothing but talk needs no model', '你好，谢谢', 0, 0, 'small-talk'],
  ['with a filler', '谢谢啦', 0, 0, 'small-talk'],
  ['the model is sure', '辛苦了', 0.9, 0, 'small-talk'],
  ['the model is not', '辛苦了', 0.3, 0.1, null],
  ['a word of the trade stands against it', '谢谢打印机', 0.9, 0, null],
  ['not ours', '食堂几点开门', 0.1, 0.8, 'off-topic'],
  ['not ours, though it names something of ours', '打印机多少钱一斤', 0, 0.8, null],
  ['not ours at all, though it names something of ours', '打印机多少钱一斤', 0, 0.95, 'off-topic'],
] as const)('%s: %s', (_name, text, chat, foreign, expected) => {
  expect(judge(text, chat, foreign)).toBe(expected);
});
