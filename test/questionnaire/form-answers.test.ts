import { describe, expect, test } from 'vitest';
import { readFormAnswers } from '../../src/questionnaire/form-answers.ts';
import { nextQuestion, startProgress, withAnswer } from '../../src/questionnaire/progress.ts';
import { aQuestion, aQuestionnaire, aWording } from '../support/a-questionnaire.ts';
import type { Questionnaire } from '../../src/questionnaire/questionnaire.ts';

const vpn = aQuestionnaire();
const start = startProgress(vpn, []);
const plainly = { keepKnown: false, isUnknown: (text: string) => text === '不知道' };

test('what was chosen and written is answered, and what it makes applicable is still to be asked', () => {
  const read = readFormAnswers(
    vpn,
    start,
    { client: ['easyconnect'], error: ['809'], place: ['三楼'] },
    plainly,
  );
  expect(read.problems).toEqual([]);
  expect(read.progress.answers).toEqual([
    { questionId: 'client', value: 'easyconnect' },
    { questionId: 'error', value: '809' },
    { questionId: 'place', value: '三楼' },
  ]);
  expect(nextQuestion(vpn, read.progress)?.id).toBe('other_network');
  expect(read.texts).toEqual(['809', '三楼']);
});

test('an optional field left empty is passed over, a required one stays open', () => {
  const read = readFormAnswers(vpn, start, { client: ['other'], error: [], place: [''] }, plainly);
  expect(read.progress.skipped).toEqual(['error']);
  expect(nextQuestion(vpn, read.progress)?.id).toBe('place');
});

test('a field that was not on the form is not touched', () => {
  const read = readFormAnswers(vpn, start, { client: ['other'] }, plainly);
  expect(read.progress.skipped).toEqual([]);
});

test('an emptied field takes its answer back', () => {
  const known = withAnswer(vpn, start, { questionId: 'error', value: '809' });
  const read = readFormAnswers(vpn, known, { error: [] }, plainly);
  expect(read.progress.answers).toEqual([]);
  expect(read.progress.skipped).toEqual(['error']);
});

test('what was answered in the dialogue meanwhile stands', () => {
  const known = withAnswer(vpn, start, { questionId: 'client', value: 'anyconnect' });
  const read = readFormAnswers(
    vpn,
    known,
    { client: ['other'], place: ['三楼'] },
    { ...plainly, keepKnown: true },
  );
  expect(read.progress.answers).toEqual([
    { questionId: 'client', value: 'anyconnect' },
    { questionId: 'place', value: '三楼' },
  ]);
});

test('a conditional question that a changed answer makes void is not answered', () => {
  const known = withAnswer(vpn, start, { questionId: 'client', value: 'anyconnect' });
  const read = readFormAnswers(vpn, known, { client: ['other'], other_network: ['yes'] }, plainly);
  expect(read.progress.answers).toEqual([{ questionId: 'client', value: 'other' }]);
});

test('"I do not know" to an open question passes it over, required or not', () => {
  const read = readFormAnswers(vpn, start, { client: ['other'], place: ['不知道'] }, plainly);
  expect(read.progress.skipped).toEqual(['place']);
  expect(nextQuestion(vpn, read.progress)?.id).toBe('error');
});

describe('what does not fit is a problem, and the rest is kept', () => {
  const questions = [
    aQuestion({ id: 'count', type: { name: 'number', min: 1, max: 9 } }),
    aQuestion({ id: 'tag', type: { name: 'asset' } }),
    aQuestion({ id: 'short', type: { name: 'text', maxLength: 5 } }),
    aQuestion({ id: 'kind', type: { name: 'choice', options: ['a', 'b'] } }),
    aQuestion({ id: 'sort', type: { name: 'multi', options: ['a', 'b', 'c'] } }),
  ];
  const wording = Object.fromEntries(questions.map(({ id }) => [id, aWording({ label: id })]));
  const mixed: Questionnaire = {
    id: 'x',
    version: 1,
    questions,
    wording: { 'zh-CN': wording, 'zh-TW': wording, en: wording },
  };

  test.each<[string, string, string]>([
    ['count', '十几台', 'not-a-number'],
    ['count', '12', 'out-of-range'],
    ['tag', '那台黑的', 'not-an-asset'],
    ['short', '这个太长了吧', 'too-long'],
    ['kind', 'nonsense', 'no-such-choice'],
  ])('%s: %s', (id, text, problem) => {
    const answers = { [id]: [text], sort: ['a', 'c', 'a'] };
    const read = readFormAnswers(mixed, startProgress(mixed, []), answers, plainly);
    expect(read.problems).toMatchObject([{ questionId: id, problem: { type: problem } }]);
    expect(read.progress.answers).toEqual([{ questionId: 'sort', value: ['a', 'c'] }]);
  });
});
