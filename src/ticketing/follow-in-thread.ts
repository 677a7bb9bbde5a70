import type { Attachment } from '../channel/attachment.ts';
import type { Conversation } from '../channel/conversation.ts';
import type { Inline } from '../channel/outbound.ts';
import { message, quote, text, type Speech } from '../wording/message.ts';
import type { Phrases } from '../wording/phrases.ts';
import { type Audience, type Say, say } from '../wording/say.ts';
import type { Announcement } from './announce.ts';
import { ticketReference } from './reference.ts';
import type { TicketChange } from './ticket-event.ts';

/**
 * The talk between requester and assignee, below the ticket's card in its group: where a channel has threads, colleagues can
 * follow it there. Without buttons and mentions: whoever has to act is told directly. What was said in that thread itself is
 * not said there again.
 */
export function followInThread(change: TicketChange, { view, place, actor }: Announcement): Say[] {
  const { ticket, requester, assignee } = view;
  const speech = talk(change, {
    ticket: ticketReference(ticket.number),
    title: ticket.title,
    requester: requester.name,
    agent: actor?.name ?? assignee?.name ?? '',
  });
  // What nobody has claimed yet is told to the group anyway.
  if (!speech || (assignee === null && isForWorker(change))) return [];
  return [say({ type: 'thread', groupId: ticket.groupId, besides: threadOf(place) }, speech)];
}

function isForWorker({ type }: TicketChange): boolean {
  return type !== 'replied' && type !== 'resolved';
}

function threadOf(place: Audience | null): Conversation | null {
  if (place?.type !== 'place' && place?.type !== 'aside') return null;
  return (place.thread ?? null) === null ? null : place.conversation;
}

type Names = {
  readonly ticket: string;
  readonly title: string;
  readonly requester: string;
  readonly agent: string;
};

/** undefined: nothing that one of them says to the other. */
function talk(change: TicketChange, names: Names): Speech | undefined {
  const { ticket, title, requester, agent } = names;
  switch (change.type) {
    case 'requester_wrote':
      return told(
        (phrases) => phrases.say('ticket.requester-wrote', { ticket, requester }),
        change.text,
        change.attachments,
      );
    case 'replied':
      return told(
        (phrases) => phrases.say('ticket.replied', { ticket, agent }),
        change.text,
        change.attachments,
      );
    case 'resolved':
      return told((phrases) => phrases.say('ticket.resolved', { ticket, agent, title }), change.text);
    case 'urged':
      return told((phrases) => phrases.say('ticket.urged', { ticket, requester, title }));
    case 'reopened':
      return told((phrases) => phrases.say('ticket.reopened', { ticket, requester }), change.text);
    case 'cancelled':
      return told((phrases) => phrases.say('ticket.cancelled', { ticket, requester, title }));
    default:
      return undefined;
  }
}

function told(
  who: (phrases: Phrases) => readonly Inline[],
  words: string | null = null,
  attachments: readonly Attachment[] = [],
): Speech {
  return (phrases) =>
    message(
      [text(who(phrases)), ...(words === null ? [] : [quote(words)])],
      [],
      attachments.map(({ key }) => key),
    );
}
