import type { AlertRules } from '../sla/alert-rules.ts';
import { getCalendar, type Calendars } from '../sla/calendar.ts';
import type { TicketClock, Timer } from '../sla/clock.ts';
import { findTimer } from '../sla/compute-clock.ts';
import type { Exclusion } from '../sla/exclusion.ts';
import type { FrozenPolicy, Recipient, TargetPromise } from '../sla/policy.ts';
import { timePromise } from '../sla/time-promise.ts';
import type { WatchTarget } from '../sla/watch.ts';
import { durationMs } from '../sla/working-day.ts';
import type { Duration } from '../kernel/duration.ts';
import type { TicketEvent } from './ticket-event.ts';
import { isOpen, type Ticket } from './ticket.ts';

export type WatchFacts = {
  readonly ticket: Ticket;
  /** The whole story, in order. */
  readonly events: readonly TicketEvent[];
  readonly clock: TicketClock;
  readonly rules: AlertRules;
  readonly calendars: Calendars;
  /** The group the ticket could be handed on to; null where there is none. */
  readonly nextGroupId: string | null;
};

/** Since when something lasts, and how often it had begun before. */
type Stay = { readonly startAt: number; readonly cycle: number };

/** What is looked after in this ticket now, as timers beside its promises; none once it is over or while it is on hold. */
export function watchTimers(facts: WatchFacts): Timer<WatchTarget>[] {
  const { ticket } = facts;
  if (!isOpen(ticket) || ticket.status.name === 'on_hold') return [];
  return [
    ...(ticket.assigneeId === null ? unclaimed(facts) : untouched(facts)),
    ...(facts.nextGroupId === null ? [] : handOn(facts)),
  ];
}

function unclaimed(facts: WatchFacts): Timer<WatchTarget>[] {
  const { ticket, rules } = facts;
  const duration = rules.unclaimed?.[ticket.priority];
  const calendar = calendarOf(ticket.policy);
  if (!duration || calendar === undefined) return [];
  return [watch('unclaimed', { duration, calendar }, waitingSince(facts.events), ['group'], facts)];
}

function untouched(facts: WatchFacts): Timer<WatchTarget>[] {
  const resolution = findTimer(facts.clock, 'resolution');
  const percent = facts.rules.untouchedPercent;
  if (percent === null || resolution?.state.name !== 'running') return [];
  const duration: Duration = { unit: 'ms', value: Math.round((resolution.targetMs * percent) / 100) };
  const { calendar } = resolution.promise;
  return [watch('untouched', { duration, calendar }, lyingSince(facts), ['assignee'], facts)];
}

function handOn(facts: WatchFacts): Timer<WatchTarget>[] {
  const calendar = calendarOf(facts.ticket.policy);
  if (facts.rules.handOn === null || calendar === undefined) return [];
  const promise = { duration: facts.rules.handOn, calendar };
  return [watch('handOn', promise, inGroupSince(facts.events), ['assignee'], facts)];
}

function watch(
  target: WatchTarget,
  promise: TargetPromise,
  { startAt, cycle }: Stay,
  to: readonly Recipient[],
  { events, clock, rules, calendars }: WatchFacts,
): Timer<WatchTarget> {
  const everyMs = durationMs(promise.duration, getCalendar(calendars, promise.calendar));
  const repeat =
    target === 'handOn' || rules.watchRepeats === 0 ? {} : { repeat: { everyMs, max: rules.watchRepeats } };
  return timePromise(
    {
      target,
      cycle,
      revision: 1,
      revisedAt: changedSince(events, startAt),
      promise,
      levels: [],
      breach: { to, ...repeat },
      startAt,
      metAt: null,
      stopped: null,
      exclusions: holdsOf(events, startAt),
    },
    calendars,
    clock.asOf,
  );
}

/** A change of priority may put it into the past: that is no delay of ours. */
function changedSince(events: readonly TicketEvent[], startAt: number): number | null {
  const changed = events.findLast(({ change, at }) => 'policy' in change && at > startAt);
  return changed?.at ?? null;
}

/** Whose hours count: those of the first promise there is. Where nothing is promised nothing is looked after. */
function calendarOf({ targets }: FrozenPolicy): string | undefined {
  return (targets.firstResponse ?? targets.resolution ?? targets.nextReply)?.calendar;
}

/** Since when nobody has it: another group starts anew. */
function waitingSince(events: readonly TicketEvent[]): Stay {
  return latestStay(events, (event, groupId) => {
    const { change } = event;
    if (['opened', 'released', 'reopened', 'transferred'].includes(change.type)) return true;
    return change.type === 'category_changed' && change.groupId !== groupId;
  });
}

function inGroupSince(events: readonly TicketEvent[]): Stay {
  return latestStay(events, ({ change }, groupId) => {
    if (change.type === 'opened' || change.type === 'reopened' || change.type === 'transferred') return true;
    return change.type === 'category_changed' && change.groupId !== groupId;
  });
}

/** Since when whoever has it has done nothing: being given it, and whatever they do to it, counts. */
function lyingSince({ events, ticket }: WatchFacts): Stay {
  return latestStay(
    events,
    ({ change, actorId }) =>
      ['claimed', 'assigned', 'reopened', 'resumed'].includes(change.type) || actorId === ticket.assigneeId,
  );
}

function latestStay(
  events: readonly TicketEvent[],
  begins: (event: TicketEvent, groupId: string) => boolean,
): Stay {
  let stay: Stay = { startAt: 0, cycle: 0 };
  let groupId = '';
  for (const event of events) {
    if (begins(event, groupId)) stay = { startAt: event.at, cycle: stay.cycle + 1 };
    if ('groupId' in event.change) ({ groupId } = event.change);
  }
  return stay;
}

/** Time on hold is nobody's neglect, whatever it waits for. Only spans that are over: while on hold nothing is looked after. */
function holdsOf(events: readonly TicketEvent[], since: number): Exclusion[] {
  const holds: Exclusion[] = [];
  let held: { from: number; reason: string } | undefined;
  for (const { change, at } of events) {
    if (change.type === 'held') held ??= { from: Math.max(at, since), reason: change.reason };
    else if (held && endsHold(change.type)) {
      if (at > held.from) holds.push({ ...held, to: at });
      held = undefined;
    }
  }
  return holds;
}

function endsHold(type: TicketEvent['change']['type']): boolean {
  const ends = [
    'resumed',
    'resolved',
    'claimed',
    'released',
    'transferred',
    'reopened',
    'closed',
    'cancelled',
  ];
  return ends.includes(type);
}
