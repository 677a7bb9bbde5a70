import { describe, expect, test } from 'vitest';
import { answerSeenBy } from '../../src/conversation/who-sees.ts';
import { verbs } from '../../src/ticketing/verb.ts';

describe('in a group an answer is seen', () => {
  test.each(['help', 'my', 'mine', 'kb', 'lang', 'queue', 'bind', 'unbind', 'new', 'human'] as const)(
    'by the asker alone: %s',
    (verb) => {
      expect(answerSeenBy(verb, false)).toBe('asker');
    },
  );

  test.each([
    'claim',
    'release',
    'assign',
    'reply',
    'hold',
    'resolve',
    'close',
    'status',
    'history',
  ] as const)('by everybody: %s', (verb) => {
    expect(answerSeenBy(verb, false)).toBe('everybody');
  });

  test.each(verbs)("by the asker alone, of one's own ticket: $id", ({ id }) => {
    expect(answerSeenBy(id, true)).toBe('asker');
  });
});
