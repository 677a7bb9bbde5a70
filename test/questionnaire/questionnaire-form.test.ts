import { expect, test } from 'vitest';
import { startProgress, withAnswer, withSkipped } from '../../src/questionnaire/progress.ts';
import { questionnaireForm } from '../../src/questionnaire/questionnaire-form.ts';
import { createPhrases } from '../../src/wording/phrases.ts';
import { parseTemplate } from '../../src/wording/template.ts';
import { aQuestion, aQuestionnaire } from '../support/a-questionnaire.ts';

const copy = new Map(
  ['form.submit', 'form.close', 'answer.yes', 'answer.no'].map((key) => [key, parseTemplate(key)]),
);
const phrases = createPhrases(copy, { locale: 'zh-CN', timeZone: 'Asia/Shanghai', now: 0, channel: 'x' });
const vpn = aQuestionnaire();
const names = { formId: 'd:3:form:1', title: 'VPN' };
const idsOf = (which: 'open' | 'all', progress = startProgress(vpn, [])): string[] =>
  questionnaireForm(vpn, progress, which, names, phrases).fields.map(({ id }) => id);

test('asks what is open and applies now', () => {
  expect(idsOf('open')).toEqual(['client', 'error', 'place']);
  const known = withAnswer(vpn, startProgress(vpn, []), { questionId: 'client', value: 'anyconnect' });
  expect(idsOf('open', known)).toEqual(['error', 'other_network', 'place']);
  expect(idsOf('all', known)).toEqual(['client', 'error', 'other_network', 'place']);
});

test('what was passed over may be filled in after all', () => {
  expect(idsOf('open', withSkipped(startProgress(vpn, []), 'error'))).toContain('error');
});

test('options, prefilled answers and what must be filled in', () => {
  const known = withAnswer(vpn, startProgress(vpn, []), { questionId: 'client', value: 'easyconnect' });
  const { fields, formId } = questionnaireForm(vpn, known, 'all', names, phrases);
  expect(formId).toBe('d:3:form:1');
  expect(fields[0]).toEqual({
    id: 'client',
    label: '?',
    hint: null,
    required: true,
    input: {
      type: 'choice',
      several: false,
      options: [
        { value: 'anyconnect', label: 'AnyConnect' },
        { value: 'easyconnect', label: 'EasyConnect' },
        { value: 'other', label: '其他' },
      ],
      chosen: ['easyconnect'],
    },
  });
  expect(fields[1]).toMatchObject({
    required: false,
    input: { type: 'paragraph', value: '', maxLength: 200 },
  });
  expect(fields[2]).toMatchObject({
    input: {
      options: [
        { value: 'yes', label: 'answer.yes' },
        { value: 'no', label: 'answer.no' },
      ],
    },
  });
});

test('a picture is sent in the conversation, not on a form', () => {
  const pictured = {
    ...vpn,
    questions: [...vpn.questions, aQuestion({ id: 'shot', type: { name: 'attachment' } })],
  };
  const { fields } = questionnaireForm(pictured, startProgress(pictured, []), 'open', names, phrases);
  expect(fields.map(({ id }) => id)).not.toContain('shot');
});
