import type { Desk } from '../conversation/desk.ts';
import type { TicketClock } from '../sla/clock.ts';
import { handOnGroup } from '../ticketing/alert-hand-on.ts';
import { alertState, type AlertState } from '../ticketing/alert-state.ts';
import type { TicketEvent } from '../ticketing/ticket-event.ts';
import type { Ticket } from '../ticketing/ticket.ts';

/** A ticket's alerts by the house's present rules. */
export function alertStateOf(
  ticket: Ticket,
  clock: TicketClock,
  events: readonly TicketEvent[],
  { alerts: rules, calendars, groups }: Pick<Desk, 'alerts' | 'calendars' | 'groups'>,
): AlertState {
  const nextGroupId = handOnGroup(groups, ticket)?.id ?? null;
  return alertState({ ticket, events, clock, rules, calendars, nextGroupId });
}
