import type { Form } from '../channel/form.ts';
import { readFormAnswers, type FormProblem } from '../questionnaire/form-answers.ts';
import { migrateProgress, type QuestionnaireProgress } from '../questionnaire/progress.ts';
import { questionnaireForm } from '../questionnaire/questionnaire-form.ts';
import { problemWords, wordingOf } from '../questionnaire/question-speech.ts';
import type { Questionnaire } from '../questionnaire/questionnaire.ts';
import { ticketReference } from '../ticketing/reference.ts';
import { isUnfinished, type Ticket } from '../ticketing/ticket.ts';
import { unknownCategory } from '../understanding/taxonomy.ts';
import { quote, text, message, sentence } from '../wording/message.ts';
import type { Phrases } from '../wording/phrases.ts';
import { say } from '../wording/say.ts';
import { mentionedIn } from './answer.ts';
import { askAgain, askNext, questionnaireOf, type Intro } from './ask.ts';
import { obey } from './commands.ts';
import { findDialogWord } from './dialog-words.ts';
import { type Effect, type Outcome, outcome } from './effect.ts';
import type { Facts } from './facts.ts';
import type { Reading } from './reading.ts';
import type { ReportDraft } from './session.ts';

/** What every platform's box holds. */
const longestWords = 3_000;
/** The one field of a form for a ticket's words. */
const wordsField = 'words';

/** Opens a form for whoever pressed; undefined where the press cannot, and the dialogue does it. */
function opens(facts: Facts, form: (phrases: Phrases) => Form): Effect | undefined {
  const { trigger, can, person, group } = facts;
  if (trigger === null || !can.forms) return undefined;
  return { type: 'open-form', personId: person.id, conversation: group.conversation, trigger, form };
}

/**
 * The questionnaire as a form. The session stays as it is, so that the same step can be answered in the dialogue while the
 * form is open, or never sent in.
 */
export function openQuestionnaire(
  draft: ReportDraft,
  progress: QuestionnaireProgress,
  which: 'open' | 'all',
  facts: Facts,
): Outcome | undefined {
  const questionnaire = questionnaireOf(draft, facts);
  const effect = opens(facts, (phrases) =>
    questionnaireForm(
      questionnaire,
      progress,
      which,
      {
        formId: `d:${facts.session.turn}:form:${draft.startedAt}`,
        title: facts.desk.words.categoryName(draft.category ?? unknownCategory, phrases.locale),
      },
      phrases,
    ),
  );
  return effect && outcome(facts.session.state, effect);
}

/** A box for the words of a command on a ticket; undefined where only the dialogue can ask for them. */
export function openWords(
  verb: 'reply' | 'resolve' | 'note' | 'reopen',
  ticket: Ticket,
  facts: Facts,
): Outcome | undefined {
  const requester = facts.findPerson(ticket.requesterId)?.name ?? '';
  const effect = opens(facts, (phrases) => ({
    formId: `t:${verb}:${ticket.number}`,
    title: `${phrases.label(`button.${verb}`)} ${ticketReference(ticket.number)}`,
    submitLabel: phrases.label('form.send'),
    cancelLabel: phrases.label('form.close'),
    fields: [
      {
        id: wordsField,
        label: phrases.label(`form.words.${verb}`, { requester }),
        hint: null,
        required: true,
        input: { type: 'paragraph', value: '', maxLength: longestWords },
      },
    ],
  }));
  return effect && outcome(facts.session.state, effect);
}

/** A questionnaire's form came in; undefined where the report it was opened for is no longer what we talk about. */
export function hearForm(
  { turn, startedAt, answers }: Extract<Reading, { type: 'dialog-form' }>,
  facts: Facts,
): Outcome | undefined {
  const { state } = facts.session;
  const filling = state.name === 'asking' || state.name === 'confirming' || state.name === 'returning';
  if (!filling || state.draft.startedAt !== startedAt) return undefined;
  const questionnaire = questionnaireOf(state.draft, facts);
  const late = facts.session.turn !== turn;
  const read = readFormAnswers(questionnaire, migrateProgress(questionnaire, state.progress), answers, {
    // What was said in the dialogue while the form lay open is newer than what the form was opened with.
    keepKnown: late,
    isUnknown: (words) => findDialogWord(words) === 'unknown',
  });
  const draft = read.texts.reduce((all, words) => mentionedIn(all, words, facts), state.draft);
  const received = late ? 'form.late' : 'form.received';
  const [problem] = read.problems;
  return problem
    ? askAgain(
        { name: 'asking', draft, progress: read.progress, current: problem.questionId },
        facts,
        problemIntro(questionnaire, problem),
      )
    : askNext(draft, read.progress, facts, (phrases) => phrases.say(received));
}

function problemIntro(questionnaire: Questionnaire, { questionId, problem }: FormProblem): Intro {
  return (phrases) =>
    phrases.say('form.problem', {
      label: wordingOf(questionnaire, questionId, phrases.locale).label,
      problem: problemWords(problem, phrases),
    });
}

/** What became of the report a late form was for. */
export function lateFormEffect(startedAt: number, facts: Facts): Effect {
  const opened = facts.own.filter((ticket) => isUnfinished(ticket) && ticket.openedAt >= startedAt).at(-1);
  return say(
    facts.direct,
    opened
      ? sentence('form.ticket-open', { ticket: ticketReference(opened.number) })
      : sentence('form.stale'),
  );
}

/** The words of a command on a ticket, as if they had been typed behind it. A dialogue that runs is left alone. */
export function hearWordsForm(
  { verb, ticket, answers }: Extract<Reading, { type: 'ticket-form' }>,
  facts: Facts,
): Outcome {
  const { state } = facts.session;
  if (verb !== 'reply' && verb !== 'resolve' && verb !== 'note' && verb !== 'reopen') return outcome(state);
  const words = answers[wordsField]?.[0] ?? '';
  const done = obey({ verb, ticket, rest: words, attachments: [] }, facts);
  if (words === '' || done.effects.some(({ type }) => type === 'change-ticket'))
    return words === '' ? done : { ...done, state };
  const unsent = say(facts.aside, (phrases) => message([text(phrases.say('form.unsent')), quote(words)]));
  return { state, effects: [...done.effects, unsent] };
}
