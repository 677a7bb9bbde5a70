import { describe, expect, test } from 'vitest';
import {
  findMention,
  findScore,
  isGreeting,
  isSolvedNow,
  saysNothing,
  wantsPerson,
  willTry,
} from '../../src/conversation/plain-wishes.ts';

describe('somebody asks for a person', () => {
  test.each([
    '我要找真人',
    '帮我转人工吧',
    '请转人工客服',
    '找个工程师来看看',
    '我要人工',
    '轉真人客服',
    'I want to talk to a human',
    'can I speak with someone?',
    'human please',
    'Get me an engineer',
  ])('%s', (text) => {
    expect(wantsPerson(text)).toBe(true);
  });

  test.each([
    '人工智能软件打不开',
    '找不到打印机',
    '客服系统登不上',
    'the human resources site is down',
    'agent software crashed',
    '换个显示器',
  ])('not: %s', (text) => {
    expect(wantsPerson(text)).toBe(false);
  });
});

describe('a score in words', () => {
  test.each<[string, { score: number; bare: boolean } | undefined]>([
    ['5', { score: 5, bare: true }],
    ['5分', { score: 5, bare: false }],
    ['给五星！', { score: 5, bare: false }],
    ['打3分吧', { score: 3, bare: false }],
    ['很满意', { score: 5, bare: false }],
    ['5 很满意', { score: 5, bare: false }],
    ['很差', { score: 1, bare: false }],
    ['不太滿意', { score: 2, bare: false }],
    ['4 out of 5', { score: 4, bare: false }],
    ['very satisfied', { score: 5, bare: false }],
    ['2 stars', { score: 2, bare: false }],
    ['5分钟前又断了', undefined],
    ['三楼打印机', undefined],
    ['ok', undefined],
  ])('%s', (text, score) => {
    expect(findScore(text)).toEqual(score);
  });
});

describe('a ticket named in a sentence', () => {
  test.each<[string, { ticket: number; rest: string } | undefined]>([
    ['T-1 现在能连了', { ticket: 1, rest: '现在能连了' }],
    ['还是那个 #12，没好', { ticket: 12, rest: '还是那个 没好' }],
    ['t-3', { ticket: 3, rest: '' }],
    ['T480 开不了机', undefined],
    ['HP-LT-400 卡纸', undefined],
    ['12 楼', undefined],
  ])('%s', (text, mention) => {
    expect(findMention(text)).toEqual(mention);
  });
});

test.each<[string, boolean]>([
  ['好的，我试试', true],
  ['我先试一下', true],
  ["ok, i'll try it first", true],
  ['OK', true],
  ['好的，已经好了', false],
  ['试过了没用', false],
  ['可以了', false],
])('%s: going to try: %s', (text, expected) => {
  expect(willTry(text)).toBe(expected);
});

test.each<[string, boolean]>([
  ['已经好了，谢谢', true],
  ['it works now, thanks', true],
  ['刚才自己好了', true],
  ['好了吗？', false],
  ['it works for a minute and then dies', false],
  ['好了一会又断了', false],
])('%s: works now: %s', (text, expected) => {
  expect(isSolvedNow(text)).toBe(expected);
});

test('a greeting and mere punctuation say nothing about the matter', () => {
  expect(isGreeting('在吗？')).toBe(true);
  expect(isGreeting('在吗，打印机坏了')).toBe(false);
  expect(saysNothing('？？？')).toBe(true);
  expect(saysNothing('？？？3')).toBe(false);
});
