import type { Action } from '../channel/outbound.ts';
import type { Locale } from '../kernel/locale.ts';
import type { Answer } from '../ticketing/ticket.ts';
import type { Phrases } from '../wording/phrases.ts';
import type { AnswerProblem } from './parse-answer.ts';
import { findAnswer } from './progress.ts';
import type { Question, Questionnaire, QuestionWording } from './questionnaire.ts';

export function wordingOf(questionnaire: Questionnaire, questionId: string, locale: Locale): QuestionWording {
  return (
    questionnaire.wording[locale][questionId] ?? {
      ask: questionId,
      label: questionId,
      hint: null,
      options: {},
      aliases: {},
    }
  );
}

/** What a question offers to choose from, in the reader's words; nothing for a free one. */
export function choicesOf(
  questionnaire: Questionnaire,
  question: Question,
  phrases: Phrases,
): { value: string; label: string }[] {
  const wording = wordingOf(questionnaire, question.id, phrases.locale);
  switch (question.type.name) {
    case 'choice':
    case 'multi':
      return question.type.options.map((option) => ({
        value: option,
        label: wording.options[option] ?? option,
      }));
    case 'yes-no':
      return ['yes', 'no'].map((value) => ({ value, label: phrases.label(`answer.${value}`) }));
    case 'text':
    case 'number':
    case 'asset':
    case 'attachment':
      return [];
  }
}

/** The choices of a question as buttons; the number is what one may type instead. `press` makes the action string. */
export function choiceActions(
  questionnaire: Questionnaire,
  question: Question,
  phrases: Phrases,
  press: (value: string) => string,
): Action[] {
  return choicesOf(questionnaire, question, phrases).map(({ value, label }, index) => ({
    action: press(value),
    label,
    style: 'plain',
    alias: String(index + 1),
  }));
}

/** An answer as its question's options call it. */
export function answerWords(
  questionnaire: Questionnaire,
  answer: Answer,
  phrases: { locale: Locale; label(key: string): string },
): string {
  const wording = wordingOf(questionnaire, answer.questionId, phrases.locale);
  const question = questionnaire.questions.find(({ id }) => id === answer.questionId);
  const one = (value: string) =>
    question?.type.name === 'yes-no' ? phrases.label(`answer.${value}`) : (wording.options[value] ?? value);
  return typeof answer.value === 'string'
    ? one(answer.value)
    : answer.value.map(one).join(phrases.locale === 'en' ? ', ' : '、');
}

/** Answers in the questionnaire's order with their labels. */
export function answerLines(
  questionnaire: Questionnaire,
  answers: readonly Answer[],
  phrases: { locale: Locale; label(key: string): string },
): { questionId: string; label: string; value: string }[] {
  return questionnaire.questions.flatMap((question) => {
    const value = findAnswer(answers, question.id);
    if (value === undefined) return [];
    const label = wordingOf(questionnaire, question.id, phrases.locale).label;
    return [
      {
        questionId: question.id,
        label,
        value: answerWords(questionnaire, { questionId: question.id, value }, phrases),
      },
    ];
  });
}

export function problemWords(problem: AnswerProblem, phrases: Phrases): string {
  switch (problem.type) {
    case 'no-such-choice':
      return phrases.label('answer.problem.no-such-choice', { count: problem.count });
    case 'out-of-range':
      return phrases.label('answer.problem.out-of-range', {
        min: problem.min ?? '−∞',
        max: problem.max ?? '∞',
      });
    case 'too-long':
      return phrases.label('answer.problem.too-long', { max: problem.maxLength });
    case 'not-a-number':
    case 'not-yes-no':
    case 'not-an-asset':
    case 'no-attachment':
    case 'empty':
      return phrases.label(`answer.problem.${problem.type}`);
  }
}
