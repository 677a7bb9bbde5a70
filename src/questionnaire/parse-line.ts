import type { QuestionnaireProgress } from './progress.ts';
import type { Answer } from '../ticketing/ticket.ts';
import { parseAnswer, type AnswerProblem, type Wordings } from './parse-answer.ts';
import { nextQuestion, openQuestions, withAnswer } from './progress.ts';
import type { Question, Questionnaire } from './questionnaire.ts';

export type ParsedLine =
  | { readonly ok: true; readonly progress: QuestionnaireProgress }
  | { readonly ok: false; readonly problem: AnswerProblem };

export function allWordings(questionnaire: Questionnaire, questionId: string): Wordings {
  return Object.values(questionnaire.wording).flatMap((byQuestion) => byQuestion[questionId] ?? []);
}

/**
 * Reads a line as the answer to `current`, and what is left of it as answers to the questions behind:
 * `2, 三楼, 是`. Further pieces count only where they fit a question strictly; a free-text answer is never cut.
 */
export function parseLine(
  questionnaire: Questionnaire,
  progress: QuestionnaireProgress,
  current: Question,
  text: string,
): ParsedLine {
  const whole = parseAnswer(current, allWordings(questionnaire, current.id), text);
  const pieces = text
    .split(/[,，;；\n]+|\s{2,}/)
    .map((piece) => piece.trim())
    .filter((piece) => piece !== '');
  const digits = /^[1-9](?:\s*[,，、;；\s]\s*[1-9])+$/.test(text.trim())
    ? text.trim().split(/[\s,，、;；]+/)
    : undefined;
  if (digits && current.type.name !== 'multi' && current.type.name !== 'text')
    return readPieces(questionnaire, progress, current, digits);
  if (whole.ok && (current.type.name === 'text' || pieces.length <= 1)) {
    return {
      ok: true,
      progress: withAnswer(questionnaire, progress, { questionId: current.id, value: whole.value }),
    };
  }
  if (pieces.length > 1 && current.type.name !== 'text') {
    const several = readPieces(questionnaire, progress, current, pieces);
    if (several.ok) return several;
  }
  if (whole.ok)
    return {
      ok: true,
      progress: withAnswer(questionnaire, progress, { questionId: current.id, value: whole.value }),
    };
  return { ok: false, problem: whole.problem };
}

function readPieces(
  questionnaire: Questionnaire,
  progress: QuestionnaireProgress,
  current: Question,
  pieces: readonly string[],
): ParsedLine {
  let after = progress;
  let problem: AnswerProblem | undefined;
  const leftover: string[] = [];
  for (const piece of pieces) {
    const answer = fitPiece(questionnaire, after, current, piece);
    if ('questionId' in answer) after = withAnswer(questionnaire, after, answer);
    else {
      problem ??= answer.problem;
      leftover.push(piece);
    }
  }
  const answeredCurrent = after.answers.some(({ questionId }) => questionId === current.id);
  if (!answeredCurrent) return { ok: false, problem: problem ?? { type: 'empty' } };
  // What fitted nothing is still said: it goes to the next free-text question, if there is one.
  const free = leftover.length > 0 ? nextQuestion(questionnaire, after) : undefined;
  if (free?.type.name === 'text')
    after = withAnswer(questionnaire, after, {
      questionId: free.id,
      value: leftover.join('，').slice(0, free.type.maxLength),
    });
  return { ok: true, progress: after };
}

/** Current question first, then the others in order; text questions take no piece here. */
function fitPiece(
  questionnaire: Questionnaire,
  progress: QuestionnaireProgress,
  current: Question,
  piece: string,
): Answer | { problem: AnswerProblem } {
  const open = openQuestions(questionnaire, progress);
  const candidates = [
    ...open.filter(({ id }) => id === current.id),
    ...open.filter(({ id }) => id !== current.id),
  ];
  let problem: AnswerProblem | undefined;
  for (const question of candidates) {
    if (question.type.name === 'text' || question.type.name === 'attachment') continue;
    const parsed = parseAnswer(question, allWordings(questionnaire, question.id), piece);
    if (parsed.ok) return { questionId: question.id, value: parsed.value };
    problem ??= parsed.problem;
  }
  return { problem: problem ?? { type: 'empty' } };
}
