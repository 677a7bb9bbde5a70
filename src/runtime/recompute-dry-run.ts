import { BotError } from '../kernel/bot-error.ts';
import { departmentOf, hasRole } from '../people/person.ts';
import type { Calendars } from '../sla/calendar.ts';
import type { ClockFact, TicketClock } from '../sla/clock.ts';
import { computeClock } from '../sla/compute-clock.ts';
import { createDryRun, effectsOf, type DryRun } from '../sla/dry-run.ts';
import type { FrozenPolicy } from '../sla/policy.ts';
import type { Database, Tx } from '../store/database.ts';
import { loadPeople, loadPerson } from '../store/person-store.ts';
import { loadTicketEvents } from '../store/ticket-event-store.ts';
import { loadTicket } from '../store/ticket-store.ts';
import { clockFacts } from '../ticketing/clock-facts.ts';
import type { TicketEvent } from '../ticketing/ticket-event.ts';
import { isOpen, type Ticket } from '../ticketing/ticket.ts';
import type { Person } from '../people/person.ts';
import type { Office } from './office.ts';
import { createPeople } from './people.ts';
import { movesOf, tellMoved } from './recompute-calendars.ts';
import type { Pace } from './recompute-pace.ts';
import { walkUnfinished } from './recompute-walk.ts';
import { createSpeaker } from './speak.ts';
import { createTicketWriter } from './ticket-writer.ts';

/** What open tickets are reckoned by now, and what the edit would have them reckoned by. */
export type Edit = {
  /** The office of the edited configuration: its policies and calendars. */
  readonly office: Office;
  /** Calendars as they were before. */
  readonly before: Calendars;
};

/** The policy a ticket would get if it were opened today as it stands. */
function policyToday(ticket: Ticket, requester: Person | undefined, office: Office): FrozenPolicy {
  return office.desk.policyFor({
    priority: ticket.priority,
    category: ticket.category,
    impact: ticket.impact,
    level: requester?.level ?? 'standard',
    group: ticket.groupId,
    channel: ticket.channel,
    kind: ticket.kind,
    ...(requester ? departmentOf(requester) : {}),
  });
}

/** Equal for equal promises, whatever order of keys a database gave them back in. */
function signature(policy: FrozenPolicy): string {
  const ordered = (value: unknown): unknown =>
    Array.isArray(value)
      ? value.map(ordered)
      : typeof value === 'object' && value !== null
        ? Object.entries(value)
            .sort(([a], [b]) => (a < b ? -1 : 1))
            .map(([key, one]) => [key, ordered(one)])
        : value;
  return JSON.stringify(ordered(policy));
}

type Reckoned = {
  readonly before: TicketClock;
  readonly after: TicketClock;
  readonly policy: FrozenPolicy | null;
};

/** @param policy null: it stays under the one it has. */
function reckon(
  events: readonly TicketEvent[],
  policy: FrozenPolicy | null,
  { office, before }: Edit,
  now: number,
): Reckoned {
  const facts = clockFacts(events);
  const changed: ClockFact[] =
    policy === null ? facts : [...facts, { type: 'policy_changed', at: now, policy }];
  return {
    before: computeClock(facts, before, now),
    after: computeClock(changed, office.desk.calendars, now),
    policy,
  };
}

/** The edited policy where it promises something else than the ticket's own; null where there is nothing to apply. */
function newPolicy(ticket: Ticket, requester: Person | undefined, office: Office): FrozenPolicy | null {
  const policy = policyToday(ticket, requester, office);
  return signature(policy) === signature(ticket.policy) ? null : policy;
}

/** What the edit would do to every open ticket. Writes nothing. */
export async function dryRun(database: Database, edit: Edit, pace: Pace): Promise<DryRun> {
  const { office } = edit;
  const sum = createDryRun();
  const people = new Map<string, Person>();
  await walkUnfinished(database, pace, async ({ ticket, events }) => {
    if (!isOpen(ticket)) return;
    const known = people.get(ticket.requesterId) ?? (await loadPerson(database.db, ticket.requesterId));
    if (known) people.set(known.id, known);
    const { before, after } = reckon(events, newPolicy(ticket, known, office), edit, office.clock());
    sum.add(ticket.number, effectsOf(ticket.number, before, after));
  });
  return sum.sum();
}

/**
 * Puts the edited policies on open tickets: for each whose promise changes one event `policy_changed` by the administrator,
 * and one message at most, to its assignee, if a deadline moved. Returns how many were changed.
 * @throws BotError `config.invalid` where nobody, or nobody with that role, has the id
 */
export async function applyEdit(edit: Edit, administratorId: string, pace: Pace): Promise<number> {
  const { office } = edit;
  const { database } = office;
  const [administrator] = await loadPeople(database.db, [administratorId]);
  if (!administrator || !hasRole(administrator, 'administrator'))
    throw new BotError(
      'config.invalid',
      `${administratorId} is no administrator: see people in the configuration`,
    );
  let applied = 0;
  await walkUnfinished(database, pace, async ({ ticket }) => {
    if (!isOpen(ticket)) return;
    if (await database.transact((tx) => applyToTicket(tx, edit, ticket.number, administrator))) applied += 1;
  });
  return applied;
}

async function applyToTicket(tx: Tx, edit: Edit, number: number, administrator: Person): Promise<boolean> {
  const { office } = edit;
  const ticket = await loadTicket(tx, number);
  if (!ticket || !isOpen(ticket)) return false;
  const people = createPeople(tx);
  const policy = newPolicy(ticket, await people.get(ticket.requesterId), office);
  if (policy === null) return false;
  const now = office.clock();
  const { before, after } = reckon(await loadTicketEvents(tx, number), policy, edit, now);
  const cause = `policy:${number}:${ticket.version}`;
  const speaker = createSpeaker(tx, office, `${cause}/event`, now, (id) => people.find(id));
  people.remember(administrator);
  const changed = await createTicketWriter(tx, office, people, speaker, now).change(
    ticket,
    [{ type: 'policy_changed', policy }],
    administrator,
    null,
    null,
  );
  const moves = movesOf(before, after);
  if (moves.length > 0) await tellMoved(tx, office, people, changed, moves, cause);
  return true;
}
