import { type Kysely, type Selectable, sql } from 'kysely';
import { type OutboxItem, toOutboxItem } from './outbox-item.ts';
import { markDropped } from './outbox-store.ts';
import { prepareQuery } from './prepared-query.ts';
import type { OutboxState, Tables, Tx } from './tables.ts';

/** What an administrator looks after: messages that were given up, or of which nobody knows whether they arrived. */

const byStateQuery = prepareQuery<{ state: OutboxState }, Selectable<Tables['outbox']>>((db, slot) =>
  db
    .selectFrom('outbox')
    .selectAll()
    // Literals: the partial index is chosen by them.
    .where(
      'state',
      'in',
      (['sending', 'dead', 'unknown'] as const).map((state) => sql.lit(state)),
    )
    .where('state', '=', slot.state)
    .orderBy('id'),
);

async function listByState(db: Kysely<Tables>, state: OutboxState): Promise<OutboxItem[]> {
  return (await byStateQuery(db, { state })).rows.map(toOutboxItem);
}

/** On their way when the process died: whether they arrived is for the caller to find out. */
export function listInterrupted(db: Kysely<Tables>): Promise<OutboxItem[]> {
  return listByState(db, 'sending');
}

export function listDead(db: Kysely<Tables>): Promise<OutboxItem[]> {
  return listByState(db, 'dead');
}

export function listUnknown(db: Kysely<Tables>): Promise<OutboxItem[]> {
  return listByState(db, 'unknown');
}

/**
 * Queues what is dead or of unknown fate again, at its old place in the conversation's order; what may have arrived is known
 * as such, so that a channel that can look does. false: it is neither.
 */
export async function requeueStuck(tx: Tx, id: number, at: number): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('outbox')
    .set({
      state: 'pending',
      attempts: 0,
      next_attempt_at: at,
      earliest_at: null,
      sent_at: null,
      error: null,
      may_have_arrived: sql<0 | 1>`case when state = 'unknown' then 1 else may_have_arrived end`,
    })
    .where('id', '=', id)
    .where('state', 'in', ['dead', 'unknown'])
    // A form's trigger is long dead.
    .where('kind', '<>', 'form')
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
}

/** Forgets what is dead or of unknown fate: nobody is told of it any more. false: it is neither. */
export async function dropStuck(tx: Tx, id: number, at: number): Promise<boolean> {
  const row = await tx.selectFrom('outbox').select('state').where('id', '=', id).executeTakeFirst();
  if (row?.state !== 'dead' && row?.state !== 'unknown') return false;
  await markDropped(tx, id, at, 'dropped by an administrator');
  return true;
}
