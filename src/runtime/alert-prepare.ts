import { dueAlerts, nextAlertAt, parseAlertKey, type Alert } from '../sla/alert.ts';
import { computeClock } from '../sla/compute-clock.ts';
import { recipientsOf } from '../sla/ladder.ts';
import type { Recipient } from '../sla/policy.ts';
import { isWatchTarget } from '../sla/watch.ts';
import { BotError } from '../kernel/bot-error.ts';
import type { NewAlert } from '../store/alert-store.ts';
import { foldEvents } from '../ticketing/apply-event.ts';
import { clockFacts } from '../ticketing/clock-facts.ts';
import type { TicketEvent } from '../ticketing/ticket-event.ts';
import type { Ticket } from '../ticketing/ticket.ts';
import { alertStateOf } from './alert-state-of.ts';
import type { Office } from './office.ts';

/** One alert, ready to be written, and whom it is for. */
export type ReadyAlert = {
  readonly key: string;
  readonly row: NewAlert;
  readonly to: readonly Recipient[];
};

/** What a ticket has to tell at an instant, by its events up to a version. Nothing of it is written yet. */
export type ReadyTicket = Pick<Ticket, 'number' | 'version' | 'groupId' | 'assigneeId'> & {
  /** In the order of its targets; none where the index was ahead of the truth. */
  readonly alerts: readonly ReadyAlert[];
  /** When it has something to tell again, once these are told. */
  readonly nextAlertAt: number | null;
};

/**
 * Truth is computed here from events; the column only said where to look. `at` may lie ahead: as long as nothing happens to
 * the ticket, what will be due is known.
 * @throws BotError where the events do not fold or a calendar they name is gone
 */
export function prepareAlerts(
  events: readonly TicketEvent[],
  office: Pick<Office, 'desk'>,
  at: number,
): ReadyTicket {
  const ticket = foldEvents(events);
  if (!ticket) throw new BotError('store.broken', 'a ticket has no events');
  const { number, version, groupId, assigneeId, status } = ticket;
  const clock = computeClock(clockFacts(events), office.desk.calendars, at);
  const state = alertStateOf(ticket, clock, events, office.desk);
  const alerts = dueAlerts(state, state.sent, at, state.heard);
  const sent = new Set([...state.sent, ...alerts.map(({ key }) => key)]);
  const ended = status.name === 'closed' || status.name === 'cancelled';
  return {
    ...{ number, version, groupId, assigneeId },
    alerts: alerts.map((alert) => ({
      key: alert.key,
      row: rowOf(alert, ticket),
      to: recipientsOf(alert),
    })),
    nextAlertAt: ended ? null : nextAlertAt(state, sent, state.heard),
  };
}

function rowOf(alert: Alert<string>, ticket: Ticket): NewAlert {
  const { key, target, level, repeat, at, dueAt, late, onChange, timer } = alert;
  const watched = isWatchTarget(target);
  return {
    ticket: ticket.number,
    cycle: parseAlertKey(key)?.cycle ?? String(timer.cycle),
    target,
    level: level.id,
    repeat,
    // What nobody was promised comes after every promise.
    kind: watched ? 'warn' : level.kind,
    priority: ticket.priority,
    at,
    dueAt,
    overdueMs: Math.max(0, watched ? timer.usedMs : -timer.remainingMs),
    late,
    onChange,
  };
}
