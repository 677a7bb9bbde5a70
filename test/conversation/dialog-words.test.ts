import { describe, expect, test } from 'vitest';
import {
  findCorrection,
  findDialogWord,
  looksLikeQuestion,
  type DialogWord,
} from '../../src/conversation/dialog-words.ts';

describe('a whole message that steers', () => {
  test.each<[string, DialogWord | undefined]>([
    ['返回', 'back'],
    ['/back', 'back'],
    ['跳过。', 'skip'],
    ['算了', 'cancel'],
    ['Never mind', 'cancel'],
    ['解决了！', 'solved'],
    ['It works now', 'solved'],
    ['还是不行', 'not-solved'],
    ['didn’t help', 'not-solved'],
    ['謝謝', 'thanks'],
    ['谢谢你啊', 'thanks'],
    ['好的', 'yes'],
    ['OK', 'yes'],
    ['不是', 'no'],
    ['不知道', 'unknown'],
    ["I don't know", 'unknown'],
    ['我也不清楚', 'unknown'],
    ["I'm not sure", 'unknown'],
    ['找不到', 'unknown'],
    ['提交吧', 'yes'],
    ['submit please', 'yes'],
    ['looks good', 'yes'],
    ['great, it works', 'solved'],
    ['好的，好了', 'solved'],
    ['nope still broken', 'not-solved'],
    ["no that didn't help", 'not-solved'],
    ['no, the printer on the 3rd floor', undefined],
    ['没问题', 'yes'],
    ["it's fine now, thanks", 'solved'],
    ['好了吗？', undefined],
    ['好了一会又不行了', undefined],
    ['fixed but slow', undefined],
    ['打印机还是卡纸', undefined],
    ['好的那我再试试别的办法看看行不行吧实在不行我明天再来找你们一起看一下这个到底是怎么一回事', undefined],
  ])('%s → %s', (text, word) => {
    expect(findDialogWord(text)).toBe(word);
  });
});

describe('a correction', () => {
  test.each<[string, string | undefined]>([
    ['不是，是三楼那台', '三楼那台'],
    ['不对，应该是 Mac', 'Mac'],
    ['说错了 是12楼', '12楼'],
    ['改成 EasyConnect', 'EasyConnect'],
    ["no, it's the one on the 3rd floor", 'the one on the 3rd floor'],
    ['actually, Windows', 'Windows'],
    ['sorry, I meant macOS', 'macOS'],
    ['三楼那台', undefined],
    ['不是', undefined],
  ])('%s → %s', (text, rest) => {
    expect(findCorrection(text)).toBe(rest);
  });
});

test.each<[string, boolean]>([
  ['这个要多久？', true],
  ['为什么要问这个', true],
  ['what is an asset tag', true],
  ['你们几点下班呢', true],
  ['三楼', false],
  ['whatever you need', false],
])('%s is a question: %s', (text, expected) => {
  expect(looksLikeQuestion(text)).toBe(expected);
});
