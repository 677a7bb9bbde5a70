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

/** An event that was given up, without its words. */
export type DeadEvent = {
  readonly id: number;
  readonly channel: string;
  /** Epoch ms. */
  readonly receivedAt: number;
  readonly errorCode: string | null;
};

export type Stuck<T> = {
  /** By channel. */
  readonly counts: Readonly<Record<string, number>>;
  readonly newest: readonly T[];
};

const newestCount = 10;

export type DatabaseInspection = {
  /** Number of the newest schema step in the file, and of the newest one this program knows. */
  readonly schema: { readonly own: number; readonly known: number };
  /** What SQLite finds wrong with the file; empty: nothing. */
  readonly damages: readonly string[];
  /** Messages given up or of unknown fate. */
  readonly stuck: Stuck<StuckMessage>;
  /** Events that could not be worked on. */
  readonly deadEvents: Stuck<DeadEvent>;
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
      .orderBy('id', 'desc')
      .limit(newestCount)
      .execute();
    const stuckCounts = await db
      .selectFrom('outbox')
      .select((eb) => ['channel', eb.fn.countAll<number>().as('count')])
      .where('state', 'in', ['dead', 'unknown'])
      .groupBy('channel')
      .execute();
    const dead = await db
      .selectFrom('inbox')
      .select(['id', 'channel', 'received_at', 'error_code'])
      .where('state', '=', 'dead')
      .orderBy('id', 'desc')
      .limit(newestCount)
      .execute();
    const deadCounts = await db
      .selectFrom('inbox')
      .select((eb) => ['channel', eb.fn.countAll<number>().as('count')])
      .where('state', '=', 'dead')
      .groupBy('channel')
      .execute();
    const events = await db
      .selectFrom('inbox')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where('next_attempt_at', 'is not', null)
      .executeTakeFirst();
    const messages = await db
      .selectFrom('outbox')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where('next_attempt_at', 'is not', null)
      .executeTakeFirst();
    return {
      schema: { own: newest?.number ?? 0, known: migrations.at(-1)?.number ?? 0 },
      damages: damages.map((row) => row.quick_check).filter((text) => text !== 'ok'),
      stuck: {
        counts: byChannel(stuckCounts),
        newest: stuck.map((row) => ({
          id: row.id,
          conversationKey: row.conversation_key,
          state: row.state === 'dead' ? 'dead' : 'unknown',
          createdAt: row.created_at,
          error: row.error,
        })),
      },
      deadEvents: {
        counts: byChannel(deadCounts),
        newest: dead.map((row) => ({
          id: row.id,
          channel: row.channel,
          receivedAt: row.received_at,
          errorCode: row.error_code,
        })),
      },
      waiting: { events: events?.count ?? 0, messages: messages?.count ?? 0 },
    };
  } catch (error) {
    throw toStoreError(error);
  } finally {
    connection?.close();
  }
}

function byChannel(rows: readonly { channel: string; count: number }[]): Record<string, number> {
  return Object.fromEntries(rows.map(({ channel, count }) => [channel, count]));
}
