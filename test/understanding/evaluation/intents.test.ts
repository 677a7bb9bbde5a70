import { describe, expect, test } from 'vitest';
import { atMostPerLabel, withTypos } from '../../../src/understanding/evaluation/distort.ts';
import { trainIntentModel } from '../../../src/understanding/evaluation/intent-model.ts';
import {
  areaUnderCurve,
  calibrationError,
  chooseThreshold,
  coverageFrom,
  judgeTexts,
  scoreIntents,
  type Judged,
} from '../../../src/understanding/evaluation/intent-scores.ts';
import { decodeLabelledTexts } from '../../../src/understanding/evaluation/labelled-text.ts';
import { smallExamples } from '../model/small-world.ts';

test('bad lines of a labelled set are named, the rest is used', () => {
  const { texts, problems } = decodeLabelledTexts(
    [
      '\ufeff{"text": "where is my card", "label": "card"}',
      'nonsense',
      '[]',
      '{"label": "card"}',
      '{"text": "  ", "label": "card"}',
      '{"text": "hello"}',
      '{"text": "hello", "label": 7}',
      '',
      '{"id": 3, "text": "sing", "label": "oos"}',
    ].join('\n'),
  );
  expect(texts).toEqual([
    { id: null, text: 'where is my card', label: 'card' },
    { id: '3', text: 'sing', label: 'oos' },
  ]);
  expect(problems.map(({ line }) => line)).toEqual([2, 3, 4, 5, 6, 7]);
});

const judged = (wanted: string, label: string, belonging: number, confidence = 0.5): Judged => ({
  wanted,
  label,
  belonging,
  confidence,
});

describe('rejection', () => {
  const all = [
    ...Array.from({ length: 10 }, (_, index) => judged('a', 'a', index)),
    judged('oos', 'a', -1),
    judged('oos', 'a', 0.5),
    judged('oos', 'a', 20),
  ];

  test('gives up at most so many points of what is in scope', () => {
    expect(chooseThreshold(all, 0)).toBe(0);
    expect(chooseThreshold(all, 10)).toBe(1);
    expect(chooseThreshold(all, 20)).toBe(2);
  });

  test('rejects nothing where no stranger was ever seen', () => {
    expect(chooseThreshold([judged('a', 'a', 1)], 50)).toBe(-Infinity);
  });

  test('is scored', () => {
    expect(scoreIntents(all, 1)).toEqual({
      accuracy: { right: 11, of: 13 },
      inScope: { right: 9, of: 10 },
      strangerRecall: { right: 2, of: 3 },
      strangerPrecision: { right: 2, of: 3 },
    });
  });

  test('its area under the curve counts won pairs, ties half', () => {
    expect(areaUnderCurve([judged('a', 'a', 2), judged('oos', 'a', 1)])).toBe(1);
    expect(areaUnderCurve([judged('a', 'a', 1), judged('oos', 'a', 2)])).toBe(0);
    expect(areaUnderCurve([judged('a', 'a', 1), judged('oos', 'a', 1)])).toBe(0.5);
    expect(areaUnderCurve([judged('a', 'a', 1)])).toBeNull();
    expect(areaUnderCurve(all)).toBeCloseTo((10 + 9 + 0) / 30, 10);
  });
});

test('the calibration error is the distance of what is said from what is true', () => {
  const four = [0, 1, 2, 3].map((index) => judged('a', index < 3 ? 'a' : 'b', 0, 0.95));
  expect(calibrationError(four)).toBeCloseTo(0.2, 10);
  expect(calibrationError([...four, judged('oos', 'a', 0, 1)])).toBeCloseTo(0.2, 10);
  expect(calibrationError([])).toBe(0);
});

test('coverage counts what is said, and how much of it is right', () => {
  const some = [judged('a', 'a', 0, 0.9), judged('a', 'b', 0, 0.8), judged('a', 'a', 0, 0.1)];
  expect(coverageFrom(some, 0.5)).toEqual({ said: { right: 2, of: 3 }, right: { right: 1, of: 2 } });
});

test('a slip of the keyboard changes one long word of a text, the same one every time', () => {
  const texts = [
    { id: null, text: 'my card is on it', label: 'a' },
    { id: null, text: 'is it on', label: 'a' },
    { id: null, text: '打印机坏了', label: 'a' },
  ];
  const typed = withTypos(texts);
  expect(typed).toEqual(withTypos(texts));
  expect(typed.slice(1)).toEqual(texts.slice(1));
  expect(typed[0]?.text).toMatch(/^my \w{3,5} is on it$/);
});

test('at most so many of every label', () => {
  const few = atMostPerLabel(
    smallExamples.map(({ text, label }) => ({ id: null, text, label })),
    5,
  );
  const counts = new Map<string, number>();
  for (const { label } of few) counts.set(label, (counts.get(label) ?? 0) + 1);
  expect([...counts.values()]).toEqual([5, 5, 5]);
});

test('a fresh model learns any labels and knows a stranger it was shown', () => {
  const texts = [
    ...smallExamples.map(({ text, label }) => ({ id: null, text, label })),
    ...['sing a song', 'tell me a joke', 'what is the weather', 'who won the match', 'order a pizza'].map(
      (text) => ({ id: null, text, label: 'oos' }),
    ),
  ];
  const { predict } = trainIntentModel(texts);
  expect(predict('the printer broke again').label).toBe('hardware.printer');
  expect(predict('sing me a song').label).not.toBe('oos');
  const [known, strange] = judgeTexts(
    [
      { id: null, text: 'wifi is broken', label: 'network.wifi' },
      { id: null, text: 'sing me a joke', label: 'oos' },
    ],
    predict,
  );
  expect(known?.belonging).toBeGreaterThan(strange?.belonging ?? Infinity);
});
