import { afterEach, describe, expect, test } from 'vitest';
import { sql } from 'kysely';
import { auditOpenTickets, type AuditMemory } from '../../src/runtime/audit-open-tickets.ts';
import type { Pace } from '../../src/runtime/recompute-pace.ts';
import { createAuditorWatch } from '../../src/runtime/watch-auditor.ts';
import { findLastAudit } from '../../src/store/sla-watch-store.ts';
import { loadDeadlines } from '../../src/store/ticket-store.ts';
import { openQuietOffice, steadyPace, type QuietOffice } from '../support/quiet-office.ts';

let desk: QuietOffice;
afterEach(() => desk.close());

const memory = (): AuditMemory => ({ owed: new Map() });
const minuteMs = 60_000;

async function threeTickets(): Promise<void> {
  desk = await openQuietOffice({ at: '2026-09-22T10:00:00+08:00' });
  await desk.open();
  await desk.open({ priority: 'P2' });
  await desk.open({ priority: 'P1' });
  await desk.happen(2, 'wang', { type: 'claimed' });
  await desk.happen(2, 'wang', { type: 'held', reason: 'requester', text: null });
  await desk.happen(3, 'li', { type: 'claimed' }, { type: 'resolved', text: '好了' });
  await desk.told();
}

/** Somebody, or a fault, writes into a column behind everybody's back. */
async function spoil(column: string, number: number, value: number | string | null): Promise<void> {
  await desk.office.database.transact((tx) =>
    sql`update ticket set ${sql.ref(column)} = ${value} where number = ${number}`.execute(tx),
  );
}

describe('the audit of the open tickets', () => {
  test('finds nothing where nothing is wrong, tells nobody, and says so in its row', async () => {
    await threeTickets();
    const result = await auditOpenTickets(desk.office, steadyPace, memory());
    expect(result).toMatchObject({ tickets: 3, differences: 0, kinds: {} });
    expect(await findLastAudit(desk.office.database.db)).toEqual({
      startedAt: desk.now(),
      finishedAt: desk.now(),
      tickets: 3,
      differences: 0,
      kinds: {},
    });
    expect(await desk.told()).toEqual([]);
  });

  test.each([
    ['first_response_due_at', 1, 'first-response-due'],
    ['resolution_due_at', 1, 'resolution-due'],
    ['next_alert_at', 1, 'next-alert'],
    ['close_at', 3, 'close'],
  ] as const)(
    'a wrong %s is set right, counted and told to the administrator',
    async (column, number, kind) => {
      await threeTickets();
      const right = await loadDeadlines(desk.office.database.db, number);
      await spoil(column, number, 12_345);
      const result = await auditOpenTickets(desk.office, steadyPace, memory());
      expect(result.kinds).toEqual({ [kind]: 1 });
      expect(await loadDeadlines(desk.office.database.db, number)).toEqual(right);
      const told = await desk.told();
      expect(told.map(({ to }) => to)).toEqual(['web:@guan']);
      expect(told[0]?.text).toContain(`T-${number}`);
      expect((await auditOpenTickets(desk.office, steadyPace, memory())).differences).toBe(0);
    },
  );

  test('a deadline that was lost altogether comes back', async () => {
    await threeTickets();
    await spoil('next_alert_at', 1, null);
    await auditOpenTickets(desk.office, steadyPace, memory());
    expect((await loadDeadlines(desk.office.database.db, 1))?.nextAlertAt).not.toBeNull();
  });

  test("a ticket's own state follows its events", async () => {
    await threeTickets();
    await spoil('priority', 1, 'P4');
    const result = await auditOpenTickets(desk.office, steadyPace, memory());
    expect(result.kinds).toEqual({ ticket: 1 });
  });

  test('lost outcome rows come back', async () => {
    await threeTickets();
    await desk.office.database.transact((tx) => sql`delete from sla_outcome where ticket = 2`.execute(tx));
    const result = await auditOpenTickets(desk.office, steadyPace, memory());
    expect(result.kinds).toEqual({ outcome: 1 });
    expect((await auditOpenTickets(desk.office, steadyPace, memory())).differences).toBe(0);
  });

  test('the same kind is told once a day', async () => {
    await threeTickets();
    for (const hours of [0, 1, 2]) {
      desk.turn(hours * 60 * minuteMs);
      await spoil('resolution_due_at', 1, hours);
      await auditOpenTickets(desk.office, steadyPace, memory());
    }
    expect(await desk.told()).toHaveLength(1);
    desk.turn('2026-09-23T10:00:00+08:00');
    await spoil('resolution_due_at', 1, 5);
    await auditOpenTickets(desk.office, steadyPace, memory());
    expect(await desk.told()).toHaveLength(1);
  });

  test('an alert nobody tells is missed by the second audit in a row', async () => {
    await threeTickets();
    const kept = memory();
    desk.turn('2026-09-22T12:30:00+08:00');
    expect((await auditOpenTickets(desk.office, steadyPace, kept)).kinds).toEqual({});
    desk.turn(10 * minuteMs);
    expect((await auditOpenTickets(desk.office, steadyPace, kept)).kinds).toEqual({ 'alert-missed': 2 });
  });

  test('a ticket whose calendar is gone is told of, and the others are audited all the same', async () => {
    await threeTickets();
    const { calendars } = desk.office.desk;
    const gone = new Map([...calendars].filter(([name]) => name !== '24x7'));
    const office = { ...desk.office, desk: { ...desk.office.desk, calendars: gone } };
    const result = await auditOpenTickets(office, steadyPace, memory());
    expect(result).toMatchObject({ tickets: 3, kinds: { unreadable: 1 } });
  });

  test('rests whenever its slice is used up, and lets turns in between', async () => {
    await threeTickets();
    let looks = 0;
    let rests = 0;
    const pace: Pace = {
      sliceMs: 15,
      elapsed: () => (looks += 10),
      rest: async () => {
        rests += 1;
        if (rests === 1) await desk.open();
      },
    };
    await auditOpenTickets(desk.office, pace, memory());
    expect(rests).toBeGreaterThan(0);
  });

  test('without an administrator the managers are told', async () => {
    desk = await openQuietOffice({
      at: '2026-09-22T10:00:00+08:00',
      yaml: (await import('../support/world.ts')).castYaml,
    });
    await desk.open();
    await desk.told();
    await spoil('resolution_due_at', 1, 1);
    await auditOpenTickets(desk.office, steadyPace, memory());
    expect((await desk.told()).map(({ to }) => to)).toEqual(['web:managers']);
  });
});

describe("the auditor's dead man's switch", () => {
  test('is silent for 25 minutes after a start and while audits come', async () => {
    desk = await openQuietOffice({ at: '2026-09-22T10:00:00+08:00' });
    const guard = createAuditorWatch(desk.office);
    for (let minute = 0; minute < 120; minute += 1) {
      if (minute % 10 === 0) await auditOpenTickets(desk.office, steadyPace, memory());
      expect(await guard()).toBe(false);
      desk.turn(minuteMs);
    }
    expect(await desk.told()).toEqual([]);
  });

  test('tells the administrator once when no audit was completed since the start', async () => {
    desk = await openQuietOffice({ at: '2026-09-22T10:00:00+08:00' });
    const guard = createAuditorWatch(desk.office);
    for (let minute = 0; minute <= 60; minute += 1) {
      await guard();
      desk.turn(minuteMs);
    }
    const told = await desk.told();
    expect(told).toHaveLength(1);
    expect(told[0]).toMatchObject({ to: 'web:@guan' });
    expect(told[0]?.text).toContain('一次都没完成');
  });

  test('tells when audits stop, and again only for the next absence', async () => {
    desk = await openQuietOffice({ at: '2026-09-22T10:00:00+08:00' });
    const guard = createAuditorWatch(desk.office);
    for (let round = 0; round < 2; round += 1) {
      await auditOpenTickets(desk.office, steadyPace, memory());
      for (let minute = 0; minute <= 40; minute += 1) {
        desk.turn(minuteMs);
        await guard();
      }
    }
    expect(await desk.told()).toHaveLength(2);
  });

  test('a wall clock that jumps ahead is no absence where the next audit comes', async () => {
    desk = await openQuietOffice({ at: '2026-09-22T10:00:00+08:00' });
    const guard = createAuditorWatch(desk.office);
    await auditOpenTickets(desk.office, steadyPace, memory());
    desk.turn('2026-09-22T18:00:00+08:00');
    await guard();
    await auditOpenTickets(desk.office, steadyPace, memory());
    await guard();
    expect(await desk.told()).toEqual([]);
  });
});
