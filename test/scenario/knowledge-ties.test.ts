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

const text = (said: readonly { text: string }[]): string => said.map((one) => one.text).join('\n');

/** 小林 asks, is shown an article, and is not helped by it. */
async function openTicket(): Promise<void> {
  await world.says('lin', '转人工');
  await world.says('lin', 'VPN 报错 691，用户名密码都对');
  await world.presses('wang', '认领', 'desk');
}

describe('articles of a ticket', () => {
  test('an article named in the resolution was used, and helped', async () => {
    await openTicket();
    await world.says('wang', '解决 T-1 按 kb:vpn-error-691 重设了拨号密码');
    const history = text(await world.says('wang', '历史 T-1'));
    expect(history).toContain('处理时用到 · VPN 报错 691');
    expect(history).toContain('靠它解决 · VPN 报错 691');
    const page = text(await world.says('wang', '查知识 vpn-error-691'));
    expect(page).toContain('1 张处理时用到，1 张靠它解决');
  });

  test('what was shown before the ticket was opened is on it', async () => {
    await world.says('lin', '打印机卡纸了');
    await world.presses('lin', '没解决');
    for (let turn = 0; turn < 10; turn += 1) {
      if (((await world.heard('@lin')).at(-1)?.text ?? '').includes('[提交]')) break;
      await world.says('lin', '1');
    }
    await world.presses('lin', '提交');
    expect(text(await world.says('wang', '历史 T-1'))).toContain('报单前看过 · 打印机卡纸');
  });

  test('an article nobody named is tied to nothing', async () => {
    await openTicket();
    await world.says('wang', '解决 T-1 重启了 wi-fi，no-such-article');
    expect(text(await world.says('wang', '历史 T-1'))).not.toContain('相关知识');
  });

  test('kb: and an id alone sends the article to the requester, in their language', async () => {
    await openTicket();
    await world.says('wang', '回复 T-1 kb:vpn-error-691');
    const heard = text(await world.heard('@lin'));
    expect(heard).toContain('VPN 报错 691、用户名或密码错误');
    expect(heard).toContain('1. ');
    await world.says('wang', '解决 T-1 好了');
    expect(text(await world.says('wang', '历史 T-1'))).toContain('靠它解决');
  });

  test('a draft is tied to the ticket it was written from', async () => {
    await openTicket();
    await world.says('wang', '解决 T-1 重设密码');
    await world.says('wang', '写知识 T-1');
    expect(text(await world.says('wang', '历史 T-1'))).toContain('照这张单写的');
  });

  test('whoever asks for help sees the article, not its figures', async () => {
    expect(text(await world.says('lin', '查知识 vpn-error-691'))).not.toContain('张工单');
  });
});

describe('corrections', () => {
  test('are listed and taken back by knowledge managers', async () => {
    await openTicket();
    await world.says('wang', '分类 T-1 account.password');
    const listed = text(await world.says('xu', '纠正记录'));
    expect(listed).toContain('C1');
    expect(listed).toContain('王工');
    expect(text(await world.says('xu', '撤回纠正 C1'))).toContain('撤回了');
    expect(text(await world.says('xu', '撤回纠正 C1'))).toContain('早就撤回');
    expect(text(await world.says('xu', '纠正记录'))).toContain('已撤回');
    expect(text(await world.says('xu', '撤回纠正 C99'))).toContain('没有 C99');
    expect(text(await world.says('xu', '撤回纠正'))).toContain('哪一次');
  });

  test('are nobody else’s business', async () => {
    await openTicket();
    await world.says('wang', '分类 T-1 account.password');
    expect(text(await world.says('wang', '/corrections'))).not.toContain('C1');
    expect(text(await world.says('wang', '/undo C1'))).not.toContain('撤回了');
  });
});
