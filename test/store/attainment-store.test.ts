import { afterEach, expect, test, vi } from 'vitest';
import BetterSqlite3 from 'better-sqlite3';
import {
  countDecided,
  countOpenOutcomes,
  countOverdue,
  findLastNumber,
  listOverdue,
  listWithoutOutcomes,
  loadOutcomesOfMany,
} from '../../src/store/attainment-store.ts';
import { findLastAudit, pruneAudits, recordAudit, takeNotice } from '../../src/store/sla-watch-store.ts';
import { loadEventsOfMany } from '../../src/store/ticket-event-store.ts';
import { listUnfinishedAfter } from '../../src/store/ticket-store.ts';
import { openStranger, openTemporary } from './temporary-database.ts';

afterEach(() => vi.restoreAllMocks());

test('what the watch and attainment ask goes by index', async () => {
  const { db, transact, path } = await openTemporary();
  const prepare = vi.spyOn(BetterSqlite3.prototype, 'prepare');
  await countDecided(db, 1, 2);
  await countOpenOutcomes(db, 1, 2);
  await countOverdue(db, 1);
  await listOverdue(db, 1, 9);
  await listWithoutOutcomes(db, 1, 9);
  await findLastNumber(db);
  await loadOutcomesOfMany(db, [1, 2]);
  await loadEventsOfMany(db, [1, 2]);
  await listUnfinishedAfter(db, 1, 9);
  await findLastAudit(db);
  await transact((tx) => pruneAudits(tx, 1));
  const texts = new Set(
    prepare.mock.calls.map(([text]) => text).filter((text) => /^(select|delete)/.test(text)),
  );
  prepare.mockRestore();
  expect(texts.size).toBeGreaterThan(9);
  const stranger = openStranger(path);
  for (const text of texts) {
    const values = Array.from({ length: text.split('?').length - 1 }, () => 1);
    const plan = stranger.prepare<unknown[], { detail: string }>(`explain query plan ${text}`).all(...values);
    const scans = plan.filter(({ detail }) =>
      /^SCAN (?!sla_outcome USING INDEX sla_outcome_open|sla_audit$)/.test(detail),
    );
    expect(scans, text).toEqual([]);
  }
});

test('what is decided comes in the index’s order: nothing is sorted', async () => {
  const { path } = await openTemporary();
  const plan = openStranger(path)
    .prepare<unknown[], { detail: string }>(
      'explain query plan select target, outcome, priority, group_id, category, cause, count(*) from sla_outcome where day >= +? and day <= +? group by day, target, priority, group_id, category, outcome, cause',
    )
    .all(1, 2)
    .map(({ detail }) => detail);
  expect(plan).toEqual(['SEARCH sla_outcome USING COVERING INDEX sla_outcome_day (day>? AND day<?)']);
});

test('a notice is taken once, and an audit is found by order, not by time', async () => {
  const { db, transact } = await openTemporary();
  const take = (key: string): Promise<boolean> => transact((tx) => takeNotice(tx, 'coverage', key, 1));
  expect([await take('cn/2026-11'), await take('cn/2026-11'), await take('cn/2026-12')]).toEqual([
    true,
    false,
    true,
  ]);
  const run = { startedAt: 1, tickets: 1, differences: 0, kinds: {} };
  await transact((tx) => recordAudit(tx, { ...run, finishedAt: 9_000 }));
  // The clock jumped back.
  await transact((tx) => recordAudit(tx, { ...run, finishedAt: 5_000 }));
  expect((await findLastAudit(db))?.finishedAt).toBe(5_000);
  await transact((tx) => pruneAudits(tx, 6_000));
  expect((await findLastAudit(db))?.finishedAt).toBe(9_000);
});
