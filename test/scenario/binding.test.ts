import { describe, expect, test } from 'vitest';
import { loadPerson, findPersonByIdentity } from '../../src/store/person-store.ts';
import { loadTicket } from '../../src/store/ticket-store.ts';
import { loadTicketEvents } from '../../src/store/ticket-event-store.ts';
import { cast, openStage, openTicket, somebody, type Stage } from '../support/stage.ts';

const there = { channel: 'poor' as const };
const sent =
  '如果有这个人，六位验证码已经发到对方在另一个平台的私聊。10 分钟内在这里回复验证码就行。没收到的话，换邮箱、姓名或工号再试。';

/** The code that stands in somebody's direct messages on the platform they had. */
function codeOf(stage: Stage, userId = 'wang'): string {
  const code = /验证码 (\d{6})|the code (\d{6})/.exec(stage.shown(`@${userId}`).at(-1)?.text ?? '');
  const found = code?.[1] ?? code?.[2];
  if (found === undefined) throw new Error(`${userId} was sent no code`);
  return found;
}
const other = (code: string): string => String((Number(code) + 1) % 1_000_000).padStart(6, '0');
const personOn = (stage: Stage, userId: string) => findPersonByIdentity(stage.database.db, 'poor', userId);

describe('王工 on a second platform', () => {
  test('绑定 with the e-mail, the code from the first platform, and it is one person', async () => {
    const stage = await openStage();
    await openTicket(stage);
    const [how] = await stage.says('w2', '绑定', there);
    expect(how?.text).toMatch(/^你是 w2，我认得你的这些账号：\n- poor 现在用的这个\n在别的平台用过我？/);
    expect((await stage.says('w2', '绑定 wang@corp.cn', there))[0]?.text).toBe(sent);
    expect(stage.shown('@wang').at(-1)?.text).toMatch(
      /^poor 上叫“w2”的账号想连到你名下。是你本人的话，在那边回复验证码 \d{6}，10 分钟内有效。\n不是你就别理，也别把验证码给任何人，我们不会来要。$/,
    );
    const [done] = await stage.says('w2', codeOf(stage), there);
    expect(done?.text).toBe('连上了，你是 王工。这里和 rich 是同一个你，工单都在一起。');
    expect(stage.shown('@wang').at(-1)?.text).toContain('你在 poor 的账号连上了');
    // Roles come with the person.
    expect((await stage.says('w2', '待认领', there))[0]?.text).toContain('T-1');
    expect((await personOn(stage, 'w2'))?.id).toBe('wang');
  });

  test('in English, with the name', async () => {
    const stage = await openStage();
    await stage.says('e2', 'Hello there, can you hear me?', there);
    expect((await stage.says('e2', 'bind Emma', there))[0]?.text).toMatch(/^If there's such a person/);
    await stage.says('e2', codeOf(stage, 'emma'), there);
    expect(stage.shown('@e2', 'poor').at(-1)?.text).toMatch(/^Connected\. You are Emma, here as on rich/);
  });

  test('the tickets of the newcomer follow, by an event, and the dialogue goes on', async () => {
    const stage = await openStage();
    await stage.says('w2', '/human', there);
    await stage.says('w2', '三楼打印机卡纸了，怎么都打不出来', there);
    await stage.says('w2', 'VPN 连不上了，提示错误 809', there);
    await stage.says('w2', '新问题', there);
    await stage.says('w2', '没解决', there);
    const question = stage.shown('@w2', 'poor').at(-1)?.text ?? '';
    expect(question).toContain('VPN');
    await stage.says('w2', '绑定 wang@corp.cn', there);
    await stage.says('w2', codeOf(stage), there);
    expect(await loadTicket(stage.database.db, 1)).toMatchObject({ requesterId: 'wang' });
    expect((await loadTicketEvents(stage.database.db, 1)).at(-1)?.change).toEqual({
      type: 'requester_changed',
      from: 'poor:w2',
      requesterId: 'wang',
    });
    expect(stage.shown('desk').find(({ text }) => text.startsWith('T-1 ·'))?.text).toContain('提单人: 王工');
    expect((await stage.says('wang', '我的工单'))[0]?.text).toContain('T-1');
    // The question that was open on the new platform is open for the person, wherever they answer.
    expect((await stage.says('wang', '你好'))[0]?.text).toContain('VPN');
  });

  test('解绑 takes it back; what an administrator set up or the directory told is not for the person to undo', async () => {
    const stage = await openStage();
    await stage.says('w2', '绑定 wang@corp.cn', there);
    await stage.says('w2', codeOf(stage), there);
    expect((await stage.says('wang', '解绑 rich'))[0]?.text).toBe(
      'rich 的账号不是你自己绑定的，要解开得找管理员。',
    );
    const [list] = await stage.says('wang', '绑定');
    expect(list?.text).toMatch(/- rich 管理员登记的\n/);
    expect(list?.text).toMatch(/- poor 你自己绑定的\n[\s\S]*\[解绑 poor\]$/);
    const [undone] = await stage.presses('wang', '解绑 poor');
    expect(undone?.text).toBe('好，poor 的账号解开了。');
    await stage.says('w2', '待认领', there);
    expect(stage.shown('@w2', 'poor').at(-1)?.text).toContain('没有“待认领”这个指令');
    expect((await personOn(stage, 'w2'))?.id).toBe('poor:w2');
  });

  test('what was bound survives a restart, until the configuration says otherwise', async () => {
    const stage = await openStage();
    await stage.says('w2', '绑定 wang@corp.cn', there);
    await stage.says('w2', codeOf(stage), there);
    await stage.configures(cast);
    expect((await personOn(stage, 'w2'))?.id).toBe('wang');
    await stage.configures([
      ...cast.filter(({ id }) => id !== 'wang'),
      somebody('wang', { name: '王工', roles: ['agent'], identities: { rich: 'wang', poor: 'w3' } }),
    ]);
    expect(await loadPerson(stage.database.db, 'wang')).toMatchObject({
      identities: { rich: 'wang', poor: 'w3' },
    });
    expect(await personOn(stage, 'w2')).toBeUndefined();
  });
});

describe('the directory’s address', () => {
  test('says who somebody is at their first word; told once', async () => {
    const stage = await openStage();
    const scene = { ...there, email: 'Wang@Corp.CN' };
    const said = await stage.says('w2', '你好', scene);
    expect(said[0]?.text).toBe('我认出你了，王工。以后在哪个平台找我都一样，工单都在一起。');
    expect((await stage.says('w2', '待认领', scene)).map(({ text }) => text).join()).not.toContain('认出');
    expect((await personOn(stage, 'w2'))?.id).toBe('wang');
    expect((await stage.says('w2', '解绑 poor', scene))[0]?.text).toContain('找管理员');
    expect(await loadPerson(stage.database.db, 'poor:w2')).toBeUndefined();
  });

  test('somebody met before it was told is recognised later, tickets and all', async () => {
    const stage = await openStage();
    await stage.says('w2', '/human', there);
    await stage.says('w2', '三楼打印机卡纸了，怎么都打不出来', there);
    const said = await stage.says('w2', '进度', { ...there, email: 'wang@corp.cn' });
    expect(said[0]?.text).toContain('我认出你了，王工');
    expect(said[1]?.text).toContain('T-1');
    expect(await loadTicket(stage.database.db, 1)).toMatchObject({ requesterId: 'wang' });
  });

  test('two newcomers with one address on two platforms are one person', async () => {
    const stage = await openStage();
    await stage.says('a', '你好', { email: 'new@corp.cn' });
    const said = await stage.says('b', '你好', { ...there, email: 'new@corp.cn' });
    expect(said[0]?.text).toContain('我认出你了，a');
  });

  test('does not take the place of an identity there is already', async () => {
    const stage = await openStage();
    await stage.says('w9', '你好', { email: 'wang@corp.cn' });
    expect((await findPersonByIdentity(stage.database.db, 'rich', 'w9'))?.roles).toEqual(['requester']);
  });

  test('with a department: the promise goes by it, and the configured one is the stronger', async () => {
    const policies = `sla: { policies: [
      { name: 销售, when: { department: 销售部 }, firstResponse: 7m, resolution: 1h, calendar: 24x7 },
      { name: 其余, when: {}, firstResponse: 1h, resolution: 8h, calendar: 24x7 } ] }`;
    const stage = await openStage(cast, policies);
    await openTicket(stage, 'yating');
    await stage.says('lin', '你好', { department: '销售部' });
    await openTicket(stage, 'lin');
    expect((await loadTicket(stage.database.db, 1))?.policy.name).toBe('其余');
    expect((await loadTicket(stage.database.db, 2))?.policy.name).toBe('销售');
    expect((await loadPerson(stage.database.db, 'lin'))?.department).toBe('销售部');
    await stage.configures([
      ...cast.filter(({ id }) => id !== 'lin'),
      somebody('lin', { department: '财务部' }),
    ]);
    await stage.says('lin', '你好', { department: '销售部' });
    expect((await loadPerson(stage.database.db, 'lin'))?.department).toBe('财务部');
  });
});

describe('who is not who they say they are', () => {
  test('nobody learns whether there is such a person', async () => {
    const stage = await openStage();
    const answers = [];
    for (const [asker, who] of [
      ['x1', 'boss@corp.cn'],
      ['x2', 'nobody@corp.cn'],
      ['x3', '管理员'],
    ] as const) {
      answers.push((await stage.says(asker, `绑定 ${who}`, there))[0]?.text);
      answers.push((await stage.says(asker, '000000', there))[0]?.text);
    }
    expect(new Set(answers)).toEqual(new Set([sent, '验证码不对，还能再试 4 次。']));
  });

  test('five wrong codes and the right one is worth nothing', async () => {
    const stage = await openStage();
    await stage.says('x', '绑定 boss@corp.cn', there);
    const code = codeOf(stage, 'boss');
    const said: string[] = [];
    for (let tries = 0; tries < 5; tries += 1)
      said.push((await stage.says('x', other(code), there))[0]?.text ?? '');
    expect(said.slice(0, 4)).toEqual([4, 3, 2, 1].map((left) => `验证码不对，还能再试 ${left} 次。`));
    expect(said[4]).toContain('试错太多次');
    await stage.says('x', code, there);
    expect((await personOn(stage, 'x'))?.roles).toEqual(['requester']);
    expect((await stage.says('x', '/queue', there))[0]?.text).toContain('没有');
  });

  test('an administrator by guessing: three codes an hour, five tries each, five codes a day for all askers', async () => {
    const stage = await openStage();
    const codes = new Set<string>();
    for (let round = 0; round < 3; round += 1) {
      expect((await stage.says('x', '绑定 boss@corp.cn', there))[0]?.text).toBe(sent);
      codes.add(codeOf(stage, 'boss'));
    }
    expect((await stage.says('x', '绑定 boss@corp.cn', there))[0]?.text).toMatch(
      /^要得太勤了，今天 11:00 之后再试。$/,
    );
    // Not even another address is looked up.
    expect((await stage.says('x', '绑定 nobody@corp.cn', there))[0]?.text).toContain('要得太勤了');
    for (const asker of ['y', 'z', 'v', 'u']) await stage.says(asker, '绑定 boss@corp.cn', there);
    expect(stage.shown('@boss')).toHaveLength(5);
    expect((await stage.says('t', '绑定 boss@corp.cn', there))[0]?.text).toBe(sent);
    expect(stage.shown('@boss')).toHaveLength(5);
  });

  test('only the newest code of an asker counts', async () => {
    const stage = await openStage();
    await stage.says('w2', '绑定 wang@corp.cn', there);
    const first = codeOf(stage);
    await stage.says('w2', '绑定 wang@corp.cn', there);
    if (first !== codeOf(stage)) {
      await stage.says('w2', first, there);
      expect((await personOn(stage, 'w2'))?.id).toBe('poor:w2');
    }
    await stage.says('w2', codeOf(stage), there);
    expect((await personOn(stage, 'w2'))?.id).toBe('wang');
  });

  test('ten minutes, then it is late', async () => {
    const stage = await openStage();
    await stage.says('w2', '绑定 wang@corp.cn', there);
    stage.passes(10 * 60_000);
    expect((await stage.says('w2', codeOf(stage), there))[0]?.text).toContain('过期了');
    await stage.says('w2', codeOf(stage), there);
    expect((await personOn(stage, 'w2'))?.id).toBe('poor:w2');
  });

  test('a code is good once', async () => {
    const stage = await openStage();
    await stage.says('w2', '绑定 wang@corp.cn', there);
    const code = codeOf(stage);
    await stage.says('w2', code, there);
    await stage.says('wang', '解绑 poor');
    await stage.says('w2', code, there);
    expect((await personOn(stage, 'w2'))?.id).toBe('poor:w2');
  });

  test('somebody else’s code is just a number', async () => {
    const stage = await openStage();
    await stage.says('w2', '绑定 wang@corp.cn', there);
    const code = codeOf(stage);
    await stage.says('thief', code, there);
    await stage.says('thief', '绑定 nobody@corp.cn', there);
    await stage.says('thief', code, there);
    expect((await personOn(stage, 'thief'))?.id).toBe('poor:thief');
    // And the thief has spent nothing of what is the owner's.
    expect((await stage.says('w2', code, there))[0]?.text).toContain('连上了');
  });

  test('whoever is known already cannot become somebody else', async () => {
    const stage = await openStage();
    expect((await stage.says('lin', '绑定 boss@corp.cn'))[0]?.text).toBe(
      '你是 小林，我认得你，不用再绑定。账号要改，找管理员。',
    );
    expect(stage.shown('@boss')).toHaveLength(0);
  });

  test('nobody is reached who has no other platform, and two of one name get nothing', async () => {
    const stage = await openStage([
      ...cast,
      somebody('zhang1', { name: '张伟' }),
      somebody('zhang2', { name: '张伟' }),
    ]);
    await stage.says('x', '绑定 张伟', there);
    expect([...stage.shown('@zhang1'), ...stage.shown('@zhang2')]).toEqual([]);
    // On the same platform there is nothing to bind.
    await stage.says('x2', '绑定 wang@corp.cn');
    expect(stage.shown('@wang')).toHaveLength(0);
  });

  test('in a group it is answered in private', async () => {
    const stage = await openStage();
    const said = await stage.says('w2', '绑定 wang@corp.cn', { ...there, group: 'canteen' });
    expect(said).toEqual([]);
    expect(stage.shown('@w2', 'poor').at(-1)?.text).toBe(sent);
  });
});
