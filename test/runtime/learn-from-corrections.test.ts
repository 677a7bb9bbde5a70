import { expect, test, onTestFinished } from 'vitest';
import { packModel, unpackModel } from '../../src/content/model-cache.ts';
import { silentLogger } from '../../src/kernel/logger.ts';
import { createLearner, type Learner } from '../../src/runtime/learn-from-corrections.ts';
import { recordCorrection, undoCorrection } from '../../src/store/correction-store.ts';
import type { Database } from '../../src/store/database.ts';
import { listModelVersions, stepModelBack } from '../../src/store/model-store.ts';
import {
  createLiveUnderstanding,
  type LiveUnderstanding,
} from '../../src/understanding/live-understanding.ts';
import { retrain } from '../../src/understanding/model/retrain.ts';
import { trainModel } from '../../src/understanding/model/train-model.ts';
import { createTokenizer } from '../../src/understanding/text/tokenizer.ts';
import { openTemporary } from '../store/temporary-database.ts';
import { smallExamples, smallLexicon, smallTaxonomy } from '../understanding/model/small-world.ts';

const shipped = trainModel(smallExamples, smallLexicon);
const minute = 60_000;

type Desk = {
  readonly database: Database;
  readonly learner: Learner;
  readonly live: LiveUnderstanding;
  best(text: string): string | undefined;
  readonly correct: (text: string, to: string) => Promise<number>;
  undo(id: number): Promise<boolean>;
  at(iso: string): void;
};

/** A desk on a database; trains in this process with the product's own code. */
async function openDesk(database?: Database): Promise<Desk> {
  const store = database ?? (await openTemporary());
  let now = Date.parse('2026-11-23T10:00:00+08:00');
  const live = createLiveUnderstanding(shipped, smallTaxonomy, createTokenizer(smallLexicon));
  const learner = createLearner({
    database: store,
    clock: () => now,
    logger: silentLogger,
    timeZone: 'Asia/Shanghai',
    live,
    shipped,
    trainer: {
      key: 'small',
      train: (corrected) => {
        const { model, trial, baseline } = retrain(smallExamples, corrected, smallLexicon);
        return Promise.resolve({ packed: packModel(model), trials: { fresh: trial, baseline } });
      },
      unpack: unpackModel,
    },
  });
  await store.transact((tx) =>
    tx
      .insertInto('person')
      .values({ id: 'wang', name: '王工', roles: '[]', level: 'standard', configured: 1, created_at: 0 })
      .onConflict((conflict) => conflict.doNothing())
      .execute(),
  );
  await learner.follow();
  onTestFinished(() => learner.stop());
  return {
    database: store,
    learner,
    live,
    best: (text) => live.understand(text).guesses[0]?.category,
    correct: async (text, to) => {
      now += minute;
      await store.transact((tx) =>
        recordCorrection(tx, {
          text,
          fromCategory: null,
          toCategory: to,
          ticket: null,
          personId: 'wang',
          at: now,
        }),
      );
      await learner.follow();
      const last = await store.db
        .selectFrom('correction')
        .select(({ fn }) => fn.max('id').as('id'))
        .executeTakeFirstOrThrow();
      return last.id;
    },
    undo: async (id) => {
      now += minute;
      const done = await store.transact((tx) => undoCorrection(tx, id, 'wang', now));
      await learner.follow();
      return done;
    },
    at: (iso) => {
      now = Date.parse(iso);
    },
  };
}

const strange = '芝麻通弹红框罢工';
/** Twenty ways in which people speak of something training never heard of. */
const many = Array.from({ length: 20 }, (_, index) => `芝麻通第${index}个窗口弹红框 zmt-${index}`);

test('a correction is understood from the next message on, undone ones no more', async () => {
  const desk = await openDesk();
  const before = desk.best(strange);
  const id = await desk.correct(strange, 'email.mailbox');
  expect(desk.best(strange)).toBe('email.mailbox');
  expect(await desk.undo(id)).toBe(true);
  expect(desk.best(strange)).toBe(before);
  expect(await desk.undo(id)).toBe(false);
});

test('corrections survive a restart', async () => {
  const { database, correct } = await openDesk();
  await correct(strange, 'email.mailbox');
  const again = await openDesk(database);
  expect(again.best(strange)).toBe('email.mailbox');
});

test('twenty corrections train a new model, which is kept with its scores and used after a restart', async () => {
  const desk = await openDesk();
  for (const text of many) await desk.correct(text, 'email.mailbox');
  await desk.learner.idle();
  const [version, ...others] = await listModelVersions<unknown>(desk.database.db, 10);
  expect(others).toEqual([]);
  expect(version).toMatchObject({ state: 'active', reason: 'corrections', corrections: 20, objections: [] });
  expect(version?.trial).toMatchObject({ of: expect.any(Number) as number });
  expect(desk.live.model().labels).toEqual(shipped.labels);
  expect(desk.live.model()).not.toEqual(shipped);
  expect(desk.best('芝麻通红框')).toBe('email.mailbox');
  const again = await openDesk(desk.database);
  expect(again.live.model()).toEqual(desk.live.model());
});

test('a model that forgets what it knew is refused; the corrections stay for a person to look at', async () => {
  const desk = await openDesk();
  // Somebody sorts every printer and every mailbox under wifi.
  const wrong = smallExamples.filter(({ label }) => label !== 'network.wifi');
  for (const { text } of [...wrong, ...wrong]) await desk.correct(text, 'network.wifi');
  await desk.learner.idle();
  expect(await desk.learner.retrain('asked')).not.toEqual([]);
  const [version] = await listModelVersions<unknown>(desk.database.db, 1);
  expect(version).toMatchObject({ state: 'refused' });
  expect(version?.objections.join()).toContain('falls from');
  expect(desk.live.model()).toEqual(shipped);
});

test('one step back brings the model before, without what it had not learnt', async () => {
  const desk = await openDesk();
  await desk.correct(strange, 'email.mailbox');
  expect(await desk.learner.retrain('asked')).toEqual([]);
  expect(desk.live.model()).not.toEqual(shipped);
  expect(await desk.database.transact((tx) => stepModelBack(tx))).toBe(true);
  await desk.learner.follow();
  expect(desk.live.model()).toEqual(shipped);
  expect(desk.best(strange)).not.toBe('email.mailbox');
  expect(await desk.database.transact((tx) => stepModelBack(tx))).toBe(false);
  // What comes later is learnt again.
  await desk.correct('芝麻通 later words zmt', 'network.wifi');
  expect(desk.best('芝麻通 later words zmt')).toBe('network.wifi');
});

test('two versions on, a step back lands on the first', async () => {
  const desk = await openDesk();
  await desk.correct(strange, 'email.mailbox');
  await desk.learner.retrain('asked');
  const first = desk.live.model();
  await desk.correct('芝麻通 another story zmt', 'network.wifi');
  await desk.learner.retrain('asked');
  expect(desk.live.model()).not.toEqual(first);
  await desk.database.transact((tx) => stepModelBack(tx));
  await desk.learner.follow();
  expect(desk.live.model()).toEqual(first);
});

test('undoing what the model was trained on trains it without', async () => {
  const desk = await openDesk();
  const id = await desk.correct(strange, 'email.mailbox');
  await desk.learner.retrain('asked');
  expect(desk.best(strange)).toBe('email.mailbox');
  await desk.undo(id);
  await desk.learner.idle();
  expect(desk.best(strange)).not.toBe('email.mailbox');
  expect((await listModelVersions(desk.database.db, 5)).map(({ corrections }) => corrections)).toEqual([
    0, 1,
  ]);
});

test('nights train once, and only where there is something to learn', async () => {
  const desk = await openDesk();
  const count = async (): Promise<number> => (await listModelVersions(desk.database.db, 10)).length;
  desk.at('2026-11-24T03:00:00+08:00');
  await desk.learner.nightly();
  expect(await count()).toBe(0);
  await desk.correct(strange, 'email.mailbox');
  desk.at('2026-11-24T14:00:00+08:00');
  await desk.learner.nightly();
  expect(await count()).toBe(0);
  desk.at('2026-11-25T03:00:00+08:00');
  await desk.learner.nightly();
  await desk.correct('芝麻通 again and again', 'email.mailbox');
  desk.at('2026-11-25T04:00:00+08:00');
  await desk.learner.nightly();
  expect(await count()).toBe(1);
});
