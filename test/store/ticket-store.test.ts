import { expect, test } from 'vitest';
import type { Ticket } from '../../src/ticketing/ticket.ts';
import type { TicketEvent } from '../../src/ticketing/ticket-event.ts';
import type { Database } from '../../src/store/database.ts';
import { insertPerson } from '../../src/store/person-store.ts';
import { appendEvents, loadTicketEvents } from '../../src/store/ticket-event-store.ts';
import {
  countOpen,
  type Deadlines,
  insertTicket,
  listByAssignee,
  listByRequester,
  listDueAlerts,
  listDueClosings,
  listResolvedOrOpenByRequester,
  listUnassigned,
  loadTicket,
  nextTicketNumber,
  updateTicket,
} from '../../src/store/ticket-store.ts';
import { aTicket } from '../support/a-ticket.ts';
import { aPerson, hostileTexts } from './samples.ts';
import { openTemporary } from './temporary-database.ts';

const never: Deadlines = {
  firstResponseDueAt: null,
  resolutionDueAt: null,
  nextAlertAt: null,
  closeAt: null,
};

async function openDesk(): Promise<Database> {
  const database = await openTemporary();
  await database.transact(async (tx) => {
    for (const id of ['lin', 'emma', 'wang', 'li']) await insertPerson(tx, aPerson(id), 1);
  });
  return database;
}

async function open(
  database: Database,
  facts: Partial<Ticket>,
  deadlines: Partial<Deadlines> = {},
): Promise<Ticket> {
  return database.transact(async (tx) => {
    const ticket = aTicket({ number: await nextTicketNumber(tx), ...facts });
    await insertTicket(tx, ticket, { ...never, ...deadlines });
    return ticket;
  });
}

const numbers = (tickets: readonly Ticket[]): number[] => tickets.map((ticket) => ticket.number);

const full = aTicket({
  number: 7,
  status: { name: 'on_hold', reason: 'vendor' },
  priorityReasons: ['开会', 'all of us'],
  description: hostileTexts.join('\n'),
  assigneeId: 'wang',
  questionnaire: {
    questionnaireId: 'network.vpn',
    version: 3,
    answers: [{ questionId: 'os', value: ['win', 'mac'] }],
  },
  attachments: [{ key: 'a'.repeat(64), name: 'x.png', mimeType: 'image/png', sizeBytes: 3 }],
  openedAt: 1_795_000_000_123,
  firstResponseAt: 1_795_000_100_000,
  rating: { score: 2, reason: '慢', at: 1_795_000_200_000 },
  version: 4,
});

test.each<[string, Ticket]>([
  ['plain', aTicket()],
  ['full', full],
  ['resolved', aTicket({ status: { name: 'resolved', at: 5 } })],
  ['closed', aTicket({ status: { name: 'closed', at: 6 }, rating: { score: 5, reason: null, at: 6 } })],
  ['cancelled', aTicket({ status: { name: 'cancelled', at: 7 } })],
  ['in progress', aTicket({ status: { name: 'in_progress' } })],
])('a %s ticket comes back as it went in, inserted and updated', async (_, facts) => {
  const ticket = { ...facts, number: 70 };
  const database = await openDesk();
  await database.transact((tx) => insertTicket(tx, ticket, never));
  expect(await loadTicket(database.db, ticket.number)).toEqual(ticket);

  const other = await open(database, {});
  const changed = { ...ticket, number: other.number, openedAt: other.openedAt };
  expect(await database.transact((tx) => updateTicket(tx, changed, other.version, never))).toBe(true);
  expect(await loadTicket(database.db, other.number)).toEqual(changed);
});

test('a follow-up names the ticket it makes good', async () => {
  const database = await openDesk();
  const first = await open(database, {});
  const followUp = await open(database, { recoveryFor: first.number });
  expect(await loadTicket(database.db, followUp.number)).toEqual(followUp);
  await expect(open(database, { recoveryFor: 99 })).rejects.toThrow('FOREIGN KEY');
});

test('numbers run 1, 2, 3; an undone transaction gives its number back', async () => {
  const database = await openDesk();
  expect((await open(database, {})).number).toBe(1);
  await expect(open(database, { requesterId: 'ghost' })).rejects.toThrow('FOREIGN KEY');
  expect((await open(database, {})).number).toBe(2);
  expect(await loadTicket(database.db, 3)).toBeUndefined();
});

test('of many who change the same version one wins', async () => {
  const database = await openDesk();
  const ticket = await open(database, {});
  const claims = await Promise.all(
    Array.from({ length: 100 }, (_, index) =>
      database.transact((tx) =>
        updateTicket(
          tx,
          { ...ticket, assigneeId: index % 2 ? 'wang' : 'li', version: ticket.version + 1 },
          ticket.version,
          never,
        ),
      ),
    ),
  );
  expect(claims.filter(Boolean)).toHaveLength(1);
  expect(await loadTicket(database.db, ticket.number)).toMatchObject({ version: 2, assigneeId: 'li' });
});

test("the queue: open and nobody's, most urgent first, then oldest", async () => {
  const database = await openDesk();
  const p3 = await open(database, { priority: 'P3' });
  const p1 = await open(database, { priority: 'P1' });
  const held = await open(database, { priority: 'P3', status: { name: 'on_hold', reason: 'vendor' } });
  await open(database, { assigneeId: 'wang', status: { name: 'assigned' } });
  await open(database, { status: { name: 'cancelled', at: 1 } });
  expect(numbers(await listUnassigned(database.db, 9))).toEqual([p1.number, p3.number, held.number]);
  expect(numbers(await listUnassigned(database.db, 1))).toEqual([p1.number]);
  expect(await countOpen(database.db)).toBe(4);
});

test("an assignee's list: open ones, those on hold too", async () => {
  const database = await openDesk();
  const mine = { assigneeId: 'wang' };
  const p4 = await open(database, { ...mine, priority: 'P4', status: { name: 'in_progress' } });
  const held = await open(database, {
    ...mine,
    priority: 'P2',
    status: { name: 'on_hold', reason: 'requester' },
  });
  await open(database, { ...mine, status: { name: 'resolved', at: 1 } });
  await open(database, { assigneeId: 'li', status: { name: 'assigned' } });
  expect(numbers(await listByAssignee(database.db, 'wang', 9))).toEqual([held.number, p4.number]);
});

test("a requester's lists: all, open, open or resolved; newest first", async () => {
  const database = await openDesk();
  const a = await open(database, { status: { name: 'closed', at: 1 } });
  const b = await open(database, { status: { name: 'resolved', at: 1 } });
  const c = await open(database, { status: { name: 'on_hold', reason: 'vendor' } });
  const d = await open(database, {});
  const e = await open(database, { status: { name: 'cancelled', at: 1 } });
  await open(database, { requesterId: 'emma' });
  const { db } = database;
  expect(numbers(await listByRequester(db, 'lin', { openOnly: false, limit: 9 }))).toEqual(
    [e, d, c, b, a].map((ticket) => ticket.number),
  );
  expect(numbers(await listByRequester(db, 'lin', { openOnly: false, limit: 2 }))).toEqual([
    e.number,
    d.number,
  ]);
  expect(numbers(await listByRequester(db, 'lin', { openOnly: true, limit: 9 }))).toEqual([
    d.number,
    c.number,
  ]);
  expect(numbers(await listResolvedOrOpenByRequester(db, 'lin', 9))).toEqual([d.number, c.number, b.number]);
  expect(await listByRequester(db, 'ghost', { openOnly: false, limit: 9 })).toEqual([]);
});

test('sweepers find what is due, longest due first, and lose sight of it when the deadline is taken off', async () => {
  const database = await openDesk();
  const a = await open(database, {}, { nextAlertAt: 20, closeAt: 200 });
  const b = await open(database, {}, { nextAlertAt: 10, closeAt: 300 });
  await open(database, {}, { nextAlertAt: 31 });
  const { db } = database;
  const due = async (to: number, limit: number, after?: { at: number; number: number }) =>
    (await listDueAlerts(db, to, limit, after)).map(({ number }) => number);
  expect(await due(9, 9)).toEqual([]);
  expect(await due(30, 9)).toEqual([b.number, a.number]);
  expect(await due(30, 1)).toEqual([b.number]);
  expect(await due(30, 9, { at: 10, number: b.number })).toEqual([a.number]);
  expect(await listDueAlerts(db, 10, 9)).toEqual([{ number: b.number, version: 1, at: 10 }]);
  expect(await listDueClosings(db, 200, 9)).toEqual([a.number]);
  await database.transact((tx) => updateTicket(tx, { ...b, version: 2 }, 1, never));
  expect(await due(30, 9)).toEqual([a.number]);
  expect(await listDueClosings(db, 999, 9)).toEqual([a.number]);
});

function anEvent(seq: number, change: TicketEvent['change']): TicketEvent {
  return { ticket: 1, seq, at: 1_795_000_000_000 + seq, actorId: 'wang', channel: 'web', change };
}

test('history is appended, read back in order and unchangeable', async () => {
  const database = await openDesk();
  await open(database, {});
  const events = [
    anEvent(1, { type: 'claimed' }),
    ...hostileTexts.map((text, index) => anEvent(index + 2, { type: 'replied', text, attachments: [] })),
    { ...anEvent(99, { type: 'alerted', key: '1/resolution/breach' }), actorId: null, channel: null },
  ];
  await database.transact((tx) => appendEvents(tx, events.toReversed()));
  expect(await loadTicketEvents(database.db, 1)).toEqual(events);
  expect(await loadTicketEvents(database.db, 2)).toEqual([]);

  await expect(database.transact((tx) => appendEvents(tx, [anEvent(1, { type: 'urged' })]))).rejects.toThrow(
    'UNIQUE',
  );
  await expect(
    database.transact((tx) => appendEvents(tx, [{ ...anEvent(1, { type: 'urged' }), ticket: 9 }])),
  ).rejects.toThrow('FOREIGN KEY');
  await expect(
    database.transact((tx) => tx.updateTable('ticket_event').set({ at: 0 }).execute()),
  ).rejects.toThrow('append-only');
  await expect(database.transact((tx) => tx.deleteFrom('ticket_event').execute())).rejects.toThrow(
    'append-only',
  );
  expect(await loadTicketEvents(database.db, 1)).toEqual(events);
});
