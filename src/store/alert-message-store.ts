import { type Kysely, sql } from 'kysely';
import { inChunks } from './alert-copy-store.ts';
import type { Tables, Tx } from './tables.ts';

export type AlertMessageStyle = Tables['sla_alert_message']['style'];

export type NewAlertMessage = { readonly place: string; readonly style: AlertMessageStyle };

/** A message that is being gathered: nobody sees it before it is finished. Returns its id. */
export async function beginAlertMessage(tx: Tx, { place, style }: NewAlertMessage): Promise<number> {
  const { id } = await tx
    .insertInto('sla_alert_message')
    .values({ conversation_key: place, style, tickets: 0, told_at: null })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/**
 * Puts copies into a message that is being gathered: those that still wait, and whose alert nobody took note of meanwhile.
 * @param position of their ticket in the message; null: it only counts them
 */
export async function gatherCopies(
  tx: Tx,
  messageId: number,
  ids: readonly number[],
  position: number | null,
): Promise<void> {
  await inChunks(ids, (some) =>
    tx
      .updateTable('sla_alert_copy')
      .set({ next_at: null, message_id: messageId, position })
      .where('id', 'in', some)
      .where('next_at', 'is not', null)
      .where((eb) =>
        eb.exists(
          eb
            .selectFrom('sla_alert')
            .select('sla_alert.id')
            .whereRef('sla_alert.id', '=', 'sla_alert_copy.alert_id')
            .where('sla_alert.acknowledged_by', 'is', null),
        ),
      )
      .where((eb) =>
        eb.exists(
          eb
            .selectFrom('sla_alert_message')
            .select('sla_alert_message.id')
            .where('sla_alert_message.id', '=', messageId)
            .where('sla_alert_message.told_at', 'is', null),
        ),
      )
      .execute(),
  );
}

/** It is told now, with what is in it; false: it was before, or there is nothing in it and it is gone. */
export async function finishAlertMessage(tx: Tx, messageId: number, at: number): Promise<boolean> {
  const { tickets, shown } = await tx
    .selectFrom('sla_alert_copy')
    .innerJoin('sla_alert', 'sla_alert.id', 'sla_alert_copy.alert_id')
    .select((eb) => [
      eb.fn.count<number>('sla_alert.ticket').distinct().as('tickets'),
      eb.fn.count<number>('sla_alert_copy.position').as('shown'),
    ])
    .where('sla_alert_copy.message_id', '=', messageId)
    .executeTakeFirstOrThrow();
  if (tickets === 0) {
    await tx.deleteFrom('sla_alert_message').where('id', '=', messageId).execute();
    return false;
  }
  // Whoever it was to list by name is taken care of: the first of the others stands for them.
  if (shown === 0) await showFirst(tx, messageId);
  const { numUpdatedRows } = await tx
    .updateTable('sla_alert_message')
    .set({ tickets, told_at: at })
    .where('id', '=', messageId)
    .where('told_at', 'is', null)
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
}

async function showFirst(tx: Tx, messageId: number): Promise<void> {
  await tx
    .updateTable('sla_alert_copy')
    .set({ position: 0 })
    .where('id', '=', (eb) =>
      eb
        .selectFrom('sla_alert_copy as other')
        .select((of) => of.fn.min<number>('other.id').as('id'))
        .where('other.message_id', '=', messageId),
    )
    .execute();
}

/** Ids of messages that an earlier run began and did not finish. */
export async function listUnfinishedMessages(db: Kysely<Tables>): Promise<number[]> {
  const rows = await db
    .selectFrom('sla_alert_message')
    .select('id')
    .where('told_at', 'is', null)
    .orderBy('id')
    .execute();
  return rows.map(({ id }) => id);
}

export type AlertMessage = NewAlertMessage & {
  readonly id: number;
  /** How many tickets it tells of, listed or counted. */
  readonly tickets: number;
  /** null: it is still being gathered. */
  readonly at: number | null;
};

export async function loadAlertMessage(db: Kysely<Tables>, id: number): Promise<AlertMessage | undefined> {
  const row = await db.selectFrom('sla_alert_message').selectAll().where('id', '=', id).executeTakeFirst();
  return (
    row && {
      id: row.id,
      place: row.conversation_key,
      style: row.style,
      tickets: row.tickets,
      at: row.told_at,
    }
  );
}

/** When the conversation was told something since then. */
export async function listToldAt(db: Kysely<Tables>, place: string, since: number): Promise<number[]> {
  const rows = await db
    .selectFrom('sla_alert_message')
    .select('told_at')
    .where('conversation_key', '=', place)
    .where('told_at', '>', since)
    .execute();
  return rows.flatMap((row) => row.told_at ?? []);
}

/** Of each conversation the newest message that lists this promise or watch of the ticket. */
export async function listMessagesAbout(
  db: Kysely<Tables>,
  { ticket, cycle, target }: { ticket: number; cycle: string; target: string },
): Promise<number[]> {
  const rows = await db
    .selectFrom('sla_alert')
    .innerJoin('sla_alert_copy', 'sla_alert_copy.alert_id', 'sla_alert.id')
    .select(sql<number>`max(sla_alert_copy.message_id)`.as('id'))
    .where('sla_alert.ticket', '=', ticket)
    .where('sla_alert.cycle', '=', cycle)
    .where('sla_alert.target', '=', target)
    .where('sla_alert_copy.message_id', 'is not', null)
    .where('sla_alert_copy.position', 'is not', null)
    .groupBy('sla_alert_copy.conversation_key')
    .execute();
  return rows.map((row) => row.id);
}

/** Numbers of tickets a message only counts, at most `limit`, most urgent first. */
export async function listCountedTickets(
  db: Kysely<Tables>,
  messageId: number,
  limit: number,
): Promise<number[]> {
  const rows = await db
    .selectFrom('sla_alert_copy')
    .innerJoin('sla_alert', 'sla_alert.id', 'sla_alert_copy.alert_id')
    .select('sla_alert.ticket')
    .where('sla_alert_copy.message_id', '=', messageId)
    .where('sla_alert_copy.position', 'is', null)
    .groupBy('sla_alert.ticket')
    .orderBy((eb) => eb.fn.min('sla_alert.priority'))
    .orderBy('sla_alert.ticket')
    .limit(limit)
    .execute();
  return rows.map((row) => row.ticket);
}
