import { describe, expect, test } from 'vitest';
import { decodeMessages, type LabelledMessage } from '../../../src/understanding/evaluation/message.ts';
import { formatShare, score } from '../../../src/understanding/evaluation/score.ts';
import type { Verdict } from '../../../src/understanding/evaluation/verdict.ts';

describe('an evaluation file', () => {
  test('bad lines are named, the rest is used', () => {
    const { messages, problems } = decodeMessages(
      [
        '{"id": "a", "text": "打印机坏了", "category": "hardware.printer"}',
        'not json',
        '{"text": "no id"}',
        '{"id": "b"}',
        '[]',
        '{"id": "c", "text": "x", "priority": "P9"}',
        '',
        '{"id": 7, "text": "y"}',
      ].join('\n'),
    );
    expect(messages.map(({ id }) => id)).toEqual(['a', '7']);
    expect(problems.map(({ line }) => line)).toEqual([2, 3, 4, 5, 6]);
  });
});

const verdict = (category: readonly string[], more: Partial<Verdict> = {}): Verdict => ({
  id: 'a',
  lang: 'en',
  kind: 'incident',
  band: 'confident',
  category: category.map((id) => ({ id, confidence: 0.5 })),
  impact: 'user',
  urgency: 'blocked',
  priority: 'P3',
  entities: [],
  ...more,
});

test('scores every label that is there', () => {
  const messages: LabelledMessage[] = [
    { id: 'a', text: '', category: 'network.vpn', priority: 'P3' },
    { id: 'b', text: '', category: 'network.vpn', kind: 'request' },
    { id: 'c', text: '', category: 'network.wifi' },
    { id: 'd', text: '' },
  ];
  const scores = score(messages, [
    verdict(['network.vpn']),
    verdict(['network.wifi', 'email.mailbox', 'network.vpn'], { band: 'unsure' }),
    verdict(['network.vpn', 'network.wifi']),
    verdict(['network.vpn']),
  ]);
  expect(scores.category).toEqual({ right: 1, of: 3 });
  expect(scores.topThree).toEqual({ right: 3, of: 3 });
  expect(scores.confident).toEqual({ right: 1, of: 2 });
  expect(scores.coverage).toEqual({ right: 2, of: 3 });
  expect(scores.kind).toEqual({ right: 0, of: 1 });
  expect(scores.priority).toEqual({ right: 1, of: 1 });
  expect(scores.impact).toEqual({ right: 0, of: 0 });
  expect(formatShare(scores.category)).toBe(' 33.3 %  1 of 3');
});
