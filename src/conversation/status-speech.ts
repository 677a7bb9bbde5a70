import { promisesOf } from '../ticketing/promises.ts';
import { ticketReference } from '../ticketing/reference.ts';
import { ticketAction } from '../ticketing/ticket-card.ts';
import { isOpen, type Ticket } from '../ticketing/ticket.ts';
import { heading, message, plain, text, type Speech } from '../wording/message.ts';
import type { Facts } from './facts.ts';

/** Where a ticket stands, as its requester may know it: no work notes. */
export function statusSpeech(ticket: Ticket, facts: Facts): Speech {
  return (phrases) => {
    const reference = ticketReference(ticket.number);
    const assignee = ticket.assigneeId === null ? undefined : facts.findPerson(ticket.assigneeId);
    const promises = facts.target ? promisesOf(facts.target.clock) : null;
    const field = (key: string, value: string) => ({
      label: phrases.label(`field.${key}`),
      value: [plain(value)],
    });
    const due = (
      key: 'first-response' | 'resolution',
      at: number | null | undefined,
      late: boolean | undefined,
      provisional: boolean | undefined,
    ) =>
      at === null || at === undefined
        ? []
        : [
            field(
              key,
              (late
                ? phrases.label('card.overdue', { time: phrases.instant(at) })
                : phrases.label('promise.by', { time: phrases.instant(at) })) +
                (provisional === true ? phrases.label('sla.provisional') : ''),
            ),
          ];
    const hold =
      ticket.status.name === 'on_hold' ? ` · ${phrases.label(`hold.${ticket.status.reason}`)}` : '';
    const own = ticket.requesterId === facts.person.id;
    return message(
      [
        heading(phrases.say('ticket.status.title', { ticket: reference, title: ticket.title })),
        {
          type: 'fields',
          fields: [
            field('status', phrases.label(`status.${ticket.status.name}`) + hold),
            field('assignee', assignee?.name ?? phrases.label('card.unassigned')),
            field('priority', phrases.label(`priority.${ticket.priority}`)),
            ...(isOpen(ticket) && ticket.firstResponseAt === null
              ? due(
                  'first-response',
                  promises?.firstResponseDueAt,
                  promises?.firstResponseBreached,
                  promises?.firstResponseProvisional,
                )
              : []),
            ...(isOpen(ticket)
              ? due(
                  'resolution',
                  promises?.resolutionDueAt,
                  promises?.resolutionBreached,
                  promises?.resolutionProvisional,
                )
              : []),
          ],
        },
        ...(ticket.status.name === 'resolved' && own ? [text(phrases.say('ticket.resolved.ask'))] : []),
      ],
      own && isOpen(ticket)
        ? [ticketAction(phrases, 'urge', ticket.number), ticketAction(phrases, 'cancel', ticket.number)]
        : own && ticket.status.name === 'resolved'
          ? [
              ticketAction(phrases, 'confirm', ticket.number, 'primary'),
              ticketAction(phrases, 'reopen', ticket.number),
            ]
          : [],
    );
  };
}
