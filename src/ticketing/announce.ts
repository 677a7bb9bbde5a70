import type { Inline } from '../channel/outbound.ts';
import { unreachable } from '../kernel/bot-error.ts';
import type { Person } from '../people/person.ts';
import { type Speech, message, quote, text, sentence } from '../wording/message.ts';
import { type Audience, type Repaint, type Say, say } from '../wording/say.ts';
import { announceAlerting } from './alert-announce.ts';
import { announceClosing } from './announce-closing.ts';
import { announceRequester } from './announce-requester.ts';
import { followInThread } from './follow-in-thread.ts';
import { alsoResolvedSpeech, joinedSpeech } from './also-affected.ts';
import { ticketReference } from './reference.ts';
import { openedSpeech, resolvedSpeech } from './requester-speech.ts';
import { type TicketView, cardKey, ticketAction, ticketCard } from './ticket-card.ts';
import type { TicketChange } from './ticket-event.ts';

export type Announcement = {
  /** The ticket after all changes. */
  readonly view: TicketView;
  readonly previousGroupId: string;
  /** Who did it; null: the bot. */
  readonly actor: Person | null;
  /** Where the actor said it and expects an answer; null: the bot did it. */
  readonly place: Audience | null;
};

/** Everything people hear about what happened to a ticket. One decision may hold several changes; each is told once. */
export function announce(changes: readonly TicketChange[], context: Announcement): (Say | Repaint)[] {
  const said = changes.flatMap((change, index) => {
    const next = changes[index + 1]?.type;
    const previous = changes[index - 1]?.type;
    // "I have it" is said by the reply itself; "closed" by the rating; "goes on" by the words that came in or by whoever has it now.
    const implied =
      (change.type === 'claimed' && next !== undefined) ||
      (change.type === 'closed' && next === 'rated') ||
      (change.type === 'resumed' &&
        (previous === 'requester_wrote' || next === 'claimed' || next === 'assigned' || next === 'released'));
    return implied
      ? []
      : [...announceChange(change, context), ...followInThread(change, context)].map((one) =>
          belowCard(context.view.ticket.number, one),
        );
  });
  const repaints = changes.some(repaintsCard) && changes[0]?.type !== 'opened';
  return repaints
    ? [
        { type: 'repaint', card: cardKey(context.view.ticket.number), speech: ticketCard(context.view) },
        ...said,
      ]
    : said;
}

/** What a support group hears about a ticket stands below its card there, where its channel has threads. */
function belowCard(number: number, one: Say): Say {
  return (one.to.type === 'group' || one.to.type === 'thread') && one.card === null
    ? { ...one, thread: cardKey(number) }
    : one;
}

function repaintsCard(change: TicketChange): boolean {
  return ![
    'noted',
    'rated',
    'rating_explained',
    'urged',
    'alerted',
    'acknowledged',
    'recovery_opened',
  ].includes(change.type);
}

function announceChange(change: TicketChange, context: Announcement): Say[] {
  const { view, actor, place, previousGroupId } = context;
  const { ticket, requester, assignee, promises } = view;
  const reference = ticketReference(ticket.number);
  const toRequester: Audience = { type: 'person', personId: requester.id, channel: ticket.channel };
  const toGroup: Audience = { type: 'group', groupId: ticket.groupId };
  const toWorker: Audience = assignee ? { type: 'person', personId: assignee.id, channel: null } : toGroup;
  const ack = (speech: Speech): Say[] => (place ? [say(place, speech)] : []);
  const tellRequester = (speech: Speech): Say[] =>
    actor?.id === requester.id ? [] : [say(toRequester, speech)];
  // What a colleague does to a ticket its assignee hears of, too.
  const tellAssignee = (speech: Speech): Say[] =>
    assignee && actor && assignee.id !== actor.id && actor.id !== requester.id ? [say(toWorker, speech)] : [];
  const agentName = actor?.name ?? assignee?.name ?? '';
  switch (change.type) {
    case 'opened':
      return [
        // Whoever was let down is not greeted with a cheerful receipt.
        say(
          toRequester,
          ticket.recoveryFor === null
            ? openedSpeech(view)
            : sentence('ticket.recovery', { ticket: reference }),
        ),
        say(toGroup, ticketCard(view), cardKey(ticket.number)),
      ];
    case 'claimed':
      return [
        ...ack(sentence('ticket.claimed.ack', { ticket: reference, agent: agentName })),
        ...(assignee ? [say(toWorker, ticketCard(view), cardKey(ticket.number))] : []),
        ...tellRequester(sentence('ticket.claimed', { ticket: reference, agent: agentName })),
      ];
    case 'assigned':
      return [
        ...ack(sentence('ticket.assigned.ack', { ticket: reference, agent: assignee?.name ?? '' })),
        ...(assignee && assignee.id !== actor?.id
          ? [say(toWorker, sentence('ticket.assigned.to-you', { ticket: reference, agent: agentName }))]
          : []),
        say(toWorker, ticketCard(view), cardKey(ticket.number)),
        ...tellRequester(sentence('ticket.claimed', { ticket: reference, agent: assignee?.name ?? '' })),
      ];
    case 'released':
      return [
        ...ack(sentence('ticket.released.ack', { ticket: reference })),
        say(toGroup, (phrases) =>
          message(
            [
              text(
                phrases.say('ticket.released', { ticket: reference, agent: agentName, title: ticket.title }),
              ),
            ],
            [ticketAction(phrases, 'claim', ticket.number, 'primary')],
          ),
        ),
      ];
    case 'replied':
      return [
        ...ack(sentence('ticket.replied.ack', { ticket: reference, requester: requester.name })),
        say(toRequester, (phrases) =>
          message(
            [
              text(phrases.say('ticket.replied', { ticket: reference, agent: agentName })),
              quote(change.text),
            ],
            [],
            change.attachments.map(({ key }) => key),
          ),
        ),
        ...tellAssignee((phrases) =>
          message([
            text(phrases.say('ticket.replied', { ticket: reference, agent: agentName })),
            quote(change.text),
          ]),
        ),
      ];
    case 'requester_wrote':
    case 'urged':
    case 'reopened':
    case 'cancelled':
      return announceRequester(change, context, { toWorker, ack, tellRequester });
    case 'joined':
      return [say(toWorker, joinedSpeech(view, actor, change.text), null, cardKey(ticket.number))];
    case 'noted':
      return ack(sentence('ticket.noted.ack', { ticket: reference }));
    case 'held':
      return [
        ...ack((phrases) =>
          line(
            phrases.say('ticket.held.ack', {
              ticket: reference,
              reason: phrases.label(`hold.${change.reason}`),
            }),
          ),
        ),
        ...tellRequester(sentence(`ticket.held.${change.reason}`, { ticket: reference, agent: agentName })),
      ];
    case 'resumed':
      return [
        ...ack(sentence('ticket.resumed.ack', { ticket: reference })),
        ...tellRequester(sentence('ticket.resumed', { ticket: reference, agent: agentName })),
      ];
    case 'priority_changed':
      return [
        ...ack(sentence('ticket.priority.ack', { ticket: reference, priority: change.priority })),
        ...tellRequester((phrases) =>
          line(
            promises.resolutionDueAt === null
              ? phrases.say('ticket.priority', {
                  ticket: reference,
                  priority: phrases.label(`priority.${change.priority}`),
                })
              : phrases.say('ticket.priority.due', {
                  ticket: reference,
                  priority: phrases.label(`priority.${change.priority}`),
                  time: phrases.instant(promises.resolutionDueAt),
                }),
          ),
        ),
      ];
    case 'category_changed':
      return [
        ...ack((phrases) =>
          line(
            phrases.say('ticket.category.ack', {
              ticket: reference,
              category: view.words.categoryName(change.category, phrases.locale),
            }),
          ),
        ),
        ...(ticket.groupId === previousGroupId
          ? []
          : [say(toGroup, ticketCard(view), cardKey(ticket.number))]),
      ];
    case 'resolved':
      return [
        ...ack(sentence('ticket.resolved.ack', { ticket: reference, requester: requester.name })),
        say(toRequester, resolvedSpeech(view, agentName, change.text)),
        ...ticket.alsoAffected.map((personId) =>
          say({ type: 'person', personId, channel: null }, alsoResolvedSpeech(view, change.text)),
        ),
        ...tellAssignee((phrases) =>
          message([
            text(
              phrases.say('ticket.resolved', { ticket: reference, agent: agentName, title: ticket.title }),
            ),
            quote(change.text),
          ]),
        ),
      ];
    case 'closed':
      return announceClosing(change.by, context, toRequester, ack);
    case 'rated':
      return ack(sentence(change.score >= 4 ? 'rating.thanks' : 'rating.sorry', { ticket: reference }));
    case 'rating_explained':
      return ack(sentence('rating.explained', { ticket: reference }));
    case 'recovery_opened':
    case 'requester_changed':
    case 'alerted':
    case 'policy_changed':
      // Whoever applies it says so, once for each ticket and with what moved.
      return [];
    case 'acknowledged':
    case 'breach_explained':
    case 'transferred':
      return announceAlerting(change, context, toGroup, ack);
    default:
      return unreachable(change);
  }
}

function line(inlines: readonly Inline[]) {
  return message([text(inlines)]);
}
