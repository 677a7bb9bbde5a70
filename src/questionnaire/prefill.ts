import type { Answer } from '../ticketing/ticket.ts';
import { allWordings } from './parse-line.ts';
import { parseAnswer } from './parse-answer.ts';
import { symptomSaid } from './symptom-said.ts';
import type { Question, Questionnaire } from './questionnaire.ts';

export type KnownFacts = {
  /** Entity type → value. */
  readonly entities: Readonly<Record<string, string>>;
  /** Question id → value, for the shared questions `impact` and `urgency`. */
  readonly values: Readonly<Record<string, string>>;
  /** The report itself, where options may be called by their names: `Teams 没声音`. */
  readonly text?: string;
};

/** Answers that the report already gave, so that nobody is asked what they have just said. */
export function prefill(questionnaire: Questionnaire, known: KnownFacts): Answer[] {
  return questionnaire.questions.flatMap((question) => {
    const value = known.values[question.id];
    const said = question.entity === null ? undefined : known.entities[question.entity];
    if (value !== undefined && fitsOptions(question, value)) return [{ questionId: question.id, value }];
    if (said === undefined) {
      const named =
        known.text === undefined
          ? undefined
          : (onlyOptionNamed(questionnaire, question, known.text) ??
            symptomSaid(questionnaire, question, known.text));
      return named === undefined ? [] : [{ questionId: question.id, value: named }];
    }
    const parsed = parseAnswer(question, allWordings(questionnaire, question.id), said);
    return parsed.ok ? [{ questionId: question.id, value: parsed.value }] : [];
  });
}

/** For a question about something that has a name (an application, a device): the one option the text names as a word. */
function onlyOptionNamed(questionnaire: Questionnaire, question: Question, text: string): string | undefined {
  if (question.entity === null || question.type.name !== 'choice') return undefined;
  const words = new Set(text.toLowerCase().match(/[a-z]{3,}|\p{Script=Han}+/gu));
  const named = question.type.options.filter((option) =>
    allWordings(questionnaire, question.id).some(({ options }) =>
      words.has((options[option] ?? '').toLowerCase()),
    ),
  );
  return named.length === 1 ? named[0] : undefined;
}

function fitsOptions(question: Question, value: string): boolean {
  return question.type.name === 'choice' && question.type.options.includes(value);
}
