import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ShownMessage } from '../../fakes/fake-platform.ts';
import type { GroupName, OfficeOn, Who } from '../../support/office-on.ts';

/** What a person can do next at a message, by button or by what is told to be typed. */
export function offers({ text, buttons }: ShownMessage, label: string): boolean {
  return buttons.includes(label) || text.includes(label);
}

/** Reports, gives the article up, answers whatever is asked, and stops at the summary. */
export async function reportVpn(office: OfficeOn, who: Who = 'lin'): Promise<ShownMessage> {
  await office.says(who, 'VPN 连不上了，提示错误 809，我在家办公');
  await office.presses(who, '没解决');
  for (let step = 0; step < 12; step += 1) {
    const last = (await office.sees(who)).at(-1);
    if (last && offers(last, '提交')) return last;
    await office.says(who, '1');
  }
  throw new Error(`the questionnaire has no end: ${(await office.sees(who)).at(-1)?.text ?? 'silence'}`);
}

/** The main job as one dialogue, the same on every platform: nobody on it can do less than on another. */
export function describeMainJob(open: () => Promise<OfficeOn>): void {
  let office: OfficeOn;
  beforeAll(async () => {
    office = await open();
  });
  afterAll(() => office.close());

  const last = async (who: Who, group?: GroupName): Promise<string> =>
    (await office.sees(who, group)).at(-1)?.text ?? '';
  const all = async (who: Who, group?: GroupName): Promise<string> =>
    (await office.sees(who, group)).map(({ text }) => text).join('\n---\n');

  test('小林 reports; an article is offered; not solved, only what is unknown is asked', async () => {
    const answer = await office.says('lin', 'VPN 连不上了，提示错误 809，我在家办公');
    expect(answer.map(({ text }) => text).join('\n')).toContain('VPN');
    expect(answer.some((one) => offers(one, '没解决'))).toBe(true);
    await office.presses('lin', '没解决');
    for (let step = 0; step < 12 && !(await last('lin')).includes('809'); step += 1) {
      expect(await last('lin')).not.toMatch(/报错.*[?？]/);
      await office.says('lin', '1');
    }
    const summary = (await office.sees('lin')).at(-1);
    expect(summary && offers(summary, '提交')).toBe(true);
  });

  test('submitted, it has a number and a promise; the desk gets its card', async () => {
    await office.presses('lin', '提交');
    expect(await last('lin')).toContain('T-1');
    expect(await last('lin')).toMatch(/首次响应/);
    const card = (await office.sees('wang', 'desk')).at(-1);
    expect(card?.text).toContain('T-1');
    expect(card?.text).toContain('小林');
    expect(card?.text).toContain('809');
    expect(card && offers(card, '认领')).toBe(true);
  });

  test('王工 claims by button; 李工 is too late and hears who was first', async () => {
    await office.presses('wang', '认领', 'desk');
    expect(await all('lin')).toContain('王工');
    await office.says('li', '认领 T-1', 'desk');
    expect(await all('li', 'desk')).toContain('T-1 已经由 王工 认领了');
  });

  test('words pass both ways, notes do not', async () => {
    await office.says('wang', '备注 T-1 网关证书昨晚过期了', 'desk');
    await office.says('wang', '回复 T-1 麻烦重启一下客户端再试', 'desk');
    expect(await last('lin')).toContain('麻烦重启一下客户端再试');
    expect(await all('lin')).not.toContain('网关证书');
    await office.says('lin', '重启过了还是不行');
    expect(await all('wang')).toContain('重启过了还是不行');
  });

  test('a restart in the middle is not noticed', async () => {
    const before = await all('lin');
    await office.restart();
    await office.settle();
    expect(await all('lin')).toBe(before);
  });

  test('resolved, confirmed, rated', async () => {
    await office.says('wang', '解决 T-1 已更新网关证书', 'desk');
    expect(await all('lin')).toContain('已更新网关证书');
    await office.says('lin', '好了');
    const asked = (await office.sees('lin')).at(-1);
    expect(asked && offers(asked, '5 很满意')).toBe(true);
    await office.presses('lin', '5 很满意');
    await office.says('lin', '回复很快');
    const [story] = await office.says('wang', '历史 T-1', 'desk');
    expect(story?.text).toContain('网关证书昨晚过期了');
  });
}
