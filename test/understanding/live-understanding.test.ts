import { describe, expect, test } from 'vitest';
import {
  createLiveUnderstanding,
  isInstructive,
  type LiveUnderstanding,
} from '../../src/understanding/live-understanding.ts';
import { trainModel } from '../../src/understanding/model/train-model.ts';
import { createTokenizer } from '../../src/understanding/text/tokenizer.ts';
import { smallExamples, smallLexicon, smallTaxonomy } from './model/small-world.ts';

const model = trainModel(smallExamples, smallLexicon);
const open = (): LiveUnderstanding =>
  createLiveUnderstanding(model, smallTaxonomy, createTokenizer(smallLexicon));
const bestOf = (live: LiveUnderstanding, text: string): string | undefined =>
  live.understand(text).guesses[0]?.category;

/** No word of it was ever seen in training. */
const lesson = { text: '芝麻通弹红框罢工', label: 'email.mailbox' };

describe('a correction', () => {
  test('is understood from the next message on, though its words were unknown', () => {
    const live = open();
    expect(bestOf(live, lesson.text)).not.toBe('email.mailbox');
    expect(live.teach(lesson)).toBe(true);
    expect(bestOf(live, lesson.text)).toBe('email.mailbox');
  });

  test('carries over to messages like it', () => {
    const live = open();
    live.teach(lesson);
    expect(bestOf(live, '早上芝麻通又弹红框')).toBe('email.mailbox');
  });

  test('wins over what the model took for sure', () => {
    const live = open();
    const text = '打印机发出来的邮件通知没收到';
    expect(bestOf(live, text)).toBe('hardware.printer');
    live.teach({ text, label: 'email.mailbox' });
    expect(bestOf(live, text)).toBe('email.mailbox');
    expect(bestOf(live, '打印机坏了')).toBe('hardware.printer');
  });

  test('that is wrong leaves plain messages alone', () => {
    const live = open();
    live.teach({ text: '二楼打印机坏了 在走廊', label: 'network.wifi' });
    expect(bestOf(live, '打印机不动了')).toBe('hardware.printer');
    expect(bestOf(live, 'printer is broken')).toBe('hardware.printer');
  });

  test('grows the revision, and is gone after a reset without it', () => {
    const live = open();
    const before = live.understand(lesson.text);
    live.teach(lesson);
    expect(live.revision()).toBe(1);
    live.reset([]);
    expect(live.revision()).toBe(2);
    expect(live.understand(lesson.text)).toEqual(before);
  });

  test('to a category the model does not know changes nothing', () => {
    const live = open();
    expect(live.teach({ ...lesson, label: 'network.carrier-pigeon' })).toBe(false);
    expect(live.revision()).toBe(0);
  });
});

test('more lessons than there is room for at first are learnt all the same', () => {
  const live = open();
  for (let index = 0; index < 400; index++)
    live.teach({ text: `product zq${index}x yw${index}v behaves oddly`, label: 'email.mailbox' });
  expect(bestOf(live, 'zq7x yw7v')).toBe('email.mailbox');
  expect(bestOf(live, 'zq399x yw399v')).toBe('email.mailbox');
});

test.each([
  ['打不开', false],
  ['不行', false],
  ['no access', false],
  ['？？？', false],
  ['财务系统打不开', true],
  ['the scanner is offline', true],
  ['SAP 登不上', true],
])('%s says enough to learn from: %s', (text, expected) => {
  expect(isInstructive(text)).toBe(expected);
});
