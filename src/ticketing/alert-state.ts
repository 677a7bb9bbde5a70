import { levelKey, type Heard } from '../sla/alert.ts';
import type { Timer } from '../sla/clock.ts';
import { isUrgent } from '../sla/gather.ts';
import type { TicketEvent } from './ticket-event.ts';
import { watchTimers, type WatchFacts } from './alert-watch.ts';

/** Everything that decides which alerts a ticket still has to give: recomputed from its events whenever it is asked. */
export type AlertState = {
  /** Its promises, and what is looked after besides. */
  readonly timers: readonly Timer<string>[];
  /** Keys in the order they were told. */
  readonly told: readonly string[];
  readonly sent: ReadonlySet<string>;
  readonly heard: Heard;
};

export function alertState(facts: WatchFacts): AlertState {
  const told = toldKeys(facts.events);
  return {
    timers: [...facts.clock.timers, ...watchTimers(facts)],
    told,
    sent: new Set(told),
    heard: {
      acknowledged: new Set(acknowledgedKeys(facts.events)),
      roundTheClock: isUrgent(facts.ticket.priority),
    },
  };
}

export function toldKeys(events: readonly TicketEvent[]): string[] {
  return events.flatMap(({ change }) => (change.type === 'alerted' ? [change.key] : []));
}

function acknowledgedKeys(events: readonly TicketEvent[]): string[] {
  return events.flatMap(({ change }) => (change.type === 'acknowledged' ? change.keys.map(levelKey) : []));
}
