import { expect, test } from 'vitest';
import type { Conversation } from '../../src/channel/conversation.ts';
import { findCardMessageId, listCardCopies } from '../../src/store/card-copy-store.ts';
import type { Database } from '../../src/store/database.ts';
import {
  countQueued,
  enqueue,
  findNextAttemptAt,
  listDead,
  listHeads,
  listInterrupted,
  listRuns,
  markDead,
  markRetry,
  markSending,
  markSent,
  markUnknown,
  type NewOutboxItem,
  type OutboxItem,
  pruneSent,
  requeueDead,
} from '../../src/store/outbox-store.ts';
import { aMessage, desk, hostileTexts, linDirect } from './samples.ts';
import { openTemporary } from './temporary-database.ts';

const emmaDirect: Conversation = { kind: 'direct', channel: 'slack', userId: 'U 1' };

function post(
  idemKey: string,
  to: Conversation = linDirect,
  facts: Partial<NewOutboxItem> = {},
): NewOutboxItem {
  return {
    idemKey,
    to,
    message: aMessage(idemKey),
    cardKey: null,
    copyId: null,
    kind: 'post',
    at: 10,
    ...facts,
  };
}

async function queue(database: Database, ...items: NewOutboxItem[]): Promise<void> {
  await database.transact(async (tx) => {
    for (const item of items) await enqueue(tx, item);
  });
}

const keys = (items: readonly OutboxItem[]): string[] => items.map((item) => item.idemKey);

async function idOf(database: Database, idemKey: string): Promise<number> {
  const row = await database.db
    .selectFrom('outbox')
    .select('id')
    .where('idem_key', '=', idemKey)
    .executeTakeFirst();
  return row?.id ?? -1;
}

test('the same key twice is one message, the first', async () => {
  const database = await openTemporary();
  await queue(database, post('a'), post('a', desk, { message: aMessage('other') }));
  expect(await listHeads(database.db, 10, 9)).toEqual([
    {
      id: await idOf(database, 'a'),
      idemKey: 'a',
      to: linDirect,
      conversationKey: 'web:@lin',
      kind: 'post',
      cardKey: null,
      copyId: null,
      message: aMessage('a'),
      state: 'pending',
      attempts: 0,
      createdAt: 10,
      messageId: null,
      error: null,
    },
  ]);
});

test('messages and odd conversation ids come back as they went in', async () => {
  const database = await openTemporary();
  await queue(
    database,
    ...hostileTexts.map((text, index) =>
      post(
        `k${index}`,
        { kind: 'group', channel: 'web', groupId: `@${text}${index}` },
        { message: aMessage(text) },
      ),
    ),
  );
  const items = await listHeads(database.db, 10, 99);
  expect(items.map((item) => item.message)).toEqual(hostileTexts.map(aMessage));
  expect(items.map((item) => item.to)).toEqual(
    hostileTexts.map((text, index) => ({ kind: 'group', channel: 'web', groupId: `@${text}${index}` })),
  );
});

test('order is kept within a conversation, and a stuck one holds up no other', async () => {
  const database = await openTemporary();
  const { db, transact } = database;
  await queue(database, post('l1'), post('l2'), post('d1', desk), post('e1', emmaDirect), post('d2', desk));
  expect(keys(await listHeads(db, 9, 9))).toEqual([]);
  expect(keys(await listHeads(db, 10, 9))).toEqual(['l1', 'd1', 'e1']);
  expect(keys(await listHeads(db, 10, 2))).toEqual(['l1', 'd1']);

  const l1 = await idOf(database, 'l1');
  await transact((tx) => markSending(tx, l1));
  expect(keys(await listHeads(db, 10, 9))).toEqual(['d1', 'e1']);
  await transact((tx) => markRetry(tx, l1, { attempts: 1, nextAttemptAt: 50, error: '429' }));
  expect(keys(await listHeads(db, 49, 9))).toEqual(['d1', 'e1']);
  expect(await listHeads(db, 50, 1)).toMatchObject([
    { idemKey: 'l1', attempts: 1, error: '429', state: 'pending' },
  ]);

  await transact(async (tx) => markSent(tx, await idOf(database, 'd1'), 'm1', 60));
  await transact(async (tx) => markUnknown(tx, await idOf(database, 'e1'), 60, 'timeout'));
  expect(keys(await listHeads(db, 60, 9))).toEqual(['l1', 'd2']);
  await transact((tx) => markDead(tx, l1, 60, 'forbidden'));
  expect(keys(await listHeads(db, 60, 9))).toEqual(['l2', 'd2']);
});

test('a run is the head and what may follow it at once', async () => {
  const database = await openTemporary();
  await queue(
    database,
    ...['l1', 'l2', 'l3', 'l4'].map((key) => post(key)),
    post('d1', desk),
    post('d2', desk, { at: 11 }),
    post('d3', desk),
    post('e1', emmaDirect, { at: 11 }),
    post('e2', emmaDirect),
  );
  const runs = await listRuns(database.db, 10, { conversations: 9, perConversation: 3 });
  expect(runs.map(keys)).toEqual([['l1', 'l2', 'l3'], ['d1']]);
  expect(await listRuns(database.db, 10, { conversations: 1, perConversation: 1 })).toHaveLength(1);
});

test('the worker learns when to look again', async () => {
  const database = await openTemporary();
  expect(await findNextAttemptAt(database.db)).toBeNull();
  await queue(database, post('a', linDirect, { at: 70 }), post('b', desk, { at: 30 }));
  expect(await findNextAttemptAt(database.db)).toBe(30);
  await database.transact(async (tx) => markSending(tx, await idOf(database, 'b')));
  expect(await findNextAttemptAt(database.db)).toBe(70);
  expect(await countQueued(database.db)).toBe(2);
});

test('what was on its way at a crash is told apart; the dead can be sent again at their place', async () => {
  const database = await openTemporary();
  const { db, transact } = database;
  await queue(database, post('a'), post('b'), post('c', desk));
  const [a, c] = [await idOf(database, 'a'), await idOf(database, 'c')];
  await transact((tx) => markSending(tx, c));
  expect(keys(await listInterrupted(db))).toEqual(['c']);
  await transact((tx) => markDead(tx, a, 20, 'gone'));
  expect(await listDead(db)).toMatchObject([{ idemKey: 'a', error: 'gone', state: 'dead' }]);
  expect(await transact((tx) => requeueDead(tx, c, 30))).toBe(false);
  expect(await transact((tx) => requeueDead(tx, a, 30))).toBe(true);
  expect(keys(await listHeads(db, 30, 9))).toEqual(['a']);
  expect(await listDead(db)).toEqual([]);
});

test('a posted card knows all its copies and where each was sent', async () => {
  const database = await openTemporary();
  const { db, transact } = database;
  await queue(
    database,
    post('a', desk, { cardKey: 'T-1' }),
    post('b', linDirect, { cardKey: 'T-1' }),
    post('c', desk, { cardKey: 'T-2' }),
    post('d', desk),
  );
  const [a, b] = [await idOf(database, 'a'), await idOf(database, 'b')];
  expect(await findCardMessageId(db, a)).toBeUndefined();
  await transact((tx) => markSent(tx, a, 'm7', 20));
  await transact((tx) => markSent(tx, b, null, 20));
  expect(await listCardCopies(db, 'T-1')).toEqual([
    { cardKey: 'T-1', conversation: desk, conversationKey: 'web:desk', outboxId: a, messageId: 'm7' },
    { cardKey: 'T-1', conversation: linDirect, conversationKey: 'web:@lin', outboxId: b, messageId: null },
  ]);
  expect(await findCardMessageId(db, a)).toBe('m7');

  // An edit is no copy, and being sent does not rename the one it repaints.
  await queue(database, post('e', desk, { kind: 'edit', cardKey: 'T-1', copyId: a }));
  await transact(async (tx) => markSent(tx, await idOf(database, 'e'), 'other', 30));
  expect(await findCardMessageId(db, a)).toBe('m7');
  expect(await listCardCopies(db, 'T-1')).toHaveLength(2);
  expect(await listCardCopies(db, 'T-9')).toEqual([]);
});

test('a redelivered card is no second copy', async () => {
  const database = await openTemporary();
  await queue(database, post('a', desk, { cardKey: 'T-1' }));
  await queue(database, post('a', desk, { cardKey: 'T-1' }));
  expect(await listCardCopies(database.db, 'T-1')).toHaveLength(1);
});

test('pruning forgets what was sent long ago, but no card, nothing unsent and nothing that failed', async () => {
  const database = await openTemporary();
  const { db, transact } = database;
  await queue(
    database,
    ...['a', 'b', 'c', 'd', 'f'].map((key) => post(key)),
    post('e', desk, { cardKey: 'T-1' }),
  );
  await transact(async (tx) => {
    for (const [index, key] of ['a', 'b', 'e'].entries())
      await markSent(tx, await idOf(database, key), 'm', 20 + index);
    await markDead(tx, await idOf(database, 'c'), 20, 'gone');
    await markUnknown(tx, await idOf(database, 'f'), 20, 'timeout');
  });
  expect(await transact((tx) => pruneSent(tx, 100, 1))).toBe(1);
  expect(await idOf(database, 'a')).toBe(-1);
  expect(await transact((tx) => pruneSent(tx, 100))).toBe(1);
  const left = await db.selectFrom('outbox').select('idem_key').orderBy('id').execute();
  expect(left.map((row) => row.idem_key)).toEqual(['c', 'd', 'f', 'e']);
});
