import { isStaff } from '../people/person.ts';
import { cardKey } from '../ticketing/ticket-card.ts';
import { ticketReference } from '../ticketing/reference.ts';
import type { Ticket } from '../ticketing/ticket.ts';
import { sentence } from '../wording/message.ts';
import { say, type Say } from '../wording/say.ts';
import { type Outcome, outcome } from './effect.ts';
import type { Facts } from './facts.ts';
import type { Reading } from './reading.ts';
import { commandTicket } from './ticket-talk.ts';

/**
 * Words said to us below a ticket's card. From the staff they are for the requester, from the requester for the staff;
 * a dialogue that runs is not touched. undefined: they are ordinary words, the card has nothing to do with them.
 */
export function hearBelowCard(
  { text, attachments }: Extract<Reading, { type: 'thread-words' }>,
  facts: Facts,
): Outcome | undefined {
  const ticket = facts.target?.ticket;
  if (!ticket) return undefined;
  const { state } = facts.session;
  const own = ticket.requesterId === facts.person.id;
  if (!own && !isStaff(facts.person))
    return facts.inGroup
      ? outcome(
          state,
          say(facts.aside, sentence('thread.staff-only', { ticket: ticketReference(ticket.number) })),
        )
      : undefined;
  if (text === '' && attachments.length === 0) return outcome(state, howToTalk(ticket, facts));
  const told = commandTicket(ticket, { type: own ? 'add' : 'reply', text, attachments }, facts, facts.place);
  return { ...told, state };
}

/** Whoever works on tickets in a group with threads is told once how talking there works. */
export function withThreadHint(result: Outcome, facts: Facts): Outcome {
  if (facts.knowsThreads || !facts.inGroup || !isStaff(facts.person)) return result;
  const changed = result.effects.find((effect) => effect.type === 'change-ticket');
  return changed?.type === 'change-ticket' && changed.ticket.requesterId !== facts.person.id
    ? {
        ...result,
        effects: [...result.effects, howToTalk(changed.ticket, facts), { type: 'told', what: 'threads' }],
      }
    : result;
}

function howToTalk(ticket: Ticket, facts: Facts): Say {
  const requester = facts.findPerson(ticket.requesterId)?.name ?? '';
  return say(facts.aside, sentence('thread.how', { requester }), null, cardKey(ticket.number));
}
