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

/** A new article of the desk's own. */
async function publishArticle(): Promise<void> {
  await world.says('lin', '转人工');
  await world.says('lin', '扩展坞一插上显示器就花屏');
  await world.presses('wang', '认领', 'desk');
  await world.says('wang', '解决 T-1 1. 拔掉扩展坞电源等十秒\n2. 升级扩展坞固件');
  await world.says('wang', '写知识 T-1');
  await world.says('xu', '发布 t-1');
}

describe('freshness', () => {
  test('after half a year its owner is asked; one click keeps it, silence retires it', async () => {
    await publishArticle();
    await world.passes('2027-05-24T02:00:00Z');
    expect(text(await world.heard('@wang'))).not.toContain('满半年');
    await world.passes('2027-05-27T02:00:00Z');
    expect(text(await world.heard('@wang'))).toContain('满半年');
    await world.passes('2027-05-28T02:00:00Z');
    expect(text(await world.heard('@wang')).match(/满半年/g)).toHaveLength(1);
    expect(text(await world.presses('wang', '还对，继续用', '@wang'))).toContain('再用半年');

    await world.passes('2027-11-28T02:00:00Z');
    expect(text(await world.heard('@wang')).match(/满半年/g)).toHaveLength(2);
    expect(text(await world.says('lin', '查知识 扩展坞花屏'))).toContain('拔掉扩展坞电源');
    await world.passes('2027-12-29T02:00:00Z');
    expect(text(await world.says('lin', '查知识 扩展坞花屏'))).not.toContain('拔掉扩展坞电源');
  });
});

describe('what verdicts teach', () => {
  test('"solved" makes the question one more way to find the article', async () => {
    const found = (await world.says('lin', '查知识 屏幕蓝了还有一串英文'))[0]?.text ?? '';
    await world.says('emma', '/lang zh-CN');
    await world.says('emma', '电脑蓝屏了');
    await world.presses('emma', '解决了');
    const database = world.database();
    const rows = await database.db.selectFrom('article_phrasing').selectAll().execute();
    expect(rows).toMatchObject([{ article_id: 'computer-blue-screen', phrasing: '电脑蓝屏了' }]);
    expect(found).not.toBe('');
  });

  test('three failures in a row bring an article back to its keeper', async () => {
    for (const who of ['lin', 'emma', 'yating']) {
      await world.says(who, '/lang zh-CN');
      await world.says(who, '电脑蓝屏了');
      await world.presses(who, '没解决');
      await world.says(who, '算了');
    }
    await world.passes(60_000);
    expect(text(await world.heard('@xu'))).toMatch(/蓝屏/);
    expect(text(await world.says('xu', '待审'))).toContain('待复核');
  });

  test('what nobody could answer is gathered on Monday morning', async () => {
    for (const who of ['lin', 'emma']) {
      await world.says(who, '/lang zh-CN');
      await world.says(who, '查知识 食堂饭卡怎么充值');
    }
    await world.passes('2026-11-30T00:59:00Z');
    expect(text(await world.heard('@xu'))).not.toContain('没答上来');
    await world.passes('2026-11-30T01:00:00Z');
    expect(text(await world.heard('@xu'))).toContain('食堂饭卡怎么充值（2 人问了 2 次）');
    await world.passes('2026-11-30T03:00:00Z');
    expect(text(await world.heard('@xu')).match(/没答上来/g)).toHaveLength(1);
  });
});
