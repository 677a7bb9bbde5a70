import { describe, expect, test } from 'vitest';
import { parseAnswer } from '../../src/questionnaire/parse-answer.ts';
import type { QuestionType } from '../../src/questionnaire/questionnaire.ts';
import { aQuestion, aWording } from '../support/a-questionnaire.ts';

const client = aWording({
  options: { anyconnect: 'AnyConnect', easyconnect: 'EasyConnect', other: '其他' },
  aliases: { anyconnect: ['思科', 'cisco'] },
});

const choice: QuestionType = { name: 'choice', options: ['anyconnect', 'easyconnect', 'other'] };
const multi: QuestionType = { name: 'multi', options: ['anyconnect', 'easyconnect', 'other'] };
const text: QuestionType = { name: 'text', maxLength: 10 };
const number: QuestionType = { name: 'number', min: 1, max: 99 };

describe('an answer is taken', () => {
  test.each<[QuestionType, string, string | string[]]>([
    [choice, '1', 'anyconnect'],
    [choice, '２', 'easyconnect'],
    [choice, '②', 'easyconnect'],
    [choice, '第二个', 'easyconnect'],
    [choice, '选3', 'other'],
    [choice, 'anyconnect', 'anyconnect'],
    [choice, '思科', 'anyconnect'],
    [choice, '是思科的那个', 'anyconnect'],
    [choice, '其他。', 'other'],
    [multi, '1,3', ['anyconnect', 'other']],
    [multi, '思科 和 easyconnect', ['anyconnect', 'easyconnect']],
    [multi, '1、1', ['anyconnect']],
    [{ name: 'yes-no' }, '是的', 'yes'],
    [{ name: 'yes-no' }, '沒有', 'no'],
    [{ name: 'yes-no' }, 'Yep!', 'yes'],
    [{ name: 'yes-no' }, '2', 'no'],
    [number, '大概 20 个人', '20'],
    [{ name: 'asset' }, 'pc-01234', 'PC-01234'],
    [{ name: 'asset' }, ' NB 0231 ', 'NB0231'],
    [text, ' 三楼财务室 ', '三楼财务室'],
    [text, '{n} **x**', '{n} **x**'],
  ])('%j: %s', (type, words, value) => {
    expect(parseAnswer(aQuestion({ type }), [client], words)).toEqual({ ok: true, value });
  });
});

describe('an answer is refused, with its reason', () => {
  test.each<[QuestionType, string, object]>([
    [choice, '4', { type: 'no-such-choice', count: 3 }],
    [choice, '不知道你在说什么', { type: 'no-such-choice', count: 3 }],
    [choice, 'AnyConnect 还是 EasyConnect', { type: 'no-such-choice', count: 3 }],
    [multi, '1,9', { type: 'no-such-choice', count: 3 }],
    [{ name: 'yes-no' }, '也许', { type: 'not-yes-no' }],
    [number, '很多', { type: 'not-a-number' }],
    [number, '100', { type: 'out-of-range', min: 1, max: 99 }],
    [{ name: 'asset' }, '贴纸掉了', { type: 'not-an-asset' }],
    [text, '一二三四五六七八九十十一', { type: 'too-long', maxLength: 10 }],
    [text, '   ', { type: 'empty' }],
    [{ name: 'attachment' }, '图呢', { type: 'no-attachment' }],
  ])('%j: %s', (type, words, problem) => {
    expect(parseAnswer(aQuestion({ type }), [client], words)).toEqual({ ok: false, problem });
  });
});
