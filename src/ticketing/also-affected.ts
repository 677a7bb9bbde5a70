import type { Person } from '../people/person.ts';
import { message, quote, text, type Speech } from '../wording/message.ts';
import { ticketReference } from './reference.ts';
import { ticketAction, type TicketView } from './ticket-card.ts';

/** From so many on it is hardly one person's trouble any more. */
const many = 3;

/** To whoever works on it: one more person has the same trouble. */
export function joinedSpeech({ ticket }: TicketView, who: Person | null, words: string): Speech {
  const affected = ticket.alsoAffected.length + 1;
  return (phrases) =>
    message(
      [
        text(
          phrases.say('ticket.joined', {
            name: who?.name ?? '',
            ticket: ticketReference(ticket.number),
            count: affected,
          }),
        ),
        quote(words),
      ],
      affected >= many && ticket.impact === 'user'
        ? [ticketAction(phrases, 'priority', ticket.number), ticketAction(phrases, 'show', ticket.number)]
        : [],
    );
}

/** To people who have the same trouble: it is over, and what to do if it is not. */
export function alsoResolvedSpeech({ ticket }: TicketView, resolution: string): Speech {
  return (phrases) =>
    message(
      [
        text(phrases.say('ticket.also-resolved', { ticket: ticketReference(ticket.number) })),
        quote(resolution),
        text(phrases.say('ticket.also-resolved.else')),
      ],
      [
        {
          action: 'c:new',
          label: phrases.label('button.new'),
          style: 'plain',
          alias: phrases.label('verb.new'),
        },
      ],
    );
}
