import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sql } from 'kysely';
import { createWatch, type Watch } from '../../src/runtime/watch-desk.ts';
import { checkAudit } from '../../src/doctor/check-audit.ts';
import { inspectAudit } from '../../src/store/inspect-audit.ts';
import { createHttpServer } from '../../src/web/server.ts';
import { silentLogger } from '../../src/kernel/logger.ts';
import { openQuietOffice, steadyPace, type QuietOffice } from '../support/quiet-office.ts';

let desk: QuietOffice;
let watch: Watch;
let woken = 0;
beforeEach(async () => {
  woken = 0;
  desk = await openQuietOffice({ at: '2026-09-22T10:00:00+08:00' });
  watch = createWatch(desk.office, {
    policies: desk.policies,
    pace: steadyPace,
    wake: () => {
      woken += 1;
    },
  });
});
afterEach(async () => {
  await watch.stop();
  await desk.close();
});

const minutes = (count: number): number => count * 60_000;

describe('what is known of the auditor from outside', () => {
  test('it waits, is fine after an audit, and is absent 25 minutes after the last', async () => {
    expect(watch.health()).toEqual({ state: 'waiting', last: null });
    await desk.open();
    await watch.audit();
    expect(watch.health()).toMatchObject({ state: 'fine', last: { tickets: 1, differences: 0 } });
    expect(woken).toBeGreaterThan(0);
    desk.turn(minutes(25));
    expect(watch.health().state).toBe('fine');
    desk.turn(minutes(1));
    expect(watch.health().state).toBe('absent');
  });

  test('it is absent too where none came since the start, however long ago the last one was', async () => {
    await watch.audit();
    desk.turn('2026-09-25T10:00:00+08:00');
    const again = createWatch(desk.office, { policies: [], wake: () => undefined, pace: steadyPace });
    await again.catchUp();
    expect(again.health()).toMatchObject({ state: 'fine', last: { tickets: 0 } });
    desk.turn(minutes(26));
    expect(again.health().state).toBe('absent');
    await again.stop();
  });

  test('/readyz tells when, of how many tickets, and what differed; readiness does not hang on it', async () => {
    await desk.open();
    await desk.office.database.transact((tx) => sql`update ticket set resolution_due_at = 1`.execute(tx));
    await watch.audit();
    const server = createHttpServer({
      host: '127.0.0.1',
      port: 0,
      logger: silentLogger,
      readiness: () => ({
        ready: true,
        channels: { web: { state: 'connected', lastFrameAt: null } },
        audit: { ...watch.health(), state: 'absent' },
      }),
    });
    const { url } = await server.listen();
    const response = await fetch(`${url}/readyz`);
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({
      ready: true,
      channels: { web: { state: 'connected', lastFrameAgeMs: null } },
      audit: { state: 'absent', lastAt: '2026-09-22T02:00:00.000Z', tickets: 1, differences: 1 },
    });
    await server.close();
  });

  test('the doctor reads it from the file, in use or not', async () => {
    const path = `${desk.dir}/bangban.db`;
    const english = async () => checkAudit(await inspectAudit(path), desk.now()).lines.map(({ en }) => en);
    expect(await english()).toEqual(['none yet']);
    await desk.open();
    await watch.audit();
    expect(await english()).toEqual(['last 2026-09-22T02:00:00.000Z: 1 tickets, 0 differences']);
    desk.turn(minutes(26));
    expect(await english()).toHaveLength(2);
    expect(checkAudit(undefined, 0).state).toBe('ok');
  });
});

test('what the watch does at a start tells nobody anything where nothing changed', async () => {
  await desk.open();
  await desk.told();
  await watch.catchUp();
  await watch.audit();
  expect(await watch.guard()).toBe(false);
  expect(await desk.told()).toEqual([]);
});
