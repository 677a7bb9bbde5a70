import BetterSqlite3 from 'better-sqlite3';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Conversation } from '../../src/channel/conversation.ts';
import {
  getAlertCopy,
  insertAlertCopies,
  listAlertPlaces,
  listShownCopies,
  listWaitingCopies,
  postponeCopies,
  dropCopies,
} from '../../src/store/alert-copy-store.ts';
import {
  beginAlertMessage,
  finishAlertMessage,
  gatherCopies,
  listUnfinishedMessages,
  listCountedTickets,
  listMessagesAbout,
  listToldAt,
  loadAlertMessage,
} from '../../src/store/alert-message-store.ts';
import { acknowledgeAlerts, insertAlerts, listAlerts, type NewAlert } from '../../src/store/alert-store.ts';
import type { Database } from '../../src/store/database.ts';
import { insertTicket } from '../../src/store/ticket-store.ts';
import { insertPerson } from '../../src/store/person-store.ts';
import { aTicket } from '../support/a-ticket.ts';
import { aPerson } from './samples.ts';
import { advanceTickets } from '../../src/store/ticket-advance-store.ts';
import { openStranger, openTemporary } from './temporary-database.ts';

afterEach(() => vi.restoreAllMocks());

const desk: Conversation = { kind: 'group', channel: 'web', groupId: 'desk' };
const about = { ticket: 1, cycle: '1', target: 'resolution' };

function anAlert(change: Partial<NewAlert> = {}): NewAlert {
  return {
    ...about,
    level: 'breach',
    repeat: 0,
    kind: 'breach',
    priority: 'P3',
    at: 100,
    dueAt: 100,
    overdueMs: 0,
    late: false,
    onChange: false,
    ...change,
  };
}

async function withTicket(): Promise<Database & { path: string }> {
  const database = await openTemporary();
  await database.transact(async (tx) => {
    await insertPerson(tx, aPerson('lin'), 0);
    const none = { firstResponseDueAt: null, resolutionDueAt: null, nextAlertAt: null, closeAt: null };
    await insertTicket(tx, aTicket(), none);
  });
  return database;
}

describe('an alert', () => {
  test('is given once for each ticket, cycle, target, level and repeat', async () => {
    const { transact, db } = await withTicket();
    const ids: (number | undefined)[] = [];
    const variants = [
      {},
      {},
      { repeat: 1 },
      { level: 'after:1h' },
      { target: 'unclaimed' },
      { cycle: '1r2' },
      { cycle: '2' },
      { repeat: 1 },
    ];
    for (const change of variants)
      ids.push(...(await transact((tx) => insertAlerts(tx, [anAlert(change)], 100))));
    expect(ids.map((id) => id !== undefined)).toEqual([true, false, true, true, true, true, true, false]);
    expect(await listAlerts(db, 1)).toHaveLength(6);
  });

  test('is the database’s own law', async () => {
    const { transact, path } = await withTicket();
    await transact((tx) => insertAlerts(tx, [anAlert()], 100));
    const stranger = openStranger(path);
    const copy =
      'insert into sla_alert select null, ticket, cycle, target, level, repetition, kind, priority, at, due_at, overdue_ms, late, on_change, created_at, null, null from sla_alert';
    expect(() => stranger.exec(copy)).toThrow(/UNIQUE/);
  });

  test('is acknowledged with all its promise has told, and by the first who did', async () => {
    const { transact, db } = await withTicket();
    await transact(async (tx) => {
      await insertAlerts(tx, [anAlert({ level: 'warn:1h', kind: 'warn' })], 50);
      await insertAlerts(tx, [anAlert(), anAlert({ target: 'firstResponse' })], 100);
      await acknowledgeAlerts(tx, about, 'wang', 110);
      await acknowledgeAlerts(tx, about, 'zhou', 120);
    });
    expect(
      (await listAlerts(db, 1)).map(({ target, acknowledgedBy, acknowledgedAt }) => [
        target,
        acknowledgedBy,
        acknowledgedAt,
      ]),
    ).toEqual([
      ['resolution', 'wang', 110],
      ['resolution', 'wang', 110],
      ['firstResponse', null, null],
    ]);
  });
});

test('a copy waits, is told in one message, and a conversation has each alert once', async () => {
  const { transact, db } = await withTicket();
  const copy = { conversation: desk, personId: null, reader: 'group' as const, mentions: ['zhou'] };
  const messageId = await transact(async (tx) => {
    const alerts = [0, 1, 2, 3, 4].map((repeat) => anAlert({ repeat }));
    for (const alertId of await insertAlerts(tx, alerts, 100)) {
      const one = { ...copy, alertId: alertId ?? 0 };
      await insertAlertCopies(tx, [one, one], 100);
    }
    const [first, second, third, fourth, fifth] = (await listWaitingCopies(tx, 'web:desk', 100, 9)).map(
      ({ id }) => id,
    );
    await postponeCopies(tx, [third ?? 0], 500, true);
    await dropCopies(tx, [fourth ?? 0]);
    const id = await beginAlertMessage(tx, { place: 'web:desk', style: 'digest' });
    expect(await listUnfinishedMessages(tx)).toEqual([id]);
    await gatherCopies(tx, id, [first ?? 0], 0);
    await gatherCopies(tx, id, [second ?? 0], null);
    expect(await finishAlertMessage(tx, id, 100)).toBe(true);
    // Told is told: neither again, nor with more in it.
    expect(await finishAlertMessage(tx, id, 200)).toBe(false);
    await gatherCopies(tx, id, [fifth ?? 0], null);
    expect((await listWaitingCopies(tx, 'web:desk', 100, 9)).map((one) => one.id)).toEqual([fifth]);
    await dropCopies(tx, [fifth ?? 0]);
    return id;
  });
  expect(await listAlertPlaces(db, 100)).toEqual([]);
  expect(await listAlertPlaces(db, 500)).toEqual(['web:desk']);
  const [late] = await listWaitingCopies(db, 'web:desk', 500, 9);
  expect(late).toMatchObject({ held: true, acknowledged: false, ticket: 1 });
  expect(
    (await listShownCopies(db, messageId)).map(({ alert, mentions }) => [alert.repeat, mentions]),
  ).toEqual([[0, ['zhou']]]);
  expect(await listCountedTickets(db, messageId, 9)).toEqual([1]);
  expect(await loadAlertMessage(db, messageId)).toMatchObject({ style: 'digest', tickets: 1, at: 100 });
  expect(await listToldAt(db, 'web:desk', 99)).toEqual([100]);
  expect(await listToldAt(db, 'web:desk', 100)).toEqual([]);
  expect(await listMessagesAbout(db, about)).toEqual([messageId]);
});

test('whatever the sweeper asks every second goes by index', async () => {
  const database = await withTicket();
  const prepare = vi.spyOn(BetterSqlite3.prototype, 'prepare');
  const { db, transact } = database;
  await listAlertPlaces(db, 1);
  await listWaitingCopies(db, 'x', 1, 9);
  await listToldAt(db, 'x', 1);
  await listShownCopies(db, 1);
  await listCountedTickets(db, 1, 9);
  await loadAlertMessage(db, 1);
  await listMessagesAbout(db, about);
  await listUnfinishedMessages(db);
  await listAlerts(db, 1);
  await getAlertCopy(db, 1).catch(() => undefined);
  await transact(async (tx) => {
    await acknowledgeAlerts(tx, about, 'wang', 1);
    await dropCopies(tx, [1]);
    await gatherCopies(tx, 1, [1], null);
    await finishAlertMessage(tx, 1, 1);
    await advanceTickets(tx, [{ number: 1, version: 1, added: 0, nextAlertAt: null }]);
  });
  const texts = new Set(
    prepare.mock.calls
      .map(([text]) => text)
      .filter((text) => /^(select|update)/.test(text) && text.includes('sla_alert')),
  );
  prepare.mockRestore();
  expect(texts.size).toBeGreaterThan(9);
  const stranger = openStranger(database.path);
  for (const text of texts) {
    const values = Array.from({ length: text.split('?').length - 1 }, () => 1);
    const plan = stranger.prepare<unknown[], { detail: string }>(`explain query plan ${text}`).all(...values);
    const scans = plan.filter(({ detail }) =>
      /^SCAN (?!.*USING (COVERING )?INDEX sla_alert_(copy_waiting|message_untold))/.test(detail),
    );
    expect(scans, text).toEqual([]);
  }
});
