import { dueAlerts } from '../../../src/sla/alert.ts';
import type { Calendar } from '../../../src/sla/calendar.ts';
import type { ClockFact, TicketClock, Timer } from '../../../src/sla/clock.ts';
import { computeClock, findTimer, nextDueAt } from '../../../src/sla/compute-clock.ts';
import {
  noPolicy,
  type FrozenPolicy,
  type ReopenMode,
  type Target,
  type TargetPromise,
} from '../../../src/sla/policy.ts';
import { nextOpen } from '../../../src/sla/timetable.ts';
import { isOpen } from '../../../src/sla/working-time.ts';
import { compare, instant, utc, type Mismatch, type Vector } from './vector.ts';

type RawPolicy = Readonly<Record<string, unknown>>;
type RawEvent = Readonly<Record<string, unknown>>;

const minuteMs = 60_000;
const names: Readonly<Record<Target, string>> = {
  firstResponse: 'first_response',
  nextReply: 'update',
  resolution: 'resolution',
};
const modes: Readonly<Record<string, ReopenMode>> = {
  resume: 'continue',
  continue: 'continue',
  new_cycle: 'new_cycle',
  cycle: 'new_cycle',
  total: 'total',
  first: 'first',
};

/** Vectors pause every timer, whatever the reason: their `conventions` say so. */
const everyTarget = { firstResponse: ['hold'], nextReply: ['hold'], resolution: ['hold'] };

function freeze(raw: RawPolicy, calendar: string, mode: unknown): FrozenPolicy {
  const promise = (minutes: unknown): TargetPromise | null =>
    typeof minutes === 'number'
      ? { duration: { unit: 'ms', value: Math.round(minutes * minuteMs) }, calendar }
      : null;
  return {
    name: 'vector',
    targets: {
      firstResponse: promise(raw['first_response_min']),
      nextReply: promise(raw['update_min']),
      resolution: promise(raw['resolution_min']),
    },
    levels: [],
    pauses: everyTarget,
    reopen: modes[(raw['reopen'] ?? raw['reopen_mode'] ?? mode ?? 'resume') as string] ?? 'continue',
  };
}

function toFacts(
  event: RawEvent,
  opening: FrozenPolicy,
  change: (raw: RawPolicy) => FrozenPolicy,
): ClockFact[] {
  const at = instant(event['at']);
  switch (event['event']) {
    case 'created': {
      const byAgent = [event['by'], event['actor'], event['opened_by']].includes('agent');
      const opened: ClockFact = { type: 'opened', at, by: byAgent ? 'agent' : 'requester', policy: opening };
      return event['state'] === 'paused' ? [opened, { type: 'held', at, reason: 'hold' }] : [opened];
    }
    case 'first_response':
      return [{ type: 'first_response', at }];
    case 'customer_message':
      return [{ type: 'requester_wrote', at }];
    case 'agent_message':
      return [{ type: 'agent_replied', at }];
    case 'paused':
      return [{ type: 'held', at, reason: 'hold' }];
    case 'resumed':
      return [{ type: 'resumed', at }];
    case 'resolved':
      return [{ type: 'resolved', at }];
    case 'closed':
      return [{ type: 'closed', at }];
    case 'reopened':
      return [{ type: 'reopened', at }];
    case 'cancelled':
      return [{ type: 'cancelled', at }];
    case 'policy_unmatched':
      return [{ type: 'policy_changed', at, policy: noPolicy }];
    case 'policy_changed':
      return [{ type: 'policy_changed', at, policy: change(event['policy'] as RawPolicy) }];
    default:
      throw new Error(`unknown event ${String(event['event'])}`);
  }
}

/** The state Frappe's suite names: late anywhere is failed. */
function stateOf(clock: TicketClock): string {
  if (clock.timers.some(({ breachedAt }) => breachedAt !== null)) return 'failed';
  const resolution = findTimer(clock, 'resolution');
  if (resolution?.state.name === 'met') return 'fulfilled';
  if (clock.timers.some(({ state }) => state.name === 'paused')) return 'paused';
  return findTimer(clock, 'firstResponse')?.state.name === 'running'
    ? 'first_response_due'
    : 'resolution_due';
}

function isMet(timer: Timer): boolean {
  return timer.state.name === 'met';
}

function worst(timers: readonly Timer[]): Timer | undefined {
  return timers
    .filter(isMet)
    .reduce<Timer | undefined>(
      (most, timer) => (!most || timer.usedMs > most.usedMs ? timer : most),
      undefined,
    );
}

function describeTarget(
  clock: TicketClock,
  target: Target,
  dueText: (at: number | null) => string | null,
): Record<string, unknown> {
  const timers = clock.timers.filter((timer) => timer.target === target);
  const current = timers.at(-1);
  const met = worst(timers);
  const late = (timer: Timer): boolean => (isMet(timer) ? timer.remainingMs < 0 : timer.breachedAt !== null);
  return {
    [`${names[target]}_due`]: dueText(current?.state.name === 'running' ? current.dueAt : null),
    [`${names[target]}_min`]: met ? met.usedMs / minuteMs : null,
    [`${names[target]}_margin_min`]: met ? met.remainingMs / minuteMs : null,
    [`${names[target]}_breached`]: timers.some(late),
  };
}

/** A due instant within the vector's tolerance counts as the expected one. */
function dueText(calendar: Calendar, vector: Vector): (at: number | null) => string | null {
  const toleranceMs = Number(vector.expected['tolerance_s'] ?? 0) * 1_000;
  const wanted = Object.entries(vector.expected).flatMap(([field, value]) =>
    field.endsWith('_due') && typeof value === 'string' ? instant(value) : [],
  );
  return (at) => {
    if (at === null) return null;
    const settled = vector.boundary === 'next_window' && !isOpen(calendar, at) ? nextOpen(calendar, at) : at;
    return utc(wanted.find((each) => Math.abs(each - settled) <= toleranceMs) ?? settled);
  };
}

export function runTimeline(calendar: Calendar, vector: Vector): Mismatch[] {
  const { input, expected } = vector;
  const mode = input['reopen'] ?? input['reopen_mode'] ?? input['mode'];
  const calendars = new Map([[calendar.name, calendar]]);
  const change = (raw: RawPolicy): FrozenPolicy => freeze(raw, calendar.name, mode);
  const opening = change(input['policy'] as RawPolicy);
  const facts = (input['events'] as readonly RawEvent[]).flatMap((event) => toFacts(event, opening, change));
  const clockAt = (at: number): TicketClock =>
    computeClock(
      facts.filter((fact) => fact.at <= at),
      calendars,
      at,
    );
  const lastAt = Math.max(...facts.map((fact) => fact.at));
  const clock = clockAt(lastAt);
  const text = dueText(calendar, vector);
  const states = (expected['state_at'] ?? []) as readonly (readonly [string, string])[];
  const onAttach = dueAlerts(clock, new Set(), lastAt).filter(
    (alert) => alert.onChange && alert.level.kind === 'breach',
  );
  return compare(
    {
      ...describeTarget(clock, 'firstResponse', text),
      ...describeTarget(clock, 'nextReply', text),
      ...describeTarget(clock, 'resolution', text),
      next_due: text(nextDueAt(clock)),
      state_at: states.map(([at]) => [at, stateOf(clockAt(instant(at)))]),
      breach_on_attach: onAttach.map((alert) => names[alert.target]),
      tolerance_s: expected['tolerance_s'],
    },
    expected,
  );
}
