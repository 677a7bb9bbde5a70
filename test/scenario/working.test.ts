import { afterEach, beforeEach, expect, test } from 'vitest';
import { openPrinterTicket } from '../support/report-printer.ts';
import { openWorld, type World } from '../support/world.ts';

let world: World;
beforeEach(async () => {
  world = await openWorld({ at: '2026-11-24T10:00:00+08:00' });
  await openPrinterTicket(world);
});
afterEach(() => world.close());

const last = async (place: string): Promise<string> => (await world.heard(place)).at(-1)?.text ?? '';
const all = async (place: string): Promise<string> =>
  (await world.heard(place)).map(({ text }) => text).join('\n');

test('fifty claims at once have one winner, and everybody else hears who', async () => {
  const claims = Array.from({ length: 50 }, (_, index) =>
    world.says(index % 2 === 0 ? 'wang' : 'li', '认领 T-1', 'desk'),
  );
  await Promise.all(claims);
  const won = (await world.heard('desk')).filter(({ text }) => /^@?(王工|李工) 已认领 T-1/.test(text));
  const lost = (await world.heard('desk')).filter(({ text }) =>
    /已经由 (王工|李工) 认领了|已经在你手上了/.test(text),
  );
  expect(won).toHaveLength(1);
  expect(lost).toHaveLength(49);
});

test('every copy of the card is repainted, old ones too', async () => {
  await world.presses('wang', '认领', 'desk');
  await world.says('wang', '退回 T-1', 'desk');
  await world.says('li', '认领 T-1', 'desk');
  await world.says('li', '优先级 T-1 P2', 'desk');
  const cards = [
    ...(await world.heard('desk')),
    ...(await world.heard('@wang')),
    ...(await world.heard('@li')),
  ].filter(({ text }) => text.startsWith('T-1 ·'));
  expect(cards.length).toBeGreaterThanOrEqual(3);
  for (const { text } of cards) {
    expect(text).toContain('T-1 · P2');
    expect(text).toContain('处理人: 李工');
    expect(text).not.toContain('[认领]');
  }
});

test('hold asks for a reason, pauses the clock, and the answer of the requester resumes it', async () => {
  await world.says('wang', '认领 T-1', 'desk');
  expect((await world.says('wang', '挂起 T-1', 'desk'))[0]?.text).toContain('为什么挂起');
  await world.says('wang', '挂起 T-1 请求人 等他回来', 'desk');
  expect(await last('@lin')).toContain('需要你补充');
  expect(await all('@lin')).not.toContain('等他回来');
  await world.passes('2026-11-25T10:00:00+08:00');
  await world.says('lin', '我回来了，现在在三楼');
  expect(await last('@wang')).toContain('现在在三楼');
  const [why] = await world.says('wang', '为什么 T-1', 'desk');
  expect(why?.text).toContain('暂停');
});

test('buttons ask for their words in private', async () => {
  await world.presses('wang', '认领', 'desk');
  await world.presses('wang', '回复', '@wang');
  expect(await last('@wang')).toContain('下一条消息');
  await world.says('wang', '马上过去');
  expect(await last('@lin')).toContain('马上过去');
});

test('urging reaches whoever has it, once in half an hour', async () => {
  await world.says('wang', '认领 T-1', 'desk');
  await world.says('lin', '催单');
  expect(await last('@wang')).toContain('在催 T-1');
  expect((await world.says('lin', '催单'))[0]?.text).toContain('刚替你催过');
});

test('assigning by name tells the assignee and the requester', async () => {
  await world.says('zhou', '指派 T-1 李工', 'desk');
  expect(await all('@li')).toContain('周主管');
  expect(await last('@lin')).toContain('李工');
  expect((await world.says('zhou', '指派 T-1 没这个人', 'desk'))[0]?.text).toContain('没这个人');
});

test('a changed category teaches, moves the promise, and is in the history', async () => {
  await world.says('wang', '分类 T-1 hardware.peripheral', 'desk');
  expect((await world.says('wang', '历史 T-1', 'desk'))[0]?.text).toContain('外设');
});

test('cancelling asks first', async () => {
  expect((await world.says('lin', '撤销 T-1'))[0]?.text).toContain('确定撤销');
  await world.presses('lin', '撤销');
  expect(await last('desk')).toContain('撤销了 T-1');
  expect((await world.says('wang', '认领 T-1', 'desk'))[0]?.text).toContain('已经结束');
});

test('queue, mine and my list what they should', async () => {
  expect((await world.says('wang', '待认领', 'desk'))[0]?.text).toContain('T-1');
  await world.says('wang', '认领 T-1', 'desk');
  expect((await world.says('wang', '待认领', 'desk'))[0]?.text).not.toContain('T-1');
  expect((await world.says('wang', '我的', 'desk'))[0]?.text).toContain('T-1');
  expect((await world.says('lin', '我的工单'))[0]?.text).toContain('T-1');
  expect((await world.says('emma', 'my'))[0]?.text).not.toContain('T-1');
});

test('a foreign ticket and none at all get the same answer', async () => {
  const foreign = (await world.says('emma', 'status T-1'))[0]?.text;
  const missing = (await world.says('emma', 'status T-999'))[0]?.text;
  expect(foreign?.replace('T-1', 'T-n')).toBe(missing?.replace('T-999', 'T-n'));
  for (const verb of ['why', 'urge', 'cancel', 'reopen', 'add', 'rate', 'confirm']) {
    const answer = (await world.says('emma', `/${verb} T-1 5`))[0]?.text;
    expect(answer?.replace('T-1', 'T-n')).toBe(missing?.replace('T-999', 'T-n'));
  }
});

test('another matter while a ticket is open is asked about, not swallowed', async () => {
  const [asked] = await world.says('lin', 'VPN 连不上了，提示错误 809');
  expect(asked?.text).toContain('[新问题]');
  const [fresh] = await world.presses('lin', '新问题');
  expect(fresh?.text).toContain('VPN');
});

test('not solved after resolution reopens with the words, and the assignee hears', async () => {
  await world.says('wang', '解决 T-1 清了卡纸', 'desk');
  await world.says('lin', '还是不行');
  expect(await last('@wang')).toContain('还是不行');
  expect((await world.says('lin', '进度 T-1'))[0]?.text).toContain('处理中');
});

test('a rating under the threshold tells the managers once and opens one follow-up', async () => {
  await world.says('wang', '解决 T-1 清了卡纸', 'desk');
  await world.presses('lin', '好了');
  await world.presses('lin', '2 不满意');
  await world.says('lin', '跳过');
  const told = (await world.heard('managers')).filter(({ text }) => text.includes('2 分'));
  expect(told).toHaveLength(1);
  expect(
    told[0]?.message.blocks
      .flatMap((block) => (block.type === 'text' ? block.inlines : []))
      .some(({ type }) => type === 'mention'),
  ).toBe(true);
  expect(await last('desk')).toContain('回访');
});
