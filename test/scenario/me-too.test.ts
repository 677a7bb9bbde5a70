import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openWorld, type World } from '../support/world.ts';

let world: World;
beforeEach(async () => {
  world = await openWorld({ at: '2026-11-23T02:00:00Z' });
  await world.says('emma', '/lang zh-CN');
});
afterEach(() => world.close());

const text = (said: readonly { text: string }[]): string => said.map((one) => one.text).join('\n');

/** 小林's report as a ticket, whatever the dialogue asks. */
async function report(who: string, words: string): Promise<void> {
  await world.says(who, words);
  await world.says(who, '转人工');
}

describe('somebody else has the same trouble', () => {
  test('is asked, counted in, and told when it is solved', async () => {
    await report('lin', '公司VPN连不上，一直提示连接超时，客户端转圈');
    const asked = text(await world.says('emma', 'VPN连不上，提示连接超时，客户端一直转圈'));
    expect(asked).toContain('不久前有同事报了类似的情况（T-1）');
    expect(asked).not.toContain('小林');
    expect(text(await world.presses('emma', '我也是'))).toContain('算上你了');
    expect(text(await world.heard('desk'))).toMatch(/Emma 也遇到了 T-1 的问题，现在一共 2 人/);
    expect(text(await world.heard('desk'))).toContain('另有 1 人');

    await world.presses('wang', '认领', 'desk');
    await world.says('wang', '解决 T-1 网关重启好了，重新连一次');
    const told = text(await world.heard('@emma'));
    expect(told).toContain('你也遇到的那个问题（T-1）解决了');
    expect(told).toContain('网关重启好了');
  });

  test('who has another trouble goes on as ever', async () => {
    await report('lin', '公司VPN连不上，一直提示连接超时，客户端转圈');
    await world.says('emma', 'VPN连不上，提示连接超时，客户端一直转圈');
    const said = text(await world.says('emma', '不是'));
    expect(said).not.toContain('算上你了');
    expect(said).toMatch(/VPN/);
  });

  test.each([
    ['another trouble', '打印机卡纸了，三楼那台'],
    ['a question', 'VPN怎么申请'],
  ])('%s is not taken for it', async (_, words) => {
    await report('lin', '公司VPN连不上，一直提示连接超时，客户端转圈');
    expect(text(await world.says('emma', words))).not.toContain('不久前有同事');
  });

  test('one’s own ticket and yesterday’s are nobody else’s', async () => {
    await report('lin', '公司VPN连不上，一直提示连接超时，客户端转圈');
    await world.passes('2026-11-23T12:00:00Z');
    expect(text(await world.says('emma', 'VPN连不上，提示连接超时，客户端一直转圈'))).not.toContain(
      '不久前有同事',
    );
  });

  test('solved meanwhile, the report goes its own way', async () => {
    await report('lin', '公司VPN连不上，一直提示连接超时，客户端转圈');
    await world.says('emma', 'VPN连不上，提示连接超时，客户端一直转圈');
    await world.presses('wang', '认领', 'desk');
    await world.says('wang', '解决 T-1 网关重启好了');
    expect(text(await world.presses('emma', '我也是'))).not.toContain('算上你了');
  });
});

describe('the engineer’s card', () => {
  test('tells what helped with tickets like this one', async () => {
    await report('lin', '扩展坞一插上显示器就花屏');
    await world.presses('wang', '认领', 'desk');
    await world.says('wang', '解决 T-1 升级扩展坞固件后正常');
    await world.passes('2026-11-24T02:00:00Z');
    await report('emma', '插上扩展坞以后显示器花屏');
    const card = (await world.heard('desk')).find(({ text: said }) => said.includes('T-2'));
    expect(card?.text).toContain('T-1 升级扩展坞固件后正常');
  });
});
