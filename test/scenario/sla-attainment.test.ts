import { afterEach, expect, test } from 'vitest';
import { openPrinterTicket } from '../support/report-printer.ts';
import { openWorld, type World } from '../support/world.ts';

let world: World;
afterEach(() => world.close());

const last = async (place: string) => {
  const said = (await world.heard(place)).at(-1);
  if (!said) throw new Error('the bot is silent');
  return said;
};

test('a manager asks how the promises are kept, and what is overdue', async () => {
  world = await openWorld({ at: '2026-09-22T10:00:00+08:00' });
  await openPrinterTicket(world);
  await openPrinterTicket(world, 'emma');
  await world.says('chen', '/sla today');
  expect((await last('@chen')).text).toMatch(/今天的时限达成率.*首次响应 还没有结果.*还在计时 2/s);

  await world.says('wang', '认领 T-1', 'desk');
  await world.says('wang', '回复 T-1 在看了', 'desk');
  await world.says('chen', '达成率 本周');
  expect((await last('@chen')).text).toMatch(/本周.*首次响应 100%.*1 次里按时 1，超时 0；还在计时 1/s);

  // Whatever priority the second one got, its first response is due by now.
  await world.passes('2026-09-23T10:30:00+08:00');
  await world.presses('chen', '本月');
  const month = await last('@chen');
  expect(month.text).toMatch(/本月.*首次响应 50\.0%/s);
  expect(month.text).toMatch(/超时原因.*未说明 1/s);
  expect(month.text).toContain('都不算达成');

  await world.presses('chen', '超时工单');
  const overdue = await last('@chen');
  expect(overdue.text).toMatch(/超时未完的工单：1 张.*T-2.*首次响应原定.*未说明/s);
  await world.presses('chen', overdue.message.actions[0]?.label ?? '');
  expect((await last('@chen')).text).toContain('T-2');
});

test('a group may be named; one there is not gets the names there are', async () => {
  world = await openWorld({ at: '2026-09-22T10:00:00+08:00' });
  await openPrinterTicket(world);
  await world.says('zhou', '/sla 本周 服务台');
  expect((await last('@zhou')).text).toContain('服务台');
  await world.says('zhou', '/sla week nowhere');
  expect((await last('@zhou')).text).toMatch(/没有叫“nowhere”的组.*服务台/s);
});

test('in English it is the same', async () => {
  world = await openWorld({ at: '2026-09-22T10:00:00+08:00' });
  await world.says('chen', '/lang en');
  await world.says('chen', 'sla month');
  expect((await last('@chen')).text).toContain('Promises kept this month');
  await world.says('chen', 'breaches');
  expect((await last('@chen')).text).toContain('No open ticket is overdue.');
});

test('to agents and requesters these commands do not exist; a requester’s "超时" is a fault', async () => {
  world = await openWorld({ at: '2026-09-22T10:00:00+08:00' });
  for (const command of ['/sla', '/breaches', '/超时']) {
    await world.says('wang', command);
    expect((await last('@wang')).text).not.toMatch(/达成率（|超时未完|没有超时/);
    await world.says('lin', command);
    expect((await last('@lin')).text).not.toMatch(/达成率（|超时未完|没有超时/);
  }
  await world.says('lin', '超时');
  expect((await last('@lin')).text).not.toMatch(/没有这个指令|没有“超时”/);
  await world.says('wang', '帮助');
  expect((await last('@wang')).text).not.toContain('达成率');
  await world.says('zhou', '帮助');
  expect((await last('@zhou')).text).toContain('达成率');
});

test('/why names each stretch, the change of policy and its sum', async () => {
  world = await openWorld({ at: '2026-09-22T10:00:00+08:00' });
  await openPrinterTicket(world);
  await world.says('wang', '认领 T-1', 'desk');
  await world.passes('2026-09-22T10:30:00+08:00');
  await world.says('wang', '挂起 T-1 等用户', 'desk');
  await world.passes('2026-09-22T11:00:00+08:00');
  await world.says('wang', '恢复 T-1', 'desk');
  await world.says('wang', '优先级 T-1 P2', 'desk');
  await world.says('wang', '为什么 T-1', 'desk');
  const { text } = await last('desk');
  expect(text).toContain('按 P2 策略');
  expect(text).toMatch(/起改按 P2 策略（原来是 P3）/);
  expect(text).toMatch(/10:30 – 11:00\s+暂停/);
  expect(text).toMatch(/计时 \d+ 分钟/);
  expect(text).toMatch(/09-23 09:00 – 10:30\s+计时 1 小时 30 分/);
  expect(text).toMatch(/用时 30 分钟，时限 9 小时。按日历 cn 计/);
  expect(text).toMatch(/还没完成，就发到期提醒/);
  await world.says('lin', '/lang en');
  await world.says('lin', 'why T-1');
  expect((await last('@lin')).text).toMatch(/Since .* the P2 policy applies/);
});
