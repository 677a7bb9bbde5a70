import { afterEach, expect, test } from 'vitest';
import { openPrinterTicket } from '../support/report-printer.ts';
import { castYaml, openWorld, type World } from '../support/world.ts';

let world: World;
afterEach(() => world.close());

const texts = async (place: string): Promise<string[]> => (await world.heard(place)).map(({ text }) => text);
const about = async (place: string, words: RegExp): Promise<string[]> =>
  (await texts(place)).filter((text) => words.test(text));

test('nobody takes it: the group hears it with a button, claims from it, and it is quiet', async () => {
  world = await openWorld({ at: '2026-11-24T10:00:00+08:00' });
  await openPrinterTicket(world);
  await world.passes('2026-11-24T11:05:00+08:00');
  const [alert] = (await world.heard('desk')).filter(({ text }) => text.includes('还没人认领'));
  expect(alert?.text).toContain('@周主管');
  expect(alert?.message.actions.map(({ label }) => label)).toEqual(['认领', '知悉', '怎么算的']);
  await world.presses('wang', '认领', 'desk');
  await world.passes('2026-11-24T17:00:00+08:00');
  expect((await about('desk', /还没人认领/)).length).toBe(1);
});

test('acknowledged by a button: it stops, everybody sees by whom, and the cause of the breach is asked and kept', async () => {
  world = await openWorld({
    at: '2026-11-24T10:00:00+08:00',
    yaml: `${castYaml}
sla:
  untouched: false
  policies:
    - { name: all, when: {}, firstResponse: 1h, resolution: 3wd, calendar: cn, warn: [], breach: { repeat: 20m, max: 5 } }
`,
  });
  const ticket = await openPrinterTicket(world);
  await world.says('wang', `认领 ${ticket}`, 'desk');
  await world.passes('2026-11-24T11:05:00+08:00');
  expect(await about('@wang', /已超时/)).toHaveLength(1);
  await world.passes('2026-11-24T11:25:00+08:00');
  expect((await about('@wang', /已超时/)).at(-1)).toContain('已超时 25 分钟');

  const asked = await world.presses('wang', '知悉', '@wang');
  expect(asked.map(({ text }) => text).join('\n')).toContain('提醒不再重复');
  expect(asked.at(-1)?.text).toContain('为什么超时？');
  expect(asked.at(-1)?.message.actions.map(({ label }) => label)).toContain('人手不够');
  // Whoever else got it sees who has heard it.
  const seen = (await world.heard('managers')).filter(({ edited }) => edited);
  expect(seen.map(({ text }) => text).join('\n')).toContain('✅ 王工 已知悉');

  const thanked = await world.presses('wang', '人手不够', '@wang');
  expect(thanked.map(({ text }) => text).join('\n')).toContain('原因记下了：人手不够');
  await world.passes('2026-11-24T16:00:00+08:00');
  expect((await about('@wang', /已超时 \d/)).length).toBe(1);

  const corrected = await world.says('chen', `知悉 ${ticket} 等供应商 配件周五到`, 'managers');
  expect(corrected.map(({ text }) => text).join('\n')).toContain('原因记下了：等供应商');
  const why = await world.says('wang', `为什么 ${ticket}`);
  expect(why.at(-1)?.text).toContain('超时原因：首次响应：等供应商 · 配件周五到');
  const history = await world.says('wang', `历史 ${ticket}`);
  expect(history.at(-1)?.text).toMatch(/超时原因：首次响应：人手不够[\s\S]*超时原因：首次响应：等供应商/);
  expect((await world.heard('desk')).at(0)?.text).toContain('超时原因: 首次响应：等供应商');
});

test('a colleague whom it is not for is told who may, and a requester does not know the word', async () => {
  world = await openWorld({ at: '2026-11-24T10:00:00+08:00' });
  const ticket = await openPrinterTicket(world);
  await world.says('wang', `认领 ${ticket}`, 'desk');
  await world.passes('2026-11-24T11:40:00+08:00');
  const refused = await world.says('li', `知悉 ${ticket}`, 'desk');
  const elsewhere = await texts('@li');
  expect([...refused.map(({ text }) => text), ...elsewhere].join('\n')).toContain(
    '由处理人、组长、主管或值班的人来知悉',
  );
  const strange = await world.says('lin', `/知悉 ${ticket}`);
  expect(strange.at(-1)?.text).not.toContain('不再重复');
});

test('many at once are one digest, and each of its buttons works', async () => {
  world = await openWorld({ at: '2026-11-24T10:00:00+08:00' });
  for (const who of ['lin', 'lin', 'lin', 'lin', 'lin']) {
    await world.says(who, '转人工');
    await world.says(who, `打印机又坏了 ${Math.trunc(world.now() / 1_000)}`);
  }
  await world.passes('2026-11-24T11:10:00+08:00');
  const digests = (await world.heard('desk')).filter(({ text }) => text.includes('张工单要留意'));
  expect(digests).toHaveLength(1);
  expect(digests[0]?.text).toContain('5 张工单要留意');
  await world.presses('wang', '认领 T-2', 'desk');
  expect((await texts('desk')).join('\n')).toMatch(/王工 已认领 T-2/);
});

test('a P1 at night is told at once; the rest of the night waits for one summary in the morning', async () => {
  world = await openWorld({
    at: '2026-11-24T20:00:00+08:00',
    yaml: `${castYaml}
sla:
  untouched: false
  unclaimed: { P1: 5m, P3: 3h }
  quietHours: { from: "22:00", to: "08:00" }
  policies:
    - { name: all, when: {}, resolution: 24h, calendar: 24x7, warn: [] }
`,
  });
  await openPrinterTicket(world);
  await world.passes('2026-11-24T23:30:00+08:00');
  expect(await about('desk', /还没人认领|要留意/)).toEqual([]);
  await world.says('lin', '转人工');
  await world.says('lin', '全公司断网，业务全停了');
  await world.says('chen', '优先级 T-2 P1');
  await world.passes('2026-11-24T23:40:00+08:00');
  expect(await about('desk', /T-2 · 还没人认领/)).toHaveLength(1);
  await world.restart();
  await world.passes('2026-11-25T08:00:00+08:00');
  const [summary, ...others] = await about('desk', /免打扰时段攒下的提醒/);
  expect(others).toEqual([]);
  expect(summary).toContain('T-1');
});

test('the alert comes in the reader’s own language', async () => {
  world = await openWorld({
    at: '2026-11-24T10:00:00+08:00',
    yaml: castYaml.replace('王工, roles: [agent], locale: zh-CN', '王工, roles: [agent], locale: en'),
  });
  const ticket = await openPrinterTicket(world);
  await world.says('wang', `claim ${ticket}`);
  await world.passes('2026-11-24T12:05:00+08:00');
  expect(await about('@wang', /T-1 · overdue[\s\S]*First response was due today 12:0/)).toHaveLength(1);
  const asked = await world.presses('wang', 'Acknowledge');
  expect(asked.at(-1)?.text).toContain('Why was T-1 late?');
});
