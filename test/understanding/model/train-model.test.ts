import { describe, expect, test } from 'vitest';
import { createClassifier } from '../../../src/understanding/model/classifier.ts';
import type { Example } from '../../../src/understanding/model/example.ts';
import { isModel, type Model } from '../../../src/understanding/model/model.ts';
import { trainModel } from '../../../src/understanding/model/train-model.ts';

const lexicon = [
  { name: 'printer', words: ['打印机', 'printer'] },
  { name: 'broken', words: ['坏了', 'broken'] },
  { name: 'wifi', words: ['无线', 'wifi'] },
];

const printers = [
  '打印机坏了',
  '打印机卡纸',
  '打印机不动',
  '打印机脱机',
  'printer broken',
  'the printer jams',
  'printer offline',
  'no toner in the printer',
];
const networks = [
  '无线断了',
  '无线很慢',
  '无线连不上',
  '无线没信号',
  'wifi down',
  'the wifi is slow',
  'no wifi',
  'wifi drops',
];
const hellos = ['你好', '您好', '谢谢', '早上好', 'hello', 'hi there', 'thanks', 'good morning'];
const examples: Example[] = [
  ...printers.map((text): Example => ({ text, label: 'hardware.printer', locale: 'zh-CN' })),
  ...networks.map((text): Example => ({ text, label: 'network.wifi', locale: 'zh-CN' })),
  ...hellos.map((text): Example => ({ text, label: 'small-talk', locale: 'zh-CN' })),
];

describe('a trained model', () => {
  const model = trainModel(examples, lexicon);
  // As a cache keeps it.
  const restored = JSON.parse(JSON.stringify(model)) as Model;
  const classifier = createClassifier(restored);

  test('survives JSON and says its version', () => {
    expect(restored).toEqual(model);
    expect(isModel(restored)).toBe(true);
    expect(isModel({ ...restored, version: 0 })).toBe(false);
    expect(isModel(null)).toBe(false);
  });

  test('is the same every time', () => {
    expect(trainModel(examples, lexicon)).toEqual(model);
  });

  test.each([
    ['三楼打印机坏了', 'hardware.printer'],
    ['printers broken', 'hardware.printer'],
    ['无线网断断续续', 'network.wifi'],
    ['你好呀', 'other.unknown'],
  ])('places %s in %s', (text, category) => {
    const { ranking } = classifier.classify(text);
    expect(ranking[0]?.category).toBe(category);
    expect(ranking.reduce((sum, { confidence }) => sum + confidence, 0)).toBeCloseTo(1, 6);
  });

  test('counts small talk as nothing known, but keeps it apart', () => {
    const { ranking, labels } = classifier.classify('谢谢');
    expect(ranking[0]?.category).toBe('other.unknown');
    expect(labels.get('small-talk')).toBeGreaterThan(0.5);
  });

  test('says nothing of what it has never seen', () => {
    expect(classifier.classify('咕噜')).toEqual({ ranking: [], labels: new Map() });
  });

  test('strange words beside a known one make it weigh less', () => {
    const strength = (text: string): number =>
      classifier.explain(text, 'hardware.printer').reduce((sum, { weight }) => sum + weight, 0);
    expect(strength('printer qwertz asdfgh yxcvbn poiuzt')).toBeLessThan(strength('printer'));
  });

  test('knows which part of the text spoke for a category', () => {
    const text = '你好，打印机';
    const strongest = classifier
      .explain(text, 'hardware.printer')
      .toSorted((one, other) => other.weight - one.weight)[0];
    expect(text.slice(strongest?.start, strongest?.end)).toContain('打');
  });
});
