import { describe, expect, test } from 'vitest';
import { openStage, openTicket, toFirstQuestion, type Stage } from '../support/stage.ts';

const last = (stage: Stage, place = '@lin'): string => stage.shown(place).at(-1)?.text ?? '';
const texts = (stage: Stage, place: string): string =>
  stage
    .shown(place)
    .map(({ text }) => text)
    .join('\n');

describe('a questionnaire as a form', () => {
  test('小林: 填表 on the first question, everything open on one page, and straight to the summary', async () => {
    const stage = await openStage();
    const question = await toFirstQuestion(stage);
    expect(question.text).toMatch(/打印机怎么了？[\s\S]*\[填表\]/);
    await stage.presses('lin', '填表');
    const form = stage.form('lin');
    expect(form).toMatchObject({ title: '打印与扫描', submitLabel: '提交', cancelLabel: '取消' });
    // The place and how bad it is were in the report.
    expect(form.fields.map(({ id, label, required }) => ({ id, label, required }))).toEqual([
      { id: 'symptom', label: '打印机怎么了？', required: true },
      { id: 'printer', label: '是哪台打印机？', required: true },
      { id: 'impact', label: expect.stringContaining('影响') as string, required: true },
    ]);
    const [next] = await stage.sendsForm('lin', form, {
      symptom: ['jam'],
      printer: ['HP-3F-02'],
      impact: ['user'],
    });
    // What the choice has made applicable is asked in the dialogue.
    expect(next?.text).toMatch(/^表收到了。\n打印机面板上显示什么？/);
    const [summary] = await stage.says('lin', '跳过');
    expect(summary?.text).toMatch(/现象: 卡纸\n打印机: HP-3F-02\n[\s\S]*影响范围?: /);
    await stage.presses('lin', '提交');
    expect(texts(stage, '@lin')).toContain('T-1 已开单');
  });

  test('Emma: the same in English', async () => {
    const stage = await openStage();
    await stage.says('emma', 'The printer on the 3rd floor is jammed, nothing prints at all');
    const question = (await stage.presses('emma', 'Not solved')).at(-1);
    expect(question?.text).toContain('[Fill in a form]');
    await stage.presses('emma', 'Fill in a form');
    const form = stage.form('emma');
    expect(form).toMatchObject({ title: 'Printing and scanning', submitLabel: 'Submit' });
    const [next] = await stage.sendsForm('emma', form, {
      symptom: ['jam'],
      printer: ['HP'],
      impact: ['user'],
    });
    expect(next?.text).toMatch(/^Got your form\./);
  });

  test('雅婷: and in Traditional Chinese', async () => {
    const stage = await openStage();
    await stage.says('yating', '三樓印表機卡紙了，完全印不出來');
    const question = (await stage.presses('yating', '沒解決')).at(-1);
    expect(question?.text).toContain('[填表]');
    await stage.presses('yating', '填表');
    expect(stage.form('yating').submitLabel).toBe('送出');
  });

  test('the dialogue stays usable while the form is open, and what it learns meanwhile stands', async () => {
    const stage = await openStage();
    await toFirstQuestion(stage);
    await stage.presses('lin', '填表');
    const form = stage.form('lin');
    const [next] = await stage.says('lin', '卡纸');
    expect(next?.text).toContain('是哪台打印机？');
    const [after] = await stage.sendsForm('lin', form, {
      symptom: ['quality'],
      printer: ['HP-3F-02'],
      impact: ['user'],
    });
    expect(after?.text).toMatch(/^你填表的时候我们又聊了几句，表里其余的我补上了。/);
    const [summary] = await stage.says('lin', '跳过');
    expect(summary?.text).toMatch(/现象: 卡纸\n打印机: HP-3F-02/);
  });

  test('closed without sending it, the buttons of the question are still good', async () => {
    const stage = await openStage();
    await toFirstQuestion(stage);
    await stage.presses('lin', '填表');
    const [next] = await stage.presses('lin', '卡纸');
    expect(next?.text).toContain('是哪台打印机？');
  });

  test('what is wrong on the form is asked again, and nothing else is', async () => {
    const stage = await openStage();
    await toFirstQuestion(stage);
    await stage.presses('lin', '填表');
    const [again] = await stage.sendsForm('lin', stage.form('lin'), {
      symptom: ['jam'],
      printer: ['长'.repeat(90)],
      impact: ['user'],
    });
    expect(again?.text).toMatch(/^其余的都记下了，“打印机”这一项再看看：有点长[\s\S]*是哪台打印机？/);
    await stage.says('lin', 'HP-3F-02');
    const [summary] = await stage.says('lin', '跳过');
    expect(summary?.text).toMatch(/现象: 卡纸\n打印机: HP-3F-02/);
  });

  test('too late: the ticket is open', async () => {
    const stage = await openStage();
    await toFirstQuestion(stage);
    await stage.presses('lin', '填表');
    const form = stage.form('lin');
    await stage.says('lin', '转人工');
    const [told] = await stage.sendsForm('lin', form, {
      symptom: ['jam'],
      printer: ['HP'],
      impact: ['user'],
    });
    expect(told?.text).toBe('这份表晚了一步，那件事已经开了 T-1。还有要补充的，直接在这里说。');
    expect(texts(stage, '@lin')).not.toContain('T-2');
  });

  test('of another report: told so, and the step we are at is shown again', async () => {
    const stage = await openStage();
    await toFirstQuestion(stage);
    await stage.presses('lin', '填表');
    const form = stage.form('lin');
    await stage.says('lin', '取消');
    await stage.says('lin', 'VPN 连不上了');
    const said = await stage.sendsForm('lin', form, { symptom: ['jam'], printer: ['HP'], impact: ['user'] });
    expect(said[0]?.text).toContain('这份表是之前那件事的');
    expect(said.at(-1)?.text).toContain('VPN');
  });

  test('sent in twice, it counts once', async () => {
    const stage = await openStage();
    await toFirstQuestion(stage);
    await stage.presses('lin', '填表');
    const form = stage.form('lin');
    const answers = { symptom: ['jam'], printer: ['HP-3F-02'], impact: ['user'] };
    await stage.sendsForm('lin', form, answers);
    await stage.sendsForm('lin', form, { ...answers, printer: ['别的'] });
    const [summary] = await stage.says('lin', '跳过');
    expect(summary?.text).toContain('打印机: HP-3F-02');
  });

  test('修改 on the summary opens the whole form with the answers in it', async () => {
    const stage = await openStage();
    await toFirstQuestion(stage);
    await stage.presses('lin', '填表');
    await stage.sendsForm('lin', stage.form('lin'), { symptom: ['jam'], printer: ['HP'], impact: ['user'] });
    await stage.says('lin', '跳过');
    await stage.presses('lin', '修改');
    const form = stage.form('lin');
    expect(form.fields.find(({ id }) => id === 'symptom')?.input).toMatchObject({ chosen: ['jam'] });
    expect(form.fields.find(({ id }) => id === 'location')?.input).toMatchObject({ value: '三楼' });
    const [summary] = await stage.sendsForm('lin', form, { printer: ['惠普'], location: ['五楼'] });
    expect(summary?.text).toMatch(/打印机: 惠普[\s\S]*五楼/);
    expect((await stage.presses('lin', '提交'))[0]?.text).toContain('T-1');
  });

  test('where a channel has none, none is offered and nobody misses it', async () => {
    const stage = await openStage();
    const scene = { channel: 'poor' as const };
    await stage.says('new', '三楼打印机卡纸了，怎么都打不出来', scene);
    const [question] = await stage.says('new', '没解决', scene);
    expect(question?.text).toContain('打印机怎么了？');
    expect(question?.text).not.toContain('填表');
  });

  test('somebody else’s form does nothing to my report', async () => {
    const stage = await openStage();
    await toFirstQuestion(stage);
    await stage.presses('lin', '填表');
    const form = stage.form('lin');
    await stage.sendsForm('emma', form, { symptom: ['quality'], printer: ['evil'], impact: ['company'] });
    const [next] = await stage.sendsForm('lin', form, {
      symptom: ['jam'],
      printer: ['HP'],
      impact: ['user'],
    });
    expect(next?.text).toMatch(/^表收到了/);
  });
});

describe('the words of an engineer on a form', () => {
  test('回复 opens a box; what is written there goes to the requester, and the dialogue waits for nothing', async () => {
    const stage = await openStage();
    await openTicket(stage);
    await stage.presses('wang', '认领', { group: 'desk' });
    await stage.presses('wang', '回复');
    const form = stage.form('wang');
    expect(form.fields).toMatchObject([{ label: '回复 小林', required: true, input: { type: 'paragraph' } }]);
    const [sent] = await stage.sendsForm('wang', form, { words: ['马上过去，五分钟'] });
    expect(sent?.text).toBe('已发给 小林（T-1）。');
    expect(last(stage)).toContain('马上过去，五分钟');
    // No message of the agent's was waited for.
    expect((await stage.says('wang', '你好'))[0]?.text).toContain('我在');
  });

  test('备注 and 已解决 as well', async () => {
    const stage = await openStage();
    await openTicket(stage);
    await stage.presses('wang', '认领', { group: 'desk' });
    await stage.presses('wang', '备注');
    const note = await stage.sendsForm('wang', stage.form('wang'), { words: ['滚轮磨损'] });
    expect(note[0]?.text).toContain('备注已记到 T-1');
    expect(texts(stage, '@lin')).not.toContain('滚轮磨损');
    await stage.presses('wang', '已解决');
    expect(stage.form('wang').fields[0]?.label).toBe('怎么解决的？小林 会看到');
    await stage.sendsForm('wang', stage.form('wang'), { words: ['换了滚轮'] });
    expect(last(stage)).toMatch(/王工 处理完了 T-1[\s\S]*换了滚轮/);
  });

  test('a ticket that ended meanwhile: told so, and the words are given back', async () => {
    const stage = await openStage();
    await openTicket(stage);
    await stage.presses('wang', '认领', { group: 'desk' });
    await stage.presses('wang', '已解决');
    const form = stage.form('wang');
    await stage.says('lin', '撤销');
    await stage.says('lin', '是');
    const said = await stage.sendsForm('wang', form, { words: ['换了滚轮'] });
    expect(said.map(({ text }) => text).join('\n')).toMatch(
      /已经结束[\s\S]*没有发出去。你写的是：\n> 换了滚轮/,
    );
  });

  test('typed, it is asked for in the dialogue as before', async () => {
    const stage = await openStage();
    await openTicket(stage);
    await stage.says('wang', '认领 T-1');
    expect((await stage.says('wang', '回复 T-1'))[0]?.text).toContain('下一条消息会原样发过去');
    await stage.says('wang', '在路上');
    expect(last(stage)).toContain('在路上');
    expect(stage.forms()).toBe(0);
  });

  test('nobody but the staff can send one in', async () => {
    const stage = await openStage();
    await openTicket(stage);
    await stage.presses('wang', '认领', { group: 'desk' });
    await stage.presses('wang', '回复');
    const said = await stage.sendsForm('emma', stage.form('wang'), { words: ['hacked'] });
    expect(said[0]?.text).not.toContain('T-1');
    expect(texts(stage, '@lin')).not.toContain('hacked');
  });
});
