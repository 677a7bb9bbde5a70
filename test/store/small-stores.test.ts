import { expect, test } from 'vitest';
import { listArticleFeedback, recordArticleFeedback } from '../../src/store/article-feedback-store.ts';
import { listCorrections, recordCorrection } from '../../src/store/correction-store.ts';
import type { Database } from '../../src/store/database.ts';
import {
  listDeflections,
  recordDeflection,
  settleDeflections,
  voidRecentDeflections,
} from '../../src/store/deflection-store.ts';
import { insertPerson } from '../../src/store/person-store.ts';
import { aPerson } from './samples.ts';
import { openTemporary } from './temporary-database.ts';

async function openDesk(): Promise<Database> {
  const database = await openTemporary();
  await database.transact(async (tx) => {
    for (const id of ['lin', 'emma']) await insertPerson(tx, aPerson(id), 1);
  });
  return database;
}

test('article feedback is kept in order', async () => {
  const { db, transact } = await openDesk();
  const feedback = (['shown', 'opened', 'not_solved'] as const).map((verdict, index) => ({
    articleId: 'vpn-1',
    locale: 'zh-CN' as const,
    personId: 'lin',
    ticket: null,
    verdict,
    at: index,
  }));
  await transact((tx) => recordArticleFeedback(tx, feedback));
  await transact((tx) => recordArticleFeedback(tx, []));
  expect(await listArticleFeedback(db, 'vpn-1')).toEqual(feedback);
  expect(await listArticleFeedback(db, 'vpn-2')).toEqual([]);
});

test('a deflection counts when no ticket follows, and only then', async () => {
  const { db, transact } = await openDesk();
  const at = (time: number, personId = 'lin') => ({
    personId,
    category: 'network.vpn',
    articleIds: ['a', 'b'],
    at: time,
  });
  await transact(async (tx) => {
    for (const one of [at(10), at(20), at(20, 'emma'), at(50)]) await recordDeflection(tx, one);
  });
  expect(await transact((tx) => settleDeflections(tx, 20))).toBe(1);
  expect(await listDeflections(db, 'counted', 0)).toEqual([at(10)]);
  // A ticket of lin's: the one already counted stays counted.
  expect(await transact((tx) => voidRecentDeflections(tx, 'lin', 5))).toBe(2);
  expect(await listDeflections(db, 'void', 0)).toEqual([at(20), at(50)]);
  expect(await transact((tx) => settleDeflections(tx, 100))).toBe(1);
  expect(await listDeflections(db, 'counted', 15)).toEqual([at(20, 'emma')]);
});

test('corrections are kept for the classifier', async () => {
  const { db, transact } = await openDesk();
  const correction = {
    text: '登录不上',
    fromCategory: null,
    toCategory: 'account.password',
    ticket: null,
    personId: 'lin',
    at: 9,
  };
  await transact((tx) => recordCorrection(tx, correction));
  await transact((tx) => recordCorrection(tx, { ...correction, fromCategory: 'network.vpn' }));
  expect(await listCorrections(db)).toMatchObject([
    correction,
    { ...correction, fromCategory: 'network.vpn' },
  ]);
});
