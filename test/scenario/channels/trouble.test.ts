import { afterEach, describe, expect, test } from 'vitest';
import type { FakePlatform } from '../../fakes/fake-platform.ts';
import { createOfficeClock, openOfficeOn, type OfficeOn } from '../../support/office-on.ts';
import { reportVpn } from './main-job.ts';
import { platforms, singly } from './platforms.ts';

/** What goes wrong between us and a platform, on each of them. */
const at = '2026-11-24T10:00:00+08:00';
let office: OfficeOn | undefined;
afterEach(async () => {
  await office?.close();
  office = undefined;
});

/** Waits for what happens by itself; the clock runs meanwhile. */
async function until(what: () => Promise<boolean> | boolean, withinMs = 20_000): Promise<void> {
  const deadline = performance.now() + withinMs;
  while (!(await what())) {
    if (performance.now() > deadline) throw new Error(`it did not happen within ${withinMs} ms`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

describe.each(Object.entries({ ...platforms, ...singly }))('%s', (_, start) => {
  test('ten deliveries of one event are answered once', async () => {
    const clock = createOfficeClock(at);
    const platform = await start(clock.now);
    office = await openOfficeOn({ platforms: [platform], clock });
    const place = office.placeOf('lin');
    const userId = place.slice(1);
    for (let count = 0; count < 10; count += 1) {
      await platform.says(userId, place, '打印机卡纸了，打不出来', { key: 'one' });
      if (count === 4) await office.restart();
    }
    await until(async () => (await office?.sees('lin'))?.length !== 0);
    await office.settle();
    const { database } = office;
    const events = await database().db.selectFrom('inbox').select('state').execute();
    expect(events).toEqual([{ state: 'handled' }]);
    const posts = await database()
      .db.selectFrom('outbox')
      .select('state')
      .where('conversation_key', '=', `${platform.channel}:${place}`)
      .where('kind', '=', 'post')
      .execute();
    expect(posts).toEqual([{ state: 'sent' }]);
  });

  test('a minute without gateway and API: what is said meanwhile arrives after it, once and in order', async () => {
    const clock = createOfficeClock(at);
    const platform = await start(clock.now);
    office = await openOfficeOn({ platforms: [platform], web: true, clock, seats: { wang: 'web' } });
    await reportVpn(office);
    await office.presses('lin', '提交');
    await office.says('wang', '认领 T-1', 'desk');
    platform.goDown();
    platform.disconnect();
    await until(async () => (await office?.readiness())?.channels[platform.channel]?.state === 'down');
    const words = ['第一句', '第二句', '第三句', '第四句', '第五句'];
    for (const word of words) {
      await office.stage('web').says('wang', 'desk', `回复 T-1 ${word}`);
      clock.turn(12_000);
    }
    await until(async () => (await waiting()) >= words.length);
    expect((await office.readiness()).status).toBe(200);
    platform.comeBack();
    await until(() => platform.connections() > 0);
    await until(async () => {
      await office?.settle();
      return (await waiting()) === 0;
    });
    const told = (await office.sees('lin')).map(({ text }) => text).join('\n');
    const places = words.map((word) => told.indexOf(word));
    expect(places).toEqual(places.toSorted((one, other) => one - other));
    for (const word of words) expect(told.split(word)).toHaveLength(2);
    // And somebody who writes now is heard.
    expect(await office.says('lin', '好的，我试试')).not.toEqual([]);
  });
});

/** Messages not sent yet, whatever becomes of them. */
async function waiting(): Promise<number> {
  const db = office?.database().db;
  const rows = await db?.selectFrom('outbox').select('id').where('state', '<>', 'sent').execute();
  return rows?.length ?? 0;
}

describe('of three platforms and the web', () => {
  const names = Object.keys(singly);

  test.each(names)('without %s the others serve', async (gone) => {
    const clock = createOfficeClock(at);
    const all = new Map<string, FakePlatform>();
    for (const [name, start] of Object.entries(singly)) all.set(name, await start(clock.now));
    office = await openOfficeOn({
      platforms: [...all.values()],
      web: true,
      clock,
      seats: { lin: 'web', emma: 'wecom', wang: 'slack', li: 'dingtalk' },
    });
    all.get(gone)?.goDown();
    all.get(gone)?.disconnect();
    await until(async () => (await office?.readiness())?.channels[gone]?.state === 'down');
    const { status, channels } = await office.readiness();
    expect(status).toBe(200);
    expect(channels[gone]?.reason).not.toBe('');
    for (const who of ['lin', 'emma', 'wang', 'li'] as const) {
      if (office.seatOf(who) === gone) continue;
      const answer = await office.says(who, 'VPN 连不上了，提示错误 809');
      expect(answer.map(({ text }) => text).join(), who).toContain('VPN');
    }
  });
});
