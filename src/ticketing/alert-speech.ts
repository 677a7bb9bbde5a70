import type { Person } from '../people/person.ts';
import type { Alert } from '../sla/alert.ts';
import type { Inline } from '../channel/outbound.ts';
import { message, plain, text, type Speech } from '../wording/message.ts';
import { ticketReference } from './reference.ts';
import { ticketAction } from './ticket-card.ts';
import type { Ticket } from './ticket.ts';

/**
 * A warning or breach of a promise, with whoever has to act really mentioned. The desk gets the next step as a button, the
 * managers a look at the ticket.
 */
export function alertSpeech(
  ticket: Ticket,
  alert: Alert,
  mentioned: readonly Person[],
  reader: 'desk' | 'managers',
): Speech {
  const nextStep = reader === 'managers' ? 'show' : ticket.assigneeId === null ? 'claim' : 'reply';
  return (phrases) => {
    const people = mentioned.flatMap((person): Inline[] => [phrases.mention(person), plain(' ')]);
    const kind = alert.level.kind === 'warn' ? 'warning' : 'breach';
    const line = phrases.say(`sla.${kind}`, {
      ticket: ticketReference(ticket.number),
      title: ticket.title,
      priority: ticket.priority,
      target: phrases.label(`why.target.${alert.target}`),
      time: alert.dueAt === null ? '' : phrases.instant(alert.dueAt),
    });
    const late = alert.late ? [text(phrases.say('sla.late', { time: phrases.instant(alert.at) }))] : [];
    return message(
      [text([...people, ...line]), ...late],
      [
        ticketAction(phrases, nextStep, ticket.number, 'primary'),
        ticketAction(phrases, 'why', ticket.number),
      ],
    );
  };
}
