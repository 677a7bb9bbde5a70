import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { BotError } from '../kernel/bot-error.ts';
import type { Ddl, Engine } from './engine.ts';
import type { Tx } from './tables.ts';

/** One step of the schema, never edited once released: a later thought is a later step. */
export type Migration = {
  /** 1, 2, 3 … in the list's order. */
  readonly number: number;
  readonly name: string;
  readonly statements: (ddl: Ddl) => readonly string[];
};

type Applied = { number: number; name: string; checksum: string; fingerprint: string };

/**
 * Brings the schema up to the last of `migrations`; each step is one transaction, so a kill leaves the old schema or the new.
 * @throws BotError `store.newer-schema` where a newer bangban or somebody else has been at the schema
 */
export async function migrate(engine: Engine, migrations: readonly Migration[], at: number): Promise<void> {
  await engine.transact((tx) => createOwnTable(engine, tx));
  while (await engine.transact((tx) => applyNext(engine, tx, migrations, at)));
}

/** Tells whether there was a next one. */
async function applyNext(
  engine: Engine,
  tx: Tx,
  migrations: readonly Migration[],
  at: number,
): Promise<boolean> {
  // Asked inside the transaction: another process may be migrating the same database.
  const applied = await listApplied(tx);
  verifyHistory(engine.ddl, applied, migrations);
  await verifyUntouched(engine, tx, applied);
  const migration = migrations[applied.length];
  if (!migration) return false;

  for (const statement of migration.statements(engine.ddl)) await sql.raw(statement).execute(tx);
  await tx
    .insertInto('migration')
    .values({
      number: migration.number,
      name: migration.name,
      checksum: checksum(engine.ddl, migration),
      fingerprint: hash(await engine.describeSchema(tx)),
      applied_at: at,
    })
    .execute();
  return true;
}

function verifyHistory(ddl: Ddl, applied: readonly Applied[], migrations: readonly Migration[]): void {
  if (applied.length > migrations.length) {
    throw new BotError(
      'store.newer-schema',
      `the database was written by a newer bangban (schema ${applied.length}, this one knows ${migrations.length}): start that version, or restore a backup made before the upgrade`,
    );
  }
  for (const [index, { number, checksum: written }] of applied.entries()) {
    const migration = migrations[index];
    if (migration?.number === number && checksum(ddl, migration) === written) continue;
    throw new BotError(
      'store.newer-schema',
      `schema step ${number} of the database differs from this bangban's: start the version that wrote it`,
    );
  }
}

async function verifyUntouched(engine: Engine, tx: Tx, applied: readonly Applied[]): Promise<void> {
  const last = applied.at(-1);
  if (!last || last.fingerprint === hash(await engine.describeSchema(tx))) return;
  throw new BotError(
    'store.newer-schema',
    'tables or triggers of the database were changed by hand: undo the change, or restore a backup',
  );
}

function listApplied(tx: Tx): Promise<Applied[]> {
  return tx
    .selectFrom('migration')
    .select(['number', 'name', 'checksum', 'fingerprint'])
    .orderBy('number')
    .execute();
}

function checksum(ddl: Ddl, migration: Migration): string {
  // White space is ours to change, words are not.
  return hash([migration.name, ...migration.statements(ddl)].join(';').replaceAll(/\s+/g, ' '));
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

async function createOwnTable(engine: Engine, tx: Tx): Promise<void> {
  const schema = await engine.describeSchema(tx);
  if (/create table migration\b/i.test(schema)) return;
  if (schema !== '') {
    throw new BotError(
      'store.newer-schema',
      'the database belongs to another program: give bangban one of its own',
    );
  }
  const { integer, text, tableEnd } = engine.ddl;
  const statement = `create table migration (
    number ${integer} primary key,
    name ${text} not null,
    checksum ${text} not null,
    fingerprint ${text} not null,
    applied_at ${integer} not null
  ) ${tableEnd}`;
  await sql.raw(statement).execute(tx);
}
