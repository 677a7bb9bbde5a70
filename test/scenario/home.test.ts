import { expect, test } from 'vitest';
import { listArticleFeedback } from '../../src/store/article-feedback-store.ts';
import { openStage, openTicket, toFirstQuestion, type Stage } from '../support/stage.ts';

const looksAtHome = (stage: Stage, userId: string) => stage.does(userId, { type: 'home' });

test('a page of one’s own: open tickets with status, next deadline and buttons', async () => {
  const stage = await openStage();
  await looksAtHome(stage, 'lin');
  expect(stage.home('lin')).toBe(
    '你现在没有工单。有问题直接跟我说。\n有问题直接给我发消息，截图也行。\n[报修] [帮助]',
  );
  await openTicket(stage);
  await looksAtHome(stage, 'lin');
  expect(stage.home('lin')).toMatch(
    /^你提的工单（1）\n- T-1 P\d · 待认领 · 三楼打印机卡纸了，怎么都打不出来 · 今天 \d\d:\d\d 到期\n[\s\S]*\[看进度 T-1\] \[催一下 T-1\]/,
  );
  await stage.says('wang', '解决 T-1 清了卡纸');
  await looksAtHome(stage, 'lin');
  expect(stage.home('lin')).toMatch(/已解决[\s\S]*\[好了 T-1\] \[还没好 T-1\]/);
});

test('for the staff also what they have in hand, and the queue', async () => {
  const stage = await openStage();
  await openTicket(stage);
  await openTicket(stage, 'yating');
  await stage.says('wang', '认领 T-1');
  await looksAtHome(stage, 'wang');
  expect(stage.home('wang')).toMatch(
    /^你手上的工单（1）\n- T-1 [\s\S]*待认领（1）\n- T-2 [\s\S]*你现在没有工单/,
  );
  expect(stage.home('wang')).toContain('[认领 T-2]');
  await looksAtHome(stage, 'emma');
  expect(stage.home('emma')).toMatch(/You have no tickets|no tickets/i);
  expect(stage.home('emma')).not.toContain('T-');
});

test('a look at the page says nothing and disturbs nothing', async () => {
  const stage = await openStage();
  await toFirstQuestion(stage);
  expect(await looksAtHome(stage, 'lin')).toEqual([]);
  const [next] = await stage.presses('lin', '卡纸');
  expect(next?.text).toContain('是哪台打印机？');
  // Whoever has only looked is still welcomed when the conversation is opened.
  await looksAtHome(stage, 'new');
  expect((await stage.does('new', { type: 'opened' }))[0]?.text).toContain('我是帮办');
});

test('a thumb counts for the articles shown, without a word and without disturbing the dialogue', async () => {
  const stage = await openStage();
  const [shown] = await stage.says('lin', '三楼打印机卡纸了，怎么都打不出来');
  const feedback = shown?.message.feedback ?? '';
  expect(feedback).toMatch(/^f:[\w-]+(,[\w-]+)*$/);
  const said = await stage.does('lin', { type: 'press', action: `${feedback}:good`, trigger: null });
  expect(said).toEqual([]);
  const [articleId = ''] = feedback.slice(2).split(',');
  const kept = await listArticleFeedback(stage.database.db, articleId);
  expect(kept.map(({ verdict }) => verdict)).toEqual(['shown', 'helpful']);
  expect((await stage.presses('lin', '没解决')).at(-1)?.text).toContain('打印机怎么了？');
});

test('a thumb for articles there are not counts for nothing', async () => {
  const stage = await openStage();
  await stage.does('lin', { type: 'press', action: 'f:no-such-article:bad', trigger: null });
  expect(await listArticleFeedback(stage.database.db, 'no-such-article')).toEqual([]);
});

test('a stray number after the ticket is open is not passed on', async () => {
  const stage = await openStage();
  await openTicket(stage);
  await stage.presses('wang', '认领', { group: 'desk' });
  expect((await stage.says('lin', '1'))[0]?.text).toContain('没看懂是补充什么');
  expect(stage.shown('@wang').some(({ text }) => text.includes('> 1'))).toBe(false);
  await stage.says('wang', '回复 T-1 一共几台打不了？');
  await stage.says('lin', '2');
  expect(stage.shown('@wang').at(-1)?.text).toContain('> 2');
});
