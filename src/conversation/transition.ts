import { unreachable } from '../kernel/bot-error.ts';
import { isStaff } from '../people/person.ts';
import { refusalSpeech } from '../ticketing/refusal-speech.ts';
import { mayUse, type VerbId, verbs } from '../ticketing/verb.ts';
import { message, text, sentence } from '../wording/message.ts';
import { say } from '../wording/say.ts';
import { hearInQuestions } from './answer.ts';
import { pressInQuestions } from './ask.ts';
import { hearInClarifying, pressInClarifying } from './clarify.ts';
import { hearCode } from './bind.ts';
import { obey, unknownCommand } from './commands.ts';
import { hearInComposing, hearRatingReason } from './composing.ts';
import { hearInSummary, pressInSummary } from './confirm.ts';
import { type Outcome, idle, outcome } from './effect.ts';
import type { Facts } from './facts.ts';
import { hearForm, hearWordsForm } from './form.ts';
import { askForPerson, hearForHandOver } from './hand-over.ts';
import { welcomeSpeech } from './help.ts';
import { homeSpeech } from './home-speech.ts';
import { hearPicked } from './picked.ts';
import { hearInJoining, pressInJoining } from './join.ts';
import { asksStatus, findMention, wantsPerson } from './plain-wishes.ts';
import type { Reading } from './reading.ts';
import { hearIdle, hearInSorting, pressInSorting } from './relay.ts';
import { dropDraft } from './report.ts';
import { hearInReturning, pressInReturning } from './returning.ts';
import type { SessionState } from './session.ts';
import { lateForm, stalePress } from './stale.ts';
import { hearInSuggestions, pressInSuggestions } from './suggest.ts';
import { hearBelowCard, withThreadHint } from './thread-talk.ts';
import { showCard } from './ticket-commands.ts';

/** One turn: `(session, event, facts) → session + effects`. Nothing has happened when it returns. */
export function transition(reading: Reading, facts: Facts): Outcome {
  return withThreadHint(decide(reading, facts), facts);
}

function decide(reading: Reading, facts: Facts): Outcome {
  const { state } = facts.session;
  switch (reading.type) {
    case 'overheard':
      return outcome(state);
    case 'home':
      return facts.home
        ? outcome(
            state,
            say(
              { type: 'home', personId: facts.person.id, channel: facts.channel },
              homeSpeech(facts.home, facts),
            ),
          )
        : outcome(state);
    case 'thumb':
      return hearThumb(reading, facts);
    case 'picked':
      return hearPicked(reading, facts);
    case 'thread-words':
      return hearBelowCard(reading, facts) ?? hearWordsThere({ ...reading, type: 'words' }, facts);
    case 'dialog-form':
      return hearForm(reading, facts) ?? lateForm(reading.startedAt, facts);
    case 'ticket-form':
      return hearWordsForm(reading, facts);
    case 'opened':
      return facts.session.updatedAt === 0
        ? outcome(state, say(facts.direct, welcomeSpeech(facts)))
        : outcome(state);
    case 'unknown-command':
      return unknownCommand(reading.word, facts);
    case 'command':
      return hearCommand(reading, facts);
    case 'ticket-press':
      return pressOnTicket(reading, facts);
    case 'dialog-press':
      return pressInDialog(reading, facts);
    case 'words':
      return hearWordsThere(reading, facts);
    default:
      return unreachable(reading);
  }
}

/**
 * In a dialogue "cancel" is about the dialogue, whatever tickets there are, and a lone `T-480` may be an answer. A lone
 * word that is a command only to the staff is ordinary talk from anybody else.
 */
function hearCommand(reading: Extract<Reading, { type: 'command' }>, facts: Facts): Outcome {
  const { command } = reading;
  const typed = reading.text !== '' && !/^[/／]/.test(reading.text);
  const { state } = facts.session;
  const free = state.name === 'idle' || (state.name === 'composing' && state.verb === 'cancel');
  const answering = !free && ['asking', 'composing', 'sorting', 'rating-reason'].includes(state.name);
  const talk =
    (answering && findMention(reading.text)?.rest === '') ||
    (!free && asksStatus(reading.text)) ||
    (command.ticket === null && command.rest === '' && isForeign(command.verb, facts));
  if (typed && talk && !facts.inGroup)
    return hearWords({ type: 'words', text: reading.text, attachments: reading.attachments }, facts);
  const inDialog = !['idle', 'rating-reason'].includes(state.name);
  if (inDialog && command.verb === 'cancel' && command.ticket === null) return dropDraft(facts);
  return obey(
    { verb: command.verb, ticket: command.ticket, rest: command.rest, attachments: reading.attachments },
    facts,
  );
}

function isForeign(verb: VerbId, facts: Facts): boolean {
  const known = verbs.find(({ id }) => id === verb);
  // "超时" is what a requester calls a fault.
  const isWord = known?.shape === 'ticket-words' || verb === 'breaches' || verb === 'sla';
  return isWord && known !== undefined && !mayUse(facts.person, known);
}

function hearWordsThere(reading: Extract<Reading, { type: 'words' }>, facts: Facts): Outcome {
  return hearCode(facts) ?? movedToDirect(hearWords(reading, facts), facts);
}

/** Counted for the articles it is about; the platform shows its own thanks, and no dialogue waits for it. */
function hearThumb({ articleIds, verdict }: Extract<Reading, { type: 'thumb' }>, facts: Facts): Outcome {
  const { state } = facts.session;
  const known = articleIds.filter((id) => facts.desk.findArticle(id, facts.locale) !== undefined);
  return known.length === 0
    ? outcome(state)
    : outcome(state, { type: 'article-feedback', articleIds: known, verdict });
}

/** A private matter told in a group goes on in private, and whoever told it there is told so. */
function movedToDirect(result: Outcome, facts: Facts): Outcome {
  if (!facts.inGroup) return result;
  return {
    ...result,
    effects: [
      say(facts.can.ephemeral ? facts.aside : facts.group, (phrases) =>
        message([text(phrases.say('talk.moved', { name: phrases.mention(facts.person) }))]),
      ),
      ...result.effects,
    ],
  };
}

function hearWords({ text: words, attachments }: Extract<Reading, { type: 'words' }>, facts: Facts): Outcome {
  const { state } = facts.session;
  const busyWriting = ['composing', 'handing-over', 'rating-reason'].includes(state.name);
  if (!busyWriting && attachments.length === 0 && wantsPerson(words)) return askForPerson(facts);
  switch (state.name) {
    case 'idle':
      return hearIdle(words, attachments, facts);
    case 'clarifying':
      return hearInClarifying(state, words, attachments, facts);
    case 'suggesting':
      return hearInSuggestions(state, words, attachments, facts);
    case 'asking':
      return hearInQuestions(state, words, attachments, facts);
    case 'confirming':
      return hearInSummary(state, words, attachments, facts);
    case 'returning':
      return hearInReturning(state, words, facts);
    case 'sorting':
      return hearInSorting(state, words, attachments, facts);
    case 'handing-over':
      return hearForHandOver(words, attachments, facts);
    case 'composing':
      return hearInComposing(state, words, attachments, facts);
    case 'joining':
      return hearInJoining(state, words, attachments, facts);
    case 'rating-reason':
      return hearRatingReason(state, words, attachments, facts);
    default:
      return unreachable(state);
  }
}

function pressInDialog(reading: Extract<Reading, { type: 'dialog-press' }>, facts: Facts): Outcome {
  const { state, turn } = facts.session;
  const pressed =
    reading.turn === turn ? pressInState(state, reading.what, reading.argument, facts) : undefined;
  return pressed ?? stalePress(facts);
}

function pressInState(
  state: SessionState,
  what: string,
  argument: string | null,
  facts: Facts,
): Outcome | undefined {
  switch (state.name) {
    case 'idle':
      return undefined;
    case 'clarifying':
      return pressInClarifying(state, what, argument, facts);
    case 'suggesting':
      return pressInSuggestions(state, what, argument, facts);
    case 'asking':
      return pressInQuestions(state, what, argument, facts);
    case 'confirming':
      return pressInSummary(state, what, argument, facts);
    case 'returning':
      return pressInReturning(state, what, facts);
    case 'sorting':
      return pressInSorting(state, what, facts);
    case 'handing-over':
    case 'composing':
      return what === 'cancel' ? dropDraft(facts) : undefined;
    case 'joining':
      return pressInJoining(state, what, facts);
    case 'rating-reason':
      return what === 'skip' ? outcome(idle, say(facts.direct, sentence('rating.skipped'))) : undefined;
    default:
      return unreachable(state);
  }
}

/** A button on a card or message about a ticket: the same as the typed command, checked against whoever pressed it. */
function pressOnTicket(reading: Extract<Reading, { type: 'ticket-press' }>, facts: Facts): Outcome {
  const { verb, ticket, argument } = reading;
  if (verb === 'show') return showCard(facts);
  const known = verbs.find(({ id }) => id === verb);
  if (!known || (known.audience === 'staff' && !isStaff(facts.person))) {
    return outcome(
      facts.session.state,
      say(
        facts.aside,
        refusalSpeech({ type: 'not-found' }, ticket, () => undefined),
      ),
    );
  }
  const id: VerbId = known.id;
  return obey({ verb: id, ticket, rest: argument ?? '', attachments: [] }, facts);
}
