import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sweepAlerts } from '../../src/runtime/sweep-alerts.ts';
import { openDatabase, type Database } from '../../src/store/database.ts';
import { temporaryFolder } from '../store/temporary-database.ts';
import { openAlertOffice, type AlertOffice } from './alert-office.ts';

/** After its first word. The storm takes some hundred ms: these hit its beginning, its middle and the gathering. */
const killsAfterMs = (process.env['STORM_KILLS'] ?? '10,40,90,150').split(',').map(Number);

const places = ['web:desk', 'web:managers', 'web:@wang', 'web:@zhou'];
const yaml = 'sla: { unclaimed: { P1: 5m, P2: 15m, P3: 30m, P4: 1h }, digest: { over: 50, perMinute: 10 } }';

/** Each alert once in the table, once in its ticket's history, once in each place's messages, none left waiting. */
async function expectEachOnce(database: Database): Promise<number> {
  const alerts = await database.db.selectFrom('sla_alert').selectAll().execute();
  const keyOf = (one: (typeof alerts)[number]): string =>
    `${one.ticket} ${one.cycle}/${one.target}/${one.level}${one.repetition > 0 ? `#${one.repetition + 1}` : ''}`;
  const keys = alerts.map(keyOf);
  expect(new Set(keys).size).toBe(keys.length);
  const events = await database.db
    .selectFrom('ticket_event')
    .select(['ticket', 'payload'])
    .where('type', '=', 'alerted')
    .execute();
  const told = events.map(
    ({ ticket, payload }) => `${ticket} ${(JSON.parse(payload) as { key: string }).key}`,
  );
  expect([...told].sort()).toEqual([...keys].sort());
  const copies = await database.db.selectFrom('sla_alert_copy').selectAll().execute();
  expect(copies.filter(({ next_at }) => next_at !== null)).toEqual([]);
  expect(copies.every(({ message_id }) => message_id !== null)).toBe(true);
  const messages = await database.db.selectFrom('sla_alert_message').select('id').execute();
  const posts = await database.db
    .selectFrom('outbox')
    .select('card_key')
    .where('kind', '=', 'post')
    .where('card_key', 'like', 'alert:%')
    .execute();
  expect(posts.map(({ card_key }) => card_key).sort()).toEqual(
    messages.map(({ id }) => `alert:${id}`).sort(),
  );
  return keys.length;
}

async function fill(office: AlertOffice, count: number): Promise<void> {
  for (let index = 0; index < count; index += 1) {
    const number = await office.open((['P1', 'P2', 'P3', 'P4'] as const)[index % 4] ?? 'P3');
    if (index % 3 === 0) await office.change(number, 'wang', { type: 'claimed' });
  }
}

test(
  'killed in the middle of a storm of alerts, again and again, it tells each exactly once',
  { timeout: 300_000 },
  async () => {
    const path = join(temporaryFolder(), 'storm.db');
    const before = await openDatabase(path);
    await fill(await openAlertOffice('2026-11-24T10:00:00+08:00', yaml, { database: before }), 120);
    await before.close();
    const at = '2026-11-24T16:00:00+08:00';
    let kills = 0;
    for (const killAfterMs of [...killsAfterMs, null]) {
      const child = spawn(
        process.execPath,
        [join(import.meta.dirname, 'alerts-storm-child.ts'), path, at, yaml],
        { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] },
      );
      const exit = once(child, 'exit');
      const ready = once(child, 'message');
      await Promise.race([ready, exit]);
      const timer = killAfterMs === null ? undefined : setTimeout(() => child.kill('SIGKILL'), killAfterMs);
      const [code, signal] = (await exit) as [number | null, string | null];
      if (killAfterMs === null) expect(code).toBe(0);
      clearTimeout(timer);
      if (signal === 'SIGKILL') kills += 1;
    }
    const after = await openDatabase(path);
    expect(kills).toBeGreaterThan(1);
    expect(await expectEachOnce(after)).toBeGreaterThan(200);
    await after.close();
  },
);

test('crashing before every third commit, it tells each exactly once', async () => {
  const office = await openAlertOffice('2026-11-24T10:00:00+08:00', yaml);
  await fill(office, 40);
  let seed = 11;
  const { database } = office;
  const shaky: AlertOffice['office'] = {
    ...office.office,
    database: {
      ...database,
      transact: (work) =>
        database.transact(async (tx) => {
          const result = await work(tx);
          seed = (seed * 48_271) % 2_147_483_647;
          if (seed % 3 === 0) throw new Error('the power went');
          return result;
        }),
    },
  };
  let crashes = 0;
  for (const time of ['10:20', '11:00', '12:00', '14:00', '16:00', '17:59']) {
    office.turnTo(`2026-11-24T${time}:00+08:00`);
    for (let again = 0; again < 8; again += 1) await sweepAlerts(shaky).catch(() => (crashes += 1));
    await office.sweep();
  }
  expect(crashes).toBeGreaterThan(10);
  expect(await expectEachOnce(database)).toBeGreaterThan(60);
});

test('two sweepers at the same time tell each alert once', async () => {
  const path = join(temporaryFolder(), 'two.db');
  const [one, other] = [await openDatabase(path), await openDatabase(path)];
  const first = await openAlertOffice('2026-11-24T10:00:00+08:00', yaml, { database: one });
  await fill(first, 60);
  const second = await openAlertOffice('2026-11-24T10:00:00+08:00', yaml, { database: other });
  for (const time of ['10:20', '11:00', '12:00', '16:00', '17:59']) {
    for (const office of [first, second]) office.turnTo(`2026-11-24T${time}:00+08:00`);
    // Whoever loses a race for a ticket finds it done at its next sweep.
    await Promise.allSettled([first.sweep(), second.sweep(), first.sweep(), second.sweep()]);
    await first.sweep();
    await second.sweep();
  }
  expect(await expectEachOnce(one)).toBeGreaterThan(100);
  await Promise.all([one.close(), other.close()]);
});

test(
  '500 jumps of the clock, back and forward: nothing early, lost or doubled',
  { timeout: 120_000 },
  async () => {
    const office = await openAlertOffice(
      '2026-11-24T10:00:00+08:00',
      'sla: { quietHours: { from: "22:00", to: "08:00" } }',
    );
    const { database } = office;
    await fill(office, 12);
    const start = office.now();
    let latest = start;
    let seed = 20_261_124;
    const random = (below: number): number => (seed = (seed * 48_271) % 2_147_483_647) % below;
    const hour = 3_600_000;
    for (let jump = 0; jump < 500; jump += 1) {
      const leaps = [-24 * hour, -hour, -random(hour), random(60_000), random(hour), hour, random(8 * hour)];
      const to = Math.max(start, office.now() + (leaps[random(leaps.length)] ?? 0));
      office.turnTo(to);
      await office.sweep();
      latest = Math.max(latest, to);
      const early = await database.db
        .selectFrom('sla_alert')
        .select('id')
        .whereRef('at', '>', 'created_at')
        .execute();
      expect(early).toEqual([]);
    }
    // Wherever the clock has ended, time goes on from there.
    for (const later of [latest, latest + 30 * 24 * hour, latest + 31 * 24 * hour]) {
      office.turnTo(later);
      await office.sweep();
      office.turnTo(later + 12 * hour);
      await office.sweep();
    }
    expect(await expectEachOnceOrOutdated(database)).toBeGreaterThan(30);
    const breached = await database.db
      .selectFrom('sla_alert')
      .select('ticket')
      .distinct()
      .where('target', '=', 'resolution')
      .where('level', '=', 'breach')
      .execute();
    expect(breached).toHaveLength(12);
    expect((await Promise.all(places.map((place) => office.told(place)))).flat().length).toBeGreaterThan(10);
  },
);

/** As above, but a night may have outdated what it kept back. */
async function expectEachOnceOrOutdated(database: Database): Promise<number> {
  const copies = await database.db.selectFrom('sla_alert_copy').selectAll().execute();
  expect(copies.filter(({ next_at }) => next_at !== null)).toEqual([]);
  expect(copies.filter(({ message_id, held }) => message_id === null && held === 0)).toEqual([]);
  const alerts = await database.db.selectFrom('sla_alert').select('id').execute();
  const posts = await database.db
    .selectFrom('outbox')
    .select('card_key')
    .where('kind', '=', 'post')
    .where('card_key', 'like', 'alert:%')
    .execute();
  expect(new Set(posts.map(({ card_key }) => card_key)).size).toBe(posts.length);
  return alerts.length;
}
