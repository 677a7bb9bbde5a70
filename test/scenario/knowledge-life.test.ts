import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { castYaml, openWorld, type World } from '../support/world.ts';

const yaml = castYaml.replace(
  'groups:',
  '  - { id: xu, name: 许老师, roles: [knowledge-manager], locale: zh-CN, identities: { web: xu } }\ngroups:',
);
let world: World;
beforeEach(async () => {
  world = await openWorld({ at: '2026-11-23T02:00:00Z', yaml });
});
afterEach(() => world.close());

/** 小林's screen is solved by 王工, who tells how. */
async function solveTicket(): Promise<void> {
  await world.says('lin', '转人工');
  await world.says('lin', '我是小林，显示器插上扩展坞就花屏，换了线也一样，电话 13812345678');
  await world.presses('wang', '认领', 'desk');
  await world.says('wang', '解决 T-1 1. 拔掉扩展坞电源等十秒\n2. 升级扩展坞固件\n3. 重新插上');
}

const text = (said: readonly { text: string }[]): string => said.map((one) => one.text).join('\n');

describe('an article from ticket to retirement', () => {
  test('drafted from a ticket, sent in, sent back, mended, published, found, kept, retired', async () => {
    await solveTicket();
    const drafted = text(await world.says('wang', '写知识 T-1'));
    expect(drafted).toContain('t-1');
    expect(drafted).toContain('1. 拔掉扩展坞电源等十秒');
    expect(drafted).not.toMatch(/小林|13812345678/);

    expect(
      text(await world.says('wang', '改知识 t-1 标题：显示器接扩展坞花屏\n关键词：花屏、扩展坞')),
    ).toContain('显示器接扩展坞花屏');
    expect(text(await world.says('wang', '送审 t-1'))).toContain('交给知识管理员');
    expect(text(await world.heard('@xu'))).toContain('王工，来自 T-1');

    await world.says('xu', '退回修改 t-1 缺注意事项');
    expect(text(await world.heard('@wang'))).toContain('缺注意事项');
    await world.says('wang', '改知识 t-1 注意：升级固件时别断电');
    await world.says('wang', '送审 t-1');
    await world.presses('xu', '发布', '@xu');
    expect(text(await world.heard('@wang'))).toContain('许老师 发布了');

    expect(text(await world.says('emma', '/lang zh-CN'))).not.toBe('');
    expect(text(await world.says('lin', '查知识 扩展坞花屏'))).toContain('显示器接扩展坞花屏');

    await world.says('xu', '下架 t-1');
    expect(text(await world.says('lin', '查知识 扩展坞花屏'))).not.toContain('显示器接扩展坞花屏');
  });

  test('survives a restart', async () => {
    await solveTicket();
    await world.says('wang', '写知识 T-1');
    await world.says('xu', '发布 t-1');
    await world.restart();
    expect(text(await world.says('lin', '查知识 扩展坞 花屏'))).toContain('花屏');
  });

  test('is nobody else’s business', async () => {
    await solveTicket();
    await world.says('wang', '写知识 T-1');
    expect(text(await world.says('li', '改知识 t-1 标题：我的'))).toContain('不是你写的');
    expect(text(await world.says('wang', '发布 t-1'))).toContain('由作者或知识管理员');
    expect(text(await world.says('lin', '/publish t-1'))).not.toContain('花屏');
    expect(text(await world.says('wang', '写知识 T-99'))).not.toContain('草稿');
  });

  test('is not written before there is a way', async () => {
    await world.says('lin', '转人工');
    await world.says('lin', '显示器花屏');
    await world.presses('wang', '认领', 'desk');
    expect(text(await world.says('wang', '写知识 T-1'))).toContain('还没解决');
  });

  test('an ordinary report that begins with 发布 stays a report', async () => {
    expect(text(await world.says('lin', '发布 会议室的投影没画面了'))).not.toContain('没有编号');
  });
});
