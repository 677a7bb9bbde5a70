import { sentence, type Speech } from '../wording/message.ts';
import { type Audience, type Say, say } from '../wording/say.ts';
import type { Announcement } from './announce.ts';
import { ticketReference } from './reference.ts';
import { ratingRequest } from './requester-speech.ts';

/** The requester is asked for a rating, the assignee hears that it works, whoever closed it that it is closed. */
export function announceClosing(
  by: 'requester' | 'agent' | 'silence',
  { view, actor }: Announcement,
  toRequester: Audience,
  ack: (speech: Speech) => Say[],
): Say[] {
  const { ticket, requester, assignee } = view;
  const reference = ticketReference(ticket.number);
  const asked = ticket.rating ? [] : [say(toRequester, ratingRequest(ticket.number, `ticket.closed.${by}`))];
  const agentHears: Say[] =
    assignee && assignee.id !== actor?.id && by === 'requester'
      ? [
          say(
            { type: 'person', personId: assignee.id, channel: null },
            sentence('ticket.confirmed', { ticket: reference, requester: requester.name }),
          ),
        ]
      : [];
  return [
    ...(by === 'agent' ? ack(sentence('ticket.closed.ack', { ticket: reference })) : []),
    ...asked,
    ...agentHears,
  ];
}
