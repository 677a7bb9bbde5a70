import { BotError } from '../kernel/bot-error.ts';
import type { Ticket } from './ticket.ts';
import type { TicketEvent } from './ticket-event.ts';

/** Folds the next event into a ticket. @throws BotError `bug` where the event does not follow the last one. */
export function applyEvent(ticket: Ticket | undefined, event: TicketEvent): Ticket {
  const { change } = event;
  if (!ticket) {
    if (change.type !== 'opened' || event.seq !== 1)
      throw new BotError('bug', `T-${event.ticket} does not start with its opening`);
    return openedTicket(event, change);
  }
  if (event.seq !== ticket.version + 1)
    throw new BotError('bug', `T-${event.ticket} has a gap before event ${event.seq}`);
  return { ...ticket, ...changedFields(ticket, event), version: event.seq };
}

export function foldEvents(events: readonly TicketEvent[]): Ticket | undefined {
  return events.reduce<Ticket | undefined>(applyEvent, undefined);
}

function openedTicket(
  event: TicketEvent,
  change: Extract<TicketEvent['change'], { type: 'opened' }>,
): Ticket {
  return {
    kind: change.kind,
    category: change.category,
    impact: change.impact,
    urgency: change.urgency,
    priority: change.priority,
    priorityReasons: change.priorityReasons,
    title: change.title,
    description: change.description,
    requesterId: change.requesterId,
    groupId: change.groupId,
    locale: change.locale,
    questionnaire: change.questionnaire,
    attachments: change.attachments,
    policy: change.policy,
    recoveryFor: change.recoveryFor,
    number: event.ticket,
    status: { name: 'new' },
    assigneeId: null,
    channel: event.channel ?? '',
    openedAt: event.at,
    firstResponseAt: null,
    rating: null,
    alsoAffected: [],
    version: event.seq,
  };
}

function changedFields(ticket: Ticket, event: TicketEvent): Partial<Ticket> {
  const { change, at } = event;
  switch (change.type) {
    case 'opened':
      throw new BotError('bug', `T-${ticket.number} was opened twice`);
    case 'claimed':
      return { status: { name: 'assigned' }, assigneeId: event.actorId };
    case 'assigned':
      return {
        assigneeId: change.assigneeId,
        ...(ticket.status.name === 'new' ? { status: { name: 'assigned' } } : {}),
      };
    case 'released':
      return { status: { name: 'new' }, assigneeId: null };
    case 'replied':
      return {
        firstResponseAt: ticket.firstResponseAt ?? at,
        ...(ticket.status.name === 'assigned' ? { status: { name: 'in_progress' } } : {}),
      };
    case 'held':
      return { status: { name: 'on_hold', reason: change.reason } };
    case 'resumed':
      return { status: { name: 'in_progress' } };
    case 'reopened':
      return { status: ticket.assigneeId === null ? { name: 'new' } : { name: 'in_progress' } };
    case 'priority_changed':
      return { priority: change.priority, policy: change.policy };
    case 'category_changed':
      return { category: change.category, groupId: change.groupId, policy: change.policy };
    case 'policy_changed':
      return { policy: change.policy };
    case 'resolved':
      // A resolution is something a person said: it answers the requester even if nothing was said before.
      return { status: { name: 'resolved', at }, firstResponseAt: ticket.firstResponseAt ?? at };
    case 'closed':
      return { status: { name: 'closed', at } };
    case 'cancelled':
      return { status: { name: 'cancelled', at } };
    case 'rated':
      return { rating: { score: change.score, reason: null, at } };
    case 'requester_changed':
      return { requesterId: change.requesterId };
    case 'rating_explained':
      return ticket.rating ? { rating: { ...ticket.rating, reason: change.text } } : {};
    case 'joined':
      return event.actorId === null || ticket.alsoAffected.includes(event.actorId)
        ? {}
        : { alsoAffected: [...ticket.alsoAffected, event.actorId] };
    case 'requester_wrote':
    case 'noted':
    case 'urged':
    case 'recovery_opened':
    case 'alerted':
    case 'acknowledged':
    case 'breach_explained':
      return {};
    case 'transferred':
      return {
        groupId: change.groupId,
        policy: change.policy,
        assigneeId: null,
        status: { name: 'new' },
      };
  }
}
