import { readFileSync, statSync } from 'node:fs';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { advanceCounter } from '../../src/store/counter-store.ts';
import type { Database, Tx } from '../../src/store/database.ts';
import { insertInbound } from '../../src/store/inbox-store.ts';
import { anEvent } from './samples.ts';
import { openTemporary } from './temporary-database.ts';

async function stored(database: Database): Promise<string[]> {
  const rows = await database.db.selectFrom('inbox').select('event_id').orderBy('id').execute();
  return rows.map((row) => row.event_id);
}

const insert = (key: string) => (tx: Tx) => insertInbound(tx, anEvent(key), 1);

test('works run in the order they were asked for, one after another', async () => {
  const database = await openTemporary();
  const steps: string[] = [];
  await Promise.all(
    Array.from({ length: 200 }, (_, index) =>
      database.transact(async (tx) => {
        steps.push(`begin ${index}`);
        await insert(`e${index}`)(tx);
        await advanceCounter(tx, 'ticket');
        steps.push(`end ${index}`);
      }),
    ),
  );
  expect(steps).toEqual(Array.from({ length: 200 }, (_, index) => [`begin ${index}`, `end ${index}`]).flat());
  expect(await stored(database)).toEqual(Array.from({ length: 200 }, (_, index) => `e${index}`));
});

test('a failing work is undone alone; its neighbours stay', async () => {
  const database = await openTemporary();
  const failure = new Error('refused');
  const results = await Promise.allSettled([
    database.transact(insert('a')),
    database.transact(async (tx) => {
      await insert('b')(tx);
      await advanceCounter(tx, 'ticket');
      throw failure;
    }),
    database.transact(async (tx) => {
      await insert('c')(tx);
      await tx.insertInto('identity').values({ channel: 'web', user_id: 'x', person_id: 'ghost' }).execute();
    }),
    // Thrown before any promise exists.
    database.transact(() => {
      throw failure;
    }),
    database.transact(async (tx) => {
      await insert('d')(tx);
      return advanceCounter(tx, 'ticket');
    }),
  ]);
  expect(results.map((result) => result.status)).toEqual([
    'fulfilled',
    'rejected',
    'rejected',
    'rejected',
    'fulfilled',
  ]);
  expect(results[1]).toEqual({ status: 'rejected', reason: failure });
  expect(results[4]).toEqual({ status: 'fulfilled', value: 1 });
  expect(await stored(database)).toEqual(['a', 'd']);
});

test('nobody is told of success before the commit, and a reader sees nothing before it', async () => {
  const database = await openTemporary();
  const seen: string[] = [];
  const first = database.transact(insert('a')).then(async () => {
    seen.push('a told');
    expect(await stored(database)).toEqual(['a', 'b']);
  });
  const second = database.transact(async (tx) => {
    await insert('b')(tx);
    seen.push(`b running, reader sees ${(await stored(database)).length}`);
  });
  await Promise.all([first, second]);
  expect(seen).toEqual(['b running, reader sees 0', 'a told']);
});

test('when the commit fails, all of its group fail and nothing of it is kept; the next one works', async () => {
  const database = await openTemporary();
  const spoil = database.transact(async (tx) => {
    await sql`pragma defer_foreign_keys = on`.execute(tx);
    await tx.insertInto('identity').values({ channel: 'web', user_id: 'x', person_id: 'ghost' }).execute();
  });
  const results = await Promise.allSettled([
    database.transact(insert('a')),
    spoil,
    database.transact(insert('b')),
  ]);
  expect(results.map((result) => result.status)).toEqual(['rejected', 'rejected', 'rejected']);
  expect(await stored(database)).toEqual([]);
  await database.transact(insert('c'));
  expect(await stored(database)).toEqual(['c']);
});

test.each(['hidden', 'thrown'])(
  'when the database undoes the whole by itself (%s by the work), all of the group are told why, and no straggler is kept',
  async (manner) => {
    const database = await openTemporary();
    await database.transact((tx) => advanceCounter(tx, 'ticket'));
    const results = await Promise.allSettled([
      database.transact(insert('a')),
      database.transact(async (tx) => {
        // Stands for a disk that fails in the middle: SQLite ends the transaction on its own.
        const undone = sql`insert or rollback into counter (name, value) values ('ticket', 9)`.execute(tx);
        if (manner === 'thrown') return undone;
        await undone.catch(() => undefined);
        return insert('straggler')(tx).catch(() => undefined);
      }),
      database.transact(insert('b')),
    ]);
    expect(results).toMatchObject([
      { status: 'rejected', reason: { code: 'SQLITE_CONSTRAINT_PRIMARYKEY' } },
      { status: 'rejected', reason: { code: 'SQLITE_CONSTRAINT_PRIMARYKEY' } },
      { status: expect.any(String) as string },
    ]);
    const kept = results[2].status === 'fulfilled' ? ['b'] : [];
    expect(await stored(database)).toEqual(kept);
    await database.transact(insert('c'));
    expect(await stored(database)).toEqual([...kept, 'c']);
  },
);

test('what a work writes survives its caller forgetting to wait', async () => {
  const database = await openTemporary();
  void database.transact(insert('a'));
  await database.close();
  const again = await openTemporary(database.path);
  expect(await stored(again)).toEqual(['a']);
});

test('other things get their turn between groups', async () => {
  const database = await openTemporary();
  let ticks = 0;
  let done = false;
  const tick = (): void => {
    ticks += 1;
    if (!done) setImmediate(tick);
  };
  setImmediate(tick);
  await Promise.all(Array.from({ length: 640 }, (_, index) => database.transact(insert(`e${index}`))));
  done = true;
  expect(ticks).toBeGreaterThanOrEqual(10);
});

test('works share commits: far fewer writes to the log than works', async () => {
  const database = await openTemporary();
  await database.checkpoint();
  await Promise.all(
    Array.from({ length: 64 }, () => database.transact((tx) => advanceCounter(tx, 'ticket'))),
  );
  // One page of 4 KB per commit, were each alone.
  expect(statSync(`${database.path}-wal`).size).toBeLessThan(10 * 4_200);
});

test('a transaction inside a transaction is refused instead of waiting for ever', async () => {
  const database = await openTemporary();
  await expect(
    database.transact(async (tx) => {
      await insert('a')(tx);
      await database.transact(insert('b'));
    }),
  ).rejects.toMatchObject({ code: 'bug' });
  expect(await stored(database)).toEqual([]);
});

test('what a work set in motion may use transactions of its own later', async () => {
  const database = await openTemporary();
  let later: Promise<unknown> | undefined;
  await database.transact(async (tx) => {
    await insert('a')(tx);
    later = new Promise((resolve) => setTimeout(resolve, 5)).then(() => database.transact(insert('b')));
  });
  await later;
  expect(await stored(database)).toEqual(['a', 'b']);
});

test('the right to write ends with the transaction, and the reader never had it', async () => {
  const database = await openTemporary();
  let kept: Tx | undefined;
  await database.transact(async (tx) => {
    kept = tx;
    await insert('a')(tx);
  });
  await expect(insert('b')(kept as unknown as Tx)).rejects.toThrow();
  await expect(insert('c')(database.db as unknown as Tx)).rejects.toMatchObject({ code: 'bug' });
  await expect(sql`delete from inbox`.execute(database.db)).rejects.toMatchObject({ code: 'bug' });
  expect(await stored(database)).toEqual(['a']);
});

test('closing finishes what was asked for and takes nothing new', async () => {
  const database = await openTemporary();
  const works = Promise.all(
    Array.from({ length: 300 }, (_, index) => database.transact(insert(`e${index}`))),
  );
  const closed = database.close();
  await expect(database.transact(insert('late'))).rejects.toMatchObject({ code: 'store.broken' });
  await works;
  await closed;
  await database.close();
  const again = await openTemporary(database.path);
  expect(await stored(again)).toHaveLength(300);
});

test('a checkpoint empties the log, also in the middle of work', async () => {
  const database = await openTemporary();
  const works = Array.from({ length: 300 }, (_, index) => database.transact(insert(`e${index}`)));
  await database.checkpoint();
  await Promise.all(works);
  await database.checkpoint();
  expect(statSync(`${database.path}-wal`).size).toBe(0);
  expect(readFileSync(database.path).includes('e299')).toBe(true);
});
