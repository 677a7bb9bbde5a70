import { message, quote, sentence, text, type Speech } from '../wording/message.ts';
import { type Audience, type Say, say } from '../wording/say.ts';
import type { Announcement } from './announce.ts';
import { ticketReference } from './reference.ts';
import { ticketAction } from './ticket-card.ts';
import type { TicketChange } from './ticket-event.ts';

type RequesterChange = Extract<
  TicketChange,
  { type: 'requester_wrote' | 'urged' | 'reopened' | 'cancelled' }
>;

type Hearers = {
  /** Whoever has the ticket, or its group. */
  readonly toWorker: Audience;
  readonly ack: (speech: Speech) => Say[];
  readonly tellRequester: (speech: Speech) => Say[];
};

/** What the requester does to the ticket: whoever works on it hears it, with the next step as a button. */
export function announceRequester(
  change: RequesterChange,
  { view, actor }: Announcement,
  { toWorker, ack, tellRequester }: Hearers,
): Say[] {
  const { ticket, requester, assignee } = view;
  const reference = ticketReference(ticket.number);
  switch (change.type) {
    case 'requester_wrote':
      return [
        say(toWorker, (phrases) =>
          message(
            [
              text(phrases.say('ticket.requester-wrote', { ticket: reference, requester: requester.name })),
              quote(change.text),
            ],
            assignee
              ? [
                  ticketAction(phrases, 'reply', ticket.number, 'primary'),
                  ticketAction(phrases, 'resolve', ticket.number),
                ]
              : [],
            change.attachments.map(({ key }) => key),
          ),
        ),
        ...ack(
          assignee
            ? sentence('ticket.passed-on', { ticket: reference, agent: assignee.name })
            : sentence('ticket.added', { ticket: reference }),
        ),
      ];
    case 'urged':
      return [
        say(toWorker, (phrases) =>
          message(
            [
              text(
                phrases.say('ticket.urged', {
                  ticket: reference,
                  requester: requester.name,
                  title: ticket.title,
                }),
              ),
            ],
            [ticketAction(phrases, assignee ? 'reply' : 'claim', ticket.number, 'primary')],
          ),
        ),
        ...ack(sentence('ticket.urged.ack', { ticket: reference })),
      ];
    case 'reopened':
      return [
        say(toWorker, (phrases) =>
          message(
            [
              text(phrases.say('ticket.reopened', { ticket: reference, requester: requester.name })),
              ...(change.text === null ? [] : [quote(change.text)]),
            ],
            [ticketAction(phrases, assignee ? 'reply' : 'claim', ticket.number, 'primary')],
          ),
        ),
        ...ack(sentence('ticket.reopened.ack', { ticket: reference })),
        ...tellRequester(
          sentence('ticket.reopened.for-you', {
            ticket: reference,
            agent: actor?.name ?? assignee?.name ?? '',
          }),
        ),
      ];
    case 'cancelled':
      return [
        ...ack(sentence('ticket.cancelled.ack', { ticket: reference })),
        say(
          toWorker,
          sentence('ticket.cancelled', {
            ticket: reference,
            requester: requester.name,
            title: ticket.title,
          }),
        ),
      ];
  }
}
