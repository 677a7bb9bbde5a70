import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openWorld, type World } from '../support/world.ts';

let world: World;
beforeEach(async () => {
  world = await openWorld({ at: '2026-11-24T10:00:00+08:00' });
});
afterEach(() => world.close());

const last = async (place: string): Promise<string> => (await world.heard(place)).at(-1)?.text ?? '';

/** Says one thing after the other, as `user: words` or `user@place: words`; resolves to the last answer. */
async function talk(...turns: string[]): Promise<string> {
  let heard = '';
  for (const turn of turns) {
    const [, user = '', place, words = ''] = /^(\w+)(?:@(\w+))?: (.*)$/s.exec(turn) ?? [];
    heard = (await world.says(user, words, place)).map(({ text }) => text).join('\n');
  }
  return heard;
}

describe('in the middle of a report', () => {
  test('asking for a person in any words opens the ticket, whatever step it is', async () => {
    expect(await talk('emma: my mouse is broken', 'emma: I want to talk to a human')).toContain(
      'T-1 is open',
    );
    expect(await talk('lin: 打印机卡纸', 'lin: 没解决', 'lin: 我要找真人')).toContain('T-2 已开单');
  });

  test('asked whether it is the same matter, asking for a person loses none of the words', async () => {
    await talk('lin: VPN 连不上', 'lin: 转人工', 'lin: 打印机卡纸了');
    expect(await talk('lin: 转人工')).toContain('T-2 已开单：打印机卡纸了');
  });

  test('"OK, I will try" is neither solved nor a report', async () => {
    expect(await talk('lin: 打印机卡纸了', 'lin: 好的，我试试')).toContain('试完告诉我');
    expect(await talk('lin: 没用')).toContain('是哪台打印机');
  });

  test('a question while an answer is on the table lowers no priority', async () => {
    expect(await talk('lin: VPN 连不上', 'lin: 要多久才能好？')).toContain('提交后马上能看到');
    expect(await talk('lin: 转人工')).toContain('P3 一般');
  });

  test('buttons may be typed as they read', async () => {
    expect(await talk("emma: VPN won't connect", 'emma: show no. 1')).toContain('1. Open any website');
  });

  test('it works meanwhile: the report ends there', async () => {
    const end = await talk('emma: VPN won’t connect', 'emma: not solved', 'emma: it works now, thanks');
    expect(end).toContain('Great!');
    expect(await talk('emma: my')).toContain('no tickets');
  });

  test('the first question has nothing before it, asked again or not', async () => {
    await talk('lin: 打印机卡纸了', 'lin: 没解决');
    const [again] = await world.says('lin', '上一步');
    expect(again?.text).toContain('[分类不对]');
    expect(again?.text).not.toContain('[上一步]');
  });

  test('a picture handed over alone has a name in the lists, and a greeting is not handed over', async () => {
    expect(await talk('lin: 转人工', 'lin: 你好')).toContain('说说是什么事');
    await world.sends('lin', { name: 'shot.png', bytes: new Uint8Array([0x89, 0x50, 0x4e, 0x47]) });
    expect(await talk('lin: 我的工单')).toContain('shot.png');
  });

  test('pleasantries are no answers and no attempts to explain', async () => {
    const lost = await talk('lin: 有问题', 'lin: 谢谢', 'lin: 3', 'lin: ？？？', 'lin: 好的');
    expect(lost).toContain('还没太明白');
    const asked = await talk(
      "emma: can't print",
      'emma: not solved',
      'emma: 1',
      'emma: thanks',
      'emma: submit',
    );
    expect(asked).toContain('Which printer is it?');
  });

  test('what may be left out is left out by "I don’t have one"', async () => {
    const screenshot = await talk(
      'emma: it is broken',
      'emma: foo',
      'emma: bar',
      'emma: 2',
      "emma: I don't know",
    );
    expect(screenshot).toContain('When did it start?');
    await talk('emma: 1');
    expect(await last('@emma')).toContain('screenshot');
    expect(await talk("emma: I don't have one")).not.toContain('I was after a screenshot');
  });

  test('questions and thanks at the summary are answered, not added', async () => {
    await talk("emma: can't print to the 2nd floor printer", 'emma: not solved', 'emma: 1', 'emma: HP-400');
    expect(await talk('emma: skip', 'emma: just me')).toContain('Ready to submit?');
    expect(await talk('emma: how long will it take?')).toMatch(/^As soon as you submit/);
    expect(await talk('emma: thanks')).not.toContain('Added.');
    await talk('emma: submit please');
    expect(await last('desk')).not.toContain('how long');
  });

  test('a correction says what became of it, and takes a name by its option', async () => {
    await talk('lin: ERP 打不开，就我一个人，急', 'lin: 没解决', 'lin: 1', 'lin: 跳过');
    const corrected = await talk('lin: 改成很慢');
    expect(corrected).toContain('改好了，现象：很慢');
    expect(corrected).toContain('在哪个页面、做哪一步');
  });

  test('an application named in the report is not asked for again', async () => {
    expect(await talk('emma: Teams has no sound in meetings', 'emma: not solved')).not.toContain(
      'Which app is it?',
    );
    // Nor is what is wrong with it.
    expect(await talk('lin: 忘记密码了登不进去 OA', 'lin: 没解决')).toContain('登录用的账号');
  });

  test('a wish is not "solved": it goes on as a request', async () => {
    const [offer] = await world.says('lin', '想申请一个显示器');
    expect(offer?.text).toContain('[继续申请]');
    expect(offer?.text).not.toContain('也许马上就好');
    expect(await talk('lin: 继续申请')).toContain('新领');
  });
});

describe('with tickets open', () => {
  test('words go to the ticket they are about, by number or by matter', async () => {
    await talk('lin: VPN 连不上', 'lin: 转人工', 'lin: 打印机卡纸', 'lin: 2', 'lin: 转人工');
    expect(await talk('lin: VPN 还是连不上')).toContain('T-1');
    expect(await talk('lin: T-1 现在慢慢能连了')).toContain('已补充到 T-1');
    expect(await talk('lin: 打印机又卡纸了')).toContain('T-2');
  });

  test('a cancellation is confirmed or taken back in words', async () => {
    await talk('lin: 鼠标坏了', 'lin: 转人工', 'lin: 撤销');
    expect(await talk('lin: 不')).toContain('工单留着');
    expect(await talk('lin: 撤销', 'lin: 是的')).toContain('T-1 已撤销');
  });

  test('"how is it going" is answered with where it stands', async () => {
    await talk('emma: my mouse is broken', 'emma: human please');
    expect(await talk('emma: when will it be fixed?')).toContain('Resolution: by');
    await talk('lin: 鼠标坏了', 'lin: 没解决');
    expect(await talk('lin: 要多久才能好？')).toContain('提交后马上能看到');
  });

  test('"no longer needed" and "works already" ask whether the ticket is to go', async () => {
    await talk('lin: VPN 连不上', 'lin: 转人工');
    expect(await talk('lin: 不用了')).toContain('确定撤销 T-1');
    expect(await talk('lin: 不')).toContain('工单留着');
    expect(await talk('lin: 已经好了')).toContain('好了就好');
    expect(await talk('lin: 好的')).toContain('T-1 已撤销');
  });

  test('named with its number, the ticket that works already is asked about', async () => {
    await talk('emma: my mouse is broken', 'emma: human please');
    expect(await talk('emma: T-1 works now')).toContain('Shall I cancel T-1');
    expect(await talk("emma: don't")).toContain('stays open');
  });

  test('"OK" to an engineer at work reaches them and is not greeted', async () => {
    await talk('lin: 打印机卡纸', 'lin: 转人工', 'wang@desk: 回复 T-1 在路上');
    expect(await talk('lin: 好的')).toContain('已转给 王工');
  });

  test('what a colleague replies, the assignee hears', async () => {
    await talk('lin: 打印机卡纸', 'lin: 转人工', 'wang@desk: 认领 T-1', 'li@desk: 回复 T-1 我也来');
    expect(await last('@wang')).toContain('李工 回复 T-1');
  });
});

describe('when it is resolved', () => {
  beforeEach(async () => {
    await talk('lin: 打印机坏了', 'lin: 转人工', 'wang: 认领 T-1', 'wang: 解决 T-1 换了硒鼓');
  });

  test('"works already?" closes nothing, and asked about the matter "可以了" is still heard', async () => {
    expect(await talk('lin: 好了吗？')).not.toContain('已关闭');
    expect(await talk('lin: 显示器有条线', 'lin: 可以了，谢谢')).toContain('T-1 已关闭');
  });

  test('"OK" confirms nothing before it has been tried', async () => {
    expect(await talk('lin: 好的')).toContain('试完告诉我 T-1');
    expect(await talk('lin: 是的')).toContain('T-1 已关闭');
  });

  test('a score in words closes and rates; thanks is no reason for it', async () => {
    expect(await talk('lin: 5分')).toContain('T-1 的评价收到了');
    expect(await talk('lin: 谢谢')).toBe('好，谢谢。\n'.trim());
  });

  test('after closing, words rate, a new problem is a report, and "still broken" may reopen', async () => {
    await talk('lin: 好了', 'lin: 很满意');
    expect(await talk('lin: VPN 连不上')).toContain('VPN 与远程接入');
    await talk('lin: 取消');
    expect(await talk('lin: 还是不行')).toContain('T-1');
    expect(await talk('lin: 是这件事')).toContain('T-1 已重开');
  });
});

describe('the staff', () => {
  test('claim without a number points at the queue, never at what one has', async () => {
    await talk('lin: 打印机坏了', 'lin: 转人工', 'wang@desk: 认领 T-1');
    expect(await talk('wang@desk: 认领')).toContain('认领哪一张');
  });

  test('a lone word among colleagues is theirs; in private it is a command', async () => {
    await talk('lin: 打印机坏了', 'lin: 转人工', 'wang@desk: 认领 T-1');
    expect(await talk('wang@desk: 解决')).toBe('');
    expect(await talk('wang: 回复')).toContain('要回复 小林 什么');
  });

  test('an old reply prompt asks again before anything is sent', async () => {
    await talk('lin: 打印机坏了', 'lin: 转人工', 'wang@desk: 认领 T-1', 'wang: 回复');
    await world.passes(2 * 24 * 3_600_000);
    expect(await talk('wang: 中午吃什么')).toContain('要回复 小林 什么');
    expect(await last('@lin')).not.toContain('中午吃什么');
  });

  test('a priority set by hand is explained as such', async () => {
    await talk('lin: 打印机坏了', 'lin: 转人工', 'wang@desk: 优先级 T-1 P1');
    expect(await talk('wang@desk: 为什么 T-1')).toContain('P1 紧急，由 王工 改定');
  });

  test('a requester who types a command of theirs is answered by the word typed', async () => {
    expect(await talk('lin: 认领 T-1')).toContain('没有“认领”这个指令');
  });
});
