import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Office } from '../../src/runtime/office.ts';
import { applyEdit, dryRun, type Edit } from '../../src/runtime/recompute-dry-run.ts';
import { loadTicketEvents } from '../../src/store/ticket-event-store.ts';
import { loadDeadlines, loadTicket } from '../../src/store/ticket-store.ts';
import { adminYaml, openQuietOffice, steadyPace, type QuietOffice } from '../support/quiet-office.ts';

let desk: QuietOffice;
beforeEach(async () => {
  desk = await openQuietOffice({ at: '2026-09-22T10:00:00+08:00' });
  for (const priority of ['P1', 'P2', 'P3', 'P4'] as const) await desk.open({ priority });
  await desk.happen(2, 'wang', { type: 'claimed' });
  await desk.happen(3, 'wang', { type: 'claimed' });
  await desk.told();
  desk.turn('2026-09-22T11:00:00+08:00');
});
afterEach(() => desk.close());

/** P2 gets half an hour less than it has used, P3 a day more, the rest stays. */
const edited = `${adminYaml}
sla:
  policies:
    - { name: P1, when: { priority: P1 }, calendar: 24x7, firstResponse: 15m, resolution: 4h }
    - { name: P2, when: { priority: P2 }, calendar: cn, firstResponse: 30m, resolution: 30m }
    - { name: P3, when: { priority: P3 }, calendar: cn, firstResponse: 2h, resolution: 4wd }
    - { name: P4, when: { priority: P4 }, calendar: cn, firstResponse: 1wd, resolution: 5wd }
`;

function edit(office: Office): Edit {
  return { office, before: desk.office.desk.calendars };
}

async function everything(): Promise<unknown> {
  const { db } = desk.office.database;
  return [
    await db.selectFrom('ticket').selectAll().execute(),
    await db.selectFrom('ticket_event').selectAll().execute(),
    await db.selectFrom('outbox').selectAll().execute(),
    await db.selectFrom('sla_outcome').selectAll().execute(),
  ];
}

describe('a dry run of edited policies', () => {
  test('says how many deadlines would move, which way, and which break at once, and writes nothing', async () => {
    const before = await everything();
    const run = await dryRun(desk.office.database, edit(desk.restarted({ yaml: edited })), steadyPace);
    expect(run).toMatchObject({
      tickets: 4,
      touched: 2,
      earlier: 1,
      later: 1,
      added: 0,
      removed: 0,
      breaks: 1,
      numbers: [2, 3],
    });
    expect(run.most.map(({ ticket, target, breaks }) => [ticket, target, breaks])).toEqual([
      [2, 'resolution', true],
      [3, 'resolution', false],
    ]);
    expect(await everything()).toEqual(before);
  });

  test('of the same configuration finds nothing', async () => {
    const run = await dryRun(desk.office.database, edit(desk.restarted({})), steadyPace);
    expect(run).toMatchObject({ tickets: 4, touched: 0, most: [] });
  });

  test('of an edited calendar counts what moves with it', async () => {
    const cn = desk.office.desk.calendars.get('cn');
    if (!cn) throw new Error('no cn');
    const closed = { ...cn, holidays: new Map([...cn.holidays, ['2026-09-23', '停电'] as const]) };
    const run = await dryRun(desk.office.database, edit(desk.restarted({ calendars: [closed] })), steadyPace);
    // P4's first response is due 23 September 10:00 as well.
    expect(run).toMatchObject({ touched: 3, earlier: 0, later: 4, breaks: 0 });
  });

  test('shows no more than ten', async () => {
    for (let i = 0; i < 30; i += 1) await desk.open({ priority: 'P3' });
    const run = await dryRun(desk.office.database, edit(desk.restarted({ yaml: edited })), steadyPace);
    expect(run.touched).toBe(32);
    expect(run.most).toHaveLength(10);
  });
});

describe('putting it on open tickets', () => {
  test('is an event by the administrator each, and one message at most for each ticket', async () => {
    const applied = await applyEdit(edit(desk.restarted({ yaml: edited })), 'guan', steadyPace);
    expect(applied).toBe(2);
    const events = await loadTicketEvents(desk.office.database.db, 2);
    expect(events.at(-1)).toMatchObject({ actorId: 'guan', change: { type: 'policy_changed' } });
    expect((await loadTicketEvents(desk.office.database.db, 1)).at(-1)?.change.type).toBe('opened');
    expect((await desk.told()).map(({ to }) => to)).toEqual(['web:@wang', 'web:@wang']);
    const ticket = await loadTicket(desk.office.database.db, 3);
    expect(ticket?.policy.targets.resolution?.duration).toEqual({ unit: 'workingDay', value: 4 });
    // Counted from opening, 10:00.
    expect((await loadDeadlines(desk.office.database.db, 2))?.resolutionDueAt).toBe(
      Date.parse('2026-09-22T10:30:00+08:00'),
    );
  });

  test('twice is once', async () => {
    const change = edit(desk.restarted({ yaml: edited }));
    await applyEdit(change, 'guan', steadyPace);
    await desk.told();
    expect(await applyEdit(change, 'guan', steadyPace)).toBe(0);
    expect(await desk.told()).toEqual([]);
  });

  test.each(['wang', 'chen', 'nobody'])('is refused to %s, who is no administrator', async (by) => {
    const before = await everything();
    await expect(applyEdit(edit(desk.restarted({ yaml: edited })), by, steadyPace)).rejects.toThrow(by);
    expect(await everything()).toEqual(before);
  });
});
