import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWorld, type World } from '../support/world.ts';

/** The main job in Chinese, as one story: a Tuesday morning at the office. */
let world: World;
beforeAll(async () => {
  world = await openWorld({ at: '2026-11-24T10:00:00+08:00' });
});
afterAll(() => world.close());

const last = async (place: string): Promise<string> => (await world.heard(place)).at(-1)?.text ?? '';

test('小林 reports; the bot says what it understood and offers an article', async () => {
  const [answer] = await world.says('lin', 'VPN 连不上了，提示错误 809，我在家办公');
  expect(answer?.text).toContain('VPN');
  expect(answer?.text).toContain('[解决了]');
});

test('the steps are one click away', async () => {
  const [steps] = await world.presses(
    'lin',
    (await world.heard('@lin')).at(-1)?.message.actions[0]?.label ?? '',
  );
  expect(steps?.text).toMatch(/1\..+\n2\./);
});

test('not solved: the bot asks only what it does not know yet', async () => {
  const [question] = await world.presses('lin', '没解决');
  expect(question?.text).toContain('[取消]');
  expect(question?.text).not.toContain('809');
});

test('he answers every question by number and sees the summary', async () => {
  for (let step = 0; step < 10 && !(await last('@lin')).includes('[提交]'); step += 1) {
    const options =
      (await world.heard('@lin'))
        .at(-1)
        ?.message.actions.filter(({ action }) => action.includes(':answer:')) ?? [];
    await world.says('lin', options.length > 0 ? '1' : '在家里的书房');
  }
  const summary = await last('@lin');
  expect(summary).toContain('[提交]');
  expect(summary).toContain('809');
});

test('he confirms; the ticket has a number and both promises; the desk gets its card', async () => {
  const [opened] = await world.presses('lin', '提交');
  expect(opened?.text).toContain('T-1');
  expect(opened?.text).toMatch(/首次响应: 今天 \d\d:\d\d 前/);
  const card = await last('desk');
  expect(card).toContain('T-1');
  expect(card).toContain('小林');
  expect(card).toContain('809');
  expect(card).toContain('[认领]');
});

test('王工 claims by button; 李工 is too late and told who was first', async () => {
  await world.presses('wang', '认领', 'desk');
  const [refused] = await world.says('li', '认领 T-1', 'desk');
  expect(refused?.text).toBe('T-1 已经由 王工 认领了。');
  const card = (await world.heard('desk')).find(({ text }) => text.startsWith('T-1 ·'));
  expect(card).toMatchObject({ edited: true });
  expect(card?.text).not.toContain('[认领]');
  expect(card?.text).toContain('王工');
  expect(await last('@lin')).toContain('王工');
});

test('words pass both ways, and work notes never do', async () => {
  const before = (await world.heard('@lin')).length;
  await world.says('wang', '备注 T-1 网关证书昨晚过期了', 'desk');
  await world.says('wang', '中午吃什么', 'desk');
  expect(await world.heard('@lin')).toHaveLength(before);
  await world.says('wang', '回复 T-1 麻烦重启一下客户端再试', 'desk');
  expect(await last('@lin')).toContain('麻烦重启一下客户端再试');
  await world.says('lin', '重启过了还是不行');
  expect(await last('@wang')).toContain('重启过了还是不行');
});

test('the reply stopped the first-response clock; why explains it', async () => {
  const [why] = await world.says('wang', '为什么 T-1', 'desk');
  expect(why?.text).toContain('09:00');
  expect(why?.text).not.toContain('undefined');
});

test('王工 resolves; "thanks" does not reopen; 小林 confirms and rates', async () => {
  await world.says('wang', '解决 T-1 已更新网关证书', 'desk');
  expect(await last('@lin')).toContain('已更新网关证书');
  const [thanks] = await world.says('lin', '谢谢！');
  expect(thanks?.text).toContain('[好了]');
  const [closed] = await world.says('lin', '好了');
  expect(closed?.text).toContain('[5 很满意]');
  await world.presses('lin', '1 很不满意');
  expect(await last('managers')).toMatch(/小林.*T-1.*1 分.*T-2/s);
  await world.says('lin', '等太久了');
  expect(await last('managers')).toContain('等太久了');
  expect(await last('desk')).toContain('回访');
});

test('the history tells it all, to staff only', async () => {
  const [history] = await world.says('wang', '历史 T-1', 'desk');
  expect(history?.text).toContain('网关证书昨晚过期了');
  const [refused] = await world.says('lin', '/历史 T-1');
  expect(refused?.text).not.toContain('网关证书昨晚过期了');
});
