import { expect, onTestFinished, test } from 'vitest';
import type { Conversation } from '../../src/channel/conversation.ts';
import { silentLogger } from '../../src/kernel/logger.ts';
import { createOutboxWorker, type OutboxWorker } from '../../src/runtime/outbox-worker.ts';
import { enqueue, markSending, type NewOutboxItem } from '../../src/store/outbox-store.ts';
import { listDead, listUnknown, requeueStuck } from '../../src/store/stuck-outbox-store.ts';
import { aMessage, anItem } from '../store/samples.ts';
import { openTemporary } from '../store/temporary-database.ts';
import { createScriptedAdapter, textOf, type ScriptedAdapter } from './scripted-adapter.ts';

type Desk = {
  readonly worker: OutboxWorker;
  readonly database: Awaited<ReturnType<typeof openTemporary>>;
  /** Queues and waits until nothing due is left. */
  readonly says: (...items: NewOutboxItem[]) => Promise<void>;
  /** Turns the clock, and waits until nothing due is left. */
  readonly passes: (ms: number) => Promise<void>;
  readonly now: () => number;
};

async function open(adapters: readonly ScriptedAdapter[], start = true): Promise<Desk> {
  const database = await openTemporary();
  let now = 1_000;
  const channels = new Map(adapters.map((adapter) => [adapter.name, adapter]));
  const worker = createOutboxWorker({
    ...{ database, channels, clock: () => now, logger: silentLogger, random: () => 0.5 },
    stopPatienceMs: 50,
  });
  onTestFinished(() => worker.stop());
  if (start) await worker.start();
  return {
    worker,
    database,
    now: () => now,
    says: async (...items) => {
      await database.transact(async (tx) => {
        for (const item of items) await enqueue(tx, { ...item, at: now });
      });
      await worker.idle();
    },
    passes: async (ms) => {
      now += ms;
      await worker.idle();
    },
  };
}

const place = (channel: string, groupId: string): Conversation => ({ kind: 'group', channel, groupId });
const desk = place('slack', 'desk');

test('messages of a conversation go one after another, of several side by side', async () => {
  const slack = createScriptedAdapter('slack');
  const underway = new Map<string, number>();
  let most = 0;
  slack.answer(async ({ to }, count) => {
    const key = to.kind === 'group' ? to.groupId : to.userId;
    underway.set(key, (underway.get(key) ?? 0) + 1);
    expect(underway.get(key)).toBe(1);
    most = Math.max(most, [...underway.values()].filter((one) => one > 0).length);
    await new Promise((resolve) => setTimeout(resolve, 2));
    underway.set(key, 0);
    return { type: 'sent', messageId: `m${count}` };
  });
  const { says } = await open([slack]);
  const items = Array.from({ length: 60 }, (_, index) => anItem(`${index}`, place('slack', `g${index % 6}`)));
  await says(...items);
  expect(most).toBe(6);
  for (let group = 0; group < 6; group += 1) {
    const own = slack.shown().filter((text) => Number(text) % 6 === group);
    expect(own).toEqual(own.toSorted((one, other) => Number(one) - Number(other)));
    expect(own).toHaveLength(10);
  }
});

test('a refused message is set aside, and the conversation goes on', async () => {
  const slack = createScriptedAdapter('slack');
  slack.answer((delivery, count) =>
    textOf(delivery) === 'bad'
      ? { type: 'refused', reason: 'too_long' }
      : { type: 'sent', messageId: `m${count}` },
  );
  const { says, database } = await open([slack]);
  await says(anItem('1', desk), anItem('bad', desk), anItem('2', desk));
  expect(slack.shown()).toEqual(['1', '2']);
  expect(await listDead(database.db)).toMatchObject([{ idemKey: 'bad', error: 'too_long' }]);
});

test('what the platform tells to wait for waits exactly so long, is not counted, and keeps its place', async () => {
  const slack = createScriptedAdapter('slack');
  slack.answer(() => ({ type: 'retry', afterMs: 30_000, reason: 'ratelimited' }));
  const { says, passes, database } = await open([slack]);
  await says(anItem('1', desk), anItem('2', desk));
  for (let round = 0; round < 20; round += 1) {
    await passes(29_999);
    expect(slack.deliveries).toHaveLength(round + 1);
    await passes(1);
    expect(slack.deliveries).toHaveLength(round + 2);
  }
  slack.answer((_, count) => ({ type: 'sent', messageId: `m${count}` }));
  await passes(30_000);
  expect(slack.shown()).toEqual(['1', '2']);
  expect(await listDead(database.db)).toEqual([]);
});

test('a channel that hangs or fails holds up no other, and no more of its own than it must', async () => {
  const hangs = createScriptedAdapter('hangs');
  hangs.answer(() => new Promise(() => undefined));
  const fails = createScriptedAdapter('fails');
  fails.answer(() => ({ type: 'retry', afterMs: null, reason: '500' }));
  const sound = createScriptedAdapter('sound');
  const { database, worker } = await open([hangs, fails, sound]);
  // Stopping, at the end of this test, waits for it no longer than it must.
  await database.transact(async (tx) => {
    for (let index = 0; index < 300; index += 1) {
      await enqueue(tx, anItem(`h${index}`, place('hangs', `g${index}`)));
      await enqueue(tx, anItem(`f${index}`, place('fails', `g${index}`)));
    }
    for (let index = 0; index < 50; index += 1)
      await enqueue(tx, anItem(`s${index}`, place('sound', `g${index}`)));
  });
  worker.wake();
  await expect.poll(() => sound.shown().length, { timeout: 10_000 }).toBe(50);
  expect(hangs.deliveries.length).toBeLessThanOrEqual(48);
}, 30_000);

test('an outage is nobody’s own failure: nothing is given up, and all arrives when it is over, in order', async () => {
  const slack = createScriptedAdapter('slack');
  slack.answer(() => ({ type: 'retry', afterMs: null, reason: 'unreachable' }));
  const { says, passes, database, now } = await open([slack]);
  const items = Array.from({ length: 30 }, (_, index) => anItem(`${index}`, place('slack', `g${index % 3}`)));
  await says(...items);
  const begun = now();
  while (now() - begun < 2 * 3_600_000) await passes(30_000);
  expect(await listDead(database.db)).toEqual([]);
  const asked = slack.deliveries.length;
  expect(asked).toBeLessThan(1_000);
  slack.answer((_, count) => ({ type: 'sent', messageId: `m${count}` }));
  // Somebody writes and is answered: that tells that the channel is back.
  await says(anItem('fresh', place('slack', 'other')));
  await passes(0);
  expect(slack.shown()).toHaveLength(31);
  for (let group = 0; group < 3; group += 1) {
    const own = slack.shown().filter((text) => text !== 'fresh' && Number(text) % 3 === group);
    expect(own).toEqual(own.toSorted((one, other) => Number(one) - Number(other)));
  }
});

test('after an outage of a minute what waited arrives within 5 s, though nobody writes', async () => {
  const slack = createScriptedAdapter('slack');
  slack.answer(() => ({ type: 'retry', afterMs: null, reason: 'unreachable' }));
  const { says, passes, now } = await open([slack]);
  await says(anItem('1', desk));
  const begun = now();
  while (now() - begun < 60_000) await passes(500);
  slack.answer(() => ({ type: 'sent', messageId: 'm' }));
  const back = now();
  while (slack.shown().length === 0) await passes(100);
  expect(now() - back).toBeLessThan(5_000);
});

test('a message that fails alone is given up in the end, the ones behind it follow', async () => {
  const slack = createScriptedAdapter('slack');
  slack.answer((delivery, count) =>
    textOf(delivery) === 'poison'
      ? { type: 'retry', afterMs: null, reason: '500' }
      : { type: 'sent', messageId: `m${count}` },
  );
  const { says, passes, database } = await open([slack]);
  await says(anItem('poison', desk), anItem('after', desk));
  for (let index = 0; index < 20; index += 1) {
    await says(anItem(`${index}`, place('slack', 'other')));
    await passes(180_000);
  }
  expect(await listDead(database.db)).toMatchObject([{ idemKey: 'poison', error: '500' }]);
  expect(slack.shown()).toContain('after');
  expect(slack.deliveries.filter((delivery) => textOf(delivery) === 'poison').length).toBeLessThan(12);
});

test('an adapter that throws leaves its message of unknown fate and goes on', async () => {
  const slack = createScriptedAdapter('slack');
  slack.answer((delivery, count) => {
    if (textOf(delivery) === 'bad') throw new Error('bug');
    return { type: 'sent', messageId: `m${count}` };
  });
  const { says, database } = await open([slack]);
  await says(anItem('bad', desk), anItem('1', desk));
  expect(slack.shown()).toEqual(['1']);
  expect(await listUnknown(database.db)).toMatchObject([{ idemKey: 'bad', error: 'the adapter failed' }]);
});

test('no answer: never repeated blindly; looked for where the channel can', async () => {
  const slack = createScriptedAdapter('slack', { capabilities: { repeats: 'findable' } });
  const wecom = createScriptedAdapter('wecom', { capabilities: { repeats: 'no' } });
  for (const adapter of [slack, wecom])
    adapter.answer((_, count) =>
      count === 1 ? { type: 'unknown', reason: 'timeout' } : { type: 'sent', messageId: `m${count}` },
    );
  const { says, passes, database } = await open([slack, wecom]);
  await says(anItem('s', desk), anItem('w', place('wecom', 'desk')));
  await passes(10_000);
  expect(slack.deliveries.map(({ mayHaveArrived }) => mayHaveArrived)).toEqual([false, true]);
  expect(slack.deliveries.map(({ idempotencyKey }) => idempotencyKey)).toEqual(['s', 's']);
  expect(wecom.deliveries).toHaveLength(1);
  const [stuck] = await listUnknown(database.db);
  expect(stuck).toMatchObject({ idemKey: 'w', error: 'timeout' });

  // The administrator knows better: sent again, though the channel cannot look.
  await database.transact((tx) => requeueStuck(tx, stuck?.id ?? 0, 0));
  await passes(0);
  expect(wecom.deliveries.map(({ mayHaveArrived }) => mayHaveArrived)).toEqual([false, false]);
});

test('cut off while sending: looked for or painted again where that shows once, else told the administrator', async () => {
  const slack = createScriptedAdapter('slack', { capabilities: { repeats: 'findable' } });
  const wecom = createScriptedAdapter('wecom');
  const { database, worker } = await open([slack, wecom], false);
  const base = { to: place('wecom', 'home'), locale: 'en', at: 1_000 } as const;
  await database.transact(async (tx) => {
    await enqueue(tx, anItem('s', desk));
    await enqueue(tx, anItem('w', place('wecom', 'desk')));
    await enqueue(tx, { ...base, idemKey: 'h', kind: 'home', message: aMessage('h') });
    for (const id of [1, 2, 3]) await markSending(tx, id);
  });
  await worker.start();
  await worker.idle();
  expect(slack.deliveries).toMatchObject([{ idempotencyKey: 's', mayHaveArrived: true }]);
  expect(wecom.deliveries).toMatchObject([{ kind: 'home', idempotencyKey: 'h' }]);
  expect(await listUnknown(database.db)).toMatchObject([{ idemKey: 'w', error: 'stopped while sending' }]);
});

test('what waits for a channel that is gone is given up at the start, not silently', async () => {
  const slack = createScriptedAdapter('slack');
  const { database, worker } = await open([slack], false);
  await database.transact((tx) => enqueue(tx, anItem('w', place('wecom', 'desk'))));
  await worker.start();
  expect(await listDead(database.db)).toMatchObject([{ idemKey: 'w', error: 'channel not running' }]);
});

const aForm = { formId: 'f', title: 'form', submitLabel: 's', cancelLabel: 'c', fields: [] } as const;

test('a form opens at once or not at all, and is nobody’s dead letter', async () => {
  const slack = createScriptedAdapter('slack');
  const { says, passes, database } = await open([slack]);
  const form = (idemKey: string): NewOutboxItem => ({
    ...{ idemKey, to: desk, locale: 'zh-CN', at: 0, kind: 'form', form: aForm },
    trigger: `t-${idemKey}`,
    expiresAt: 3_500,
  });
  await says(form('1'));
  expect(slack.deliveries).toMatchObject([{ kind: 'form', trigger: 't-1', form: aForm, locale: 'zh-CN' }]);
  slack.answer(() => ({ type: 'retry', afterMs: 1_000, reason: 'ratelimited' }));
  await says(form('2'));
  slack.answer(() => ({ type: 'refused', reason: 'expired_trigger_id' }));
  await says(form('3'));
  await passes(60_000);
  expect(slack.deliveries).toHaveLength(3);
  const states = await database.db.selectFrom('outbox').select(['state', 'error']).orderBy('id').execute();
  expect(states).toEqual([
    { state: 'sent', error: null },
    { state: 'dropped', error: 'too late' },
    { state: 'dropped', error: 'expired_trigger_id' },
  ]);
});

test('a thread hangs below the card, an edit repaints it, as the platform calls it by then', async () => {
  const slack = createScriptedAdapter('slack');
  const { says } = await open([slack]);
  const thread = { type: 'card', cardKey: 'ticket:1' } as const;
  await says(
    anItem('before', desk, { thread }),
    anItem('card', desk, { cardKey: 'ticket:1' }),
    anItem('after', desk, { thread }),
    anItem('elsewhere', place('slack', 'other'), { thread }),
    anItem('asked', desk, { thread: { type: 'message', messageId: '17.5' } }),
    {
      idemKey: 'edit',
      to: desk,
      locale: 'en',
      at: 0,
      kind: 'edit',
      message: aMessage('e'),
      cardKey: 'ticket:1',
      copyId: 2,
    },
  );
  const roots = Object.fromEntries(
    slack.deliveries.map((one) => [one.idempotencyKey, one.kind === 'post' ? one.threadOf : 'edit']),
  );
  const card = slack.deliveries.findIndex(({ idempotencyKey }) => idempotencyKey === 'card') + 1;
  expect(roots).toEqual({
    before: null,
    card: null,
    after: `m${card}`,
    elsewhere: null,
    asked: '17.5',
    edit: 'edit',
  });
  expect(slack.deliveries.find(({ kind }) => kind === 'edit')).toMatchObject({ messageId: `m${card}` });
});

test('a channel is handed nothing it cannot do', async () => {
  const none = { threads: false, ephemeral: false, forms: false, home: false } as const;
  const plain = createScriptedAdapter('plain', { capabilities: none });
  const { says, database } = await open([plain]);
  const to = place('plain', 'desk');
  await says(
    anItem('thread', to, { thread: { type: 'message', messageId: '1' } }),
    anItem('secret', to, { visibleTo: 'lin' }),
    { idemKey: 'home', to, locale: 'en', at: 0, kind: 'home', message: aMessage('h') },
    { idemKey: 'form', to, locale: 'en', at: 0, kind: 'form', form: aForm, trigger: 't', expiresAt: 9_999 },
  );
  expect(plain.deliveries).toMatchObject([
    { to, threadOf: null },
    { to: { kind: 'direct', userId: 'lin' }, visibleTo: null },
  ]);
  expect(await listDead(database.db)).toEqual([]);
});

test('stop waits for what is on its way', async () => {
  const slack = createScriptedAdapter('slack');
  let release = (): void => undefined;
  slack.answer(
    () =>
      new Promise((resolve) => {
        release = () => {
          resolve({ type: 'sent', messageId: 'm' });
        };
      }),
  );
  const { database, worker } = await open([slack]);
  await database.transact((tx) => enqueue(tx, anItem('1', desk)));
  worker.wake();
  await expect.poll(() => slack.deliveries.length).toBe(1);
  const stopping = worker.stop();
  release();
  await stopping;
  const row = await database.db.selectFrom('outbox').select('state').executeTakeFirst();
  expect(row?.state).toBe('sent');
});
