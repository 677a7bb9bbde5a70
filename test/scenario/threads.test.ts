import { describe, expect, test } from 'vitest';
import { openStage, openTicket, type Shown, type Stage } from '../support/stage.ts';

const last = (stage: Stage, place = '@lin'): string => stage.shown(place).at(-1)?.text ?? '';
const texts = (stage: Stage, place: string): string =>
  stage
    .shown(place)
    .map(({ text }) => text)
    .join('\n');
const below = (card: Shown, addressed = true) => ({ group: 'desk', thread: card.messageId, addressed });
const forWhom = (said: readonly Shown[]) => said.map(({ text, visibleTo }) => [visibleTo, text]);

describe('below the card', () => {
  test('commands need no number, and are answered there', async () => {
    const stage = await openStage();
    const card = await openTicket(stage);
    const claimed = await stage.says('wang', '认领', below(card));
    expect(claimed[0]).toMatchObject({
      text: '王工 已认领 T-1。',
      threadOf: card.messageId,
      visibleTo: null,
    });
    const [sent] = await stage.says('wang', '回复 马上来', below(card, false));
    expect(sent).toMatchObject({ text: '已发给 小林（T-1）。', threadOf: card.messageId });
    expect(last(stage)).toMatch(/王工 回复 T-1：\n> 马上来/);
    await stage.says('wang', 'note roller worn out', below(card, false));
    expect(texts(stage, '@lin')).not.toContain('roller');
    await stage.says('wang', 'resolve 换了滚轮', below(card));
    expect(last(stage)).toMatch(/处理完了 T-1[\s\S]*换了滚轮/);
  });

  test('what the staff say to us goes to the requester; what they say to each other does not', async () => {
    const stage = await openStage();
    const card = await openTicket(stage);
    await stage.says('wang', '认领', below(card));
    await stage.says('li', '这台上周也卡过，resolve this quickly', below(card, false));
    expect(texts(stage, '@lin')).not.toContain('上周');
    const [sent] = await stage.says('wang', '麻烦看一下面板上有没有报错', below(card));
    expect(sent?.text).toBe('已发给 小林（T-1）。');
    expect(last(stage)).toMatch(/王工 回复 T-1：\n> 麻烦看一下面板上有没有报错/);
  });

  test('each engineer is told once how it works, aside and below the card', async () => {
    const stage = await openStage();
    const card = await openTicket(stage);
    const said = await stage.presses('wang', '认领', { group: 'desk' });
    const hint = said.find(({ text }) => text.startsWith('小提示'));
    expect(hint).toMatchObject({ visibleTo: 'wang', threadOf: card.messageId });
    expect(hint?.text).toBe(
      '小提示：在这张卡片下面 @我 说的话会转给 小林；说“备注 …”就只留在内部；同事之间不 @我 的话，我不会转。',
    );
    expect(forWhom(await stage.says('wang', '在路上', below(card)))).toEqual([
      [null, '已发给 小林（T-1）。'],
    ]);
    expect(forWhom(await stage.says('li', '我也去看看', below(card)))).toEqual([
      [null, '已发给 小林（T-1）。'],
      ['li', hint?.text],
    ]);
  });

  test('whoever does not work there is told kindly where to talk', async () => {
    const stage = await openStage();
    const card = await openTicket(stage);
    const said = await stage.says('emma', 'any idea when?', below(card));
    expect(forWhom(said)).toEqual([
      [
        'emma',
        'This is where the engineers talk about T-1. If you need something, send me a direct message.',
      ],
    ]);
    expect(texts(stage, '@lin')).not.toContain('any idea');
    expect(stage.shown('@emma')).toHaveLength(0);
  });

  test('the requester’s own words there reach whoever works on it', async () => {
    const stage = await openStage();
    const card = await openTicket(stage);
    await stage.says('wang', '认领', below(card));
    const [told] = await stage.says('lin', '现在又能打了一张', below(card));
    expect(told?.text).toContain('已转给 王工');
    expect(last(stage, '@wang')).toContain('现在又能打了一张');
  });

  test('what requester and assignee say to each other elsewhere can be followed there', async () => {
    const stage = await openStage();
    const card = await openTicket(stage);
    await stage.presses('wang', '认领', { group: 'desk' });
    const thread = (): string[] =>
      stage
        .shown('desk')
        .filter(({ threadOf, visibleTo }) => threadOf === card.messageId && visibleTo === null)
        .map(({ text }) => text);
    await stage.says('lin', '面板上写着 E-05');
    expect(thread().at(-1)).toBe('小林 补充 T-1：\n> 面板上写着 E-05');
    await stage.says('wang', '回复 T-1 我带零件过来');
    expect(thread().at(-1)).toBe('王工 回复 T-1：\n> 我带零件过来');
    await stage.says('lin', '催单 T-1');
    expect(thread().at(-1)).toContain('小林');
    // Said in the thread itself, it is not said there a second time.
    const before = thread().length;
    await stage.says('wang', '回复 到楼下了', below(card));
    expect(thread().slice(before)).toEqual(['已发给 小林（T-1）。']);
    await stage.says('wang', '解决 T-1 换了滚轮');
    expect(thread().at(-1)).toContain('换了滚轮');
    // Whoever has it is told directly, with buttons; the thread has none.
    expect(texts(stage, '@wang')).toContain('E-05');
    expect(stage.shown('desk').at(-1)?.message.actions).toEqual([]);
  });

  test('a dialogue that runs elsewhere is not touched', async () => {
    const stage = await openStage();
    const card = await openTicket(stage);
    await stage.says('wang', '我自己的 VPN 连不上了');
    await stage.presses('wang', '没解决');
    await stage.says('wang', '在路上', below(card));
    expect(last(stage)).toContain('在路上');
    await stage.says('wang', '你好');
    expect(last(stage, '@wang')).toContain('用的是哪个 VPN 客户端？');
  });

  test('a thread below anything else is an ordinary place', async () => {
    const stage = await openStage();
    await openTicket(stage);
    const said = await stage.says('wang', '回复 马上来', { group: 'desk', thread: 'm999', addressed: false });
    expect(said).toEqual([]);
  });

  test('on an agent’s own copy of the card the same holds', async () => {
    const stage = await openStage();
    await openTicket(stage);
    await stage.presses('wang', '认领', { group: 'desk' });
    const copy = stage.shown('@wang').findLast(({ text }) => text.startsWith('T-1 ·'));
    await stage.says('wang', '解决 换了滚轮', { thread: copy?.messageId ?? '' });
    expect(last(stage)).toMatch(/处理完了 T-1/);
  });
});

describe('only the asker sees', () => {
  test.each([
    ['帮助', '不用记指令'],
    ['待认领', '待认领（1）'],
    ['我的', '你手上没有工单'],
    ['查知识 VPN', 'VPN'],
    ['语言', '用哪种语言'],
    ['/认林', '没有“/认林”这个指令'],
  ])('%s', async (command, answer) => {
    const stage = await openStage();
    await openTicket(stage);
    const said = await stage.says('wang', command, { group: 'desk' });
    expect(said).toHaveLength(1);
    expect(said[0]?.visibleTo).toBe('wang');
    expect(said[0]?.text).toContain(answer);
  });

  test('a refusal: who was a moment late reads who has it, the others do not', async () => {
    const stage = await openStage();
    await openTicket(stage);
    await stage.presses('wang', '认领', { group: 'desk' });
    expect(forWhom(await stage.says('li', '认领 T-1', { group: 'desk' }))).toEqual([
      ['li', 'T-1 已经由 王工 认领了。'],
    ]);
  });

  test('one’s own ticket; but a ticket the desk talks about is everybody’s', async () => {
    const stage = await openStage();
    await openTicket(stage);
    const [own] = await stage.says('lin', '进度 T-1', { group: 'desk' });
    expect(own?.visibleTo).toBe('lin');
    const [desk] = await stage.says('wang', '进度 T-1', { group: 'desk' });
    expect(desk?.visibleTo).toBeNull();
  });

  test('that a private matter goes on in private', async () => {
    const stage = await openStage();
    const said = await stage.says('lin', '我的密码忘了，登录不了', { group: 'canteen' });
    expect(forWhom(said)).toEqual([['lin', '@小林 这事私聊说，消息已经发给你了。']]);
    expect(stage.shown('@lin').length).toBeGreaterThan(0);
  });

  test('where the channel cannot, nothing changes: strangers’ groups are answered in private', async () => {
    const stage = await openStage();
    expect(await stage.says('new', '帮助', { channel: 'poor', group: 'canteen' })).toEqual([]);
    expect(stage.shown('@new', 'poor').at(-1)?.text).toContain('不用记指令');
  });
});
