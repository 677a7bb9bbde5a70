import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Diagnosis } from '../../src/doctor/run-doctor.ts';
import { runOutbox, type OutboxOrder } from '../../src/doctor/run-outbox.ts';
import { openDatabase, type Database } from '../../src/store/database.ts';
import { enqueue, markDead, markUnknown } from '../../src/store/outbox-store.ts';
import { root } from '../config/load.ts';
import { anItem } from '../store/samples.ts';
import { openStranger, temporaryFolder } from '../store/temporary-database.ts';

const now = Date.parse('2026-11-24T10:00:00Z');

type Desk = {
  readonly path: string;
  readonly database: Database;
  readonly order: (order: OutboxOrder, locale?: string) => Promise<Diagnosis>;
};

/** A desk with a running instance's database open, and what it could not deliver: 1 dead, 2 unknown, 3 dead elsewhere, 4 waiting. */
async function open(): Promise<Desk> {
  const folder = temporaryFolder();
  const file = join(folder, 'bot.config.yaml');
  const path = join(folder, 'desk.db');
  const database = await openDatabase(path);
  const to = { kind: 'group', channel: 'web', groupId: 'desk' } as const;
  const at = now - 3 * 3_600_000;
  await database.transact(async (tx) => {
    await enqueue(tx, anItem('密码是 hunter2', to, { at }));
    await enqueue(tx, anItem('b', to, { at }));
    await enqueue(tx, anItem('c', { ...to, channel: 'slack' }, { at }));
    await enqueue(tx, anItem('d', to, { at }));
    await markDead(tx, 1, at, 'too_long');
    await markUnknown(tx, 2, at, 'no answer');
    await markDead(tx, 3, at, 'channel not running');
  });
  return {
    path,
    database,
    order: (order, locale = 'en') => {
      writeFileSync(
        file,
        `locale: ${locale}\nhttp: { port: 0 }\nstorage: { url: "sqlite:desk.db" }\nchannels: { web: {} }\n`,
      );
      return runOutbox({ root, configFile: file, env: {}, installedChannels: ['web', 'slack'], now }, order);
    },
  };
}

async function states({ db }: Database): Promise<string[]> {
  const rows = await db.selectFrom('outbox').select('state').orderBy('id').execute();
  return rows.map(({ state }) => state);
}

test('lists what was not delivered, without its words, in both languages', async () => {
  const { order, database } = await open();
  const { text, exitCode } = await order({ type: 'list' });
  expect(text.split('\n')).toEqual([
    'message 1 to web:desk, 3 h ago, given up: too_long',
    'message 2 to web:desk, 3 h ago, unknown whether it arrived: no answer',
    'message 3 to slack:desk, 3 h ago, given up: channel not running',
  ]);
  expect(exitCode).toBe(0);
  expect((await order({ type: 'list' }, 'zh-CN')).text).toContain('消息 1 → web:desk，3 小时前，发送失败');
  expect(await states(database)).toEqual(['dead', 'unknown', 'dead', 'pending']);
  await database.close();
});

test('sends one again, whatever its state, and nothing that is not stuck', async () => {
  const { order, database } = await open();
  expect(await order({ type: 'resend', id: 2 })).toMatchObject({ exitCode: 0 });
  expect(await states(database)).toEqual(['dead', 'pending', 'dead', 'pending']);
  expect(await order({ type: 'resend', id: 4 })).toMatchObject({ exitCode: 1 });
  expect(await order({ type: 'resend', id: 99 })).toMatchObject({ exitCode: 1 });
  const off = await order({ type: 'resend', id: 3 });
  expect(off).toEqual({ text: 'message 3 is for slack, which is not enabled', exitCode: 1 });
  await database.close();
});

test('sends all that was given up again, but nothing that may have arrived', async () => {
  const { order, database } = await open();
  const { text } = await order({ type: 'resend-all' });
  expect(text).toMatch(/^1 queued/);
  expect(text).toContain('2 left alone');
  expect(await states(database)).toEqual(['pending', 'unknown', 'dead', 'pending']);
  await database.close();
});

test('drops one, once', async () => {
  const { order, database } = await open();
  expect(await order({ type: 'drop', id: 2 })).toEqual({ text: 'message 2 is dropped', exitCode: 0 });
  expect(await order({ type: 'drop', id: 2 })).toMatchObject({ exitCode: 1 });
  expect(await order({ type: 'drop', id: 4 })).toMatchObject({ exitCode: 1 });
  expect(await states(database)).toEqual(['dead', 'dropped', 'dead', 'pending']);
  await database.close();
});

test('leaves a database of another version alone', async () => {
  const { order, database, path } = await open();
  await database.close();
  openStranger(path).exec(
    'update migration set number = number + 100 where number = (select max(number) from migration)',
  );
  const { text, exitCode } = await order({ type: 'resend-all' });
  expect(text).toContain('use the version that runs');
  expect(exitCode).toBe(1);
});

test('says so where there is no database, or no configuration to be read', async () => {
  const folder = temporaryFolder();
  const file = join(folder, 'bot.config.yaml');
  const options = { root, configFile: file, env: {}, installedChannels: ['web'], now };
  writeFileSync(file, 'locale: en\nhttp: { port: 0 }\n');
  expect(await runOutbox(options, { type: 'list' })).toMatchObject({
    text: expect.stringContaining('there is no database') as unknown,
    exitCode: 1,
  });
  writeFileSync(file, 'locale: en\nhttp: { port: x }\n');
  expect((await runOutbox(options, { type: 'list' })).exitCode).toBe(1);
});
