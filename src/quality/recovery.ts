import type { Person } from '../people/person.ts';
import type { FrozenPolicy } from '../sla/policy.ts';
import type { TicketChange } from '../ticketing/ticket-event.ts';
import { ticketReference } from '../ticketing/reference.ts';
import type { Ticket } from '../ticketing/ticket.ts';
import { message, quote, text, type Speech } from '../wording/message.ts';

/** Service recovery: a score under the threshold is owed a follow-up. One bad rating of a follow-up opens no further one. */
export function owesRecovery(ticket: Ticket, score: number, threshold: number): boolean {
  return score < threshold && ticket.recoveryFor === null;
}

/** The follow-up as a ticket of its own, in the same group, so that it has a clock, an assignee and an outcome on record. */
export function recoveryOpening(
  ticket: Ticket,
  title: string,
  policy: FrozenPolicy,
): Extract<TicketChange, { type: 'opened' }> {
  return {
    type: 'opened',
    kind: 'request',
    category: ticket.category,
    impact: 'user',
    urgency: 'low',
    priority: 'P2',
    priorityReasons: [],
    title,
    description: title,
    requesterId: ticket.requesterId,
    groupId: ticket.groupId,
    locale: ticket.locale,
    questionnaire: null,
    attachments: [],
    policy,
    recoveryFor: ticket.number,
  };
}

/** For the managers: who was unhappy with whom, how much, and which ticket makes it good. */
export function badRatingSpeech(facts: {
  readonly ticket: Ticket;
  readonly score: number;
  readonly requester: Person;
  readonly assignee: Person | null;
  readonly lead: Person | null;
  readonly followUp: number | null;
}): Speech {
  return (phrases) => {
    const { ticket, score, requester, assignee, lead, followUp } = facts;
    const parameters = {
      ticket: ticketReference(ticket.number),
      title: ticket.title,
      score,
      requester: requester.name,
      agent: assignee?.name ?? '—',
      lead: lead ? [phrases.mention(lead), { type: 'plain' as const, text: ' ' }] : [],
      followUp: followUp === null ? '' : ticketReference(followUp),
    };
    return message([
      text(phrases.say(followUp === null ? 'rating.bad' : 'rating.bad.follow-up', parameters)),
    ]);
  };
}

export function badRatingReasonSpeech(ticket: Ticket, requester: Person, reason: string): Speech {
  return (phrases) =>
    message([
      text(
        phrases.say('rating.bad.reason', {
          ticket: ticketReference(ticket.number),
          requester: requester.name,
        }),
      ),
      quote(reason),
    ]);
}
