import type { Form, FormField } from '../channel/form.ts';
import type { Answer } from '../ticketing/ticket.ts';
import type { Phrases } from '../wording/phrases.ts';
import { applies, findAnswer, openQuestions, type QuestionnaireProgress } from './progress.ts';
import { choicesOf, wordingOf } from './question-speech.ts';
import type { Question, Questionnaire } from './questionnaire.ts';

/** Longer texts get a box of several lines. */
const longestLine = 100;
/** What every platform's text field holds. */
const longestText = 3_000;

/** Questions a form can ask: a picture is sent in the conversation. */
export function formQuestions(
  questionnaire: Questionnaire,
  progress: QuestionnaireProgress,
  which: 'open' | 'all',
): Question[] {
  const asked =
    which === 'open'
      ? openQuestions(questionnaire, progress)
      : questionnaire.questions.filter((question) => applies(question, progress.answers));
  return asked.filter(({ type }) => type.name !== 'attachment');
}

/**
 * The questions that are open and apply now (`all`: also those already answered, with their answers) on one page. What only an
 * answer makes applicable is asked in the dialogue when the form has come in.
 */
export function questionnaireForm(
  questionnaire: Questionnaire,
  progress: QuestionnaireProgress,
  which: 'open' | 'all',
  { formId, title }: { formId: string; title: string },
  phrases: Phrases,
): Form {
  return {
    formId,
    title,
    submitLabel: phrases.label('form.submit'),
    cancelLabel: phrases.label('form.close'),
    fields: formQuestions(questionnaire, progress, which).map((question) =>
      formField(questionnaire, question, findAnswer(progress.answers, question.id), phrases),
    ),
  };
}

function formField(
  questionnaire: Questionnaire,
  question: Question,
  known: Answer['value'] | undefined,
  phrases: Phrases,
): FormField {
  const wording = wordingOf(questionnaire, question.id, phrases.locale);
  const values = known === undefined ? [] : typeof known === 'string' ? [known] : known;
  return {
    id: question.id,
    label: wording.ask,
    hint: wording.hint,
    required: question.required,
    input: inputOf(questionnaire, question, values, phrases),
  };
}

function inputOf(
  questionnaire: Questionnaire,
  question: Question,
  known: readonly string[],
  phrases: Phrases,
): FormField['input'] {
  const { type } = question;
  const value = known.join(phrases.locale === 'en' ? ', ' : '、');
  switch (type.name) {
    case 'choice':
    case 'multi':
    case 'yes-no':
      return {
        type: 'choice',
        several: type.name === 'multi',
        options: choicesOf(questionnaire, question, phrases),
        chosen: known,
      };
    case 'text': {
      const maxLength = Math.min(type.maxLength, longestText);
      return { type: maxLength > longestLine ? 'paragraph' : 'line', value, maxLength };
    }
    case 'number':
    case 'asset':
    case 'attachment':
      return { type: 'line', value, maxLength: longestLine };
  }
}
