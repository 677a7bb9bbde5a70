import type { Answer } from '../ticketing/ticket.ts';
import { allWordings } from './parse-line.ts';
import { parseAnswer } from './parse-answer.ts';
import type { Question, Questionnaire } from './questionnaire.ts';

export type KnownFacts = {
  /** Entity type → value. */
  readonly entities: Readonly<Record<string, string>>;
  /** Question id → value, for the shared questions `impact` and `urgency`. */
  readonly values: Readonly<Record<string, string>>;
};

/** Answers that the report already gave, so that nobody is asked what they have just said. */
export function prefill(questionnaire: Questionnaire, known: KnownFacts): Answer[] {
  return questionnaire.questions.flatMap((question) => {
    const value = known.values[question.id];
    const said = question.entity === null ? undefined : known.entities[question.entity];
    if (value !== undefined && fitsOptions(question, value)) return [{ questionId: question.id, value }];
    if (said === undefined) return [];
    const parsed = parseAnswer(question, allWordings(questionnaire, question.id), said);
    return parsed.ok ? [{ questionId: question.id, value: parsed.value }] : [];
  });
}

function fitsOptions(question: Question, value: string): boolean {
  return question.type.name === 'choice' && question.type.options.includes(value);
}
