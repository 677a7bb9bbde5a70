import type { Kysely } from 'kysely';
import type { TicketChange, TicketEvent } from '../ticketing/ticket-event.ts';
import { decodeJson, encodeJson } from './column.ts';
import { prepareQuery } from './prepared-query.ts';
import type { Tables, Tx } from './tables.ts';

type Row = Tables['ticket_event'];

const appendQuery = prepareQuery<Row, never>((db, slot) =>
  db.insertInto('ticket_event').values({
    ticket: slot.ticket,
    seq: slot.seq,
    at: slot.at,
    actor_id: slot.actor_id,
    channel: slot.channel,
    type: slot.type,
    payload: slot.payload,
  }),
);

/** Throws where the ticket does not exist or a `seq` is taken: two decisions on the same version cannot both stand. */
export async function appendEvents(tx: Tx, events: readonly TicketEvent[]): Promise<void> {
  for (const event of events) {
    await appendQuery(tx, {
      ticket: event.ticket,
      seq: event.seq,
      at: event.at,
      actor_id: event.actorId,
      channel: event.channel,
      type: event.change.type,
      payload: encodeJson(event.change),
    });
  }
}

const loadQuery = prepareQuery<{ number: number }, Row>((db, slot) =>
  db.selectFrom('ticket_event').selectAll().where('ticket', '=', slot.number).orderBy('seq'),
);

/** The whole history, in order. */
export async function loadTicketEvents(db: Kysely<Tables>, number: number): Promise<TicketEvent[]> {
  const { rows } = await loadQuery(db, { number });
  return rows.map((row) => ({
    ticket: row.ticket,
    seq: row.seq,
    at: row.at,
    actorId: row.actor_id,
    channel: row.channel,
    change: decodeJson<TicketChange>(row.payload),
  }));
}
