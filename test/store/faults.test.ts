import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { expect, onTestFinished, test } from 'vitest';
import { type Database, openDatabase } from '../../src/store/database.ts';
import { insertInbound } from '../../src/store/inbox-store.ts';
import { anEvent } from './samples.ts';
import { openStranger, openTemporary, temporaryFolder } from './temporary-database.ts';

const words = '长'.repeat(2_000);

/** Writes events `<name>0`, `<name>1` … at once; resolves to the keys acknowledged, and the codes of the rest. */
async function writeMany(database: Database, name: string, count: number) {
  const acknowledged: string[] = [];
  const codes = new Set<unknown>();
  await Promise.all(
    Array.from({ length: count }, async (_, index) => {
      const key = `${name}${index}`;
      const body = {
        type: 'message',
        text: words,
        mentions: [],
        attachments: [],
        addressed: true,
        thread: null,
      } as const;
      try {
        await database.transact((tx) => insertInbound(tx, anEvent(key, { body }), 1));
        acknowledged.push(key);
      } catch (error) {
        codes.add(error instanceof Error && 'code' in error ? error.code : error);
      }
    }),
  );
  return { acknowledged, codes: [...codes] };
}

async function stored(database: Database): Promise<Set<string>> {
  const rows = await database.db.selectFrom('inbox').select('event_id').execute();
  return new Set(rows.map((row) => row.event_id));
}

test('a database that may not grow: exactly what was acknowledged is kept, and it resumes by itself', async () => {
  const database = await openTemporary();
  const setLimit = (pages: number) =>
    database.transact((tx) => sql`pragma max_page_count = ${sql.lit(pages)}`.execute(tx));
  await setLimit(150);
  const full = await writeMany(database, 'a', 400);
  expect(full.codes).toEqual(['store.full']);
  expect(full.acknowledged.length).toBeGreaterThan(5);
  expect(await stored(database)).toEqual(new Set(full.acknowledged));

  const still = await writeMany(database, 'b', 20);
  expect(still.acknowledged.length).toBeLessThan(20);
  await setLimit(1_000_000);
  const after = await writeMany(database, 'c', 20);
  expect(after.acknowledged).toHaveLength(20);
  expect(await stored(database)).toEqual(
    new Set([...full.acknowledged, ...still.acknowledged, ...after.acknowledged]),
  );
});

test('a work that hides the full disk from us is not told of success', async () => {
  const database = await openTemporary();
  await database.transact((tx) => sql`pragma max_page_count = 150`.execute(tx));
  const hiding = database.transact(async (tx) => {
    for (let index = 0; index < 400; index += 1) {
      const body = {
        type: 'message',
        text: words,
        mentions: [],
        attachments: [],
        addressed: true,
        thread: null,
      } as const;
      await insertInbound(tx, anEvent(`h${index}`, { body }), 1).catch(() => undefined);
    }
  });
  const outcome = await hiding.then(
    () => 'kept',
    () => 'refused',
  );
  // Whether SQLite undoes the statement or the whole is its choice; a whole undone must not be called kept.
  expect((await stored(database)).size > 0).toBe(outcome === 'kept');
});

/** A disk of our own that can be filled, where the machine lets us have one. */
function mountSmallDisk(): string | undefined {
  const folder = join(temporaryFolder(), 'disk');
  mkdirSync(folder);
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=3m', 'tmpfs', folder], { stdio: 'ignore' });
  } catch {
    return undefined;
  }
  onTestFinished(() => {
    execFileSync('umount', ['--lazy', folder]);
  });
  return folder;
}

test('a full disk: exactly what was acknowledged is kept, and it resumes by itself, ten times', async ({
  skip,
}) => {
  const disk = mountSmallDisk();
  if (disk === undefined) return skip('needs the right to mount a tmpfs');
  const database = await openDatabase(join(disk, 'bot.db'), () => 0);
  const known = new Set<string>();
  const ballast = join(disk, 'ballast');
  for (let round = 0; round < 10; round += 1) {
    // Fills the disk to the last byte, as other programs do.
    try {
      for (;;) writeFileSync(ballast, Buffer.alloc(16_384), { flag: 'a' });
    } catch {
      // Full.
    }
    const full = await writeMany(database, `full${round}-`, 100);
    expect(full.codes).toEqual(['store.full']);
    for (const key of full.acknowledged) known.add(key);
    expect(await stored(database)).toEqual(known);

    rmSync(ballast);
    const after = await writeMany(database, `free${round}-`, 3);
    expect(after).toMatchObject({ codes: [] });
    for (const key of after.acknowledged) known.add(key);
  }
  await database.close();
  const again = await openDatabase(join(disk, 'bot.db'), () => 0);
  expect(await stored(again)).toEqual(known);
  expect((await sql<{ integrity_check: string }>`pragma integrity_check`.execute(again.db)).rows).toEqual([
    { integrity_check: 'ok' },
  ]);
  await again.close();
});

test('while another program writes, works wait for it and everything else goes on', async () => {
  const database = await openTemporary();
  const stranger = openStranger(database.path);
  stranger.exec('begin immediate');
  let ticks = 0;
  const timer = setInterval(() => (ticks += 1), 5);
  setTimeout(() => stranger.exec('commit'), 400);
  const work = writeMany(database, 'a', 10);
  expect(await stored(database)).toEqual(new Set());
  expect((await work).acknowledged).toHaveLength(10);
  clearInterval(timer);
  expect(ticks).toBeGreaterThan(3);
});

test('when another program keeps the database, the waiting are told so, nothing is kept, and it resumes', async () => {
  const database = await openTemporary();
  const stranger = openStranger(database.path);
  stranger.exec('begin immediate');
  const ran: string[] = [];
  const works = Promise.allSettled([
    database.transact(() => Promise.resolve(ran.push('a'))),
    database.transact(() => Promise.resolve(ran.push('b'))),
  ]);
  const [first, second] = await works;
  expect(first).toMatchObject({
    status: 'rejected',
    reason: { code: 'store.locked', cause: { code: 'SQLITE_BUSY' } },
  });
  expect(second).toMatchObject({ status: 'rejected', reason: { code: 'store.locked' } });
  expect(ran).toEqual([]);
  stranger.exec('rollback');
  expect((await writeMany(database, 'b', 3)).acknowledged).toHaveLength(3);
});

test.each([
  [':memory:', 'config.invalid'],
  ['', 'config.invalid'],
  ['sqlite:', 'config.invalid'],
  ['postgres://localhost/bangban', 'config.invalid'],
])('"%s" is no place for a database', async (location, code) => {
  await expect(openDatabase(location)).rejects.toMatchObject({ name: 'BotError', code });
});

test('a file that is no database, and a folder, are said to be none', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'text.db'), 'this is a text file '.repeat(100));
  mkdirSync(join(folder, 'folder.db'));
  writeFileSync(join(folder, 'file'), '');
  for (const name of ['text.db', 'folder.db', 'file/bot.db']) {
    await expect(openDatabase(join(folder, name))).rejects.toMatchObject({
      name: 'BotError',
      code: 'store.broken',
    });
  }
});

test('paths: folders are made, "sqlite:" is understood', async () => {
  const folder = temporaryFolder();
  for (const location of [
    join(folder, 'a/b/c.db'),
    `sqlite:${join(folder, 'd.db')}`,
    `sqlite://${join(folder, 'e.db')}`,
  ]) {
    await (await openDatabase(location)).close();
  }
  for (const name of ['a/b/c.db', 'd.db', 'e.db']) await (await openTemporary(join(folder, name))).close();
});

test('commits go to the disk: WAL, synchronous=FULL, foreign keys', async () => {
  const database = await openTemporary();
  const settings = await database.transact(async (tx) => [
    (await sql`pragma journal_mode`.execute(tx)).rows[0],
    (await sql`pragma synchronous`.execute(tx)).rows[0],
    (await sql`pragma foreign_keys`.execute(tx)).rows[0],
  ]);
  expect(settings).toEqual([{ journal_mode: 'wal' }, { synchronous: 2 }, { foreign_keys: 1 }]);
});
