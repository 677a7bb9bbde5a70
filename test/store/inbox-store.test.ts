import { expect, test } from 'vitest';
import {
  countPending,
  insertInbound,
  listPending,
  loadInbound,
  markDead,
  markHandled,
  markRetry,
  pruneHandled,
} from '../../src/store/inbox-store.ts';
import { anEvent, desk, hostileTexts } from './samples.ts';
import { openTemporary } from './temporary-database.ts';

test('an event is taken once per channel, whatever became of it', async () => {
  const { db, transact } = await openTemporary();
  const first = await transact((tx) => insertInbound(tx, anEvent('e1'), 1));
  expect(first).toBeTypeOf('number');
  expect(await transact((tx) => insertInbound(tx, anEvent('e1', { occurredAt: 999 }), 2))).toBeUndefined();
  expect(await transact((tx) => insertInbound(tx, anEvent('e1', { channel: 'slack' }), 2))).toBeTypeOf(
    'number',
  );
  await transact((tx) => markHandled(tx, first ?? 0, 3));
  expect(await transact((tx) => insertInbound(tx, anEvent('e1'), 4))).toBeUndefined();
  expect(await countPending(db)).toBe(1);
});

test('two redeliveries at the same moment are one', async () => {
  const { transact } = await openTemporary();
  const ids = await Promise.all(
    Array.from({ length: 20 }, () => transact((tx) => insertInbound(tx, anEvent('e1'), 1))),
  );
  expect(ids.filter((id) => id !== undefined)).toHaveLength(1);
});

test('an event comes back as it went in', async () => {
  const { db, transact } = await openTemporary();
  for (const [index, text] of hostileTexts.entries()) {
    const event = anEvent(`e${index}`, {
      conversation: desk,
      body: {
        type: 'message',
        text,
        mentions: [{ userId: 'u', text }],
        attachments: [],
        addressed: false,
        thread: null,
      },
    });
    const id = await transact((tx) => insertInbound(tx, event, 5));
    expect(await loadInbound(db, id ?? 0)).toEqual({
      id,
      event,
      conversationKey: 'web:desk',
      receivedAt: 5,
      state: 'pending',
      attempts: 0,
      nextAttemptAt: 5,
      errorCode: null,
    });
  }
  expect(await loadInbound(db, 12_345)).toBeUndefined();
});

test('pending items are listed in the order they came, retried ones too, handled and dead ones not', async () => {
  const { db, transact } = await openTemporary();
  const ids: number[] = [];
  for (const key of ['a', 'b', 'c', 'd']) {
    ids.push((await transact((tx) => insertInbound(tx, anEvent(key), 1))) ?? 0);
  }
  const [a = 0, b = 0, c = 0, d = 0] = ids;
  await transact(async (tx) => {
    await markRetry(tx, a, { attempts: 2, nextAttemptAt: 500, errorCode: 'turn.failed' });
    await markHandled(tx, b, 9);
    await markDead(tx, c, 9, 'bug');
  });
  const pending = await listPending(db);
  expect(pending.map((item) => item.id)).toEqual([a, d]);
  expect(pending[0]).toMatchObject({
    attempts: 2,
    nextAttemptAt: 500,
    errorCode: 'turn.failed',
    state: 'pending',
  });
  expect(await loadInbound(db, c)).toMatchObject({ state: 'dead', errorCode: 'bug', nextAttemptAt: null });
});

test('pruning forgets what was handled long ago, oldest first, never what is dead or pending', async () => {
  const { db, transact } = await openTemporary();
  const ids: number[] = [];
  for (const key of ['a', 'b', 'c', 'd', 'e']) {
    ids.push((await transact((tx) => insertInbound(tx, anEvent(key), 1))) ?? 0);
  }
  const [a = 0, b = 0, c = 0, d = 0, e = 0] = ids;
  await transact(async (tx) => {
    await markHandled(tx, b, 10);
    await markHandled(tx, a, 11);
    await markHandled(tx, c, 20);
    await markDead(tx, d, 5, 'bug');
  });
  expect(await transact((tx) => pruneHandled(tx, 20, 1))).toBe(1);
  expect(await loadInbound(db, b)).toBeUndefined();
  expect(await transact((tx) => pruneHandled(tx, 20))).toBe(1);
  expect(await transact((tx) => pruneHandled(tx, 20))).toBe(0);
  for (const id of [c, d, e]) expect(await loadInbound(db, id)).toBeDefined();
});
