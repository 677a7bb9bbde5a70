import { afterEach, beforeEach, expect, test } from 'vitest';
import { reportPrinter } from '../support/report-printer.ts';
import { openWorld, type World } from '../support/world.ts';

let world: World;
beforeEach(async () => {
  world = await openWorld({ at: '2026-11-24T10:00:00+08:00' });
});
afterEach(() => world.close());

const last = async (place = '@lin'): Promise<string> => (await world.heard(place)).at(-1)?.text ?? '';

test('what was said in the report is not asked: neither the place nor the error', async () => {
  await reportPrinter(world);
  const asked = (await world.heard('@lin')).map(({ text }) => text).join('\n');
  expect(asked).not.toContain('几楼');
  expect(await last()).toContain('三楼');
});

test('several answers in one line', async () => {
  await world.says('lin', 'VPN 连不上了');
  await world.says('lin', '没解决');
  await world.says('lin', '1, easyconnect, 2');
  const [summaryOrNext] = await world.says('lin', '跳过');
  expect(summaryOrNext?.text).not.toContain('客户端？');
});

test('back, skip, and a required question that cannot be skipped', async () => {
  await reportPrinter(world, 'lin', '是哪台打印机');
  const [required] = await world.says('lin', '跳过');
  expect(required?.text).toContain('不能跳过');
  const [before] = await world.says('lin', '返回');
  expect(before?.text).toContain('打印机怎么了');
});

test('"I do not know" is an answer', async () => {
  await reportPrinter(world, 'lin', '是哪台打印机');
  const [next] = await world.says('lin', '不知道');
  expect(next?.text).not.toContain('是哪台打印机');
});

test('a correction in plain words replaces what it is about', async () => {
  await reportPrinter(world);
  const [summary] = await world.says('lin', '不是，是五楼那台');
  expect(summary?.text).toContain('五楼');
  expect(summary?.text).not.toContain('地点: 三楼');
});

test('a side question is answered and the place kept', async () => {
  await reportPrinter(world, 'lin', '是哪台打印机');
  const said = await world.says('lin', '大概要多久能修好？');
  expect(said.at(-1)?.text).toContain('是哪台打印机');
});

test('cancel puts it aside; the next words start afresh', async () => {
  await reportPrinter(world, 'lin', '是哪台打印机');
  expect((await world.says('lin', '取消'))[0]?.text).toContain('取消');
  expect((await world.says('lin', '忘记开机密码了'))[0]?.text).not.toContain('打印机');
});

test('a restart in the middle is not noticed', async () => {
  await reportPrinter(world, 'lin', '是哪台打印机');
  await world.restart();
  const [next] = await world.says('lin', '财务室那台惠普');
  expect(next?.text).not.toContain('是哪台打印机');
  expect((await world.heard('@lin')).filter(({ text }) => text.includes('是哪台打印机'))).toHaveLength(1);
});

test('after a week an answer is still an answer, and a new matter is asked about', async () => {
  await reportPrinter(world, 'lin', '怎么了');
  await world.passes(7 * 24 * 3_600_000);
  const [asked] = await world.says('lin', 'VPN 连不上，一直转圈');
  expect(asked?.text).toContain('[新问题]');
  const [fresh] = await world.presses('lin', '新问题');
  expect(fresh?.text).toContain('VPN');
});

test('a button of an earlier step is known as one', async () => {
  await world.says('lin', '三楼打印机卡纸了，怎么都打不出来');
  await world.says('lin', '没解决');
  const said = await world.presses('lin', '没解决');
  expect(said[0]?.text).toContain('前面一步');
  expect(said.at(-1)?.text).toContain('[取消]');
});

test('a screenshot answers the question for one and reaches the card', async () => {
  const png = Uint8Array.from(
    Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
      'base64',
    ),
  );
  await reportPrinter(world, 'lin', '是哪台打印机');
  const [received] = await world.sends('lin', { name: '卡纸.png', bytes: png });
  expect(received?.text).toContain('附件');
  await reportToEnd();
  expect((await world.heard('desk')).at(-1)?.message.attachmentKeys).toHaveLength(1);
});

async function reportToEnd(): Promise<void> {
  for (let step = 0; step < 10; step += 1) {
    const actions = (await world.heard('@lin')).at(-1)?.message.actions ?? [];
    if (actions.some(({ action }) => action.endsWith(':submit'))) {
      await world.presses('lin', '提交');
      return;
    }
    await world.says(
      'lin',
      actions.some(({ action }) => action.includes(':answer:')) ? '1' : '财务室那台惠普',
    );
  }
}

test('a number at the summary means its buttons: submit, edit, cancel', async () => {
  await reportPrinter(world);
  expect((await world.says('lin', '2'))[0]?.text).toContain('要改哪一项');
  await world.says('lin', '不是，是五楼那台');
  const [opened] = await world.says('lin', '1');
  expect(opened?.text).toContain('T-1');
});
