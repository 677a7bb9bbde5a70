import { afterEach, expect, test } from 'vitest';
import { openPrinterTicket } from '../support/report-printer.ts';
import { openWorld, type World } from '../support/world.ts';

let world: World;
afterEach(() => world.close());

const texts = async (place: string): Promise<string[]> => (await world.heard(place)).map(({ text }) => text);
const alertsIn = async (place: string): Promise<string[]> =>
  (await texts(place)).filter((text) => /⏰|超时/.test(text));

test('a warning and a breach reach the desk and the managers, each once, with real mentions', async () => {
  world = await openWorld({ at: '2026-11-24T10:00:00+08:00' });
  await openPrinterTicket(world);
  await world.passes('2026-11-24T11:30:00+08:00');
  expect(await alertsIn('managers')).toHaveLength(0);
  await world.passes('2026-11-24T11:37:00+08:00');
  expect(await alertsIn('managers')).toHaveLength(1);
  await world.passes('2026-11-24T11:40:00+08:00');
  expect(await alertsIn('managers')).toHaveLength(1);
  await world.passes('2026-11-24T12:01:00+08:00');
  await world.passes('2026-11-24T12:30:00+08:00');
  expect(await alertsIn('managers')).toHaveLength(2);
  const mentioned = (await world.heard('managers')).flatMap(({ message }) =>
    message.blocks
      .flatMap((block) => (block.type === 'text' ? block.inlines : []))
      .filter(({ type }) => type === 'mention'),
  );
  expect(mentioned).toEqual(
    Array.from({ length: 2 }, () => ({ type: 'mention', userId: 'zhou', name: '周主管' })),
  );
});

test('the assignee is told in person once there is one', async () => {
  world = await openWorld({ at: '2026-11-24T10:00:00+08:00' });
  await openPrinterTicket(world);
  await world.says('wang', '认领 T-1', 'desk');
  await world.passes('2026-11-24T12:01:00+08:00');
  expect((await texts('@wang')).some((text) => text.includes('T-1') && text.includes('首次响应'))).toBe(true);
});

test('nights and weekends do not count; a make-up Saturday does', async () => {
  // Saturday 2026-10-10 is a make-up working day after National Day.
  world = await openWorld({ at: '2026-10-09T17:30:00+08:00' });
  await openPrinterTicket(world);
  await world.passes('2026-10-10T08:59:00+08:00');
  expect(await alertsIn('managers')).toHaveLength(0);
  await world.passes('2026-10-10T10:32:00+08:00');
  expect(await alertsIn('managers')).toHaveLength(1);
});

test('after a downtime of days what was missed is told once, marked late', async () => {
  world = await openWorld({ at: '2026-11-24T10:00:00+08:00' });
  await openPrinterTicket(world);
  await world.passes('2026-11-27T10:00:00+08:00');
  await world.restart();
  await world.passes(1_000);
  const heard = await alertsIn('managers');
  expect(heard.length).toBeGreaterThan(0);
  expect(new Set(heard).size).toBe(heard.length);
});

test('promises are told in the requester’s own time zone', async () => {
  world = await openWorld({
    at: '2026-11-24T10:00:00+08:00',
    yaml: `
http: { port: 0 }
people:
  - { id: emma, name: Emma, roles: [requester], locale: en, timeZone: Europe/London, identities: { web: emma } }
`,
  });
  await world.says('emma', 'get a person');
  const [opened] = await world.says('emma', 'the printer on floor 3 is on fire, sort of');
  expect(opened?.text).toMatch(/today 0\d:\d\d/);
});

test('given back while on hold, a ticket’s clock runs again, and its story says so', async () => {
  world = await openWorld({ at: '2026-11-24T10:00:00+08:00' });
  await openPrinterTicket(world);
  await world.says('wang', '认领 T-1', 'desk');
  await world.says('wang', '挂起 T-1 等用户', 'desk');
  await world.passes('2026-11-24T14:00:00+08:00');
  await world.says('wang', '退回 T-1', 'desk');
  await world.passes('2026-11-24T15:30:00+08:00');
  await world.says('wang', '为什么 T-1', 'desk');
  const why = (await texts('desk')).at(-1) ?? '';
  expect(why).toContain('11-24 10:00 – 14:00  暂停，等提单人回复');
  expect(why).toContain('11-24 14:00 – 15:30  计时 1 小时 30 分');
  expect(why).toMatch(/解决 · 还剩/);
  await world.says('wang', '历史 T-1', 'desk');
  const history = (await texts('desk')).at(-1) ?? '';
  expect(history).toMatch(/恢复处理\n.*退回/);
  expect(history).toContain('时限提醒：首次响应 · 超时');
  // Whoever waits for an answer hears nothing of what agents do among themselves.
  expect((await texts('@lin')).filter((text) => text.includes('继续处理了'))).toEqual([]);
  // In other hands it goes on just so.
  await world.says('wang', '认领 T-1', 'desk');
  await world.says('wang', '挂起 T-1 等用户', 'desk');
  await world.says('zhou', '指派 T-1 @王工', 'desk');
  expect((await world.heard('desk')).at(-1)?.text).not.toContain('已恢复处理');
});
