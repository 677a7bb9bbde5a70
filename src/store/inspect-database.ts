import BetterSqlite3 from 'better-sqlite3';
import { kyselyOver } from './engine-sqlite-driver.ts';
import { toStoreError } from './engine-sqlite-error.ts';
import { migrations } from './migrations/list.ts';

/** A message that will not be sent by itself, without its words. */
export type StuckMessage = {
  readonly id: number;
  readonly conversationKey: string;
  readonly state: 'dead' | 'unknown';
  /** Epoch ms. */
  readonly createdAt: number;
  readonly error: string | null;
};

export type DatabaseInspection = {
  /** Number of the newest schema step in the file, and of the newest one this program knows. */
  readonly schema: { readonly own: number; readonly known: number };
  /** What SQLite finds wrong with the file; empty: nothing. */
  readonly damages: readonly string[];
  /** Given up or of unknown fate, oldest first. */
  readonly stuck: readonly StuckMessage[];
  /** Events that could not be worked on. */
  readonly deadEvents: number;
  /** Events and messages that wait for their turn. */
  readonly waiting: { readonly events: number; readonly messages: number };
};

/**
 * Looks at a database file without changing anything: it may be in use, or of an older schema.
 * @throws BotError where it cannot be opened or read
 */
export async function inspectDatabase(path: string): Promise<DatabaseInspection> {
  let connection: BetterSqlite3.Database | undefined;
  try {
    connection = new BetterSqlite3(path, { readonly: true, fileMustExist: true, timeout: 1_000 });
    const damages = connection.pragma('quick_check(20)') as { quick_check: string }[];
    const db = kyselyOver(connection, 'read');
    const newest = await db
      .selectFrom('migration')
      .select((eb) => eb.fn.max('number').as('number'))
      .executeTakeFirst();
    const stuck = await db
      .selectFrom('outbox')
      .select(['id', 'conversation_key', 'state', 'created_at', 'error'])
      .where('state', 'in', ['dead', 'unknown'])
      .orderBy('id')
      .execute();
    const events = await db
      .selectFrom('inbox')
      .select((eb) => ['state', eb.fn.countAll<number>().as('count')])
      .where('state', 'in', ['pending', 'dead'])
      .groupBy('state')
      .execute();
    const messages = await db
      .selectFrom('outbox')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where('next_attempt_at', 'is not', null)
      .executeTakeFirst();
    const count = (state: string): number => events.find((row) => row.state === state)?.count ?? 0;
    return {
      schema: { own: newest?.number ?? 0, known: migrations.at(-1)?.number ?? 0 },
      damages: damages.map((row) => row.quick_check).filter((text) => text !== 'ok'),
      stuck: stuck.map((row) => ({
        id: row.id,
        conversationKey: row.conversation_key,
        state: row.state === 'dead' ? 'dead' : 'unknown',
        createdAt: row.created_at,
        error: row.error,
      })),
      deadEvents: count('dead'),
      waiting: { events: count('pending'), messages: messages?.count ?? 0 },
    };
  } catch (error) {
    throw toStoreError(error);
  } finally {
    connection?.close();
  }
}
