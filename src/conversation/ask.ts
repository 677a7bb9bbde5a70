import { choiceActions } from '../questionnaire/question-speech.ts';
import type { Inline } from '../channel/outbound.ts';
import { prefill } from '../questionnaire/prefill.ts';
import {
  type QuestionnaireProgress,
  migrateProgress,
  nextQuestion,
  startProgress,
  stepBack,
  withAnswer,
  withAsked,
  withSkipped,
} from '../questionnaire/progress.ts';
import { wordingOf } from '../questionnaire/question-speech.ts';
import { formQuestions } from '../questionnaire/questionnaire-form.ts';
import type { Question, Questionnaire } from '../questionnaire/questionnaire.ts';
import { unknownCategory } from '../understanding/taxonomy.ts';
import { type Speech, message, plain, text } from '../wording/message.ts';
import type { Phrases } from '../wording/phrases.ts';
import { say } from '../wording/say.ts';
import { askToConfirm } from './confirm.ts';
import { dialogAction, pressOf } from './dialog-action.ts';
import { answerFromAttachments, knownValues } from './draft.ts';
import { type Outcome, outcome } from './effect.ts';
import type { Facts } from './facts.ts';
import { openQuestionnaire } from './form.ts';
import { dropDraft, reconsider } from './report.ts';
import type { ReportDraft, SessionState } from './session.ts';

export type Asking = Extract<SessionState, { name: 'asking' }>;
export type Intro = (phrases: Phrases) => Inline[];

/** Starts the category's questionnaire with what is already known filled in. */
export function beginQuestions(draft: ReportDraft, facts: Facts, intro: Intro | null): Outcome {
  const questionnaire = facts.desk.questionnaireFor(draft.category ?? unknownCategory);
  const progress = startProgress(
    questionnaire,
    prefill(questionnaire, {
      entities: draft.entities,
      values: knownValues(draft),
      text: draft.texts.join('\n'),
    }),
  );
  const pictured = questionnaire.questions.flatMap(
    (question) => answerFromAttachments(question, draft.attachments) ?? [],
  );
  return askNext(
    draft,
    pictured.reduce((all, answer) => withAnswer(questionnaire, all, answer), progress),
    facts,
    intro,
  );
}

/** Asks the next open question, or shows the summary when nothing is left. */
export function askNext(
  draft: ReportDraft,
  progress: QuestionnaireProgress,
  facts: Facts,
  intro: Intro | null,
): Outcome {
  const questionnaire = questionnaireOf(draft, facts);
  const question = nextQuestion(questionnaire, progress);
  if (!question) return askToConfirm(draft, progress, facts, intro);
  return outcome(
    { name: 'asking', draft, progress: withAsked(progress, question.id), current: question.id },
    say(facts.direct, questionSpeech(questionnaire, question, progress, facts, intro)),
  );
}

/** Asks a given question again. */
export function askAgain(state: Asking, facts: Facts, intro: Intro | null): Outcome {
  const questionnaire = questionnaireOf(state.draft, facts);
  const progress = migrateProgress(questionnaire, state.progress);
  const question = questionnaire.questions.find(({ id }) => id === state.current);
  if (!question) return askNext(state.draft, progress, facts, intro);
  return outcome(
    { ...state, progress },
    say(facts.direct, questionSpeech(questionnaire, question, progress, facts, intro)),
  );
}

export function questionnaireOf(draft: ReportDraft, facts: Facts): Questionnaire {
  return facts.desk.questionnaireFor(draft.category ?? unknownCategory);
}

function questionSpeech(
  questionnaire: Questionnaire,
  question: Question,
  progress: QuestionnaireProgress,
  facts: Facts,
  intro: Intro | null,
): Speech {
  return (phrases) => {
    const wording = wordingOf(questionnaire, question.id, phrases.locale);
    const hint = wording.hint === null ? [] : [text([plain(wording.hint)])];
    const several = question.type.name === 'multi' ? [text(phrases.say('ask.several'))] : [];
    return message(
      [
        ...(intro ? [text(intro(phrases))] : []),
        text([{ type: 'strong', text: wording.ask }]),
        ...hint,
        ...several,
      ],
      [
        ...choiceActions(questionnaire, question, phrases, (value) =>
          pressOf(facts, 'answer', `${question.id}=${value}`),
        ),
        ...(offersForm(questionnaire, question, progress, facts)
          ? [dialogAction(facts, phrases, 'form')]
          : []),
        ...(question.required ? [] : [dialogAction(facts, phrases, 'skip')]),
        ...(hasBefore(progress, question.id)
          ? [dialogAction(facts, phrases, 'back')]
          : [dialogAction(facts, phrases, 'wrong-category')]),
        dialogAction(facts, phrases, 'cancel'),
      ],
    );
  };
}

/** Once, at the first question: whoever would rather fill in a form than talk says so then. */
function offersForm(
  questionnaire: Questionnaire,
  question: Question,
  progress: QuestionnaireProgress,
  facts: Facts,
): boolean {
  const first = !hasBefore(progress, question.id);
  return facts.can.forms && first && formQuestions(questionnaire, progress, 'open').length > 1;
}

function hasBefore({ asked }: QuestionnaireProgress, questionId: string): boolean {
  const at = asked.indexOf(questionId);
  return at === -1 ? asked.length > 0 : at > 0;
}

export function pressInQuestions(
  state: Asking,
  what: string,
  argument: string | null,
  facts: Facts,
): Outcome | undefined {
  const questionnaire = questionnaireOf(state.draft, facts);
  const progress = migrateProgress(questionnaire, state.progress);
  const question = questionnaire.questions.find(({ id }) => id === state.current);
  switch (what) {
    case 'answer': {
      const [questionId, value = ''] = argument?.split('=', 2) ?? [];
      if (!question || questionId !== question.id) return undefined;
      const offered =
        question.type.name === 'yes-no'
          ? ['yes', 'no']
          : 'options' in question.type
            ? question.type.options
            : [];
      if (!offered.includes(value)) return undefined;
      const answer = { questionId, value: question.type.name === 'multi' ? [value] : value };
      return askNext(state.draft, withAnswer(questionnaire, progress, answer), facts, null);
    }
    case 'form':
      return (
        openQuestionnaire(state.draft, progress, 'open', facts) ??
        askAgain({ ...state, progress }, facts, null)
      );
    case 'skip':
      return question && !question.required
        ? askNext(state.draft, withSkipped(progress, question.id), facts, null)
        : undefined;
    case 'back':
      return goBack(state, progress, facts);
    case 'wrong-category':
      return reconsider(state.draft, facts);
    case 'cancel':
      return dropDraft(facts);
    default:
      return undefined;
  }
}

export function goBack(state: Asking, progress: QuestionnaireProgress, facts: Facts): Outcome {
  const back = stepBack(progress, state.current);
  if (!back) return askAgain(state, facts, (phrases) => phrases.say('ask.at-start'));
  return askAgain({ ...state, progress: back.progress, current: back.questionId }, facts, null);
}
