import type { Attachment } from '../channel/attachment.ts';
import { departmentOf } from '../people/person.ts';
import { routeToGroup } from '../people/support-group.ts';
import { answerLines } from '../questionnaire/question-speech.ts';
import { message, plain, heading, text, type Speech } from '../wording/message.ts';
import { say } from '../wording/say.ts';
import { unknownCategory } from '../understanding/taxonomy.ts';
import { askAgain, questionnaireOf, type Intro } from './ask.ts';
import { applyCorrection } from './correct.ts';
import { dialogAction, pressOf } from './dialog-action.ts';
import { findCorrection, findDialogWord, looksLikeQuestion } from './dialog-words.ts';
import { assess, extendDraft, titleOf } from './draft.ts';
import { idle, outcome, type Outcome } from './effect.ts';
import type { Facts } from './facts.ts';
import { openQuestionnaire } from './form.ts';
import { dropDraft, reconsider } from './report.ts';
import type { QuestionnaireProgress } from '../questionnaire/progress.ts';
import { isGreeting } from './plain-wishes.ts';
import type { ReportDraft, SessionState } from './session.ts';
import { answerAsideInSummary } from './side-question.ts';

type Confirming = Extract<SessionState, { name: 'confirming' }>;

export function askToConfirm(
  draft: ReportDraft,
  progress: QuestionnaireProgress,
  facts: Facts,
  intro: Intro | null,
): Outcome {
  return outcome(
    { name: 'confirming', draft, progress, redoing: false },
    say(facts.direct, summarySpeech(draft, progress, facts, intro)),
  );
}

/** The ticket as it will be opened, to be read once and sent. */
export function summarySpeech(
  draft: ReportDraft,
  progress: QuestionnaireProgress,
  facts: Facts,
  intro: Intro | null,
): Speech {
  return (phrases) => {
    const { priority } = assess(draft, progress.answers, facts);
    const lines = answerLines(questionnaireOf(draft, facts), progress.answers, phrases);
    const field = (key: string, value: string) => ({
      label: phrases.label(`field.${key}`),
      value: [plain(value)],
    });
    return message(
      [
        ...(intro ? [text(intro(phrases))] : []),
        heading(phrases.say('confirm.title')),
        text([plain(titleOf(draft))]),
        {
          type: 'fields',
          fields: [
            field(
              'category',
              facts.desk.words.categoryName(draft.category ?? unknownCategory, phrases.locale),
            ),
            ...lines.map(({ label, value }) => ({ label, value: [plain(value)] })),
            field('priority', phrases.label(`priority.${priority}`)),
            ...(draft.attachments.length > 0 ? [field('attachments', String(draft.attachments.length))] : []),
          ],
        },
        text(phrases.say('confirm.ask')),
      ],
      [
        dialogAction(facts, phrases, 'submit', 'primary'),
        dialogAction(facts, phrases, 'edit'),
        dialogAction(facts, phrases, 'cancel'),
      ],
      draft.attachments.map(({ key }) => key),
    );
  };
}

function editSpeech(state: Confirming, facts: Facts): Speech {
  return (phrases) => {
    const lines = answerLines(questionnaireOf(state.draft, facts), state.progress.answers, phrases);
    return message(
      [text(phrases.say('confirm.edit'))],
      [
        ...lines.map(({ questionId, label }, index) => ({
          action: pressOf(facts, 'redo', questionId),
          label,
          style: 'plain' as const,
          alias: String(index + 1),
        })),
        {
          action: pressOf(facts, 'wrong-category'),
          label: phrases.label('field.category'),
          style: 'plain',
          alias: phrases.label('field.category'),
        },
        dialogAction(facts, phrases, 'submit', 'primary'),
      ],
    );
  };
}

export function pressInSummary(
  state: Confirming,
  what: string,
  argument: string | null,
  facts: Facts,
): Outcome | undefined {
  switch (what) {
    case 'submit':
      return submit(state.draft, state.progress, facts);
    case 'edit':
      return (
        openQuestionnaire(state.draft, state.progress, 'all', facts) ??
        outcome({ ...state, redoing: true }, say(facts.direct, editSpeech(state, facts)))
      );
    case 'redo':
      return argument === null ? undefined : redo(state, argument, facts);
    case 'wrong-category':
      return reconsider(state.draft, facts);
    case 'cancel':
      return dropDraft(facts);
    default:
      return undefined;
  }
}

function redo(state: Confirming, questionId: string, facts: Facts): Outcome | undefined {
  if (!questionnaireOf(state.draft, facts).questions.some(({ id }) => id === questionId)) return undefined;
  const progress = {
    ...state.progress,
    answers: state.progress.answers.filter((answer) => answer.questionId !== questionId),
  };
  return askAgain({ name: 'asking', draft: state.draft, progress, current: questionId }, facts, null);
}

export function hearInSummary(
  state: Confirming,
  words: string,
  attachments: readonly Attachment[],
  facts: Facts,
): Outcome {
  const word = attachments.length > 0 ? undefined : findDialogWord(words);
  if (word === 'yes') return submit(state.draft, state.progress, facts);
  if (word === 'cancel') return dropDraft(facts);
  if (word === 'wrong-category') return reconsider(state.draft, facts);
  if (word === 'no' || word === 'back' || word === 'edit')
    return outcome({ ...state, redoing: true }, say(facts.direct, editSpeech(state, facts)));
  if (state.redoing) {
    const lines = answerLines(questionnaireOf(state.draft, facts), state.progress.answers, {
      locale: facts.locale,
      label: (key) => key,
    });
    const picked = lines[Number(words.normalize('NFKC')) - 1];
    const again = picked ? redo(state, picked.questionId, facts) : undefined;
    if (again) return again;
  }
  const numbered = (['submit', 'edit', 'cancel'] as const)[Number(words.normalize('NFKC')) - 1];
  const pressed =
    numbered && !state.redoing && attachments.length === 0
      ? pressInSummary(state, numbered, null, facts)
      : undefined;
  if (pressed) return pressed;
  if (word === 'thanks')
    return askToConfirm(state.draft, state.progress, facts, (phrases) => phrases.say('talk.thanks'));
  if (word === 'skip' || (attachments.length === 0 && isGreeting(words)))
    return askToConfirm(state.draft, state.progress, facts, null);
  if (attachments.length === 0 && looksLikeQuestion(words) && findCorrection(words) === undefined)
    return answerAsideInSummary(state, words, facts);
  const questionnaire = questionnaireOf(state.draft, facts);
  const asking = { name: 'asking' as const, draft: state.draft, progress: state.progress, current: '' };
  const corrected =
    attachments.length > 0
      ? undefined
      : applyCorrection(asking, questionnaire, findCorrection(words) ?? words, facts);
  if (corrected && (findCorrection(words) !== undefined || words.length <= 24)) return corrected;
  const draft = extendDraft(state.draft, words, attachments, facts.desk.understand(words));
  return askToConfirm(draft, state.progress, facts, (phrases) => phrases.say('confirm.added'));
}

/** Opens the ticket. Everything about it follows from here: priority, group, promise. */
export function submit(draft: ReportDraft, progress: QuestionnaireProgress, facts: Facts): Outcome {
  const category = draft.category ?? unknownCategory;
  const { impact, urgency, priority, reasons } = assess(draft, progress.answers, facts);
  const groupId = routeToGroup(facts.desk.groups, category)?.id ?? '';
  return outcome(idle, {
    type: 'open-ticket',
    channel: facts.channel,
    shownArticles: draft.shownArticles,
    change: {
      type: 'opened',
      kind: draft.kind,
      category,
      impact,
      urgency,
      priority,
      priorityReasons: reasons,
      title: titleOf(draft),
      description: draft.texts.join('\n'),
      requesterId: facts.person.id,
      groupId,
      locale: facts.locale,
      questionnaire: {
        questionnaireId: progress.questionnaireId,
        version: progress.version,
        answers: progress.answers,
      },
      attachments: draft.attachments,
      policy: facts.desk.policyFor({
        priority,
        category,
        impact,
        level: facts.person.level,
        ...departmentOf(facts.person),
        group: groupId,
        channel: facts.channel,
        kind: draft.kind,
      }),
      recoveryFor: null,
    },
  });
}
