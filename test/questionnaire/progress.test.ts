import { expect, test } from 'vitest';
import { prefill } from '../../src/questionnaire/prefill.ts';
import { parseLine } from '../../src/questionnaire/parse-line.ts';
import {
  migrateProgress,
  nextQuestion,
  startProgress,
  stepBack,
  withAnswer,
  withAsked,
  withSkipped,
} from '../../src/questionnaire/progress.ts';
import { aQuestionnaire } from '../support/a-questionnaire.ts';

const vpn = aQuestionnaire();
const fresh = startProgress(vpn, []);
const question = (id: string) => {
  const found = vpn.questions.find((one) => one.id === id);
  if (!found) throw new Error(id);
  return found;
};

test('asks in order, and only what applies', () => {
  expect(nextQuestion(vpn, fresh)?.id).toBe('client');
  const other = withSkipped(withAnswer(vpn, fresh, { questionId: 'client', value: 'other' }), 'error');
  expect(nextQuestion(vpn, other)?.id).toBe('place');
  const known = withSkipped(withAnswer(vpn, fresh, { questionId: 'client', value: 'easyconnect' }), 'error');
  expect(nextQuestion(vpn, known)?.id).toBe('other_network');
});

test('a changed answer takes those with it that no longer apply', () => {
  const both = withAnswer(vpn, withAnswer(vpn, fresh, { questionId: 'client', value: 'easyconnect' }), {
    questionId: 'other_network',
    value: 'yes',
  });
  expect(withAnswer(vpn, both, { questionId: 'client', value: 'other' }).answers).toEqual([
    { questionId: 'client', value: 'other' },
  ]);
});

test('back takes back the last answer and asks it again', () => {
  const asked = withAsked(
    withAnswer(vpn, withAsked(fresh, 'client'), { questionId: 'client', value: 'other' }),
    'error',
  );
  expect(stepBack(asked, 'error')).toMatchObject({ questionId: 'client', progress: { answers: [] } });
  expect(stepBack(withAsked(fresh, 'client'), 'client')).toBeUndefined();
});

test('what the report already says is not asked', () => {
  const answers = prefill(vpn, {
    entities: { error: '809', application: 'EasyConnect', location: '三楼' },
    values: {},
  });
  expect(answers).toEqual([
    { questionId: 'client', value: 'easyconnect' },
    { questionId: 'error', value: '809' },
    { questionId: 'place', value: '三楼' },
  ]);
});

test.each<[string, object[]]>([
  ['2', [{ questionId: 'client', value: 'easyconnect' }]],
  [
    '2, 是',
    [
      { questionId: 'client', value: 'easyconnect' },
      { questionId: 'other_network', value: 'yes' },
    ],
  ],
  [
    '2 1',
    [
      { questionId: 'client', value: 'easyconnect' },
      { questionId: 'other_network', value: 'yes' },
    ],
  ],
  [
    'EasyConnect，错误 809，有',
    [
      { questionId: 'client', value: 'easyconnect' },
      { questionId: 'other_network', value: 'yes' },
      { questionId: 'error', value: '错误 809' },
    ],
  ],
])('several answers in one line: %s', (line, answers) => {
  const parsed = parseLine(vpn, fresh, question('client'), line);
  expect(parsed.ok && parsed.progress.answers).toEqual(answers);
});

test('a free text is never cut at its commas', () => {
  const parsed = parseLine(
    vpn,
    withAnswer(vpn, fresh, { questionId: 'client', value: 'easyconnect' }),
    question('error'),
    '连不上，是，超时，1',
  );
  expect(parsed.ok && parsed.progress.answers[1]).toEqual({
    questionId: 'error',
    value: '连不上，是，超时，1',
  });
});

test('a saved dialogue goes on under a newer version, by question id', () => {
  const newer = aQuestionnaire(2);
  const saved = {
    ...fresh,
    answers: [
      { questionId: 'client', value: 'gone' },
      { questionId: 'place', value: '三楼' },
      { questionId: 'retired', value: 'x' },
    ],
    asked: ['client', 'retired'],
  };
  expect(migrateProgress(newer, saved)).toEqual({
    questionnaireId: 'network.vpn',
    version: 2,
    answers: [{ questionId: 'place', value: '三楼' }],
    skipped: [],
    asked: ['client'],
  });
});
