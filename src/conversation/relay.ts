import type { Attachment } from '../channel/attachment.ts';
import { isUnfinished } from '../ticketing/ticket.ts';
import { ticketReference } from '../ticketing/reference.ts';
import { ticketAction } from '../ticketing/ticket-card.ts';
import type { Ticket } from '../ticketing/ticket.ts';
import { message, text, sentence } from '../wording/message.ts';
import { say } from '../wording/say.ts';
import { dialogAction } from './dialog-action.ts';
import { findDialogWord } from './dialog-words.ts';
import { idle, outcome, type Outcome } from './effect.ts';
import type { Facts } from './facts.ts';
import { hearReport } from './report.ts';
import type { SessionState } from './session.ts';
import { commandTicket } from './ticket-talk.ts';

/** How long after closing a bare "5" is still a rating. */
const ratingWindowMs = 7 * 24 * 3_600_000;

/** Words outside any dialogue: about the ticket the person already has, or a new report. */
export function hearIdle(words: string, attachments: readonly Attachment[], facts: Facts): Outcome {
  if (words === '' && attachments.length === 0)
    return outcome(facts.session.state, say(facts.direct, sentence('talk.empty')));
  const unfinished = facts.own.filter(isUnfinished);
  const verdict = attachments.length === 0 ? hearVerdict(words, unfinished, facts) : undefined;
  if (verdict) return verdict;
  const ticket = unfinished.find(({ assigneeId }) => assigneeId !== null) ?? unfinished[0];
  return ticket ? relayOrSort(ticket, words, attachments, facts) : hearReport(words, attachments, facts);
}

/** Yes, no, thanks and a bare score, where something waits for one. "Thanks" is never a reopening. */
function hearVerdict(words: string, unfinished: readonly Ticket[], facts: Facts): Outcome | undefined {
  const resolved = unfinished.find(({ status }) => status.name === 'resolved');
  const word = findDialogWord(words);
  if (resolved) {
    if (word === 'solved' || word === 'yes')
      return commandTicket(resolved, { type: 'confirm' }, facts, facts.direct);
    if (word === 'not-solved' || word === 'no')
      return commandTicket(resolved, { type: 'reopen', text: words }, facts, facts.direct);
    if (word === 'thanks') {
      return outcome(
        facts.session.state,
        say(facts.direct, (phrases) =>
          message(
            [text(phrases.say('talk.thanks.resolved', { ticket: ticketReference(resolved.number) }))],
            [
              ticketAction(phrases, 'confirm', resolved.number, 'primary'),
              ticketAction(phrases, 'reopen', resolved.number),
            ],
          ),
        ),
      );
    }
  }
  const score = /^[1-5]$/.exec(words.normalize('NFKC'))?.[0];
  const closed = facts.own.find(
    ({ status, rating }) => status.name === 'closed' && !rating && facts.now - status.at < ratingWindowMs,
  );
  if (score !== undefined && closed)
    return commandTicket(closed, { type: 'rate', score: Number(score) }, facts, facts.direct);
  return undefined;
}

function relayOrSort(
  ticket: Ticket,
  words: string,
  attachments: readonly Attachment[],
  facts: Facts,
): Outcome {
  const said = facts.desk.understand(words);
  const waitsForRequester = ticket.status.name === 'on_hold' && ticket.status.reason === 'requester';
  if (!waitsForRequester && attachments.length === 0 && said.kind === 'small-talk')
    return hearReport(words, attachments, facts);
  const otherMatter = said.band === 'confident' && said.guesses[0]?.category !== ticket.category;
  if (ticket.status.name === 'resolved' || (otherMatter && !waitsForRequester)) {
    return outcome(
      { name: 'sorting', text: words, attachments, ticket: ticket.number },
      say(facts.direct, (phrases) =>
        message(
          [
            text(
              phrases.say(ticket.status.name === 'resolved' ? 'sort.resolved' : 'sort.open', {
                ticket: ticketReference(ticket.number),
                title: ticket.title,
              }),
            ),
          ],
          [
            dialogAction(facts, phrases, 'about-ticket'),
            dialogAction(facts, phrases, 'new-matter', 'primary'),
          ],
        ),
      ),
    );
  }
  return commandTicket(ticket, { type: 'add', text: words, attachments }, facts, facts.direct);
}

type Sorting = Extract<SessionState, { name: 'sorting' }>;

export function pressInSorting(state: Sorting, what: string, facts: Facts): Outcome | undefined {
  if (what === 'new-matter')
    return hearReport(state.text, state.attachments, {
      ...facts,
      session: { ...facts.session, state: idle },
    });
  if (what !== 'about-ticket') return undefined;
  const ticket = facts.own.find(({ number }) => number === state.ticket);
  if (!ticket) return outcome(idle);
  return ticket.status.name === 'resolved' || ticket.status.name === 'closed'
    ? commandTicket(ticket, { type: 'reopen', text: state.text }, facts, facts.direct)
    : commandTicket(
        ticket,
        { type: 'add', text: state.text, attachments: state.attachments },
        facts,
        facts.direct,
      );
}

export function hearInSorting(
  state: Sorting,
  words: string,
  attachments: readonly Attachment[],
  facts: Facts,
): Outcome {
  const said = words.normalize('NFKC').trim();
  const about =
    said === '1' || /^(补充|補充|还没好|還沒好|是|这个|這個|t-?\d+|same|yes|that one)/i.test(said);
  const fresh = said === '2' || /^(新|不是|另|别的|別的|new|no|another|different)/i.test(said);
  const press = fresh ? 'new-matter' : about ? 'about-ticket' : undefined;
  if (press !== undefined && attachments.length === 0)
    return pressInSorting(state, press, facts) ?? outcome(idle);
  // More words instead of a choice: what was said first is not lost, both go on together.
  const both = {
    ...state,
    text: `${state.text}\n${words}`,
    attachments: [...state.attachments, ...attachments],
  };
  return relayAgain(both, facts);
}

function relayAgain(state: Sorting, facts: Facts): Outcome {
  const ticket = facts.own.find(({ number }) => number === state.ticket);
  return ticket
    ? relayOrSort(ticket, state.text, state.attachments, facts)
    : hearReport(state.text, state.attachments, facts);
}
