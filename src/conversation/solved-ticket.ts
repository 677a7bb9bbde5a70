import type { SolvedTicket } from '../knowledge/draft-from-ticket.ts';
import type { Person } from '../people/person.ts';
import type { DeskWords } from '../ticketing/desk-words.ts';
import type { TicketEvent } from '../ticketing/ticket-event.ts';
import type { Ticket } from '../ticketing/ticket.ts';

/** What a ticket tells about its problem once it is resolved; undefined before. */
export function solvedTicketOf(
  ticket: Ticket,
  events: readonly TicketEvent[],
  words: DeskWords,
  find: (personId: string) => Person | undefined,
): SolvedTicket | undefined {
  const resolution = events.findLast(({ change }) => change.type === 'resolved')?.change;
  if (resolution?.type !== 'resolved') return undefined;
  const colon = ticket.locale === 'en' ? ': ' : '：';
  return {
    number: ticket.number,
    title: ticket.title,
    description: ticket.description,
    category: ticket.category,
    locale: ticket.locale,
    answers: ticket.questionnaire
      ? words
          .answerLines(ticket.questionnaire, ticket.locale)
          .map(({ label, value }) => `${label}${colon}${value}`)
      : [],
    replies: events.flatMap(({ change }) => (change.type === 'replied' ? [change.text] : [])),
    resolution: resolution.text,
    names: namesIn(ticket, events, find),
  };
}

/** Names of everybody who had to do with it. */
export function namesIn(
  ticket: Ticket,
  events: readonly TicketEvent[],
  find: (personId: string) => Person | undefined,
): string[] {
  const people = [ticket.requesterId, ticket.assigneeId, ...events.map(({ actorId }) => actorId)];
  return [...new Set(people)].flatMap((id) => (id === null ? [] : (find(id)?.name ?? [])));
}
