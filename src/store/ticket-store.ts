import { type Kysely, sql } from 'kysely';
import type { Ticket } from '../ticketing/ticket.ts';
import { advanceCounter } from './counter-store.ts';
import { prepareQuery } from './prepared-query.ts';
import type { Tables, TicketPhase, Tx } from './tables.ts';
import { type Deadlines, toTicket, toTicketRow } from './ticket-row.ts';

export type { Deadlines } from './ticket-row.ts';

type Row = Tables['ticket'];

/** Never the same number twice; a transaction rolled back gives its number back. */
export function nextTicketNumber(tx: Tx): Promise<number> {
  return advanceCounter(tx, 'ticket');
}

const insertQuery = prepareQuery<Row, never>((db, slot) =>
  db.insertInto('ticket').values({ ...settledAtOpening(slot), ...changingColumns(slot) }),
);

/** Goes before its events and after its people: the database refuses a ticket of nobody. */
export async function insertTicket(tx: Tx, ticket: Ticket, deadlines: Deadlines): Promise<void> {
  await insertQuery(tx, toTicketRow(ticket, deadlines));
}

const updateQuery = prepareQuery<Row & { expected: number }, never>((db, slot) =>
  db
    .updateTable('ticket')
    .set(changingColumns(slot))
    .where('number', '=', slot.number)
    .where('version', '=', slot.expected),
);

/** false: somebody was first, nothing is written; load again and decide again. */
export async function updateTicket(
  tx: Tx,
  ticket: Ticket,
  expectedVersion: number,
  deadlines: Deadlines,
): Promise<boolean> {
  const { numAffectedRows } = await updateQuery(tx, {
    ...toTicketRow(ticket, deadlines),
    expected: expectedVersion,
  });
  return numAffectedRows === 1n;
}

const loadQuery = prepareQuery<{ number: number }, Row>((db, slot) =>
  db.selectFrom('ticket').selectAll().where('number', '=', slot.number),
);

export async function loadTicket(db: Kysely<Tables>, number: number): Promise<Ticket | undefined> {
  const { rows } = await loadQuery(db, { number });
  return rows[0] && toTicket(rows[0]);
}

// The phase stands in the queries as a literal because the partial indexes are chosen by it.
const open = sql.lit<TicketPhase>('open');
const resolved = sql.lit<TicketPhase>('resolved');

const unassignedQuery = prepareQuery<{ limit: number }, Row>((db, slot) =>
  db
    .selectFrom('ticket')
    .selectAll()
    .where('phase', '=', open)
    .where('assignee_id', 'is', null)
    .orderBy('priority')
    .orderBy('number')
    .limit(slot.limit),
);

/** Open and nobody's, most urgent first, then oldest first. */
export async function listUnassigned(db: Kysely<Tables>, limit: number): Promise<Ticket[]> {
  return (await unassignedQuery(db, { limit })).rows.map(toTicket);
}

const byAssigneeQuery = prepareQuery<{ personId: string; limit: number }, Row>((db, slot) =>
  db
    .selectFrom('ticket')
    .selectAll()
    .where('phase', '=', open)
    .where('assignee_id', '=', slot.personId)
    .orderBy('priority')
    .orderBy('number')
    .limit(slot.limit),
);

/** Somebody's open tickets, those on hold too, most urgent first. */
export async function listByAssignee(db: Kysely<Tables>, personId: string, limit: number): Promise<Ticket[]> {
  return (await byAssigneeQuery(db, { personId, limit })).rows.map(toTicket);
}

function byRequesterQuery(wanted: 'any' | 'unsettled' | 'open') {
  return prepareQuery<{ personId: string; limit: number }, Row>((db, slot) => {
    let query = db.selectFrom('ticket').selectAll().where('requester_id', '=', slot.personId);
    if (wanted !== 'any') query = query.where('phase', 'in', [open, resolved]);
    if (wanted === 'open') query = query.where('phase', '=', open);
    return query.orderBy('number', 'desc').limit(slot.limit);
  });
}
const anyByRequesterQuery = byRequesterQuery('any');
const openByRequesterQuery = byRequesterQuery('open');
const unsettledByRequesterQuery = byRequesterQuery('unsettled');

/** Newest first. */
export async function listByRequester(
  db: Kysely<Tables>,
  personId: string,
  wanted: { openOnly: boolean; limit: number },
): Promise<Ticket[]> {
  const query = wanted.openOnly ? openByRequesterQuery : anyByRequesterQuery;
  return (await query(db, { personId, limit: wanted.limit })).rows.map(toTicket);
}

/** Open, or resolved and waiting for the requester's word; newest first. */
export async function listResolvedOrOpenByRequester(
  db: Kysely<Tables>,
  personId: string,
  limit: number,
): Promise<Ticket[]> {
  return (await unsettledByRequesterQuery(db, { personId, limit })).rows.map(toTicket);
}

/** Where a sweeper has to look: the index's word, by which a version it stands. */
export type DueTicket = { readonly number: number; readonly version: number; readonly at: number };

type DueWanted = { from: number; after: number; to: number; limit: number };

const dueAlertsQuery = prepareQuery<DueWanted, DueTicket>((db, slot) =>
  db
    .selectFrom('ticket')
    .select(['number', 'version'])
    .select((eb) => eb.ref('next_alert_at').$castTo<number>().as('at'))
    .where((eb) =>
      eb(eb.refTuple('next_alert_at', 'number'), '>', eb.tuple(eb.val(slot.from), eb.val(slot.after))),
    )
    .where('next_alert_at', '<=', slot.to)
    .orderBy('next_alert_at')
    .orderBy('number')
    .limit(slot.limit),
);

/** Before every ticket. */
export const firstDue: Pick<DueTicket, 'number' | 'at'> = { number: 0, at: -1 };

/** Tickets with an alert due until `to`, longest due first, those behind `after`. */
export async function listDueAlerts(
  db: Kysely<Tables>,
  to: number,
  limit: number,
  after: Pick<DueTicket, 'number' | 'at'> = firstDue,
): Promise<DueTicket[]> {
  return (await dueAlertsQuery(db, { from: after.at, after: after.number, to, limit })).rows;
}

const dueClosingsQuery = prepareQuery<{ now: number; limit: number }, { number: number }>((db, slot) =>
  db
    .selectFrom('ticket')
    .select('number')
    .where('close_at', '<=', slot.now)
    .orderBy('close_at')
    .orderBy('number')
    .limit(slot.limit),
);

/** Numbers of tickets that silence closes now, longest due first. */
export async function listDueClosings(db: Kysely<Tables>, now: number, limit: number): Promise<number[]> {
  return (await dueClosingsQuery(db, { now, limit })).rows.map((row) => row.number);
}

const unfinishedQuery = prepareQuery<{ after: number; limit: number }, Row>((db, slot) =>
  db
    .selectFrom('ticket')
    .selectAll()
    .where('phase', 'in', [open, resolved])
    .where('number', '>', slot.after)
    .orderBy('number')
    .limit(slot.limit),
);

/** Open or resolved, by number from the one after `after` on, with the index columns as they stand. */
export async function listUnfinishedAfter(
  db: Kysely<Tables>,
  after: number,
  limit: number,
): Promise<{ ticket: Ticket; deadlines: Deadlines }[]> {
  const { rows } = await unfinishedQuery(db, { after, limit });
  return rows.map((row) => ({ ticket: toTicket(row), deadlines: toDeadlines(row) }));
}

/** The index columns of one ticket as they stand. */
export async function loadDeadlines(db: Kysely<Tables>, number: number): Promise<Deadlines | undefined> {
  const { rows } = await loadQuery(db, { number });
  return rows[0] && toDeadlines(rows[0]);
}

function toDeadlines(row: Row): Deadlines {
  return {
    firstResponseDueAt: row.first_response_due_at,
    resolutionDueAt: row.resolution_due_at,
    nextAlertAt: row.next_alert_at,
    closeAt: row.close_at,
  };
}

export async function countOpen(db: Kysely<Tables>): Promise<number> {
  const { count } = await db
    .selectFrom('ticket')
    .select((eb) => eb.fn.countAll<number | string>().as('count'))
    .where('phase', '=', open)
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** The slots are a proxy, so columns have to be named. */
function settledAtOpening(slot: Row) {
  return {
    number: slot.number,
    channel: slot.channel,
    locale: slot.locale,
    opened_at: slot.opened_at,
    recovery_for: slot.recovery_for,
  };
}

function changingColumns(slot: Row) {
  return {
    status: slot.status,
    status_at: slot.status_at,
    hold_reason: slot.hold_reason,
    kind: slot.kind,
    category: slot.category,
    impact: slot.impact,
    urgency: slot.urgency,
    priority: slot.priority,
    priority_reasons: slot.priority_reasons,
    title: slot.title,
    description: slot.description,
    requester_id: slot.requester_id,
    assignee_id: slot.assignee_id,
    group_id: slot.group_id,
    questionnaire: slot.questionnaire,
    attachments: slot.attachments,
    policy: slot.policy,
    first_response_at: slot.first_response_at,
    rating_score: slot.rating_score,
    rating_reason: slot.rating_reason,
    rating_at: slot.rating_at,
    also_affected: slot.also_affected,
    version: slot.version,
    phase: slot.phase,
    first_response_due_at: slot.first_response_due_at,
    resolution_due_at: slot.resolution_due_at,
    next_alert_at: slot.next_alert_at,
    close_at: slot.close_at,
  };
}
