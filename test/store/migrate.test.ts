import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openDatabase } from '../../src/store/database.ts';
import { openSqlite } from '../../src/store/engine-sqlite.ts';
import type { Engine } from '../../src/store/engine.ts';
import { type Migration, migrate } from '../../src/store/migrate.ts';
import { migrations } from '../../src/store/migrations/list.ts';
import { openStranger, openTemporary, temporaryFolder } from './temporary-database.ts';

function openEngine(path = join(temporaryFolder(), 'bot.db')): Engine & { path: string } {
  const engine = openSqlite(path);
  onTestFinished(() => engine.close());
  return { ...engine, path };
}

const schemaOf = (engine: Engine): Promise<string> => engine.transact((tx) => engine.describeSchema(tx));

const next: Migration = {
  number: migrations.length + 1,
  name: 'next',
  statements: ({ text }) => [`alter table correction add column note ${text}`, 'drop index inbox_handled'],
};

test('steps are numbered 1, 2, 3 …', () => {
  expect(migrations.map((migration) => migration.number)).toEqual(migrations.map((_, index) => index + 1));
});

test('from empty and from every older version the same schema comes out', async () => {
  const fresh = openEngine();
  await migrate(fresh, migrations, 1);
  const wanted = await schemaOf(fresh);
  expect(wanted).toContain('ticket_event');
  for (const version of migrations.keys()) {
    const engine = openEngine();
    await migrate(engine, migrations.slice(0, version), 1);
    await migrate(engine, migrations, 2);
    expect(await schemaOf(engine)).toBe(wanted);
  }
});

test('a second start changes nothing', async () => {
  const { path, close } = await openTemporary();
  await close();
  const again = await openTemporary(path);
  const applied = await again.db.selectFrom('migration').select(['number', 'applied_at']).execute();
  expect(applied).toEqual(migrations.map((migration) => ({ number: migration.number, applied_at: 0 })));
});

test('a later step is applied to a database in use, and the older program then keeps away', async () => {
  const engine = openEngine();
  await migrate(engine, migrations, 1);
  await engine.transact((tx) => tx.insertInto('counter').values({ name: 'ticket', value: 12 }).execute());
  await migrate(engine, [...migrations, next], 2);
  expect(await schemaOf(engine)).toContain('note');
  expect(await engine.reader().selectFrom('counter').selectAll().execute()).toEqual([
    { name: 'ticket', value: 12 },
  ]);
  await expect(migrate(engine, migrations, 3)).rejects.toMatchObject({ code: 'store.newer-schema' });
  await expect(openDatabase(engine.path)).rejects.toThrow(/newer bangban/);
});

test('a step that fails half-way leaves the schema as it was', async () => {
  const engine = openEngine();
  await migrate(engine, migrations, 1);
  const before = await schemaOf(engine);
  const failing: Migration = {
    ...next,
    statements: (ddl) => [...next.statements(ddl), 'insert into nothing values (1)'],
  };
  await expect(migrate(engine, [...migrations, failing], 2)).rejects.toThrow('nothing');
  expect(await schemaOf(engine)).toBe(before);
  await migrate(engine, [...migrations, next], 3);
});

test('killed in the middle of a step, the old schema is there and the step can be done again', async () => {
  const { path, close } = openEngine();
  await close();
  const said = await new Promise<string>((resolve, reject) => {
    const child = spawn(process.execPath, [join(import.meta.dirname, 'migrate-child.ts'), path], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let text = '';
    child.stdout.setEncoding('utf8');
    child.stdout.once('data', () => setTimeout(() => child.kill('SIGKILL'), 200));
    child.stdout.on('data', (more: string) => (text += more));
    child.on('error', reject);
    child.on('close', () => {
      resolve(text);
    });
  });
  expect(said).toBe('begin\n');
  const engine = openEngine(path);
  await migrate(engine, migrations, 3);
  expect(await schemaOf(engine)).not.toContain('slow');
  await migrate(engine, [...migrations, next], 4);
});

test('two programs may migrate the same file at once', async () => {
  const path = join(temporaryFolder(), 'bot.db');
  const engines = [openEngine(path), openEngine(path), openEngine(path)];
  await Promise.all(engines.map((engine) => migrate(engine, [...migrations, next], 1)));
  expect(await schemaOf(openEngine(path))).toContain('note');
});

test('a step whose words changed after it was applied is refused; changed white space is not', async () => {
  const engine = openEngine();
  await migrate(engine, [...migrations, next], 1);
  const spaced: Migration = {
    ...next,
    statements: (ddl) => next.statements(ddl).map((one) => one.replaceAll(' ', '\n  ')),
  };
  await migrate(engine, [...migrations, spaced], 2);
  const reworded: Migration = { ...next, statements: () => ['drop index inbox_handled'] };
  await expect(migrate(engine, [...migrations, reworded], 3)).rejects.toMatchObject({
    code: 'store.newer-schema',
  });
});

test.each([
  'drop trigger ticket_event_no_update',
  'alter table ticket add column extra text',
  'create table mine (id integer)',
  'drop table correction',
])('a schema changed by hand is refused: %s', async (statement) => {
  const { path, close } = await openTemporary();
  await close();
  openStranger(path).exec(statement);
  await expect(openDatabase(path)).rejects.toMatchObject({ code: 'store.newer-schema' });
});

test("an index more, statistics and a compacted file are nobody's harm", async () => {
  const { path, close } = await openTemporary();
  await close();
  openStranger(path).exec('create index mine on ticket (title); analyze; vacuum');
  await (await openDatabase(path)).close();
});

test('the database of another program is left alone', async () => {
  const path = join(temporaryFolder(), 'other.db');
  const stranger = openStranger(path);
  stranger.exec('create table customer (id integer); insert into customer values (1)');
  await expect(openDatabase(path)).rejects.toThrow(/another program/);
  expect(stranger.prepare("select name from sqlite_master where type = 'table'").all()).toEqual([
    { name: 'customer' },
  ]);
});
