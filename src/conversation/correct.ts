import { allWordings } from '../questionnaire/parse-line.ts';
import { optionNamed, parseAnswer } from '../questionnaire/parse-answer.ts';
import { prefill } from '../questionnaire/prefill.ts';
import { withAnswer } from '../questionnaire/progress.ts';
import { answerWords, wordingOf } from '../questionnaire/question-speech.ts';
import type { Question, Questionnaire } from '../questionnaire/questionnaire.ts';
import type { Answer } from '../ticketing/ticket.ts';
import { askNext, type Asking } from './ask.ts';
import { extendDraft, withCategory } from './draft.ts';
import type { Outcome } from './effect.ts';
import type { Facts } from './facts.ts';
import { proceed } from './report.ts';

/**
 * `不是，是三楼那台`: finds the answer the words replace. In order: what they name as an entity (a place, an error),
 * what they answer strictly (a choice, a tag), the last free-text answer; words that name another category change that.
 */
export function applyCorrection(
  state: Asking,
  questionnaire: Questionnaire,
  words: string,
  facts: Facts,
): Outcome | undefined {
  const replaced = findReplacement(state, questionnaire, words, facts);
  if (replaced) {
    const progress = withAnswer(questionnaire, state.progress, replaced);
    return askNext({ ...state.draft, entities: { ...state.draft.entities } }, progress, facts, (phrases) =>
      phrases.say('ask.corrected', {
        label: wordingOf(questionnaire, replaced.questionId, phrases.locale).label,
        value: answerWords(questionnaire, replaced, phrases),
      }),
    );
  }
  const said = facts.desk.understand(words);
  const best = said.guesses[0];
  if (said.band !== 'confident' || !best || best.category === state.draft.category) return undefined;
  const draft = extendDraft(state.draft, words, [], said);
  const moved = proceed(withCategory(draft, best.category, best.confidence, said.words), facts);
  return {
    ...moved,
    effects: [
      {
        type: 'correction',
        text: state.draft.texts.join('\n'),
        from: state.draft.category,
        to: best.category,
        ticket: null,
      },
      ...moved.effects,
    ],
  };
}

function findReplacement(
  state: Asking,
  questionnaire: Questionnaire,
  words: string,
  facts: Facts,
): Answer | undefined {
  const { answers } = state.progress;
  const answered = (id: string) => answers.some(({ questionId }) => questionId === id);
  const said = facts.desk.understand(words);
  const entities = Object.fromEntries(said.entities.map(({ type, value }) => [type, value]));
  const byEntity = prefill(questionnaire, { entities, values: {} }).find(({ questionId }) =>
    answered(questionId),
  );
  if (byEntity) return byEntity;
  const byName = questionnaire.questions.find(
    (question) =>
      answered(question.id) &&
      optionNamed(question, allWordings(questionnaire, question.id), words) !== undefined,
  );
  if (byName) return answerNamed(questionnaire, byName, words);
  const latestFirst = [...questionnaire.questions].reverse().filter(({ id }) => answered(id));
  for (const question of latestFirst) {
    if (question.type.name === 'text') continue;
    const parsed = parseAnswer(question, allWordings(questionnaire, question.id), words);
    if (parsed.ok) return { questionId: question.id, value: parsed.value };
  }
  const free = latestFirst.find(({ type }) => type.name === 'text');
  const last = state.progress.asked.filter((id) => id !== state.current).at(-1);
  return free && free.id === last ? { questionId: free.id, value: words } : undefined;
}

/** An option called exactly by its name goes before one that is only alluded to: "很慢" is the symptom, not the urgency. */
function answerNamed(questionnaire: Questionnaire, question: Question, words: string): Answer | undefined {
  const value = optionNamed(question, allWordings(questionnaire, question.id), words);
  if (value === undefined) return undefined;
  return { questionId: question.id, value: question.type.name === 'multi' ? [value] : value };
}
