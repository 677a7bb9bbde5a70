import type { Kysely } from 'kysely';
import { type Clock, systemClock } from '../kernel/clock.ts';
import { openSqlite } from './engine-sqlite.ts';
import { migrate } from './migrate.ts';
import { migrations } from './migrations/list.ts';
import type { Tables, Tx } from './tables.ts';

export type { Tx } from './tables.ts';

export type Database = {
  /** For reading what is committed. On a file it has its own connection, so it never waits for a writer; it cannot write. */
  readonly db: Kysely<Tables>;
  /**
   * Runs `work` in a transaction and resolves once it is on the disk. If `work` throws, nothing of it is kept and its error
   * comes out; if the disk refuses, everything is undone and a `BotError` says what to do. Works run one after another and
   * may share one commit, so `work` must wait for nothing but its own queries, and for all of them. Never nested.
   */
  readonly transact: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>;
  /** Moves what is committed from the log into the main file. */
  readonly checkpoint: () => Promise<void>;
  /** Finishes what was begun, takes nothing new. */
  readonly close: () => Promise<void>;
};

/**
 * Opens and migrates. `location` is a path or `sqlite:` and a path.
 * @throws BotError `store.newer-schema`, `store.locked`, `store.full` or `store.broken`
 */
export async function openDatabase(location: string, clock: Clock = systemClock): Promise<Database> {
  const engine = openSqlite(location);
  try {
    await migrate(engine, migrations, clock());
  } catch (error) {
    await engine.close();
    throw error;
  }
  return {
    db: engine.reader(),
    transact: (work) => engine.transact(work),
    checkpoint: () => engine.checkpoint(),
    close: () => engine.close(),
  };
}
