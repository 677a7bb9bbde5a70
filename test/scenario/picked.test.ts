import { expect, test } from 'vitest';
import type { InboundBody } from '../../src/channel/inbound.ts';
import { openStage, openTicket, toFirstQuestion, type Stage } from '../support/stage.ts';

const texts = (stage: Stage, place: string): string =>
  stage
    .shown(place)
    .map(({ text }) => text)
    .join('\n');

/** `by` marks what `author` said. */
function passOn(stage: Stage, author: string, text: string, by = 'wang') {
  const body: InboundBody = {
    type: 'picked',
    text,
    attachments: [],
    by: { userId: by, name: by, locale: null, timeZone: null, email: null, department: null },
  };
  return stage.does(author, body);
}

test('王工 passes on what 小林 said in a group: the report goes on in private, and 王工 hears that it does', async () => {
  const stage = await openStage();
  const said = await passOn(stage, 'lin', 'VPN 连不上了，提示 809');
  expect(said[0]?.text).toBe('王工 把你在群里说的话转给了我，我来接手：\n> VPN 连不上了，提示 809');
  expect(said[1]?.text).toContain('VPN');
  expect(texts(stage, '@wang')).toBe('收到。小林 说的事，我私聊问清楚再交给工程师。');
  const question = (await stage.presses('lin', '没解决')).at(-1);
  expect(question?.text).toContain('[填表]');
});

test('in English, and of one’s own message', async () => {
  const stage = await openStage();
  const said = await passOn(stage, 'emma', "I can't print on the 3rd floor", 'wang');
  expect(said[0]?.text).toMatch(/^王工 passed your message on to me/);
  const own = await passOn(stage, 'lin', '打印机卡纸了', 'lin');
  expect(own[0]?.text).toMatch(/^好，这件事我接手：/);
});

test('in the middle of another report: a ticket of its own at once, and the question stays where it was', async () => {
  const stage = await openStage();
  await toFirstQuestion(stage);
  const said = await passOn(stage, 'lin', 'VPN 连不上了，提示错误 809');
  expect(said[0]?.text).toContain('王工 把你在群里说的话转给了我');
  expect(said[1]?.text).toContain('T-1 已开单');
  expect(texts(stage, 'desk')).toContain('VPN');
  expect(texts(stage, '@wang')).toBe('收到。小林 说的事已经开单，工程师会看。');
  // The very buttons shown before are still good.
  const [next] = await stage.presses('lin', '卡纸');
  expect(next?.text).toContain('是哪台打印机？');
});

test('about the report that is running: it joins it', async () => {
  const stage = await openStage();
  await toFirstQuestion(stage);
  const [told] = await passOn(stage, 'lin', '打印机面板上写着 E-05 卡纸');
  expect(told?.text).toMatch(/^王工 把你在群里说的话转给了我，一起记下了：/);
  const [next] = await stage.presses('lin', '卡纸');
  expect(next?.text).toContain('是哪台打印机？');
  await stage.says('lin', '转人工');
  expect(texts(stage, 'desk')).toContain('E-05');
});

test('about a ticket that is open: it is added there', async () => {
  const stage = await openStage();
  await openTicket(stage);
  await stage.presses('wang', '认领', { group: 'desk' });
  await passOn(stage, 'lin', '打印机又卡纸了，面板上写着 E-05', 'li');
  expect(texts(stage, '@wang')).toContain('E-05');
  expect(texts(stage, '@li')).toBe('收到。小林 说的话，已经记到正在办的那件事里。');
  expect(texts(stage, 'desk')).not.toContain('T-2');
});

test('nothing in it: nobody is bothered but whoever picked it', async () => {
  const stage = await openStage();
  expect(await passOn(stage, 'lin', '👍')).toEqual([]);
  expect(texts(stage, '@wang')).toBe('小林 那条消息里没有能办的事，我就没有打扰。');
});

test('somebody we never met, picked by somebody we never met', async () => {
  const stage = await openStage();
  const said = await passOn(stage, 'stranger', 'VPN 连不上了', 'passer-by');
  expect(said[0]?.text).toMatch(/^passer-by 把你在群里说的话转给了我/);
  expect(texts(stage, '@passer-by')).toContain('stranger');
});
