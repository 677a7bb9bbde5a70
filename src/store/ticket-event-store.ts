import type { Kysely } from 'kysely';
import type { TicketChange, TicketEvent } from '../ticketing/ticket-event.ts';
import { decodeJson, encodeJson } from './column.ts';
import { prepareQuery } from './prepared-query.ts';
import { prepareBatches } from './row-batches.ts';
import type { Tables, Tx } from './tables.ts';

type Row = Tables['ticket_event'];

const appendQuery = prepareBatches<Row, never>(
  ['ticket', 'seq', 'at', 'actor_id', 'channel', 'type', 'payload'],
  (db, rows) => db.insertInto('ticket_event').values([...rows]),
);

/** Throws where a ticket does not exist or a `seq` is taken: two decisions on the same version cannot both stand. */
export async function appendEvents(tx: Tx, events: readonly TicketEvent[]): Promise<void> {
  await appendQuery(
    tx,
    events.map((event) => ({
      ticket: event.ticket,
      seq: event.seq,
      at: event.at,
      actor_id: event.actorId,
      channel: event.channel,
      type: event.change.type,
      payload: encodeJson(event.change),
    })),
  );
}

const loadQuery = prepareQuery<{ number: number }, Row>((db, slot) =>
  db.selectFrom('ticket_event').selectAll().where('ticket', '=', slot.number).orderBy('seq'),
);

/** The whole history, in order. */
export async function loadTicketEvents(db: Kysely<Tables>, number: number): Promise<TicketEvent[]> {
  const { rows } = await loadQuery(db, { number });
  return rows.map(toEvent);
}

/** A list's length is part of a prepared query: shorter ones repeat their last number. */
const mostAtOnce = 50;

const loadManyQuery = prepareQuery<Record<string, number>, Row>((db, slot) =>
  db
    .selectFrom('ticket_event')
    .selectAll()
    .where(
      'ticket',
      'in',
      Array.from({ length: mostAtOnce }, (_, i) => slot[`n${i}`] ?? 0),
    )
    .orderBy('ticket')
    .orderBy('seq'),
);

/** The whole histories of at most 50 tickets, by number. */
export async function loadEventsOfMany(
  db: Kysely<Tables>,
  numbers: readonly number[],
): Promise<Map<number, TicketEvent[]>> {
  const histories = new Map(numbers.map((number): [number, TicketEvent[]] => [number, []]));
  const last = numbers.at(-1);
  if (last === undefined) return histories;
  const slots = Array.from({ length: mostAtOnce }, (_, i) => [`n${i}`, numbers[i] ?? last] as const);
  const { rows } = await loadManyQuery(db, Object.fromEntries(slots));
  for (const row of rows) histories.get(row.ticket)?.push(toEvent(row));
  return histories;
}

function toEvent(row: Row): TicketEvent {
  return {
    ticket: row.ticket,
    seq: row.seq,
    at: row.at,
    actorId: row.actor_id,
    channel: row.channel,
    change: decodeJson<TicketChange>(row.payload),
  };
}
