import { expect, test } from 'vitest';
import {
  findPeopleByName,
  findPersonByIdentity,
  insertPerson,
  listPeople,
  loadPeople,
  loadPerson,
  syncConfiguredPeople,
  updateLocale,
} from '../../src/store/person-store.ts';
import { aPerson, hostileTexts } from './samples.ts';
import { openTemporary } from './temporary-database.ts';

const wang = aPerson('wang', {
  name: '王工',
  email: 'Wang@Corp.cn',
  roles: ['agent', 'lead'],
  locale: 'zh-CN',
  timeZone: 'Asia/Shanghai',
  level: 'vip',
  identities: { web: 'wang', slack: 'U01WANG' },
});

test('a person is found by each identity and comes back whole', async () => {
  const { db, transact } = await openTemporary();
  await transact((tx) => syncConfiguredPeople(tx, [wang, aPerson('emma')], 1));
  expect(await findPersonByIdentity(db, 'slack', 'U01WANG')).toEqual(wang);
  expect(await findPersonByIdentity(db, 'web', 'wang')).toEqual(wang);
  expect(await findPersonByIdentity(db, 'slack', 'wang')).toBeUndefined();
  expect(await loadPerson(db, 'wang')).toEqual(wang);
  expect(await loadPerson(db, 'nobody')).toBeUndefined();
  expect(await loadPeople(db, ['wang', 'nobody', 'emma'])).toEqual([aPerson('emma'), wang]);
  expect(await loadPeople(db, [])).toEqual([]);
  expect((await listPeople(db)).map((person) => person.id)).toEqual(['emma', 'wang']);
});

test('somebody without any identity exists all the same', async () => {
  const { db, transact } = await openTemporary();
  const ghost = aPerson('ghost', { identities: {} });
  await transact((tx) => syncConfiguredPeople(tx, [ghost], 1));
  expect(await loadPerson(db, 'ghost')).toEqual(ghost);
});

test('a locale somebody chose survives every start; one nobody chose follows the configuration', async () => {
  const { db, transact } = await openTemporary();
  await transact((tx) => syncConfiguredPeople(tx, [wang, aPerson('emma', { locale: 'en' })], 1));
  await transact((tx) => updateLocale(tx, 'wang', 'zh-TW'));
  await transact((tx) => syncConfiguredPeople(tx, [wang, aPerson('emma', { locale: 'zh-CN' })], 2));
  expect((await loadPerson(db, 'wang'))?.locale).toBe('zh-TW');
  expect((await loadPerson(db, 'emma'))?.locale).toBe('zh-CN');
});

test('who is no longer configured keeps the record and loses the rights, and gets them back', async () => {
  const { db, transact } = await openTemporary();
  await transact((tx) => syncConfiguredPeople(tx, [wang], 1));
  await transact((tx) => syncConfiguredPeople(tx, [], 2));
  expect(await findPersonByIdentity(db, 'web', 'wang')).toEqual({ ...wang, roles: ['requester'] });
  await transact((tx) => syncConfiguredPeople(tx, [wang], 3));
  expect(await loadPerson(db, 'wang')).toEqual(wang);
});

test('somebody who merely wrote is not touched by the configuration', async () => {
  const { db, transact } = await openTemporary();
  const visitor = aPerson('p-1', { name: 'Visitor', identities: { web: 'visitor' } });
  await transact((tx) => insertPerson(tx, visitor, 1));
  await transact((tx) => syncConfiguredPeople(tx, [wang], 2));
  expect(await findPersonByIdentity(db, 'web', 'visitor')).toEqual(visitor);
});

test('an identity moves to whoever is configured with it', async () => {
  const { db, transact } = await openTemporary();
  await transact((tx) => insertPerson(tx, aPerson('p-1', { identities: { web: 'wang' } }), 1));
  await transact((tx) => syncConfiguredPeople(tx, [wang], 2));
  expect((await findPersonByIdentity(db, 'web', 'wang'))?.id).toBe('wang');
  expect((await loadPerson(db, 'p-1'))?.identities).toEqual({});
});

test('two people may exchange identities, and a removed one is free', async () => {
  const { db, transact } = await openTemporary();
  await transact((tx) =>
    syncConfiguredPeople(
      tx,
      [aPerson('a', { identities: { web: '1', slack: 's' } }), aPerson('b', { identities: { web: '2' } })],
      1,
    ),
  );
  await transact((tx) =>
    syncConfiguredPeople(
      tx,
      [aPerson('a', { identities: { web: '2' } }), aPerson('b', { identities: { web: '1' } })],
      2,
    ),
  );
  expect((await findPersonByIdentity(db, 'web', '1'))?.id).toBe('b');
  expect((await findPersonByIdentity(db, 'web', '2'))?.id).toBe('a');
  expect(await findPersonByIdentity(db, 'slack', 's')).toBeUndefined();
});

test.each([
  ['WANG', ['wang']],
  [' 王工 ', ['wang', 'wang2']],
  ['wang@corp.CN', ['wang']],
  ['u01wang', ['wang']],
  ['ｗａｎｇ', ['wang']],
  ['ÉLODIE', ['elodie']],
  ['wan', []],
  ['', []],
  ["' or 1=1 --", []],
])('"%s" names %j', async (text, ids) => {
  const { db, transact } = await openTemporary();
  const namesake = aPerson('wang2', { name: '王工' });
  await transact((tx) =>
    syncConfiguredPeople(tx, [wang, namesake, aPerson('elodie', { name: 'élodie' })], 1),
  );
  expect((await findPeopleByName(db, text)).map((person) => person.id)).toEqual(ids);
});

test('a former name finds nobody', async () => {
  const { db, transact } = await openTemporary();
  await transact((tx) => syncConfiguredPeople(tx, [aPerson('a', { name: 'Old' })], 1));
  await transact((tx) => syncConfiguredPeople(tx, [aPerson('a', { name: 'New' })], 2));
  expect(await findPeopleByName(db, 'old')).toEqual([]);
  expect(await findPeopleByName(db, 'new')).toHaveLength(1);
});

test('names come back as they went in', async () => {
  const { db, transact } = await openTemporary();
  const people = hostileTexts.map((name, index) =>
    aPerson(`p${index}`, { name, identities: { web: `${name}#${index}` } }),
  );
  await transact((tx) => syncConfiguredPeople(tx, people, 1));
  expect(await listPeople(db)).toEqual(people);
});
