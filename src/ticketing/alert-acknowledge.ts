import { hasRole, type Person } from '../people/person.ts';
import { lastToldKey, levelKey } from '../sla/alert.ts';
import type { TicketClock } from '../sla/clock.ts';
import { breachExplanations, type BreachCause } from './breach-cause.ts';
import { alertState } from './alert-state.ts';
import type { WatchFacts } from './alert-watch.ts';
import type { TicketChange, TicketEvent } from './ticket-event.ts';
import type { Ticket } from './ticket.ts';

/** Whoever an alert is meant for may say that it has been heard: who has the ticket, who leads, who is on duty. */
export function mayAcknowledge(
  person: Person,
  ticket: Ticket,
  house: { readonly leadId: string | null; readonly duty: readonly string[] },
): boolean {
  return (
    ticket.assigneeId === person.id ||
    house.leadId === person.id ||
    house.duty.includes(person.id) ||
    hasRole(person, 'lead', 'manager', 'administrator')
  );
}

/** Takes note of everything told and not yet taken note of: one change, or none where there is nothing. */
export function acknowledgeTold(facts: WatchFacts): TicketChange[] {
  const { timers, told, heard } = alertState(facts);
  const keys = timers.flatMap((timer) => {
    const last = lastToldKey(timer, told);
    return last === undefined || heard.acknowledged.has(levelKey(last)) ? [] : [levelKey(last)];
  });
  return keys.length === 0 ? [] : [{ type: 'acknowledged', keys }];
}

/** Who took note last; undefined: nobody did. */
export function lastAcknowledgement(events: readonly TicketEvent[]): TicketEvent | undefined {
  return events.findLast(({ change }) => change.type === 'acknowledged');
}

/** Broken promises, `1/resolution`, and whether nobody has said why yet. */
export function brokenPromises(
  clock: TicketClock,
  events: readonly TicketEvent[],
): { readonly key: string; readonly explained: boolean }[] {
  const explained = new Set(breachExplanations(events).map(({ key }) => key));
  return clock.timers
    .filter(({ breachedAt }) => breachedAt !== null && breachedAt <= clock.asOf)
    .map(({ cycle, target }) => `${cycle}/${target}`)
    .map((key) => ({ key, explained: explained.has(key) }));
}

/** The cause of what nobody has explained yet; where all is explained, the last word is corrected. */
export function explainBreach(
  clock: TicketClock,
  events: readonly TicketEvent[],
  cause: BreachCause,
  text: string | null,
): TicketChange[] {
  const broken = brokenPromises(clock, events);
  const open = broken.filter(({ explained }) => !explained);
  return (open.length > 0 ? open : broken).map(({ key }) => ({ type: 'breach_explained', key, cause, text }));
}
