import type { Answer } from '../ticketing/ticket.ts';
import type { Question, Questionnaire } from './questionnaire.ts';

/** Where a questionnaire stands: by question id and version, never by position. */
export type QuestionnaireProgress = {
  readonly questionnaireId: string;
  readonly version: number;
  readonly answers: readonly Answer[];
  /** Optional questions the person passed over. */
  readonly skipped: readonly string[];
  /** Ids in the order they were asked, for `back`. */
  readonly asked: readonly string[];
};

export function startProgress(
  questionnaire: Questionnaire,
  answers: readonly Answer[],
): QuestionnaireProgress {
  return {
    questionnaireId: questionnaire.id,
    version: questionnaire.version,
    answers: dropOrphans(questionnaire, answers),
    skipped: [],
    asked: [],
  };
}

export function findAnswer(answers: readonly Answer[], questionId: string): Answer['value'] | undefined {
  return answers.find((answer) => answer.questionId === questionId)?.value;
}

/** Whether a question is to be asked at all, given what has been answered. */
export function applies(question: Question, answers: readonly Answer[]): boolean {
  return question.when.every(({ questionId, values }) => {
    const value = findAnswer(answers, questionId);
    if (value === undefined) return false;
    return typeof value === 'string' ? values.includes(value) : value.some((one) => values.includes(one));
  });
}

/** The first question that applies and is neither answered nor passed over; undefined: nothing left to ask. */
export function nextQuestion(
  questionnaire: Questionnaire,
  progress: QuestionnaireProgress,
): Question | undefined {
  return questionnaire.questions.find(
    (question) =>
      applies(question, progress.answers) &&
      findAnswer(progress.answers, question.id) === undefined &&
      !progress.skipped.includes(question.id),
  );
}

/** Questions still open after this one, in order: candidates for further answers in the same line. */
export function openQuestions(questionnaire: Questionnaire, progress: QuestionnaireProgress): Question[] {
  return questionnaire.questions.filter(
    (question) =>
      applies(question, progress.answers) && findAnswer(progress.answers, question.id) === undefined,
  );
}

/** Saves an answer, replacing an earlier one; answers to questions that no longer apply fall away. */
export function withAnswer(
  questionnaire: Questionnaire,
  progress: QuestionnaireProgress,
  answer: Answer,
): QuestionnaireProgress {
  const others = progress.answers.filter(({ questionId }) => questionId !== answer.questionId);
  return {
    ...progress,
    answers: dropOrphans(questionnaire, [...others, answer]),
    skipped: progress.skipped.filter((id) => id !== answer.questionId),
  };
}

/** Takes an answer back, and what was asked only because of it. */
export function withoutAnswer(
  questionnaire: Questionnaire,
  progress: QuestionnaireProgress,
  questionId: string,
): QuestionnaireProgress {
  const others = progress.answers.filter((answer) => answer.questionId !== questionId);
  return { ...progress, answers: dropOrphans(questionnaire, others) };
}

export function withSkipped(progress: QuestionnaireProgress, questionId: string): QuestionnaireProgress {
  return { ...progress, skipped: [...new Set([...progress.skipped, questionId])] };
}

export function withAsked(progress: QuestionnaireProgress, questionId: string): QuestionnaireProgress {
  return { ...progress, asked: [...progress.asked.filter((id) => id !== questionId), questionId] };
}

/** Takes back the question asked before `current`; undefined at the start. */
export function stepBack(
  progress: QuestionnaireProgress,
  current: string,
): { progress: QuestionnaireProgress; questionId: string } | undefined {
  const at = progress.asked.indexOf(current);
  const previous = progress.asked[(at === -1 ? progress.asked.length : at) - 1];
  if (previous === undefined) return undefined;
  return {
    questionId: previous,
    progress: {
      ...progress,
      answers: progress.answers.filter(({ questionId }) => questionId !== previous),
      skipped: progress.skipped.filter((id) => id !== previous),
      asked: progress.asked.filter((id) => id !== current),
    },
  };
}

/**
 * Carries saved progress over to the questionnaire as it is now: answers keep their question id; what no longer
 * exists, or is no longer a valid option, is dropped and asked again.
 */
export function migrateProgress(
  questionnaire: Questionnaire,
  progress: QuestionnaireProgress,
): QuestionnaireProgress {
  if (progress.questionnaireId === questionnaire.id && progress.version === questionnaire.version)
    return progress;
  const valid = progress.answers.filter(({ questionId, value }) => {
    const question = questionnaire.questions.find(({ id }) => id === questionId);
    if (!question) return false;
    const { type } = question;
    if (type.name !== 'choice' && type.name !== 'multi') return true;
    return (typeof value === 'string' ? [value] : value).every((one) => type.options.includes(one));
  });
  const known = new Set(questionnaire.questions.map(({ id }) => id));
  return {
    questionnaireId: questionnaire.id,
    version: questionnaire.version,
    answers: dropOrphans(questionnaire, valid),
    skipped: progress.skipped.filter((id) => known.has(id)),
    asked: progress.asked.filter((id) => known.has(id)),
  };
}

function dropOrphans(questionnaire: Questionnaire, answers: readonly Answer[]): Answer[] {
  let kept = [...answers];
  for (;;) {
    const next = kept.filter(({ questionId }) => {
      const question = questionnaire.questions.find(({ id }) => id === questionId);
      return question !== undefined && applies(question, kept);
    });
    if (next.length === kept.length) return next;
    kept = next;
  }
}
