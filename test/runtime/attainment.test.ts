import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sql } from 'kysely';
import { addUp, type Attainment } from '../../src/insight/attainment.ts';
import { periodOf } from '../../src/insight/period.ts';
import { fillOutcomes } from '../../src/runtime/recompute-outcomes.ts';
import {
  countDecided,
  countOpenOutcomes,
  countOverdue,
  listOverdue,
} from '../../src/store/attainment-store.ts';
import { openQuietOffice, steadyPace, type QuietOffice } from '../support/quiet-office.ts';

let desk: QuietOffice;
beforeEach(async () => {
  desk = await openQuietOffice({ at: '2026-09-22T10:00:00+08:00' });
});
afterEach(() => desk.close());

async function attainment(name: 'today' | 'week' | 'month' = 'today'): Promise<Attainment> {
  const { db } = desk.office.database;
  const period = periodOf(name, desk.now(), 'Asia/Shanghai');
  return addUp(
    await countDecided(db, period.fromDay, period.toDay),
    await countOpenOutcomes(db, period.fromAt, desk.now()),
  );
}
const tallies = async (name?: 'today' | 'week' | 'month') =>
  (await attainment(name)).targets.map(({ target, met, breached, running, paused }) => [
    target,
    met,
    breached,
    running,
    paused,
  ]);

describe('what became of promises', () => {
  test('a new ticket runs; answered and resolved in time it is kept twice', async () => {
    await desk.open();
    expect(await tallies()).toEqual([
      ['firstResponse', 0, 0, 1, 0],
      ['resolution', 0, 0, 1, 0],
    ]);
    desk.turn('2026-09-22T11:00:00+08:00');
    await desk.happen(1, 'wang', { type: 'claimed' }, { type: 'resolved', text: '好了' });
    expect(await tallies()).toEqual([
      ['firstResponse', 1, 0, 0, 0],
      ['resolution', 1, 0, 0, 0],
    ]);
  });

  test('a passed deadline is a breach at once, without any event, and stays one when it is answered late', async () => {
    await desk.open();
    desk.turn('2026-09-22T12:00:00+08:00');
    expect(await tallies()).toEqual([
      ['firstResponse', 0, 1, 0, 0],
      ['resolution', 0, 0, 1, 0],
    ]);
    desk.turn('2026-09-23T09:30:00+08:00');
    await desk.happen(1, 'wang', { type: 'claimed' }, { type: 'replied', text: '在看', attachments: [] });
    // Broken yesterday, whenever it was answered.
    expect(await tallies('today')).toEqual([['resolution', 0, 0, 1, 0]]);
    expect(await tallies('week')).toEqual([
      ['firstResponse', 0, 1, 0, 0],
      ['resolution', 0, 0, 1, 0],
    ]);
  });

  test('on hold is paused, not running and not kept', async () => {
    await desk.open();
    await desk.happen(1, 'wang', { type: 'claimed' }, { type: 'replied', text: '在看', attachments: [] });
    await desk.happen(1, 'wang', { type: 'held', reason: 'requester', text: null });
    expect(await tallies()).toEqual([
      ['firstResponse', 1, 0, 0, 0],
      ['resolution', 0, 0, 0, 1],
    ]);
  });

  test('reopened it runs again', async () => {
    await desk.open();
    await desk.happen(1, 'wang', { type: 'claimed' }, { type: 'resolved', text: '好了' });
    await desk.happen(1, 'lin', { type: 'reopened', text: null });
    expect(await tallies()).toEqual([
      ['firstResponse', 1, 0, 0, 0],
      ['resolution', 0, 0, 1, 0],
    ]);
  });

  test('cancelled in time it counts for nothing, cancelled late it was broken', async () => {
    await desk.open();
    await desk.open();
    await desk.happen(1, 'lin', { type: 'cancelled', text: null });
    desk.turn('2026-09-22T12:30:00+08:00');
    await desk.happen(2, 'lin', { type: 'cancelled', text: null });
    expect(await tallies()).toEqual([['firstResponse', 0, 1, 0, 0]]);
  });

  test('a changed priority counts under the new one', async () => {
    await desk.open();
    const policy = desk.office.desk.policyFor({ priority: 'P1' });
    await desk.happen(1, 'wang', { type: 'priority_changed', priority: 'P1', policy });
    const [first] = (await attainment()).targets;
    expect([...(first?.byPriority.keys() ?? [])]).toEqual(['P1']);
  });

  test('an explained breach has its cause', async () => {
    await desk.open();
    desk.turn('2026-09-22T13:00:00+08:00');
    expect((await attainment()).causes).toEqual([{ cause: null, count: 1 }]);
    await desk.happen(1, 'wang', { type: 'claimed' });
    await desk.happen(1, 'wang', {
      type: 'breach_explained',
      key: '1/firstResponse',
      cause: 'capacity',
      text: null,
    });
    expect((await attainment()).causes).toEqual([{ cause: 'capacity', count: 1 }]);
  });

  test('a day is the house’s: a minute before midnight there is today', async () => {
    desk.turn('2026-09-22T23:30:00+08:00');
    await desk.open({ priority: 'P1' });
    desk.turn('2026-09-22T23:44:00+08:00');
    await desk.happen(1, 'wang', { type: 'claimed' }, { type: 'replied', text: '在看', attachments: [] });
    expect((await tallies('today'))[0]).toEqual(['firstResponse', 1, 0, 0, 0]);
    desk.turn('2026-09-23T00:01:00+08:00');
    expect((await tallies('today'))[0]).toEqual(['resolution', 0, 0, 1, 0]);
    expect((await tallies('week'))[0]).toEqual(['firstResponse', 1, 0, 0, 0]);
  });
});

describe('overdue tickets', () => {
  test('come most overdue first, each once, until they are answered for', async () => {
    await desk.open({ priority: 'P3' });
    await desk.open({ priority: 'P1' });
    await desk.open({ priority: 'P2' });
    desk.turn('2026-09-22T16:00:00+08:00');
    const { db } = desk.office.database;
    expect(await listOverdue(db, desk.now(), 10)).toEqual([2, 3, 1]);
    expect(await listOverdue(db, desk.now(), 2)).toEqual([2, 3]);
    expect(await countOverdue(db, desk.now())).toBe(3);
    await desk.happen(2, 'wang', { type: 'claimed' }, { type: 'resolved', text: '好了' });
    expect(await listOverdue(db, desk.now(), 10)).toEqual([3, 1]);
  });
});

test('tickets from before there were rows get theirs, once', async () => {
  for (let i = 0; i < 45; i += 1) await desk.open();
  await desk.happen(7, 'wang', { type: 'claimed' }, { type: 'resolved', text: '好了' });
  const before = await tallies();
  await desk.office.database.transact((tx) => sql`delete from sla_outcome`.execute(tx));
  expect(await tallies()).toEqual([]);
  expect(await fillOutcomes(desk.office, steadyPace, () => false)).toBe(90);
  expect(await tallies()).toEqual(before);
  expect(await fillOutcomes(desk.office, steadyPace, () => false)).toBe(0);
});
