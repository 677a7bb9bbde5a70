import { sentence, type Speech } from '../wording/message.ts';
import { type Audience, type Say, say } from '../wording/say.ts';
import { alertTargetName } from './alert-words.ts';
import type { Announcement } from './announce.ts';
import { ticketReference } from './reference.ts';
import { cardKey, ticketCard } from './ticket-card.ts';
import type { TicketChange } from './ticket-event.ts';
import { message, text } from '../wording/message.ts';

type AlertingChange = Extract<TicketChange, { type: 'acknowledged' | 'breach_explained' | 'transferred' }>;

/** What whoever did it hears; the others see it in the alerts themselves, which are repainted, or get the ticket's card. */
export function announceAlerting(
  change: AlertingChange,
  { view }: Announcement,
  toGroup: Audience,
  ack: (speech: Speech) => Say[],
): Say[] {
  const ticket = ticketReference(view.ticket.number);
  switch (change.type) {
    case 'acknowledged':
      return ack(sentence('alert.acknowledged.ack', { ticket }));
    case 'breach_explained':
      return ack((phrases) =>
        message([
          text(
            phrases.say('alert.explained.ack', {
              ticket,
              target: alertTargetName(change.key, phrases),
              cause: phrases.label(`cause.${change.cause}`),
            }),
          ),
        ]),
      );
    case 'transferred':
      return [
        ...ack(sentence('ticket.transferred.ack', { ticket, group: view.words.groupName(change.groupId) })),
        say(toGroup, ticketCard(view), cardKey(view.ticket.number)),
      ];
  }
}
