import { type Kysely, type Selectable, sql } from 'kysely';
import { type Conversation, conversationKey } from '../channel/conversation.ts';
import type { OutboundMessage } from '../channel/outbound.ts';
import { registerCardCopy } from './card-copy-store.ts';
import { encodeJson } from './column.ts';
import { type OutboxItem, toOutboxItem } from './outbox-item.ts';
import { prepareQuery } from './prepared-query.ts';
import type { OutboxKind, OutboxState, Tables, Tx } from './tables.ts';

export type NewOutboxItem = {
  /** Says what it is the answer to: the same key twice is one message. */
  readonly idemKey: string;
  readonly to: Conversation;
  readonly message: OutboundMessage;
  /** Names the card this posts or repaints; null: a plain message. */
  readonly cardKey: string | null;
  /** Of an edit: which copy it repaints, as `listCardCopies` told; null for a post. */
  readonly copyId: number | null;
  readonly kind: OutboxKind;
  readonly at: number;
};

export type { OutboxItem } from './outbox-item.ts';

type NewRow = {
  idemKey: string;
  channel: string;
  conversationKey: string;
  conversation: string;
  kind: OutboxKind;
  cardKey: string | null;
  copyId: number | null;
  message: string;
  at: number;
};

const insertQuery = prepareQuery<NewRow, { id: number }>((db, slot) =>
  db
    .insertInto('outbox')
    .values({
      idem_key: slot.idemKey,
      channel: slot.channel,
      conversation_key: slot.conversationKey,
      conversation: slot.conversation,
      kind: slot.kind,
      card_key: slot.cardKey,
      copy_id: slot.copyId,
      message: slot.message,
      state: 'pending',
      attempts: 0,
      next_attempt_at: slot.at,
      created_at: slot.at,
    })
    .onConflict((conflict) => conflict.column('idem_key').doNothing())
    .returning('id'),
);

/** Queues it; a known `idemKey` changes nothing. A post with a card key is a copy of that card from then on. */
export async function enqueue(tx: Tx, item: NewOutboxItem): Promise<void> {
  const key = conversationKey(item.to);
  const conversation = encodeJson(item.to);
  const { rows } = await insertQuery(tx, {
    idemKey: item.idemKey,
    channel: item.to.channel,
    conversationKey: key,
    conversation,
    kind: item.kind,
    cardKey: item.cardKey,
    copyId: item.copyId,
    message: encodeJson(item.message),
    at: item.at,
  });
  const id = rows[0]?.id;
  if (id === undefined || item.kind !== 'post' || item.cardKey === null) return;
  await registerCardCopy(tx, { cardKey: item.cardKey, conversationKey: key, conversation, outboxId: id });
}

const headsQuery = prepareQuery<{ now: number; limit: number }, Selectable<Tables['outbox']>>((db, slot) =>
  db
    .selectFrom('outbox')
    .selectAll()
    .where('id', 'in', (eb) =>
      eb
        .selectFrom('outbox as queued')
        .select((of) => of.fn.min<number>('queued.id').as('id'))
        .where('queued.next_attempt_at', 'is not', null)
        .groupBy('queued.conversation_key'),
    )
    .where('state', '=', 'pending')
    .where('next_attempt_at', '<=', slot.now)
    .orderBy('id')
    .limit(slot.limit),
);

async function listHeadRows(db: Kysely<Tables>, now: number, limit: number) {
  return (await headsQuery(db, { now, limit })).rows;
}

/** What may be sent now: of each conversation its oldest unsent item, where that one is due and not on its way. */
export async function listHeads(db: Kysely<Tables>, now: number, limit: number): Promise<OutboxItem[]> {
  return (await listHeadRows(db, now, limit)).map(toOutboxItem);
}

const followersQuery = prepareQuery<
  { conversationKey: string; id: number; limit: number },
  Selectable<Tables['outbox']>
>((db, slot) =>
  db
    .selectFrom('outbox')
    .selectAll()
    .where('conversation_key', '=', slot.conversationKey)
    .where('next_attempt_at', 'is not', null)
    .where('id', '>', slot.id)
    .orderBy('id')
    .limit(slot.limit),
);

/**
 * Like {@link listHeads}, and behind each head the items that may follow it at once: per conversation one run, in order.
 * Conversations come in the order of their heads.
 */
export async function listRuns(
  db: Kysely<Tables>,
  now: number,
  limit: { conversations: number; perConversation: number },
): Promise<OutboxItem[][]> {
  const runs: OutboxItem[][] = [];
  for (const head of await listHeadRows(db, now, limit.conversations)) {
    const place = { conversationKey: head.conversation_key, id: head.id, limit: limit.perConversation - 1 };
    const { rows } = await followersQuery(db, place);
    const stop = rows.findIndex((row) => row.state !== 'pending' || (row.next_attempt_at ?? Infinity) > now);
    runs.push([head, ...(stop === -1 ? rows : rows.slice(0, stop))].map(toOutboxItem));
  }
  return runs;
}

/** When the next queued item falls due; null where nothing is queued. For the worker's sleep. */
export async function findNextAttemptAt(db: Kysely<Tables>): Promise<number | null> {
  const row = await db
    .selectFrom('outbox')
    .select((eb) => eb.fn.min<number | null>('next_attempt_at').as('at'))
    .where('next_attempt_at', 'is not', null)
    .where('state', '=', 'pending')
    .executeTakeFirst();
  return row?.at ?? null;
}

const sendingQuery = prepareQuery<{ id: number }, never>((db, slot) =>
  db.updateTable('outbox').set({ state: 'sending' }).where('id', '=', slot.id),
);

/** Committed before the platform is called, so that a crash in between is known as one. */
export async function markSending(tx: Tx, id: number): Promise<void> {
  await sendingQuery(tx, { id });
}

type Finish = { id: number; state: OutboxState; at: number; messageId: string | null; error: string | null };

const finishQuery = prepareQuery<Finish, { kind: OutboxKind; card_key: string | null }>((db, slot) =>
  db
    .updateTable('outbox')
    .set({
      state: slot.state,
      sent_at: slot.at,
      message_id: slot.messageId,
      error: slot.error,
      next_attempt_at: null,
    })
    .where('id', '=', slot.id)
    .returning(['kind', 'card_key']),
);

const copyQuery = prepareQuery<{ id: number; messageId: string | null }, never>((db, slot) =>
  db.updateTable('card_copy').set({ message_id: slot.messageId }).where('outbox_id', '=', slot.id),
);

/** @param messageId the platform's name for the message, null where it gives none; a card's copy learns it here. */
export async function markSent(tx: Tx, id: number, messageId: string | null, at: number): Promise<void> {
  const { rows } = await finishQuery(tx, { id, state: 'sent', at, messageId, error: null });
  if (rows[0]?.kind === 'post' && rows[0].card_key !== null) await copyQuery(tx, { id, messageId });
}

export async function markRetry(
  tx: Tx,
  id: number,
  retry: { attempts: number; nextAttemptAt: number; error: string },
): Promise<void> {
  await tx
    .updateTable('outbox')
    .set({
      state: 'pending',
      attempts: retry.attempts,
      next_attempt_at: retry.nextAttemptAt,
      error: retry.error,
    })
    .where('id', '=', id)
    .execute();
}

/** Will never be sent; the conversation goes on without it. */
export async function markDead(tx: Tx, id: number, at: number, error: string): Promise<void> {
  await finishQuery(tx, { id, state: 'dead', at, messageId: null, error });
}

/** May or may not have arrived: never resent by itself. */
export async function markUnknown(tx: Tx, id: number, at: number, error: string): Promise<void> {
  await finishQuery(tx, { id, state: 'unknown', at, messageId: null, error });
}

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

/** Queues a dead item again, at its old place in the conversation's order. false: it is not dead. */
export async function requeueDead(tx: Tx, id: number, at: number): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('outbox')
    .set({ state: 'pending', attempts: 0, next_attempt_at: at, sent_at: null, error: null })
    .where('id', '=', id)
    .where('state', '=', 'dead')
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
}

/** Forgets what was sent before that instant, but no message a card copy points to: oldest first, at most `limit`. */
export async function pruneSent(tx: Tx, before: number, limit = 5_000): Promise<number> {
  const { numDeletedRows } = await tx
    .deleteFrom('outbox')
    .where('id', 'in', (eb) =>
      eb
        .selectFrom('outbox as old')
        .leftJoin('card_copy', 'card_copy.outbox_id', 'old.id')
        .select('old.id')
        .where('old.sent_at', '<', before)
        .where('old.state', '=', 'sent')
        .where('card_copy.card_key', 'is', null)
        .orderBy('old.sent_at')
        .limit(limit),
    )
    .executeTakeFirstOrThrow();
  return Number(numDeletedRows);
}

/** Waiting to be sent or on their way. */
export async function countQueued(db: Kysely<Tables>): Promise<number> {
  const { count } = await db
    .selectFrom('outbox')
    .select((eb) => eb.fn.countAll<number | string>().as('count'))
    .where('next_attempt_at', 'is not', null)
    .executeTakeFirstOrThrow();
  return Number(count);
}
