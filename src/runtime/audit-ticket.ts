import { outcomesOf, type Outcome } from '../insight/outcome.ts';
import { BotError } from '../kernel/bot-error.ts';
import type { TicketClock } from '../sla/clock.ts';
import { computeClock } from '../sla/compute-clock.ts';
import type { Deadlines } from '../store/ticket-store.ts';
import { foldEvents } from '../ticketing/apply-event.ts';
import { clockFacts } from '../ticketing/clock-facts.ts';
import type { TicketEvent } from '../ticketing/ticket-event.ts';
import type { Ticket } from '../ticketing/ticket.ts';
import type { Office } from './office.ts';
import { deadlinesOf } from './ticket-writer.ts';

/** What an auditor may find wrong with a ticket, each kind told of once a day. */
export const auditKinds = [
  'ticket',
  'first-response-due',
  'resolution-due',
  'next-alert',
  'close',
  'outcome',
  'alert-missed',
  'unreadable',
] as const;
export type AuditKind = (typeof auditKinds)[number];

/** What a ticket's row and index columns have to say, by its events. */
export type Truth = {
  readonly ticket: Ticket;
  readonly clock: TicketClock;
  readonly deadlines: Deadlines;
  readonly outcomes: readonly Outcome[];
};

/** @throws BotError where the events do not fold or a calendar they name is gone. @param now epoch ms */
export function truthOf(
  events: readonly TicketEvent[],
  office: Pick<Office, 'desk' | 'closeAfter' | 'timeZone'>,
  now: number,
): Truth {
  const ticket = foldEvents(events);
  if (!ticket) throw new BotError('store.broken', 'a ticket has no events');
  const clock = computeClock(clockFacts(events), office.desk.calendars, now);
  return {
    ticket,
    clock,
    deadlines: deadlinesOf(ticket, clock, events, office),
    outcomes: outcomesOf(ticket, clock, events, office.timeZone),
  };
}

/** Which of a ticket's columns do not say what its events say. */
export function differencesOf(kept: Ticket, columns: Deadlines, truth: Truth): AuditKind[] {
  const { ticket, deadlines } = truth;
  const kinds: AuditKind[] = [];
  if (summary(kept) !== summary(ticket)) kinds.push('ticket');
  if (columns.firstResponseDueAt !== deadlines.firstResponseDueAt) kinds.push('first-response-due');
  if (columns.resolutionDueAt !== deadlines.resolutionDueAt) kinds.push('resolution-due');
  if (columns.nextAlertAt !== deadlines.nextAlertAt) kinds.push('next-alert');
  if (columns.closeAt !== deadlines.closeAt) kinds.push('close');
  return kinds;
}

/** What sweepers, lists and people act on. */
function summary({ status, assigneeId, groupId, priority, category, version }: Ticket): string {
  return JSON.stringify([
    status.name,
    'at' in status ? status.at : null,
    'reason' in status ? status.reason : null,
    assigneeId,
    groupId,
    priority,
    category,
    version,
  ]);
}
