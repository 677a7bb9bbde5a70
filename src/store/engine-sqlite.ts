import { mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { type Kysely, sql } from 'kysely';
import { BotError } from '../kernel/bot-error.ts';
import { kyselyOver } from './engine-sqlite-driver.ts';
import { toStoreError } from './engine-sqlite-error.ts';
import { createGroupCommit } from './engine-sqlite-group-commit.ts';
import type { Ddl, Engine } from './engine.ts';
import type { Tables } from './tables.ts';

/** How long one statement blocks the process for another program's lock; longer waiting is done asleep. */
const busyTimeoutMs = 50;
/** At opening nobody is kept waiting yet, and another process may be creating the same file. */
const openTimeoutMs = 5_000;

/** Two connections to one file in WAL mode: the writer commits to the disk every time, the reader never waits for it. */
export function openSqlite(location: string): Engine {
  const path = parsePath(location);
  const connection = connect(path);
  const writer = kyselyOver(connection, 'write');
  const group = createGroupCommit(writer);
  let readConnection: BetterSqlite3.Database | undefined;
  let reader: Kysely<Tables> | undefined;

  return {
    ddl,
    reader() {
      readConnection ??= new BetterSqlite3(path, { readonly: true, timeout: busyTimeoutMs });
      return (reader ??= kyselyOver(readConnection, 'read'));
    },
    transact: (work) => group.transact(work),
    async describeSchema(tx) {
      const { rows } = await sql<{ sql: string }>`
        select sql from sqlite_master
        where type in ('table', 'trigger') and name not like 'sqlite\\_%' escape '\\' order by type, name`.execute(
        tx,
      );
      return rows.map((row) => row.sql).join('\n');
    },
    checkpoint: () =>
      group.betweenGroups(() => {
        connection.pragma('wal_checkpoint(truncate)');
      }),
    async close() {
      await group.stop();
      // The writer goes last: whoever closes last empties the log into the file, and only a writer can.
      readConnection?.close();
      connection.close();
    },
  };
}

function connect(path: string): BetterSqlite3.Database {
  let connection: BetterSqlite3.Database | undefined;
  try {
    mkdirSync(dirname(path), { recursive: true });
    connection = new BetterSqlite3(path, { timeout: openTimeoutMs });
    if (connection.pragma('journal_mode = wal', { simple: true }) !== 'wal') {
      throw new BotError(
        'store.broken',
        `the disk of ${path} cannot hold a database (a network share?): use a local one`,
      );
    }
    // Every commit is on the disk when it returns: what we acknowledge survives a power cut.
    connection.pragma('synchronous = full');
    connection.pragma('foreign_keys = on');
    // A sort that needs a file would fail where only the data folder is writable.
    connection.pragma('temp_store = memory');
    connection.pragma(`busy_timeout = ${busyTimeoutMs}`);
    return connection;
  } catch (error) {
    connection?.close();
    const known = toStoreError(error);
    if (known instanceof BotError) throw known;
    throw new BotError(
      'store.broken',
      `the database ${path} cannot be opened: check the folder and its rights`,
      {
        cause: error,
      },
    );
  }
}

function parsePath(location: string): string {
  const path = location.replace(/^sqlite:(\/\/)?/, '');
  // Two connections cannot share a database in memory.
  if (path === '' || path === ':memory:' || /^[a-z][a-z0-9+]+:/i.test(path)) {
    throw new BotError(
      'config.invalid',
      `storage.url: "${location}" is not a file; write a path or sqlite: and a path`,
    );
  }
  return resolve(path);
}

const ddl: Ddl = {
  autoId: 'integer primary key autoincrement',
  integer: 'integer',
  text: 'text',
  tableEnd: 'strict',
  appendOnly: (table) =>
    (['update', 'delete'] as const).map(
      (verb) => `create trigger ${table}_no_${verb} before ${verb} on ${table}
        begin select raise(abort, '${table} is append-only'); end`,
    ),
};
