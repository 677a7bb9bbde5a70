import type { Attachment } from '../channel/attachment.ts';
import { type AnswerProblem, parseAnswer } from '../questionnaire/parse-answer.ts';
import { allWordings, parseLine } from '../questionnaire/parse-line.ts';
import { prefill } from '../questionnaire/prefill.ts';
import {
  type QuestionnaireProgress,
  migrateProgress,
  withAnswer,
  withSkipped,
} from '../questionnaire/progress.ts';
import { problemWords } from '../questionnaire/question-speech.ts';
import type { Question, Questionnaire } from '../questionnaire/questionnaire.ts';
import { plain } from '../wording/message.ts';
import { type Asking, type Intro, askAgain, askNext, goBack, questionnaireOf } from './ask.ts';
import { applyCorrection } from './correct.ts';
import { findCorrection, findDialogWord, looksLikeQuestion } from './dialog-words.ts';
import { answerFromAttachments, extendDraft } from './draft.ts';
import type { Outcome } from './effect.ts';
import type { Facts } from './facts.ts';
import { dropDraft, reconsider, solvedMeanwhile } from './report.ts';
import { askWhetherNew, mayBeNewMatter } from './returning.ts';
import { isGreeting, isSolvedNow } from './plain-wishes.ts';
import type { ReportDraft } from './session.ts';
import { answerAside } from './side-question.ts';

const pressesOn = /^(提交|提交吧|送出|确认|確認|确认提交|submit|confirm|go ahead)[。.!！\s]*$/i;

export function hearInQuestions(
  state: Asking,
  words: string,
  attachments: readonly Attachment[],
  facts: Facts,
): Outcome {
  const questionnaire = questionnaireOf(state.draft, facts);
  const progress = migrateProgress(questionnaire, state.progress);
  const question = questionnaire.questions.find(({ id }) => id === state.current);
  if (!question)
    return askNext(
      extendDraft(state.draft, words, attachments, facts.desk.understand(words)),
      progress,
      facts,
      null,
    );
  if (attachments.length > 0) return hearAttachments(state, question, words, attachments, facts);
  const word = findDialogWord(words);
  const strict = parseAnswer(question, allWordings(questionnaire, question.id), words);
  if (word === 'cancel') return dropDraft(facts);
  if (isSolvedNow(words) && !(strict.ok && question.type.name !== 'text'))
    return solvedMeanwhile(state.draft, facts);
  if (word === 'back') return goBack(state, progress, facts);
  if (word === 'wrong-category') return reconsider(state.draft, facts);
  if (word === 'skip') return skip(state, question, progress, facts);
  if (word === 'thanks' && !(strict.ok && question.type.name !== 'text'))
    return askAgain({ ...state, progress }, facts, (phrases) => phrases.say('talk.thanks'));
  // "没有" to what may be left out leaves it out.
  if (word === 'no' && !strict.ok && !question.required)
    return askNext(state.draft, withSkipped(progress, question.id), facts, (phrases) =>
      phrases.say('ask.never-mind'),
    );
  // Pressing on is no answer to an open question, a greeting to none.
  if (isGreeting(words) || (question.type.name === 'text' && pressesOn.test(words)))
    return askAgain({ ...state, progress }, facts, null);
  if (word === 'unknown' && !(strict.ok && question.type.name !== 'text'))
    return answerUnknown(state, question, progress, facts);
  if (mayBeNewMatter(state, question, strict.ok, words, facts))
    return askWhetherNew(state, words, attachments, facts);
  const correction = findCorrection(words);
  if (correction !== undefined && !(strict.ok && question.type.name !== 'text')) {
    const corrected = applyCorrection({ ...state, progress }, questionnaire, correction, facts);
    if (corrected) return corrected;
  }
  if (looksLikeQuestion(words) && !(strict.ok && question.type.name !== 'text'))
    return answerAside({ ...state, progress }, question, words, facts);
  const parsed = parseLine(questionnaire, progress, question, words);
  if (parsed.ok)
    return askNext(
      mentionedIn(state.draft, words, facts),
      withMentioned(questionnaire, parsed.progress, words, question, facts),
      facts,
      null,
    );
  return hearFreeText({ ...state, progress }, question, words, parsed.problem, facts);
}

/** A sentence instead of a choice may still answer other questions ("在三楼，错误 809"); what it says is kept either way. */
function hearFreeText(
  state: Asking,
  question: Question,
  words: string,
  problem: AnswerProblem,
  facts: Facts,
): Outcome {
  const questionnaire = questionnaireOf(state.draft, facts);
  const draft = mentionedIn({ ...state.draft, texts: [...state.draft.texts, words] }, words, facts);
  const learnt = withMentioned(questionnaire, state.progress, words, question, facts);
  const known = learnt.answers.some(({ questionId }) => questionId === question.id);
  if (known) return askNext(draft, learnt, facts, null);
  return askAgain({ ...state, draft, progress: learnt }, facts, (phrases) => [
    plain(problemWords(problem, phrases)),
  ]);
}

function hearAttachments(
  state: Asking,
  question: Question,
  words: string,
  attachments: readonly Attachment[],
  facts: Facts,
): Outcome {
  const questionnaire = questionnaireOf(state.draft, facts);
  const draft = { ...state.draft, attachments: [...state.draft.attachments, ...attachments] };
  const picture = questionnaire.questions.flatMap((one) => answerFromAttachments(one, attachments) ?? []);
  const progress = picture.reduce((all, answer) => withAnswer(questionnaire, all, answer), state.progress);
  const received: Intro = (phrases) => phrases.say('ask.picture-received', { count: attachments.length });
  if (words === '')
    return question.type.name === 'attachment'
      ? askNext(draft, progress, facts, received)
      : askAgain({ ...state, draft, progress }, facts, received);
  const parsed = parseLine(questionnaire, progress, question, words);
  return parsed.ok
    ? askNext(draft, parsed.progress, facts, received)
    : askNext({ ...draft, texts: [...draft.texts, words] }, progress, facts, received);
}

function skip(state: Asking, question: Question, progress: QuestionnaireProgress, facts: Facts): Outcome {
  if (question.required) return askAgain(state, facts, (phrases) => phrases.say('ask.required'));
  return askNext(state.draft, withSkipped(progress, question.id), facts, null);
}

/** "I don't know" is an answer: the option made for it, else the question is passed over, required or not. */
function answerUnknown(
  state: Asking,
  question: Question,
  progress: QuestionnaireProgress,
  facts: Facts,
): Outcome {
  const questionnaire = questionnaireOf(state.draft, facts);
  const options = 'options' in question.type ? question.type.options : [];
  const escape =
    options.find((option) => option === 'unknown' || option === 'unsure') ??
    options.find((option) => option === 'other');
  if (escape === undefined)
    return askNext(state.draft, withSkipped(progress, question.id), facts, (phrases) =>
      phrases.say('ask.never-mind'),
    );
  const value = question.type.name === 'multi' ? [escape] : escape;
  return askNext(
    state.draft,
    withAnswer(questionnaire, progress, { questionId: question.id, value }),
    facts,
    null,
  );
}

/** What free words say besides, as far as it concerns the report. */
export function mentionedIn(draft: ReportDraft, words: string, facts: Facts): ReportDraft {
  const { texts } = draft;
  return { ...extendDraft(draft, '', [], facts.desk.understand(words)), texts };
}

/** Fills other open questions from what an answer mentions in passing. */
function withMentioned(
  questionnaire: Questionnaire,
  progress: QuestionnaireProgress,
  words: string,
  current: Question,
  facts: Facts,
): QuestionnaireProgress {
  const said = facts.desk.understand(words);
  const entities = Object.fromEntries(said.entities.map(({ type, value }) => [type, value]));
  const found = prefill(questionnaire, {
    entities,
    values:
      said.urgency && words.length > 6
        ? { urgency: said.urgency.value === 'stopped' ? 'blocked' : said.urgency.value }
        : {},
  });
  return found
    .filter(
      ({ questionId }) =>
        questionId !== current.id && !progress.answers.some((answer) => answer.questionId === questionId),
    )
    .reduce((all, answer) => withAnswer(questionnaire, all, answer), progress);
}
