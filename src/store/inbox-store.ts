import type { Kysely, Selectable } from 'kysely';
import { conversationKey } from '../channel/conversation.ts';
import type { InboundEvent } from '../channel/inbound.ts';
import { decodeJson, encodeJson } from './column.ts';
import { prepareQuery } from './prepared-query.ts';
import type { InboxState, Tables, Tx } from './tables.ts';

/** An event we have taken responsibility for. */
export type InboxItem = {
  readonly id: number;
  readonly event: InboundEvent;
  readonly conversationKey: string;
  readonly receivedAt: number;
  readonly state: InboxState;
  readonly attempts: number;
  /** null once handled or dead. */
  readonly nextAttemptAt: number | null;
  readonly errorCode: string | null;
};

type NewRow = {
  channel: string;
  eventId: string;
  conversationKey: string;
  payload: string;
  receivedAt: number;
};

const insertQuery = prepareQuery<NewRow, { id: number }>((db, slot) =>
  db
    .insertInto('inbox')
    .values({
      channel: slot.channel,
      event_id: slot.eventId,
      conversation_key: slot.conversationKey,
      payload: slot.payload,
      received_at: slot.receivedAt,
      state: 'pending',
      attempts: 0,
      next_attempt_at: slot.receivedAt,
    })
    .onConflict((conflict) => conflict.columns(['channel', 'event_id']).doNothing())
    .returning('id'),
);

/** The new item's id; undefined where this event is known already, whatever became of it. */
export async function insertInbound(
  tx: Tx,
  event: InboundEvent,
  receivedAt: number,
): Promise<number | undefined> {
  const { rows } = await insertQuery(tx, {
    channel: event.channel,
    eventId: event.eventId,
    conversationKey: conversationKey(event.conversation),
    payload: encodeJson(event),
    receivedAt,
  });
  return rows[0]?.id;
}

/** Everything not yet handled, in the order it came in. */
export async function listPending(db: Kysely<Tables>): Promise<InboxItem[]> {
  const rows = await db
    .selectFrom('inbox')
    .selectAll()
    .where('next_attempt_at', 'is not', null)
    .orderBy('id')
    .execute();
  return rows.map(toItem);
}

const loadQuery = prepareQuery<{ id: number }, Selectable<Tables['inbox']>>((db, slot) =>
  db.selectFrom('inbox').selectAll().where('id', '=', slot.id),
);

export async function loadInbound(db: Kysely<Tables>, id: number): Promise<InboxItem | undefined> {
  const { rows } = await loadQuery(db, { id });
  return rows[0] && toItem(rows[0]);
}

const finishQuery = prepareQuery<
  { id: number; state: InboxState; at: number; errorCode: string | null },
  never
>((db, slot) =>
  db
    .updateTable('inbox')
    .set({ state: slot.state, handled_at: slot.at, error_code: slot.errorCode, next_attempt_at: null })
    .where('id', '=', slot.id),
);

export async function markHandled(tx: Tx, id: number, at: number): Promise<void> {
  await finishQuery(tx, { id, state: 'handled', at, errorCode: null });
}

export async function markRetry(
  tx: Tx,
  id: number,
  retry: { attempts: number; nextAttemptAt: number; errorCode: string },
): Promise<void> {
  await tx
    .updateTable('inbox')
    .set({ attempts: retry.attempts, next_attempt_at: retry.nextAttemptAt, error_code: retry.errorCode })
    .where('id', '=', id)
    .execute();
}

/** Given up: stays for an operator to look at. */
export async function markDead(tx: Tx, id: number, at: number, errorCode: string): Promise<void> {
  await finishQuery(tx, { id, state: 'dead', at, errorCode });
}

/**
 * Forgets what was handled before that instant; from then on a redelivery would be taken for new. Oldest first and at most
 * `limit`, so that nobody waits long behind it. Returns how many.
 */
export async function pruneHandled(tx: Tx, before: number, limit = 5_000): Promise<number> {
  const { numDeletedRows } = await tx
    .deleteFrom('inbox')
    .where('id', 'in', (eb) =>
      eb
        .selectFrom('inbox')
        .select('id')
        .where('handled_at', '<', before)
        .where('state', '=', 'handled')
        .orderBy('handled_at')
        .limit(limit),
    )
    .executeTakeFirstOrThrow();
  return Number(numDeletedRows);
}

export async function countPending(db: Kysely<Tables>): Promise<number> {
  const { count } = await db
    .selectFrom('inbox')
    .select((eb) => eb.fn.countAll<number | string>().as('count'))
    .where('next_attempt_at', 'is not', null)
    .executeTakeFirstOrThrow();
  return Number(count);
}

function toItem(row: Selectable<Tables['inbox']>): InboxItem {
  return {
    id: row.id,
    event: decodeJson<InboundEvent>(row.payload),
    conversationKey: row.conversation_key,
    receivedAt: row.received_at,
    state: row.state,
    attempts: row.attempts,
    nextAttemptAt: row.next_attempt_at,
    errorCode: row.error_code,
  };
}
