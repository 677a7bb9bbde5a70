import type { Kysely, Selectable } from 'kysely';
import { conversationKey } from '../channel/conversation.ts';
import { registerCardCopy } from './card-copy-store.ts';
import { encodeFlag, encodeJson } from './column.ts';
import { laneOf, type NewOutboxItem, type OutboxItem, toColumns, toOutboxItem } from './outbox-item.ts';
import { prepareQuery } from './prepared-query.ts';
import type { OutboxKind, OutboxState, Tables, Tx } from './tables.ts';

export type { NewOutboxItem, OutboxItem } from './outbox-item.ts';

type NewRow = ReturnType<typeof toColumns> & {
  idem_key: string;
  channel: string;
  conversation_key: string;
  conversation: string;
  locale: string;
  at: number;
};

const insertQuery = prepareQuery<NewRow, { id: number }>((db, slot) =>
  db
    .insertInto('outbox')
    .values({
      idem_key: slot.idem_key,
      channel: slot.channel,
      conversation_key: slot.conversation_key,
      conversation: slot.conversation,
      locale: slot.locale,
      kind: slot.kind,
      card_key: slot.card_key,
      copy_id: slot.copy_id,
      thread_card: slot.thread_card,
      thread_of: slot.thread_of,
      visible_to: slot.visible_to,
      message: slot.message,
      form: slot.form,
      form_trigger: slot.form_trigger,
      expires_at: slot.expires_at,
      state: 'pending',
      attempts: 0,
      may_have_arrived: 0,
      next_attempt_at: slot.at,
      created_at: slot.at,
    })
    .onConflict((conflict) => conflict.column('idem_key').doNothing())
    .returning('id'),
);

const replacedQuery = prepareQuery<{ channel: string; lane: string; id: number }, never>((db, slot) =>
  db
    .deleteFrom('outbox')
    .where('channel', '=', slot.channel)
    .where('conversation_key', '=', slot.lane)
    .where('next_attempt_at', 'is not', null)
    .where('state', '=', 'pending')
    .where('id', '<', slot.id),
);

/**
 * Queues it; a known `idemKey` changes nothing. A post with a card key is a copy of that card from then on. A home page
 * replaces the one that still waits.
 */
export async function enqueue(tx: Tx, item: NewOutboxItem): Promise<void> {
  const { channel } = item.to;
  const conversation = encodeJson(item.to);
  const lane = laneOf(item);
  const { rows } = await insertQuery(tx, {
    ...toColumns(item),
    idem_key: item.idemKey,
    channel,
    conversation_key: lane,
    conversation,
    locale: item.locale,
    at: item.at,
  });
  const id = rows[0]?.id;
  if (id === undefined) return;
  if (item.kind === 'home') await replacedQuery(tx, { channel, lane, id });
  if (item.kind !== 'post' || item.cardKey === null) return;
  const place = { conversationKey: conversationKey(item.to), conversation };
  await registerCardCopy(tx, { cardKey: item.cardKey, ...place, outboxId: id });
}

type HeadsWanted = { channel: string; now: number; limit: number };

const headsQuery = prepareQuery<HeadsWanted, Selectable<Tables['outbox']>>((db, slot) =>
  db
    .selectFrom('outbox')
    .selectAll()
    .where('id', 'in', (eb) =>
      eb
        .selectFrom('outbox as queued')
        .select((of) => of.fn.min<number>('queued.id').as('id'))
        .where('queued.channel', '=', slot.channel)
        .where('queued.next_attempt_at', 'is not', null)
        .groupBy('queued.conversation_key'),
    )
    .where('state', '=', 'pending')
    .where('next_attempt_at', '<=', slot.now)
    .orderBy('id')
    .limit(slot.limit),
);

type FollowersWanted = { channel: string; conversationKey: string; id: number; limit: number };

const followersQuery = prepareQuery<FollowersWanted, Selectable<Tables['outbox']>>((db, slot) =>
  db
    .selectFrom('outbox')
    .selectAll()
    .where('channel', '=', slot.channel)
    .where('conversation_key', '=', slot.conversationKey)
    .where('next_attempt_at', 'is not', null)
    .where('id', '>', slot.id)
    .orderBy('id')
    .limit(slot.limit),
);

/**
 * What may be sent now on a channel. Of each conversation its oldest unsent item, where that one is due and not on its way,
 * and behind it the items that may follow at once: per conversation one run, in order. Conversations come in the order of
 * their heads.
 */
export async function listRuns(
  db: Kysely<Tables>,
  channel: string,
  now: number,
  limit: { conversations: number; perConversation: number },
): Promise<OutboxItem[][]> {
  const runs: OutboxItem[][] = [];
  const { rows: heads } = await headsQuery(db, { channel, now, limit: limit.conversations });
  for (const head of heads) {
    const { rows } = await followersQuery(db, {
      channel,
      conversationKey: head.conversation_key,
      id: head.id,
      limit: limit.perConversation - 1,
    });
    const stop = rows.findIndex((row) => row.state !== 'pending' || (row.next_attempt_at ?? Infinity) > now);
    runs.push([head, ...(stop === -1 ? rows : rows.slice(0, stop))].map(toOutboxItem));
  }
  return runs;
}

const nextQuery = prepareQuery<Record<string, never>, { at: number | null }>((db) =>
  db
    .selectFrom('outbox')
    .select((eb) => eb.fn.min<number | null>('next_attempt_at').as('at'))
    .where('id', 'in', (eb) =>
      eb
        .selectFrom('outbox as queued')
        .select((of) => of.fn.min<number>('queued.id').as('id'))
        .where('queued.next_attempt_at', 'is not', null)
        .groupBy(['queued.channel', 'queued.conversation_key']),
    )
    .where('state', '=', 'pending'),
);

/**
 * When the next item may be sent, as far as it goes by the clock; null where none waits for it. What stands behind another
 * one waits for that, not for the clock. For the worker's sleep.
 */
export async function findNextAttemptAt(db: Kysely<Tables>): Promise<number | null> {
  return (await nextQuery(db, {})).rows[0]?.at ?? null;
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
  retry: {
    attempts: number;
    nextAttemptAt: number;
    /** Before that the platform wants no other try; null: it set no time. */
    earliestAt: number | null;
    mayHaveArrived: boolean;
    error: string | null;
  },
): Promise<void> {
  await tx
    .updateTable('outbox')
    .set({
      state: 'pending',
      attempts: retry.attempts,
      next_attempt_at: retry.nextAttemptAt,
      earliest_at: retry.earliestAt,
      may_have_arrived: encodeFlag(retry.mayHaveArrived),
      error: retry.error,
    })
    .where('id', '=', id)
    .execute();
}

/**
 * A channel delivers again: what waits for its next try is tried now, but nothing before the instant the platform set, and
 * nothing that failed more often than `attempts` while others got through.
 */
export async function bringForward(
  tx: Tx,
  channel: string,
  { at, attempts }: { at: number; attempts: number },
): Promise<void> {
  await tx
    .updateTable('outbox')
    .set({ next_attempt_at: at })
    .where('channel', '=', channel)
    .where('next_attempt_at', '>', at)
    .where('state', '=', 'pending')
    .where('attempts', '<=', attempts)
    .where((eb) => eb.or([eb('earliest_at', 'is', null), eb('earliest_at', '<=', at)]))
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

/** Of no use any more, on purpose: too late, or called off by an administrator. */
export async function markDropped(tx: Tx, id: number, at: number, reason: string): Promise<void> {
  await finishQuery(tx, { id, state: 'dropped', at, messageId: null, error: reason });
}

/** Nobody sends for a channel that no longer runs: what waits for it is given up, visibly. Returns how many. */
export async function giveUpOthers(tx: Tx, channels: readonly string[], at: number): Promise<number> {
  const { numUpdatedRows } = await tx
    .updateTable('outbox')
    .set({ state: 'dead', sent_at: at, next_attempt_at: null, error: 'channel not running' })
    .where('next_attempt_at', 'is not', null)
    .$if(channels.length > 0, (query) => query.where('channel', 'not in', channels))
    .executeTakeFirstOrThrow();
  return Number(numUpdatedRows);
}

/** Forgets what was sent or dropped before that instant, but no message a card copy points to: oldest first, at most `limit`. */
export async function pruneSent(tx: Tx, before: number, limit = 5_000): Promise<number> {
  const { numDeletedRows } = await tx
    .deleteFrom('outbox')
    .where('id', 'in', (eb) =>
      eb
        .selectFrom('outbox as old')
        .leftJoin('card_copy', 'card_copy.outbox_id', 'old.id')
        .select('old.id')
        .where('old.sent_at', '<', before)
        .where('old.state', 'in', ['sent', 'dropped'])
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
