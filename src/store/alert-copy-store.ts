import type { Kysely } from 'kysely';
import { type Conversation, conversationKey } from '../channel/conversation.ts';
import type { WaitingAlert } from '../sla/gather.ts';
import { alertColumns, toAlert, type AlertRecord, type AlertRow } from './alert-store.ts';
import { decodeFlag, decodeJson, encodeJson } from './column.ts';
import { prepareQuery } from './prepared-query.ts';
import { prepareBatches } from './row-batches.ts';
import type { Tables, Tx } from './tables.ts';

export type AlertReader = Tables['sla_alert_copy']['reader'];

export type NewAlertCopy = {
  readonly alertId: number;
  readonly conversation: Conversation;
  /** Whose direct conversation it is; null for a group. */
  readonly personId: string | null;
  readonly reader: AlertReader;
  readonly mentions: readonly string[];
};

/** An alert as one conversation has it to read. */
export type AlertCopy = NewAlertCopy & {
  readonly id: number;
  readonly alert: AlertRecord;
  readonly held: boolean;
  readonly messageId: number | null;
  readonly position: number | null;
};

type NewRow = Omit<Tables['sla_alert_copy'], 'id' | 'message_id' | 'position'>;

const insertQuery = prepareBatches<NewRow, never>(
  ['alert_id', 'conversation_key', 'conversation', 'person_id', 'reader', 'mentions', 'held', 'next_at'],
  (db, rows) =>
    db
      .insertInto('sla_alert_copy')
      .values([...rows])
      .onConflict((conflict) => conflict.columns(['alert_id', 'conversation_key']).doNothing()),
);

/** To be told from `at` on; a conversation has each alert once. */
export async function insertAlertCopies(tx: Tx, copies: readonly NewAlertCopy[], at: number): Promise<void> {
  const encoded = new Map<object, string>();
  // Many copies share one conversation.
  const encode = (value: object): string => {
    const known = encoded.get(value) ?? encodeJson(value);
    encoded.set(value, known);
    return known;
  };
  await insertQuery(
    tx,
    copies.map((copy) => ({
      alert_id: copy.alertId,
      conversation_key: conversationKey(copy.conversation),
      conversation: encode(copy.conversation),
      person_id: copy.personId,
      reader: copy.reader,
      mentions: encode(copy.mentions),
      held: 0,
      next_at: at,
    })),
  );
}

/** Keys of the conversations something waits for. */
export async function listAlertPlaces(db: Kysely<Tables>, now: number): Promise<string[]> {
  const rows = await db
    .selectFrom('sla_alert_copy')
    .select('conversation_key')
    .distinct()
    // As the partial index has it.
    .where('next_at', 'is not', null)
    .where('next_at', '<=', now)
    .execute();
  return rows.map((row) => row.conversation_key);
}

type CopyRow = AlertRow & {
  id: number;
  conversation: string;
  person_id: string | null;
  reader: AlertReader;
  mentions: string;
  held: 0 | 1;
  message_id: number | null;
  position: number | null;
};

function selectCopies(db: Kysely<Tables>) {
  return db
    .selectFrom('sla_alert_copy')
    .innerJoin('sla_alert', 'sla_alert.id', 'sla_alert_copy.alert_id')
    .select(alertColumns)
    .select([
      'sla_alert_copy.id',
      'sla_alert_copy.conversation',
      'sla_alert_copy.person_id',
      'sla_alert_copy.reader',
      'sla_alert_copy.mentions',
      'sla_alert_copy.held',
      'sla_alert_copy.message_id',
      'sla_alert_copy.position',
    ]);
}

function toCopy(row: CopyRow): AlertCopy {
  return {
    id: row.id,
    alertId: row.alert_id,
    alert: toAlert(row),
    conversation: decodeJson<Conversation>(row.conversation),
    personId: row.person_id,
    reader: row.reader,
    mentions: decodeJson<string[]>(row.mentions),
    held: decodeFlag(row.held),
    messageId: row.message_id,
    position: row.position,
  };
}

type WaitingRow = Pick<
  Tables['sla_alert'],
  'ticket' | 'priority' | 'kind' | 'at' | 'late' | 'acknowledged_by'
> & {
  id: number;
  alert_id: number;
  held: 0 | 1;
};

const waitingQuery = prepareQuery<{ place: string; now: number; after: number; limit: number }, WaitingRow>(
  (db, slot) =>
    db
      .selectFrom('sla_alert_copy')
      .innerJoin('sla_alert', 'sla_alert.id', 'sla_alert_copy.alert_id')
      .select(['sla_alert_copy.id', 'sla_alert_copy.alert_id', 'sla_alert_copy.held'])
      .select(['sla_alert.ticket', 'sla_alert.priority', 'sla_alert.kind', 'sla_alert.at', 'sla_alert.late'])
      .select('sla_alert.acknowledged_by')
      .where('sla_alert_copy.conversation_key', '=', slot.place)
      .where('sla_alert_copy.next_at', 'is not', null)
      .where('sla_alert_copy.next_at', '<=', slot.now)
      .where('sla_alert_copy.id', '>', slot.after)
      .orderBy('sla_alert_copy.id')
      .limit(slot.limit),
);

/** What waits at a conversation, as much of it as a decision needs. */
export type WaitingCopy = WaitingAlert & { readonly alertId: number; readonly acknowledged: boolean };

/** What a conversation has to be told now, oldest first, from behind `after` on. */
export async function listWaitingCopies(
  db: Kysely<Tables>,
  place: string,
  now: number,
  limit: number,
  after = 0,
): Promise<WaitingCopy[]> {
  const { rows } = await waitingQuery(db, { place, now, after, limit });
  return rows.map((row) => ({
    id: row.id,
    alertId: row.alert_id,
    ticket: row.ticket,
    priority: row.priority,
    kind: row.kind,
    at: row.at,
    late: decodeFlag(row.late),
    held: decodeFlag(row.held),
    acknowledged: row.acknowledged_by !== null,
  }));
}

/** @throws where there is none of that id */
export async function getAlertCopy(db: Kysely<Tables>, id: number): Promise<AlertCopy> {
  return toCopy(await selectCopies(db).where('sla_alert_copy.id', '=', id).executeTakeFirstOrThrow());
}

/** Of a message, those it lists by name, in its order. */
export async function listShownCopies(db: Kysely<Tables>, messageId: number): Promise<AlertCopy[]> {
  const rows = await selectCopies(db)
    .where('sla_alert_copy.message_id', '=', messageId)
    .where('sla_alert_copy.position', 'is not', null)
    .orderBy('sla_alert_copy.position')
    .orderBy('sla_alert_copy.id')
    .execute();
  return rows.map(toCopy);
}

/** SQLite binds at most 32,766 values at once. */
const chunk = 1_000;

export async function inChunks<T>(
  all: readonly T[],
  work: (some: readonly T[]) => Promise<unknown>,
): Promise<void> {
  for (let from = 0; from < all.length; from += chunk) await work(all.slice(from, from + chunk));
}

/** Not before `until`; `held`: because of quiet hours. */
export async function postponeCopies(
  tx: Tx,
  ids: readonly number[],
  until: number,
  held: boolean,
): Promise<void> {
  await inChunks(ids, (some) =>
    tx
      .updateTable('sla_alert_copy')
      .set({ next_at: until, ...(held ? { held: 1 as const } : {}) })
      .where('id', 'in', some)
      .execute(),
  );
}

/** Of no use any more: never told. */
export async function dropCopies(tx: Tx, ids: readonly number[]): Promise<void> {
  await inChunks(ids, (some) =>
    tx.updateTable('sla_alert_copy').set({ next_at: null }).where('id', 'in', some).execute(),
  );
}
