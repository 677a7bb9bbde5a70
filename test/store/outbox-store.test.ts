import { expect, test } from 'vitest';
import type { Conversation } from '../../src/channel/conversation.ts';
import { findCardMessageId, findThreadRoot, listCardCopies } from '../../src/store/card-copy-store.ts';
import type { Database } from '../../src/store/database.ts';
import {
  bringForward,
  countQueued,
  enqueue,
  findNextAttemptAt,
  giveUpOthers,
  listRuns,
  markDead,
  markDropped,
  markRetry,
  markSending,
  markSent,
  markUnknown,
  type NewOutboxItem,
  type OutboxItem,
  pruneSent,
} from '../../src/store/outbox-store.ts';
import {
  dropStuck,
  listDead,
  listInterrupted,
  listUnknown,
  requeueStuck,
} from '../../src/store/stuck-outbox-store.ts';
import { aMessage, anItem as post, desk, hostileTexts, linDirect } from './samples.ts';
import { openTemporary } from './temporary-database.ts';

const emmaDirect: Conversation = { kind: 'direct', channel: 'slack', userId: 'U 1' };

const again = { attempts: 1, earliestAt: null, mayHaveArrived: false, error: '429' };

/** The heads of both channels' lanes, web first. */
async function listHeads({ db }: Database, now: number, limit = 9): Promise<OutboxItem[]> {
  const runs = await Promise.all(
    ['web', 'slack'].map((channel) =>
      listRuns(db, channel, now, { conversations: limit, perConversation: 1 }),
    ),
  );
  return runs.flat(2);
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
  expect(await listHeads(database, 10, 9)).toEqual([
    {
      id: await idOf(database, 'a'),
      idemKey: 'a',
      to: linDirect,
      conversationKey: 'web:@lin',
      kind: 'post',
      locale: 'zh-CN',
      cardKey: null,
      thread: null,
      visibleTo: null,
      message: aMessage('a'),
      state: 'pending',
      attempts: 0,
      mayHaveArrived: false,
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
  const items = await listHeads(database, 10, 99);
  expect(items.map((item) => item.kind === 'post' && item.message)).toEqual(hostileTexts.map(aMessage));
  expect(items.map((item) => item.to)).toEqual(
    hostileTexts.map((text, index) => ({ kind: 'group', channel: 'web', groupId: `@${text}${index}` })),
  );
});

test('order is kept within a conversation, and a stuck one holds up no other', async () => {
  const database = await openTemporary();
  const { transact } = database;
  await queue(database, post('l1'), post('l2'), post('d1', desk), post('e1', emmaDirect), post('d2', desk));
  expect(keys(await listHeads(database, 9, 9))).toEqual([]);
  expect(keys(await listHeads(database, 10, 9))).toEqual(['l1', 'd1', 'e1']);
  expect(keys(await listHeads(database, 10, 1))).toEqual(['l1', 'e1']);

  const l1 = await idOf(database, 'l1');
  await transact((tx) => markSending(tx, l1));
  expect(keys(await listHeads(database, 10, 9))).toEqual(['d1', 'e1']);
  await transact((tx) => markRetry(tx, l1, { ...again, nextAttemptAt: 50 }));
  expect(keys(await listHeads(database, 49, 9))).toEqual(['d1', 'e1']);
  expect(await listHeads(database, 50, 1)).toMatchObject([
    { idemKey: 'l1', attempts: 1, error: '429', state: 'pending' },
    { idemKey: 'e1' },
  ]);

  await transact(async (tx) => markSent(tx, await idOf(database, 'd1'), 'm1', 60));
  await transact(async (tx) => markUnknown(tx, await idOf(database, 'e1'), 60, 'timeout'));
  expect(keys(await listHeads(database, 60, 9))).toEqual(['l1', 'd2']);
  await transact((tx) => markDead(tx, l1, 60, 'forbidden'));
  expect(keys(await listHeads(database, 60, 9))).toEqual(['l2', 'd2']);
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
  const runs = await listRuns(database.db, 'web', 10, { conversations: 9, perConversation: 3 });
  expect(runs.map(keys)).toEqual([['l1', 'l2', 'l3'], ['d1']]);
  expect(await listRuns(database.db, 'web', 10, { conversations: 1, perConversation: 1 })).toHaveLength(1);
});

test('the worker learns when to look again', async () => {
  const database = await openTemporary();
  expect(await findNextAttemptAt(database.db)).toBeNull();
  await queue(database, post('a', linDirect, { at: 70 }), post('b', desk, { at: 30 }));
  expect(await findNextAttemptAt(database.db)).toBe(30);
  await database.transact(async (tx) => markSending(tx, await idOf(database, 'b')));
  expect(await findNextAttemptAt(database.db)).toBe(70);
  await queue(database, post('behind', linDirect, { at: 5 }));
  expect(await findNextAttemptAt(database.db)).toBe(70);
  expect(await countQueued(database.db)).toBe(3);
});

test('what was on its way at a crash is told apart; the stuck can be sent again at their place', async () => {
  const database = await openTemporary();
  const { db, transact } = database;
  await queue(database, post('a'), post('b'), post('c', desk), post('d', emmaDirect));
  const ids = await Promise.all(['a', 'c', 'd'].map((key) => idOf(database, key)));
  const [a = -1, c = -1, d = -1] = ids;
  await transact((tx) => markSending(tx, c));
  expect(keys(await listInterrupted(db))).toEqual(['c']);
  await transact((tx) => markDead(tx, a, 20, 'gone'));
  await transact((tx) => markUnknown(tx, d, 20, 'no answer'));
  expect(await listDead(db)).toMatchObject([{ idemKey: 'a', error: 'gone', state: 'dead' }]);
  expect(await listUnknown(db)).toMatchObject([{ idemKey: 'd', state: 'unknown' }]);
  expect(await transact((tx) => requeueStuck(tx, c, 30))).toBe(false);
  expect(await transact((tx) => requeueStuck(tx, a, 30))).toBe(true);
  expect(await transact((tx) => requeueStuck(tx, d, 30))).toBe(true);
  expect(await listHeads(database, 30)).toMatchObject([
    { idemKey: 'a', mayHaveArrived: false },
    { idemKey: 'd', mayHaveArrived: true },
  ]);
  expect(await listDead(db)).toEqual([]);
});

test('only what is stuck can be dropped, and it is forgotten in time', async () => {
  const database = await openTemporary();
  const { db, transact } = database;
  await queue(database, post('a'), post('b'));
  const [a, b] = [await idOf(database, 'a'), await idOf(database, 'b')];
  await transact((tx) => markDead(tx, a, 20, 'gone'));
  expect(await transact((tx) => dropStuck(tx, b, 30))).toBe(false);
  expect(await transact((tx) => dropStuck(tx, a, 30))).toBe(true);
  expect(await transact((tx) => dropStuck(tx, a, 30))).toBe(false);
  expect(await transact((tx) => dropStuck(tx, 99, 30))).toBe(false);
  expect(await listDead(db)).toEqual([]);
  expect(await transact((tx) => pruneSent(tx, 31))).toBe(1);
});

const aForm = {
  formId: 'f',
  title: 'VPN',
  submitLabel: 'ok',
  cancelLabel: 'no',
  fields: [],
} as const;

test('every kind comes back as it was queued', async () => {
  const database = await openTemporary();
  const base = { to: linDirect, locale: 'zh-TW', at: 10 } as const;
  const items: NewOutboxItem[] = [
    post('post', linDirect, { thread: { type: 'card', cardKey: 'T-1' }, visibleTo: 'lin' }),
    post('below', linDirect, { thread: { type: 'message', messageId: 'm1' } }),
    { ...base, idemKey: 'edit', kind: 'edit', message: aMessage('e'), cardKey: 'T-1', copyId: 1 },
    { ...base, idemKey: 'home', kind: 'home', message: aMessage('h') },
    { ...base, idemKey: 'form', kind: 'form', form: aForm, trigger: 't', expiresAt: 2_510 },
  ];
  await queue(database, ...items);
  const runs = await listRuns(database.db, 'web', 10, { conversations: 9, perConversation: 9 });
  const came = runs.flat().sort((one, other) => one.id - other.id);
  expect(came).toHaveLength(items.length);
  for (const [index, { at, ...item }] of items.entries()) {
    expect(came[index]).toMatchObject({ ...item, createdAt: at });
  }
});

test('a form and a home page wait behind nothing that was said before', async () => {
  const database = await openTemporary();
  const base = { to: linDirect, locale: 'en', at: 10 } as const;
  await queue(database, post('a'), post('b'));
  await queue(
    database,
    { ...base, idemKey: 'form', kind: 'form', form: aForm, trigger: 't', expiresAt: 99 },
    { ...base, idemKey: 'home', kind: 'home', message: aMessage('1') },
  );
  expect(keys(await listHeads(database, 10))).toEqual(['a', 'form', 'home']);
});

test('a newer home page replaces the one that still waits, never one that is on its way', async () => {
  const database = await openTemporary();
  const page = (idemKey: string): NewOutboxItem => ({
    idemKey,
    to: linDirect,
    locale: 'en',
    at: 10,
    kind: 'home',
    message: aMessage(idemKey),
  });
  await queue(database, page('1'));
  const first = await idOf(database, '1');
  await database.transact((tx) => markSending(tx, first));
  await queue(database, page('2'), post('a'), page('3'));
  expect(await idOf(database, '2')).toBe(-1);
  expect(keys(await listHeads(database, 10))).toEqual(['a']);
  await database.transact((tx) => markSent(tx, first, null, 20));
  expect(keys(await listHeads(database, 10))).toEqual(['a', '3']);
});

test('what waits for a channel goes when it is back, but never before the instant the platform set', async () => {
  const database = await openTemporary();
  const { transact } = database;
  const places = ['a', 'b', 'c'].map((groupId): Conversation => ({ kind: 'group', channel: 'web', groupId }));
  for (const [index, to] of places.entries()) await queue(database, post(`k${index}`, to));
  await queue(database, post('other', emmaDirect));
  const wait = async (key: string, facts: Partial<Parameters<typeof markRetry>[2]>): Promise<void> => {
    const id = await idOf(database, key);
    await transact((tx) => markRetry(tx, id, { ...again, nextAttemptAt: 500, ...facts }));
  };
  await wait('k0', { attempts: 0 });
  await wait('k1', { attempts: 0, earliestAt: 500 });
  await wait('k2', { attempts: 5 });
  await wait('other', { attempts: 0 });
  await transact((tx) => bringForward(tx, 'web', { at: 60, attempts: 2 }));
  expect(keys(await listHeads(database, 60))).toEqual(['k0']);
  expect(keys(await listHeads(database, 500))).toEqual(['k0', 'k1', 'k2', 'other']);
});

test('what waits for a channel that no longer runs is given up', async () => {
  const database = await openTemporary();
  await queue(database, post('a'), post('b', emmaDirect));
  expect(await database.transact((tx) => giveUpOthers(tx, ['web'], 30))).toBe(1);
  expect(await listDead(database.db)).toMatchObject([{ idemKey: 'b', error: 'channel not running' }]);
  expect(keys(await listHeads(database, 30))).toEqual(['a']);
  expect(await database.transact((tx) => giveUpOthers(tx, [], 30))).toBe(1);
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
  await queue(database, {
    ...{ idemKey: 'e', to: desk, locale: 'en', at: 10 },
    ...{ kind: 'edit', message: aMessage('e'), cardKey: 'T-1', copyId: a },
  });
  await transact(async (tx) => markSent(tx, await idOf(database, 'e'), 'other', 30));
  expect(await findCardMessageId(db, a)).toBe('m7');
  expect(await listCardCopies(db, 'T-1')).toHaveLength(2);
  expect(await listCardCopies(db, 'T-9')).toEqual([]);
});

test('a thread hangs below the newest copy that stands in its conversation', async () => {
  const database = await openTemporary();
  const { db, transact } = database;
  for (const key of ['1', '2', '3']) await queue(database, post(key, desk, { cardKey: 'T-1' }));
  expect(await findThreadRoot(db, 'T-1', 'web:desk')).toBeUndefined();
  for (const key of ['1', '2'])
    await transact(async (tx) => markSent(tx, await idOf(database, key), `m${key}`, 20));
  expect(await findThreadRoot(db, 'T-1', 'web:desk')).toBe('m2');
  expect(await findThreadRoot(db, 'T-1', 'web:@lin')).toBeUndefined();
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
    await markDropped(tx, await idOf(database, 'd'), 200, 'too late');
  });
  expect(await transact((tx) => pruneSent(tx, 100, 1))).toBe(1);
  expect(await idOf(database, 'a')).toBe(-1);
  expect(await transact((tx) => pruneSent(tx, 100))).toBe(1);
  const left = await db.selectFrom('outbox').select('idem_key').orderBy('id').execute();
  expect(left.map((row) => row.idem_key)).toEqual(['c', 'd', 'f', 'e']);
});
