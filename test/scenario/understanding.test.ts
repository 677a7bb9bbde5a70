import { afterEach, beforeEach, expect, test } from 'vitest';
import { listDeflections } from '../../src/store/deflection-store.ts';
import { openWorld, type World } from '../support/world.ts';

let world: World;
beforeEach(async () => {
  world = await openWorld({ at: '2026-11-24T10:00:00+08:00' });
});
afterEach(() => world.close());

test('lost: it asks and never guesses; after three tries a person looks at it', async () => {
  const [first] = await world.says('lin', '又不行了');
  expect(first?.text).toContain('[转人工]');
  const [second] = await world.says('lin', '就是那个不行');
  expect(second?.text).toContain('[转人工]');
  const [third] = await world.says('lin', '还是那样');
  expect(third?.text).not.toContain('没太明白');
});

test('small talk is answered and opens nothing', async () => {
  const [hello] = await world.says('lin', '你好');
  expect(hello?.text).toContain('你好');
  const [thanks] = await world.says('lin', '谢谢');
  expect(thanks?.text).toContain('不客气');
  expect(await world.heard('desk')).toHaveLength(0);
});

test('what is not IT is said so, with a way on', async () => {
  const [answer] = await world.says('lin', '食堂今天中午吃什么');
  expect(answer?.text).toContain('不归 IT 管');
});

test('solved ends politely; no ticket', async () => {
  await world.says('lin', 'VPN 连不上了，提示错误 809');
  const [done] = await world.presses('lin', '解决了');
  expect(done?.text).toContain('太好了');
  expect(await world.heard('desk')).toHaveLength(0);
});

test('"not my problem" offers other categories', async () => {
  await world.says('lin', 'VPN 连不上了，提示错误 809');
  const [others] = await world.presses('lin', '不是我的问题');
  expect(others?.text).not.toContain('[VPN 与远程接入]');
});

test('"a person, please" opens a ticket with the next words, without a question', async () => {
  await world.says('lin', '转人工');
  const [opened] = await world.says('lin', '机房门口那台机器一直在滴滴响');
  expect(opened?.text).toContain('T-1');
});

test('Traditional is answered in Traditional, English in English, for people nobody configured', async () => {
  const [traditional] = await world.says('guest-yating', '我的筆電連不上公司的無線網路');
  expect(traditional?.text).toMatch(/[們這個們連線無]/);
  const [english] = await world.says('guest-bob', 'my laptop cannot connect to the office wifi');
  expect(english?.text).toMatch(/[a-z]{4}/);
  expect(english?.text).not.toMatch(/\p{Script=Han}{3}/u);
});

test('a person chooses the language, and keeps it', async () => {
  const [set] = await world.says('lin', 'lang en');
  expect(set?.text).toMatch(/English/);
  const [answer] = await world.says('lin', '你好');
  expect(answer?.text).not.toMatch(/\p{Script=Han}{3}/u);
});

test('a report in a group moves to a direct message, and the group is told', async () => {
  await world.says('wang', '@帮办 我自己的 VPN 连不上了', 'desk');
  expect((await world.heard('desk')).at(-1)?.text).toContain('私聊');
  expect((await world.heard('@wang')).at(-1)?.text).toContain('VPN');
});

test('an unknown command names the nearest the asker may use', async () => {
  const [agent] = await world.says('wang', '/clam T-1', 'desk');
  expect(agent?.text).toContain('/claim');
  const [requester] = await world.says('lin', '/clam T-1');
  expect(requester?.text).not.toContain('/claim');
});

test('help lists only what the asker may do', async () => {
  expect((await world.says('lin', '帮助'))[0]?.text).not.toContain('认领');
  expect((await world.says('wang', '帮助'))[0]?.text).toContain('认领');
});

test.each([
  ['empty of everything visible', '\u200b\u2060'],
  ['control characters', '打印机\u0000\u0007坏了'],
  ['right-to-left', '\u202eexe.cod打不开'],
  ['a mention of everyone', '@所有人 @all <!channel> 网络断了'],
  ['markup', '<b>VPN</b> [x](https://evil.example) 连不上'],
  ['braces', '{ticket} {{constructor}} ${x} 打印机卡纸'],
  ['a formula', '=cmd|calc 打开表格报错'],
  ['100 KB long', `打印机坏了 ${'x'.repeat(100_000)}`],
])('%s is answered sensibly', async (_, text) => {
  const said = await world.says('lin', text);
  expect(said.length).toBeGreaterThan(0);
  expect(said.at(-1)?.text).not.toContain('没处理成');
  for (const { message } of said) {
    const inlines = message.blocks.flatMap((block) => (block.type === 'text' ? block.inlines : []));
    expect(inlines.filter(({ type }) => type === 'mention' || type === 'link')).toEqual([]);
  }
});

test('"solved" counts as a ticket spared only if none follows within a day', async () => {
  await world.says('lin', 'VPN 连不上了，提示错误 809');
  await world.presses('lin', '解决了');
  await world.says('emma', "I can't connect to the VPN, error 809");
  await world.presses('emma', 'Solved');
  await world.says('emma', 'get a person');
  await world.says('emma', 'the VPN is down again');
  await world.passes(25 * 3_600_000);
  const people = async (state: 'counted' | 'void') =>
    (await listDeflections(world.database().db, state, 0)).map(({ personId }) => personId);
  expect(await people('counted')).toEqual(['lin']);
  expect(await people('void')).toEqual(['emma']);
});
