import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { decodeMessages, type LabelledMessage } from '../../src/understanding/evaluation/message.ts';
import { ratio, score } from '../../src/understanding/evaluation/score.ts';
import { judgeMessage } from '../../src/understanding/evaluation/verdict.ts';
import { decodeLexicon } from '../../src/understanding/text/decode-lexicon.ts';
import { loadShippedContent, trainShipped } from './shipped.ts';

const understand = trainShipped();

describe('what everybody types is said with confidence', () => {
  test.each([
    ['三楼财务室的打印机一直脱机，打不出来发票', 'hardware.printer', '打印机'],
    ['VPN连不上 错误809', 'network.vpn', 'VPN'],
    ['密码忘了，登不进去', 'account.password', '密码'],
    ['印表機卡紙', 'hardware.printer', '印表機'],
    ["I can't connect to the VPN from home", 'network.vpn', 'VPN'],
    ['forgot my password', 'account.password', 'password'],
    ['please install Photoshop on my pc', 'software.install', 'install'],
    ['电脑蓝屏了', 'hardware.computer', '蓝屏'],
    ['无线网总是掉线', 'network.wifi', '无线'],
    ['申请一台新的显示器', 'service.equipment', '显示器'],
  ])('%s', (text, category, word) => {
    const said = understand(text);
    expect(said.band).toBe('confident');
    expect(said.guesses[0]?.category).toBe(category);
    expect(said.words.join(' ')).toContain(word);
  });
});

describe('nothing that could mean anything is guessed', () => {
  test.each([
    ...[
      '你好',
      '在吗',
      '您好，在吗',
      'help',
      'hello',
      '坏了',
      '用不了',
      '急急急',
      'urgent!!!',
      '有问题',
      "it doesn't work",
      '在不在',
    ],
    ...[
      '12345',
      '809',
      '👍',
      '😂😂😂',
      '???',
      '。。。',
      '',
      ' ',
      '\u200b',
      'asdkjh qweoiu zxcmn',
      'lorem ipsum dolor sit amet',
      '嘎嘣脆呱唧唧',
      'aaaaaaaaaaaa',
    ],
  ])('%s', (text) => {
    expect(understand(text).band).toBe('lost');
  });

  test.each(['12345', '👍', '', '???'])('%s gives no guess at all', (text) => {
    expect(understand(text).guesses).toEqual([]);
  });
});

describe('talk is told from reports', () => {
  test.each([
    ['你好', 'small-talk'],
    ['谢谢', 'small-talk'],
    ['thank you so much', 'small-talk'],
    ['辛苦了', 'small-talk'],
    ['今天中午食堂吃什么', 'off-topic'],
    ['我的年假还剩几天', 'off-topic'],
    ['what is for lunch today', 'off-topic'],
  ])('%s → %s', (text, kind) => {
    expect(understand(text).kind).toBe(kind);
  });

  test.each([
    '谢谢，打印机又坏了',
    '你好，VPN连不上',
    'hi, my laptop is dead',
    'thanks, but the wifi is still down',
    '辛苦看下邮箱收不到信',
  ])('words of a report win: %s', (text) => {
    expect(['incident', 'request', 'how-to']).toContain(understand(text).kind);
  });
});

test('words, entities and reasons are what stands in the text as typed', () => {
  const text = '急！三樓財務室的印表機當機了，整個部門都不能列印，十點要開會';
  const { locale, words, entities, impact, urgency, pressing } = understand(text);
  expect(locale).toBe('zh-TW');
  for (const word of [...words, ...(impact?.words ?? []), ...(urgency?.words ?? []), ...pressing.words])
    expect(text).toContain(word);
  for (const { value, start, end } of entities) expect(text.slice(start, end)).toBe(value);
  expect(impact?.value).toBe('team');
  expect(pressing.value).toBe(true);
});

test('a hundred thousand characters are read like the first thousand', () => {
  const text = `打印机卡纸 ${'x y z '.repeat(20_000)}`;
  expect(understand(text)).toEqual(understand(text.slice(0, 1_000)));
});

test('every category is learnt in Chinese and in English', () => {
  const { training, taxonomy } = loadShippedContent();
  for (const { id } of taxonomy) {
    for (const locale of ['zh-CN', 'en']) {
      expect(
        training.filter((example) => example.label === id && example.locale === locale).length,
        `${id} ${locale}`,
      ).toBeGreaterThanOrEqual(10);
    }
  }
});

test('the vocabulary file has no bad line', () => {
  expect(decodeLexicon(loadShippedContent().vocabulary).problems).toEqual([]);
});

describe('held-out messages (README.md beside them): floors, some points under what was measured', () => {
  const { messages, problems } = decodeMessages(
    readFileSync(join(import.meta.dirname, 'held-out', 'messages.jsonl'), 'utf8'),
  );
  const scoresOf = (part: readonly LabelledMessage[]) =>
    score(
      part,
      part.map(({ id, text }) => judgeMessage(id, text, understand)),
    );
  const isHard = ({ id }: LabelledMessage): boolean => Number(id.slice(1)) <= 752;

  test('every line is good', () => {
    expect(problems).toEqual([]);
  });

  test('hard ones: the obvious word is missing, or a neighbour lies close', () => {
    const scores = scoresOf(messages.filter(isHard));
    expect(ratio(scores.category)).toBeGreaterThan(0.79);
    expect(ratio(scores.topThree)).toBeGreaterThan(0.94);
    expect(ratio(scores.confident)).toBeGreaterThan(0.9);
    expect(ratio(scores.kind)).toBeGreaterThan(0.77);
    expect(ratio(scores.impact)).toBeGreaterThan(0.93);
    expect(ratio(scores.priority)).toBeGreaterThan(0.8);
  });

  test('ordinary ones', () => {
    const scores = scoresOf(messages.filter((message) => !isHard(message)));
    expect(ratio(scores.category)).toBeGreaterThan(0.94);
    expect(ratio(scores.topThree)).toBeGreaterThan(0.97);
    expect(ratio(scores.confident)).toBeGreaterThan(0.97);
    expect(ratio(scores.coverage)).toBeGreaterThan(0.6);
    expect(ratio(scores.kind)).toBeGreaterThan(0.89);
    expect(ratio(scores.priority)).toBeGreaterThan(0.85);
  });
});
