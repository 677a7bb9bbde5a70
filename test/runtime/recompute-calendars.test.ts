import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Calendar } from '../../src/sla/calendar.ts';
import { auditOpenTickets } from '../../src/runtime/audit-open-tickets.ts';
import { syncCalendars } from '../../src/runtime/recompute-calendars.ts';
import { usedCalendars, watchCoverage } from '../../src/runtime/watch-coverage.ts';
import { loadTicketEvents } from '../../src/store/ticket-event-store.ts';
import { loadDeadlines } from '../../src/store/ticket-store.ts';
import type { Office } from '../../src/runtime/office.ts';
import { openQuietOffice, steadyPace, type QuietOffice } from '../support/quiet-office.ts';

/* The notice for 2027 does not exist yet: a made-up one, of which only the form is real. */

let desk: QuietOffice;
let cn: Calendar;
beforeEach(async () => {
  desk = await openQuietOffice({ at: '2026-12-30T15:00:00+08:00' });
  const found = desk.office.desk.calendars.get('cn');
  if (!found) throw new Error('there is no calendar cn');
  cn = found;
});
afterEach(() => desk.close());

const off = ['2027-01-01', '2027-01-02', '2027-01-03'];
function newYear(): Calendar {
  return {
    ...cn,
    holidays: new Map([...cn.holidays, ...off.map((date) => [date, '元旦'] as const)]),
    makeUpDays: new Set([...cn.makeUpDays, '2027-01-09']),
    coverage: { from: '2024-01-01', to: '2027-12-31' },
  };
}
const local = (at: number | null | undefined): string | null =>
  at == null ? null : new Date(at + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
const due = async (number: number): Promise<string | null> =>
  local((await loadDeadlines(desk.office.database.db, number))?.resolutionDueAt);
const afterImport = (): Office => desk.restarted({ calendars: [newYear()] });

describe('a calendar changed on disk', () => {
  test('is only remembered at the first start', async () => {
    await desk.open({ priority: 'P2' });
    expect(await syncCalendars(desk.office, steadyPace)).toEqual({ changed: [], tickets: 0, moved: 0 });
    expect(await syncCalendars(desk.office, steadyPace)).toEqual({ changed: [], tickets: 0, moved: 0 });
  });

  test('a new year moves the open deadlines that lie in it, late December of the old one not', async () => {
    await syncCalendars(desk.office, steadyPace);
    await desk.open({ priority: 'P2' });
    await desk.open({ priority: 'P3' });
    await desk.open({ priority: 'P1' });
    expect([await due(1), await due(2)]).toEqual(['2026-12-31 15:00', '2027-01-04 15:00']);
    const office = afterImport();
    const { changed, tickets, moved } = await syncCalendars(office, steadyPace);
    expect(changed).toEqual([{ name: 'cn', dates: ['2027-01-01', '2027-01-09'] }]);
    expect([tickets, moved]).toEqual([3, 1]);
    // P3: three working days, 31 December and 4 and 5 January.
    expect([await due(1), await due(2)]).toEqual(['2026-12-31 15:00', '2027-01-05 15:00']);
    expect((await auditOpenTickets(office, steadyPace, { owed: new Map() })).differences).toBe(0);
  });

  test('the assignee is told once and only where a deadline moved; nobody of tickets nobody has', async () => {
    await syncCalendars(desk.office, steadyPace);
    for (const priority of ['P2', 'P3', 'P3'] as const) await desk.open({ priority });
    await desk.happen(1, 'wang', { type: 'claimed' });
    await desk.happen(2, 'wang', { type: 'claimed' });
    await desk.told();
    await syncCalendars(afterImport(), steadyPace);
    const told = await desk.told();
    expect(told.map(({ to }) => to)).toEqual(['web:@wang']);
    expect(told[0]?.text).toMatch(/T-2.*解决：.*→/s);
    await syncCalendars(afterImport(), steadyPace);
    expect(await desk.told()).toEqual([]);
  });

  test('interrupted, it is done again at the next start and tells nobody twice', async () => {
    await syncCalendars(desk.office, steadyPace);
    await desk.open({ priority: 'P3' });
    await desk.open({ priority: 'P3' });
    await desk.happen(1, 'wang', { type: 'claimed' });
    await desk.happen(2, 'li', { type: 'claimed' });
    await desk.told();
    let rests = 0;
    let ticks = 0;
    const broken = {
      sliceMs: 1,
      elapsed: () => (ticks += 5),
      rest: () => {
        rests += 1;
        return rests === 1 ? Promise.reject(new Error('killed')) : Promise.resolve();
      },
    };
    await expect(syncCalendars(afterImport(), broken)).rejects.toThrow('killed');
    await syncCalendars(afterImport(), steadyPace);
    expect((await desk.told()).map(({ to }) => to)).toEqual(['web:@wang', 'web:@li']);
    expect(await due(2)).toBe('2027-01-05 15:00');
  });

  test('a name that changed moves nothing and looks at no ticket', async () => {
    await syncCalendars(desk.office, steadyPace);
    await desk.open({ priority: 'P3' });
    const renamed = { ...cn, holidays: new Map([...cn.holidays].map(([date]) => [date, '假'] as const)) };
    expect(await syncCalendars(desk.restarted({ calendars: [renamed] }), steadyPace)).toMatchObject({
      tickets: 0,
      moved: 0,
    });
  });

  test('no event is written: promises are computed, not changed', async () => {
    await syncCalendars(desk.office, steadyPace);
    await desk.open({ priority: 'P3' });
    const before = await loadTicketEvents(desk.office.database.db, 1);
    await syncCalendars(afterImport(), steadyPace);
    expect(await loadTicketEvents(desk.office.database.db, 1)).toEqual(before);
  });

  test('editing the policies alone disturbs no open ticket', async () => {
    await syncCalendars(desk.office, steadyPace);
    await desk.open({ priority: 'P3' });
    const before = await loadDeadlines(desk.office.database.db, 1);
    await desk.told();
    const office = desk.restarted({
      yaml: `${(await import('../support/quiet-office.ts')).adminYaml}
sla:
  policies:
    - { name: strict, when: {}, calendar: cn, firstResponse: 1m, resolution: 2m }
`,
    });
    expect((await syncCalendars(office, steadyPace)).moved).toBe(0);
    expect((await auditOpenTickets(office, steadyPace, { owed: new Map() })).differences).toBe(0);
    expect(await loadDeadlines(office.database.db, 1)).toEqual(before);
    expect(await desk.told()).toEqual([]);
  });
});

describe('the end of what a calendar knows', () => {
  const none = new Map<string, number>();

  test('is told of from 60 days before, once a month for each calendar in use, with what to do', async () => {
    desk.turn('2026-10-31T12:00:00+08:00');
    expect(await watchCoverage(desk.office, desk.policies, none)).toEqual([]);
    desk.turn('2026-11-02T12:00:00+08:00');
    expect(await watchCoverage(desk.office, desk.policies, none)).toEqual(['cn']);
    expect(await watchCoverage(desk.office, desk.policies, none)).toEqual([]);
    desk.turn('2026-12-01T12:00:00+08:00');
    expect(await watchCoverage(desk.office, desk.policies, none)).toEqual(['cn']);
    const told = await desk.told();
    expect(told.map(({ to }) => to)).toEqual(['web:@guan', 'web:@guan']);
    expect(told[0]?.text).toMatch(/cn.*2026-12-31.*59 天.*data\/calendars/s);
  });

  test('is told of when it is over', async () => {
    desk.turn('2027-01-02T12:00:00+08:00');
    await watchCoverage(desk.office, desk.policies, none);
    expect((await desk.told())[0]?.text).toContain('已经用完');
  });

  test('is told of earlier where a deadline already lies beyond it, with how many', async () => {
    desk.turn('2026-10-09T10:00:00+08:00');
    await desk.open({
      policy: {
        name: 'long',
        targets: {
          firstResponse: null,
          nextReply: null,
          resolution: { duration: { unit: 'workingDay', value: 90 }, calendar: 'cn' },
        },
        levels: [],
        pauses: { firstResponse: [], nextReply: [], resolution: [] },
        reopen: 'continue',
      },
    });
    await desk.open();
    await desk.told();
    const { provisional } = await auditOpenTickets(desk.office, steadyPace, { owed: new Map() });
    expect([...provisional]).toEqual([['cn', 1]]);
    expect(await watchCoverage(desk.office, desk.policies, provisional)).toEqual(['cn']);
    expect((await desk.told())[0]?.text).toMatch(/2026-12-31.*1 张工单/s);
  });

  test('calendars nobody uses, and those that need none, are not mentioned', async () => {
    desk.turn('2026-12-20T12:00:00+08:00');
    expect([...usedCalendars(desk.policies, desk.office)].sort()).toEqual(['24x7', 'cn']);
    expect(await watchCoverage(desk.office, desk.policies, none)).toEqual(['cn']);
  });
});

test('a deadline beyond the coverage is marked provisional on the card and to the requester', async () => {
  await desk.open({ priority: 'P3' });
  const told = await desk.told();
  expect(told.find(({ to }) => to === 'web:desk')?.text).toContain('（暂定）');
  expect(told.find(({ to }) => to === 'web:@lin')?.text).toContain('（暂定）');
});
