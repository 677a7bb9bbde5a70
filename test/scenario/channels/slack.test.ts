import { afterAll, beforeAll, expect, test } from 'vitest';
import { createFakeSlack, type FakeSlack } from '../../fakes/slack/fake-slack.ts';
import {
  createOfficeClock,
  groupIdOn,
  openOfficeOn,
  userIdOn,
  type OfficeOn,
} from '../../support/office-on.ts';

/** What Slack can and the others cannot: forms, threads, asides, a page of one's own, commands, shortcuts and emoji. */
const clock = createOfficeClock('2026-11-24T10:00:00+08:00');
const lin = userIdOn('slack', 'lin');
const emma = userIdOn('slack', 'emma');
const wang = userIdOn('slack', 'wang');
const li = userIdOn('slack', 'li');
const desk = groupIdOn('slack', 'desk');
const canteen = 'C0CANTEEN';
let slack: FakeSlack;
let office: OfficeOn;

beforeAll(async () => {
  slack = await createFakeSlack({ clock: clock.now });
  slack.addGroup(canteen);
  office = await openOfficeOn({ platforms: [slack], clock });
});
afterAll(async () => {
  const broken = slack.violations();
  await office.close();
  expect(broken).toEqual([]);
});

const last = async (...where: Parameters<OfficeOn['sees']>): Promise<string> =>
  (await office.sees(...where)).at(-1)?.text ?? '';

/** Does something Slack's own way, and waits for all that follows. */
async function does<T>(act: Promise<T>): Promise<T> {
  const done = await act;
  await office.settle();
  return done;
}

/** The ts of the ticket's card in the desk's channel. */
function cardOf(ticket: string): string {
  const card = slack.shown(desk).find(({ text }) => text.startsWith(`${ticket} ·`));
  if (!card) throw new Error(`the desk has no card of ${ticket}`);
  return card.messageId;
}

/** What stands below a card for everybody to see. */
function below(ts: string): string[] {
  const inThread = new Set(
    slack.workspace.messages
      .filter(({ threadTs, visibleTo }) => threadTs === ts && visibleTo === null)
      .map((message) => message.ts),
  );
  return slack
    .shown(desk)
    .filter(({ messageId }) => inThread.has(messageId))
    .map(({ text }) => text);
}

/** What was shown in the channel to one person only, the newest. */
function aside(userId: string): string | undefined {
  const own = slack.workspace.messages.filter(({ visibleTo }) => visibleTo === userId).map(({ ts }) => ts);
  return slack.shown(desk, userId).findLast(({ messageId }) => own.includes(messageId))?.text;
}

test('/it with words begins a report in the direct conversation', async () => {
  const { acked, told } = await does(slack.slash(lin, canteen, '/it', '三楼打印机卡纸了，怎么都打不出来'));
  expect(acked).toBe(true);
  expect(told).not.toBeNull();
  expect((await office.sees('lin')).map(({ text }) => text).join('\n')).toContain('打印');
});

test('the questions come as a form; filled in, only the summary is left', async () => {
  await office.presses('lin', '没解决');
  expect((await office.sees('lin')).at(-1)?.buttons).toContain('填表');
  await office.presses('lin', '填表');
  const modal = slack.modal(lin);
  expect(modal?.title).toBe('打印与扫描');
  const answers = Object.fromEntries(
    (modal?.fields ?? []).map(({ id, options }) => [id, options[0] === undefined ? 'HP-3F-02' : options[0]]),
  );
  expect(await does(slack.submits(lin, answers))).toEqual({ acked: true, errors: null });
  for (let step = 0; step < 4 && !(await office.sees('lin')).at(-1)?.buttons.includes('提交'); step += 1)
    await office.says('lin', '跳过');
  expect(await last('lin')).toContain('HP-3F-02');
  await office.presses('lin', '提交');
  expect(await last('lin')).toContain('T-1');
  expect(cardOf('T-1')).not.toBe('');
});

test('/claim, and who is late hears it alone', async () => {
  const { acked } = await does(slack.slash(wang, desk, '/claim', 'T-1'));
  expect(acked).toBe(true);
  expect(await last('lin')).toContain('王工');
  await does(slack.slash(li, desk, '/claim', 'T-1'));
  expect(aside(li)).toBe('T-1 已经由 王工 认领了。');
  expect(slack.shown(desk).map(({ text }) => text)).not.toContain('T-1 已经由 王工 认领了。');
});

test('said below the card, it goes to the requester; what the requester says stands below the card', async () => {
  const ts = cardOf('T-1');
  const { acked } = await does(slack.writes(wang, desk, '面板上写着什么？', { threadTs: ts }));
  expect(acked).toBe(true);
  expect(await last('lin')).toMatch(/王工[\s\S]*面板上写着什么/);
  expect(below(ts).at(-1)).toContain('已发给 小林');
  await office.says('lin', '写着 E-05');
  expect(below(ts).at(-1)).toMatch(/小林[\s\S]*写着 E-05/);
  expect(await last('wang')).toContain('写着 E-05');
  // Colleagues among themselves are not overheard.
  await does(slack.writes(li, desk, '上周也是这台', { threadTs: ts, addressed: false }));
  expect(await last('lin')).not.toContain('上周');
});

test('/ticket mine is for the asker’s eyes', async () => {
  const before = slack.shown(desk).length;
  await does(slack.slash(wang, desk, '/ticket', 'mine'));
  expect(aside(wang)).toContain('T-1');
  expect(slack.shown(desk)).toHaveLength(before);
});

test('an emoji on a colleague’s message makes it a matter for the desk, and its author hears of it', async () => {
  const { ts } = await slack.writes(emma, canteen, 'VPN fails with error 809 since this morning', {
    addressed: false,
  });
  expect(await does(slack.reacts(wang, canteen, ts, 'ticket'))).toBe(true);
  expect((await office.sees('emma')).map(({ text }) => text).join('\n')).toMatch(/王工[\s\S]*VPN/);
  // The shortcut on the same message is the same matter.
  const before = (await office.sees('emma')).length;
  await does(slack.shortcut(li, canteen, ts));
  expect(await office.sees('emma')).toHaveLength(before);
});

test('the home page: one’s tickets, for agents what they have in hand; its buttons work', async () => {
  await does(slack.opens(lin, 'home'));
  expect(slack.home(lin)?.text).toContain('T-1');
  await does(slack.opens(wang, 'home'));
  expect(slack.home(wang)?.text).toContain('T-1');
  const urge = slack.home(lin)?.buttons.find((label) => label.includes('催'));
  expect(await does(slack.pressesHome(lin, urge ?? ''))).toBe(true);
  expect(below(cardOf('T-1')).at(-1)).toContain('小林');
});

test.each(['answer-lost', 'request-lost'] as const)(
  '%s when a reply is posted: it is looked for, and stands once',
  async (trouble) => {
    slack.trouble('chat.postMessage', { type: trouble }, 1, slack.workspace.imOf(lin).id);
    await office.says('wang', `回复 T-1 马上到（${trouble}）`);
    const told = (await office.sees('lin')).filter(({ text }) => text.includes(`马上到（${trouble}）`));
    expect(told).toHaveLength(1);
    const rows = await office
      .database()
      .db.selectFrom('outbox')
      .select(['state', 'error'])
      .where('state', '<>', 'sent')
      .execute();
    expect(rows).toEqual([]);
  },
);
