import type { Calendars } from '../sla/calendar.ts';
import type { TicketClock } from '../sla/clock.ts';
import { explainClock, type ClockExplanation } from '../sla/explain-clock.ts';
import { ticketReference } from '../ticketing/reference.ts';
import type { TicketEvent } from '../ticketing/ticket-event.ts';
import type { Ticket } from '../ticketing/ticket.ts';

/** `/why` as data: how the priority came about, then each promise stretch by stretch. Plain JSON. */
export type TicketExplanation = ClockExplanation & {
  /** `T-12` */
  readonly ticket: string;
  readonly status: string;
  readonly priority: {
    readonly value: string;
    readonly impact: string;
    readonly urgency: string;
    /** The requester's words that led to it. */
    readonly reasons: readonly string[];
    /** Person id of whoever set it by hand; null: it follows from impact and urgency. */
    readonly setBy: string | null;
  };
};

/** The same whoever asks: the chat tells it in words, the command line and pages to come as it is. */
export function explainTicket(
  ticket: Ticket,
  events: readonly TicketEvent[],
  clock: TicketClock,
  calendars: Calendars,
): TicketExplanation {
  const set = events.findLast(({ change }) => change.type === 'priority_changed');
  return {
    ticket: ticketReference(ticket.number),
    status: ticket.status.name,
    priority: {
      value: ticket.priority,
      impact: ticket.impact,
      urgency: ticket.urgency,
      reasons: ticket.priorityReasons,
      setBy: set?.actorId ?? null,
    },
    ...explainClock(clock, calendars),
  };
}
