import { afterEach, beforeEach, expect, test } from 'vitest';
import { auditOpenTickets } from '../../src/runtime/audit-open-tickets.ts';
import type { Office } from '../../src/runtime/office.ts';
import { syncAlertRules } from '../../src/runtime/recompute-rules.ts';
import { sweepAlerts } from '../../src/runtime/sweep-alerts.ts';
import { loadDeadlines } from '../../src/store/ticket-store.ts';
import { adminYaml, openQuietOffice, steadyPace, type QuietOffice } from '../support/quiet-office.ts';

let desk: QuietOffice;
beforeEach(async () => {
  desk = await openQuietOffice({ at: '2026-11-24T10:00:00+08:00' });
});
afterEach(() => desk.close());

const sync = (office: Office): Promise<number> => syncAlertRules(office, steadyPace);
const nextLook = async (number: number): Promise<string> => {
  const deadlines = await loadDeadlines(desk.office.database.db, number);
  return new Date(deadlines?.nextAlertAt ?? 0).toISOString();
};

test('rules edited in the configuration hold for open tickets from the next start on', async () => {
  await desk.open({ priority: 'P3' });
  expect(await sync(desk.office)).toBe(0);
  expect(await nextLook(1)).toBe('2026-11-24T03:00:00.000Z');
  const edited = desk.restarted({ yaml: `${adminYaml}\nsla: { unclaimed: { P3: 10m } }\n` });
  expect(await sync(edited)).toBe(1);
  expect(await nextLook(1)).toBe('2026-11-24T02:10:00.000Z');
  desk.turn('2026-11-24T10:10:00+08:00');
  await sweepAlerts(edited);
  expect((await desk.told()).some(({ text }) => text.includes('还没人认领'))).toBe(true);
  // Taken back, they hold again: what is kept is what was seen last.
  expect(await sync(desk.office)).toBe(1);
});

test('nothing edited, no ticket is looked at, and the audit finds nothing to mend after an edit', async () => {
  await desk.open({ priority: 'P3' });
  await sync(desk.office);
  const edited = desk.restarted({ yaml: `${adminYaml}\nsla: { unclaimed: false, untouched: false }\n` });
  await sync(edited);
  expect((await auditOpenTickets(edited, steadyPace, { owed: new Map() })).differences).toBe(0);
  const { database } = edited;
  await database.transact((tx) => tx.updateTable('ticket').set({ next_alert_at: 1 }).execute());
  expect(await sync(edited)).toBe(0);
  expect(await nextLook(1)).toBe('1970-01-01T00:00:00.001Z');
});
