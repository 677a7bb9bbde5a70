import type { Kysely } from 'kysely';
import { prepareQuery } from './prepared-query.ts';
import type { Tables } from './tables.ts';

const findQuery = prepareQuery<{ conversationKey: string; messageId: string }, { card_key: string }>(
  (db, slot) =>
    db
      .selectFrom('card_copy')
      .select('card_key')
      .where('conversation_key', '=', slot.conversationKey)
      .where('message_id', '=', slot.messageId),
);

/** Key of the card whose copy is that message: what stands below it in a thread is about its subject. */
export async function findCardAt(
  db: Kysely<Tables>,
  conversationKey: string,
  messageId: string,
): Promise<string | undefined> {
  const { rows } = await findQuery(db, { conversationKey, messageId });
  return rows[0]?.card_key;
}
