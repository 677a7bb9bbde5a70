import type { FormAnswers } from '../channel/form.ts';
import type { Answer } from '../ticketing/ticket.ts';
import { type AnswerProblem, parseAnswer } from './parse-answer.ts';
import { allWordings } from './parse-line.ts';
import {
  applies,
  findAnswer,
  type QuestionnaireProgress,
  withAnswer,
  withAsked,
  withoutAnswer,
  withSkipped,
} from './progress.ts';
import type { Question, Questionnaire } from './questionnaire.ts';

export type FormProblem = { readonly questionId: string; readonly problem: AnswerProblem };

export type ReadForm = {
  readonly progress: QuestionnaireProgress;
  /** In the questionnaire's order; what they are about is left as it was. */
  readonly problems: readonly FormProblem[];
  /** What was written freely: it may say more than was asked. */
  readonly texts: readonly string[];
};

/**
 * Takes a form's answers over into the progress, read as strictly as if they had been typed. A field left empty passes an
 * optional question over and leaves a required one open. `keepKnown`: what has been answered meanwhile stands.
 */
export function readFormAnswers(
  questionnaire: Questionnaire,
  progress: QuestionnaireProgress,
  answers: FormAnswers,
  { keepKnown, isUnknown }: { keepKnown: boolean; isUnknown: (text: string) => boolean },
): ReadForm {
  let after = progress;
  const problems: FormProblem[] = [];
  const texts: string[] = [];
  for (const question of questionnaire.questions) {
    const given = answers[question.id]?.filter((value) => value.trim() !== '');
    const known = findAnswer(after.answers, question.id) !== undefined;
    if (given === undefined || (known && keepKnown) || !applies(question, after.answers)) continue;
    if (given.length === 0) {
      if (question.required) continue;
      after = withoutAnswer(questionnaire, withAsked(after, question.id), question.id);
      after = withSkipped(after, question.id);
      continue;
    }
    const read = readField(questionnaire, question, given, isUnknown);
    if ('problem' in read) problems.push({ questionId: question.id, problem: read.problem });
    else {
      after = withAsked(after, question.id);
      after =
        read.value === null
          ? withSkipped(after, question.id)
          : withAnswer(questionnaire, after, { questionId: question.id, value: read.value });
      if (question.type.name === 'text' && read.value !== null) texts.push(...given);
    }
  }
  return { progress: after, problems, texts };
}

/** `value: null`: "I don't know", where no option says so. */
function readField(
  questionnaire: Questionnaire,
  question: Question,
  given: readonly string[],
  isUnknown: (text: string) => boolean,
): { value: Answer['value'] | null } | { problem: AnswerProblem } {
  const { type } = question;
  const options: readonly string[] =
    type.name === 'yes-no' ? ['yes', 'no'] : 'options' in type ? type.options : [];
  const [first = ''] = given;
  if (given.every((value) => options.includes(value)))
    return { value: type.name === 'multi' ? [...new Set(given)] : first };
  const text = type.name === 'multi' ? given.join(',') : first;
  const read = parseAnswer(question, allWordings(questionnaire, question.id), text);
  if (isUnknown(text) && !(read.ok && type.name !== 'text')) return { value: null };
  return read.ok ? { value: read.value } : { problem: read.problem };
}
