import { type Speech, heading, message, plain, quote, text } from '../wording/message.ts';
import { ticketReference } from './reference.ts';
import { type TicketView, ticketAction } from './ticket-card.ts';

/** The number, and both promises on the requester's clock. */
export function openedSpeech({ ticket, promises, words }: TicketView): Speech {
  return (phrases) => {
    const reference = ticketReference(ticket.number);
    const promise = (key: string, at: number | null, provisional: boolean) =>
      at === null
        ? []
        : [
            {
              label: phrases.label(`field.${key}`),
              value: [
                plain(phrases.label('promise.by', { time: phrases.instant(at) })),
                ...(provisional ? [plain(phrases.label('sla.provisional'))] : []),
              ],
            },
          ];
    return message(
      [
        heading(phrases.say('ticket.opened.title', { ticket: reference, title: ticket.title })),
        text(phrases.say('ticket.opened', { group: words.groupName(ticket.groupId) })),
        {
          type: 'fields',
          fields: [
            {
              label: phrases.label('field.priority'),
              value: [plain(phrases.label(`priority.${ticket.priority}`))],
            },
            ...promise('first-response', promises.firstResponseDueAt, promises.firstResponseProvisional),
            ...promise('resolution', promises.resolutionDueAt, promises.resolutionProvisional),
          ],
        },
        text(phrases.say('ticket.opened.more')),
      ],
      [
        ticketAction(phrases, 'status', ticket.number),
        ticketAction(phrases, 'urge', ticket.number),
        ticketAction(phrases, 'cancel', ticket.number),
      ],
    );
  };
}

export function resolvedSpeech({ ticket }: TicketView, agent: string, words: string): Speech {
  return (phrases) => {
    const reference = ticketReference(ticket.number);
    return message(
      [
        text(phrases.say('ticket.resolved', { ticket: reference, agent, title: ticket.title })),
        quote(words),
        text(phrases.say('ticket.resolved.ask')),
      ],
      [
        ticketAction(phrases, 'confirm', ticket.number, 'primary'),
        ticketAction(phrases, 'reopen', ticket.number),
      ],
    );
  };
}

/** Five buttons, one per score. */
export function ratingRequest(number: number, key: string): Speech {
  return (phrases) =>
    message(
      [text(phrases.say(key, { ticket: ticketReference(number) }))],
      [5, 4, 3, 2, 1].map((score) => ({
        action: `t:rate:${number}:${score}`,
        label: phrases.label(`rating.${score}`),
        style: score === 5 ? ('primary' as const) : ('plain' as const),
        alias: `${phrases.label('verb.rate')} ${score}`,
      })),
    );
}
