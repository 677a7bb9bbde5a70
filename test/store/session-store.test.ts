import { expect, test } from 'vitest';
import type { Session } from '../../src/conversation/session.ts';
import { insertPerson } from '../../src/store/person-store.ts';
import { loadSession, saveSession } from '../../src/store/session-store.ts';
import { aPerson, hostileTexts } from './samples.ts';
import { openTemporary } from './temporary-database.ts';

test('a session is saved over the one before', async () => {
  const { db, transact } = await openTemporary();
  await transact((tx) => insertPerson(tx, aPerson('lin'), 1));
  expect(await loadSession(db, 'lin')).toBeUndefined();
  const idle: Session = { personId: 'lin', state: { name: 'idle' }, turn: 1, updatedAt: 5 };
  await transact((tx) => saveSession(tx, idle));
  expect(await loadSession(db, 'lin')).toEqual(idle);
  for (const [index, text] of hostileTexts.entries()) {
    const next: Session = {
      personId: 'lin',
      state: { name: 'sorting', text, attachments: [], ticket: 3 },
      turn: index,
      updatedAt: 1_795_000_000_000,
    };
    await transact((tx) => saveSession(tx, next));
    expect(await loadSession(db, 'lin')).toEqual(next);
  }
});

test('a session of nobody is refused', async () => {
  const { transact } = await openTemporary();
  await expect(
    transact((tx) => saveSession(tx, { personId: 'ghost', state: { name: 'idle' }, turn: 1, updatedAt: 5 })),
  ).rejects.toThrow('FOREIGN KEY');
});
