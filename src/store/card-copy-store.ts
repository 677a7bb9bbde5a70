import type { Kysely } from 'kysely';
import type { Conversation } from '../channel/conversation.ts';
import { decodeJson } from './column.ts';
import { prepareQuery } from './prepared-query.ts';
import type { Tables, Tx } from './tables.ts';

/** Where a card stands: every post of it, so that no old button is left behind. */
export type CardCopy = {
  readonly cardKey: string;
  readonly conversation: Conversation;
  readonly conversationKey: string;
  readonly outboxId: number;
  /** null: not sent yet, or the platform gave no id. */
  readonly messageId: string | null;
};

type NewCopy = { cardKey: string; conversationKey: string; conversation: string; outboxId: number };

const insertQuery = prepareQuery<NewCopy, never>((db, slot) =>
  db.insertInto('card_copy').values({
    outbox_id: slot.outboxId,
    card_key: slot.cardKey,
    conversation_key: slot.conversationKey,
    conversation: slot.conversation,
    message_id: null,
  }),
);

/** Called by the outbox when a card is queued. */
export async function registerCardCopy(tx: Tx, copy: NewCopy): Promise<void> {
  await insertQuery(tx, copy);
}

const listQuery = prepareQuery<{ cardKey: string }, Tables['card_copy']>((db, slot) =>
  db.selectFrom('card_copy').selectAll().where('card_key', '=', slot.cardKey).orderBy('outbox_id'),
);

/** In the order they were posted. */
export async function listCardCopies(db: Kysely<Tables>, cardKey: string): Promise<CardCopy[]> {
  const { rows } = await listQuery(db, { cardKey });
  return rows.map((row) => ({
    cardKey: row.card_key,
    conversation: decodeJson<Conversation>(row.conversation),
    conversationKey: row.conversation_key,
    outboxId: row.outbox_id,
    messageId: row.message_id,
  }));
}

const findQuery = prepareQuery<{ outboxId: number }, { message_id: string | null }>((db, slot) =>
  db.selectFrom('card_copy').select('message_id').where('outbox_id', '=', slot.outboxId),
);

/** The platform's id of that copy; undefined where it was not sent or the platform gave no id. */
export async function findCardMessageId(db: Kysely<Tables>, outboxId: number): Promise<string | undefined> {
  const { rows } = await findQuery(db, { outboxId });
  return rows[0]?.message_id ?? undefined;
}

const rootQuery = prepareQuery<{ cardKey: string; conversationKey: string }, { message_id: string | null }>(
  (db, slot) =>
    db
      .selectFrom('card_copy')
      .select('message_id')
      .where('card_key', '=', slot.cardKey)
      .where('conversation_key', '=', slot.conversationKey)
      .where('message_id', 'is not', null)
      .orderBy('outbox_id', 'desc')
      .limit(1),
);

/** The platform's id of the newest copy of the card in that conversation; undefined where none was sent there. */
export async function findThreadRoot(
  db: Kysely<Tables>,
  cardKey: string,
  conversationKey: string,
): Promise<string | undefined> {
  const { rows } = await rootQuery(db, { cardKey, conversationKey });
  return rows[0]?.message_id ?? undefined;
}
