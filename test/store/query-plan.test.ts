import { afterEach, expect, test, vi } from 'vitest';
import BetterSqlite3 from 'better-sqlite3';
import { findCardMessageId, findThreadRoot, listCardCopies } from '../../src/store/card-copy-store.ts';
import {
  insertInbound,
  listPending,
  loadInbound,
  markHandled,
  pruneHandled,
} from '../../src/store/inbox-store.ts';
import {
  bringForward,
  enqueue,
  findNextAttemptAt,
  listRuns,
  markSent,
  pruneSent,
} from '../../src/store/outbox-store.ts';
import { listDead, listInterrupted, listUnknown } from '../../src/store/stuck-outbox-store.ts';
import {
  findPeopleByName,
  findPersonByIdentity,
  loadPeople,
  loadPerson,
} from '../../src/store/person-store.ts';
import { countAskedFor, findBindingRequest, listAskedBy } from '../../src/store/binding-store.ts';
import { findCardAt } from '../../src/store/thread-store.ts';
import { wasTold } from '../../src/store/told-store.ts';
import { loadSession } from '../../src/store/session-store.ts';
import { loadTicketEvents } from '../../src/store/ticket-event-store.ts';
import {
  countOpen,
  listByAssignee,
  listByRequester,
  listDueAlerts,
  listDueClosings,
  listResolvedOrOpenByRequester,
  listUnassigned,
  loadTicket,
} from '../../src/store/ticket-store.ts';
import { createTranscript } from '../../src/store/transcript-store.ts';
import { anEvent, anItem, linDirect } from './samples.ts';
import { openStranger, openTemporary } from './temporary-database.ts';

afterEach(() => vi.restoreAllMocks());

test('every frequent query goes by index: a million tickets cost no more than ten', async () => {
  const database = await openTemporary();
  const prepare = vi.spyOn(BetterSqlite3.prototype, 'prepare');
  const { db, transact } = database;
  await listUnassigned(db, 9);
  await listByAssignee(db, 'x', 9);
  await listByRequester(db, 'x', { openOnly: false, limit: 9 });
  await listByRequester(db, 'x', { openOnly: true, limit: 9 });
  await listResolvedOrOpenByRequester(db, 'x', 9);
  await listDueAlerts(db, 1, 9);
  await listDueClosings(db, 1, 9);
  await countOpen(db);
  await loadTicket(db, 1);
  await loadTicketEvents(db, 1);
  await loadSession(db, 'x');
  await findPersonByIdentity(db, 'web', 'x');
  await loadPerson(db, 'x');
  await loadPeople(db, ['x', 'y']);
  await findPeopleByName(db, 'x');
  await listPending(db);
  await loadInbound(db, 1);
  await listRuns(db, 'web', 1, { conversations: 9, perConversation: 9 });
  await findNextAttemptAt(db);
  await listDead(db);
  await listInterrupted(db);
  await listUnknown(db);
  await listCardCopies(db, 'x');
  await findCardMessageId(db, 1);
  await findCardAt(db, 'x', 'm');
  await wasTold(db, 'x', 'threads');
  await findBindingRequest(db, 'x');
  await listAskedBy(db, 'x', 1);
  await countAskedFor(db, 'x', 1);
  await findThreadRoot(db, 'x', 'web:desk');
  await createTranscript(database).list(['a', 'b'], 0, 9);
  await transact(async (tx) => {
    await markHandled(tx, (await insertInbound(tx, anEvent('e'), 1)) ?? 0, 2);
    await markSent(tx, 1, 'm', 2);
    await pruneHandled(tx, 1);
    await pruneSent(tx, 1);
    await bringForward(tx, 'web', { at: 1, attempts: 0 });
    const { message } = anItem('home');
    await enqueue(tx, { idemKey: 'h', to: linDirect, locale: 'en', at: 1, kind: 'home', message });
  });

  const texts = new Set(
    prepare.mock.calls.map(([text]) => text).filter((text) => /^(select|update|delete)/.test(text)),
  );
  prepare.mockRestore();
  expect(texts.size).toBeGreaterThan(25);
  const stranger = openStranger(database.path);
  for (const text of texts) {
    const values = Array.from({ length: text.split('?').length - 1 }, () => 1);
    const plan = stranger.prepare<unknown[], { detail: string }>(`explain query plan ${text}`).all(...values);
    // A scan of a partial index visits only what is open, pending or queued.
    const scans = plan.filter(({ detail }) =>
      /^SCAN \w+(?!.*USING (COVERING )?INDEX (inbox_pending|outbox_queued|ticket_assignee))/.test(detail),
    );
    expect(scans, text).toEqual([]);
  }
});
