import type { Kysely, Selectable } from 'kysely';
import { type Conversation, conversationKey } from '../channel/conversation.ts';
import type { OutboundMessage } from '../channel/outbound.ts';
import type { Transcript, TranscriptEntry } from '../channel/transcript.ts';
import { decodeJson, encodeJson } from './column.ts';
import { advanceCounter } from './counter-store.ts';
import type { Database } from './database.ts';
import { prepareQuery } from './prepared-query.ts';
import type { Tables } from './tables.ts';

type Row = Selectable<Tables['transcript']>;
type NewRow = {
  idemKey: string;
  cursor: number;
  conversationKey: string;
  conversation: string;
  authorUserId: string | null;
  at: number;
  message: string;
};

const findQuery = prepareQuery<{ idemKey: string }, Row>((db, slot) =>
  db.selectFrom('transcript').selectAll().where('idem_key', '=', slot.idemKey),
);

const insertQuery = prepareQuery<NewRow, Row>((db, slot) =>
  db
    .insertInto('transcript')
    .values({
      idem_key: slot.idemKey,
      cursor: slot.cursor,
      conversation_key: slot.conversationKey,
      conversation: slot.conversation,
      author_user_id: slot.authorUserId,
      at: slot.at,
      edited_at: null,
      message: slot.message,
    })
    .returningAll(),
);

const editQuery = prepareQuery<{ id: number; cursor: number; at: number; message: string }, Row>((db, slot) =>
  db
    .updateTable('transcript')
    .set({ cursor: slot.cursor, edited_at: slot.at, message: slot.message })
    .where('id', '=', slot.id)
    .returningAll(),
);

export function createTranscript(database: Database): Transcript {
  return {
    append: (entry) =>
      database.transact(async (tx) => {
        const known = (await findQuery(tx, { idemKey: entry.key })).rows[0];
        if (known) return toEntry(known);
        const { rows } = await insertQuery(tx, {
          idemKey: entry.key,
          cursor: await advanceCounter(tx, 'transcript'),
          conversationKey: conversationKey(entry.conversation),
          conversation: encodeJson(entry.conversation),
          authorUserId: entry.authorUserId,
          at: entry.at,
          message: encodeJson(entry.message),
        });
        return toEntry(rows[0] as Row);
      }),
    edit: (messageId, message, at) =>
      database.transact(async (tx) => {
        const id = findRowId(messageId);
        if (id === undefined) return undefined;
        const cursor = await advanceCounter(tx, 'transcript');
        const { rows } = await editQuery(tx, { id, cursor, at, message: encodeJson(message) });
        return rows[0] && toEntry(rows[0]);
      }),
    list: (keys, afterCursor, limit) => listEntries(database.db, keys, afterCursor, limit),
  };
}

async function listEntries(
  db: Kysely<Tables>,
  keys: readonly string[],
  afterCursor: number,
  limit: number,
): Promise<TranscriptEntry[]> {
  if (keys.length === 0) return [];
  const rows = await db
    .selectFrom('transcript')
    .selectAll()
    .where('conversation_key', 'in', keys)
    .where('cursor', '>', afterCursor)
    .orderBy('cursor', 'desc')
    .limit(limit)
    .execute();
  return rows.reverse().map(toEntry);
}

function toEntry(row: Row): TranscriptEntry {
  return {
    cursor: row.cursor,
    messageId: `m${row.id}`,
    conversation: decodeJson<Conversation>(row.conversation),
    authorUserId: row.author_user_id,
    at: row.at,
    editedAt: row.edited_at,
    message: decodeJson<OutboundMessage>(row.message),
  };
}

function findRowId(messageId: string): number | undefined {
  const id = /^m(\d{1,15})$/.exec(messageId)?.[1];
  return id === undefined ? undefined : Number(id);
}
