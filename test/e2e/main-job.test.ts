import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Browser } from 'playwright-core';
import type { World } from '../support/world.ts';
import { findChromium, howToInstall, launchChromium } from '../web/chromium.ts';
import { inEnglish, openOffice } from './office.ts';
import { answerQuestions } from './questionnaire.ts';
import { openScreen, type Screen } from './screen.ts';

/** The product as people meet it: the whole program behind the page, worked with mouse and keyboard only. */

const executable = findChromium();
if (executable === undefined) console.warn(`the main job in a browser is skipped: ${howToInstall}`);

describe.skipIf(executable === undefined)('the main job in Chromium', { timeout: 90_000 }, () => {
  let browser: Browser;
  let world: World | undefined;
  let screens: Screen[] = [];

  beforeAll(async () => {
    browser = await launchChromium(executable ?? '');
  });
  afterAll(() => browser.close());
  afterEach(async () => {
    const complaints = screens.flatMap((screen) => screen.complaints);
    for (const screen of screens) await screen.close();
    screens = [];
    await world?.close();
    world = undefined;
    expect(complaints).toEqual([]);
  });

  test('in Chinese, three people side by side, with a rating that the managers hear of', async () => {
    world = await openOffice('2026-11-24T10:00:00+08:00');
    const screen = await openScreen(browser, world);
    screens = [screen];
    const [lin, desk, wang, managers] = [
      screen.seat('lin'),
      screen.seat('wang', 'desk'),
      screen.seat('wang'),
      screen.seat('chen', 'managers'),
    ];
    expect(await screen.page.getByTestId('column').count()).toBe(3);

    await lin.sees('小林，你好');
    await lin.says('VPN 连不上了，提示错误 809，我在家办公');
    await lin.sees('VPN 与远程接入');
    await lin.presses(/^(看步骤|看第 1 条)$/);
    const steps = await lin.sees('怎样算好');
    expect(await steps.locator('ol > li').count()).toBeGreaterThan(2);
    await lin.presses('没解决');
    const ways = await answerQuestions(lin, { skip: '跳过', submit: '提交', words: [[/./, '在家，宽带']] });
    expect(ways).toEqual(expect.arrayContaining(['button', 'number']));
    expect(await lin.newest().innerText()).toContain('809');
    expect(await screen.overflows()).toEqual([]);

    await lin.presses('提交');
    const opened = await lin.sees('T-1 已开单');
    expect(await opened.innerText()).toMatch(/首次响应\s*今天 \d\d:\d\d 前\s*解决时限\s*\S.*\d\d:\d\d 前/);
    const card = await desk.sees(/T-1 · P\d · VPN 与远程接入/);
    const cardId = await card.getAttribute('data-message-id');
    await desk.presses('认领');
    await desk.sees('王工 已认领 T-1');
    const repainted = desk.pane.locator(`[data-message-id="${cardId}"][data-edited=true]`);
    await repainted.getByText('处理人').waitFor();
    expect(await repainted.getByRole('button', { name: '认领' }).count()).toBe(0);
    await lin.sees('王工 接手了 T-1');

    await tab(screen, 1, '@me').click();
    await wang.presses('回复');
    await wang.sees('要回复 小林 什么');
    await wang.says('麻烦换成手机热点再连一次，告诉我结果');
    await lin.sees('麻烦换成手机热点再连一次');
    await lin.says('热点可以连上');
    await wang.sees('热点可以连上');
    await wang.presses('已解决');
    await wang.says('家里路由器挡了 VPN，已改用 443 端口');
    await lin.sees('已改用 443 端口');
    expect(await screen.overflows()).toEqual([]);

    await lin.presses('好了');
    await lin.sees('T-1 已关闭');
    await lin.presses('1 很不满意');
    await managers.sees(/@周主管.*小林.*T-1.*1 分/);
    await lin.says('等了一上午');
    await managers.sees('等了一上午');
    await tab(screen, 1, 'desk').click();
    await desk.sees('回访 T-1');
    expect(await screen.overflows()).toEqual([]);
  });

  test('in English, the requester on a phone, the agent at a desk', async () => {
    world = await openOffice('2026-11-24T14:00:00+08:00', inEnglish);
    const office = await openScreen(browser, world, { locale: 'en-GB' });
    await office.page.getByTestId('person-alex').click();
    const phone = await openScreen(
      browser,
      world,
      { locale: 'en-GB', viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
      [office],
    );
    screens = [office, phone];
    await phone.page.getByTestId('person-emma').click();
    await phone.page.locator('[data-testid=conversation][data-conversation="@me"]').click();
    const emma = phone.seat('emma');
    const desk = office.seat('alex', 'desk');

    await emma.sees('Hi Emma');
    const box = await emma.pane.getByTestId('composer-text').boundingBox();
    expect(box?.height).toBeGreaterThan(30);
    await emma.says("The printer on the 3rd floor is jammed, I can't print at all");
    await emma.sees('Printing and scanning');
    await emma.presses(/^Show (steps|no\. 1)$/);
    await emma.sees('It worked if:');
    expect(await emma.newest().locator('ol > li').count()).toBeGreaterThan(2);
    expect(await emma.newest().locator('.clamped').count()).toBe(0);
    expect(await phone.overflows()).toEqual([]);
    await emma.presses('Not solved');
    const ways = await answerQuestions(emma, {
      skip: 'Skip',
      submit: 'Submit',
      words: [
        [/Which printer/, 'HP-3F-02, the one by the kitchen'],
        [/Which floor/, '3rd floor, east side'],
      ],
    });
    // "Jammed" has answered the first choice.
    expect(ways).toEqual(expect.arrayContaining(['button', 'words']));
    await emma.presses('Submit');
    expect(await (await emma.sees('T-1 is open')).innerText()).toMatch(
      /First response\s*by today \d\d:\d\d\s*Resolution\s*by .*\d\d:\d\d/,
    );
    expect(await phone.overflows()).toEqual([]);

    await office.catchesUp();
    const card = await desk.sees(/T-1 · P\d · Printing and scanning/);
    const cardId = await card.getAttribute('data-message-id');
    const alex = office.seat('alex');
    await desk.presses('Claim');
    const repainted = desk.pane.locator(`[data-message-id="${cardId}"][data-edited=true]`);
    await repainted.getByText('Assignee').waitFor();
    await emma.sees('Alex is now working on T-1');
    await tab(office, 1, '@me').click();
    await alex.presses('Reply');
    await alex.says("I'm on my way. Please leave the cover open.");
    await emma.sees("I'm on my way");
    await emma.says('It is open now, with the paper still in it.');
    await alex.sees('with the paper still in it');
    await alex.presses('Resolve');
    await alex.says('Took out a torn sheet behind the rear tray.');
    await emma.sees('torn sheet');
    await emma.presses('It works');
    await emma.presses('5 Very good');
    await emma.sees('your rating for T-1 is in');
    expect(await phone.overflows()).toEqual([]);
    expect(await office.overflows()).toEqual([]);
  });

  test('in Traditional Chinese, up to the claim', async () => {
    world = await openOffice('2026-11-24T10:00:00+08:00');
    const screen = await openScreen(browser, world, {
      locale: 'zh-TW',
      timezoneId: 'Asia/Taipei',
      viewport: { width: 1280, height: 800 },
    });
    screens = [screen];
    await screen.page.getByTestId('person-jiaying').click();
    const jiaying = screen.seat('jiaying');
    await jiaying.says('印表機卡紙了，三樓那台，完全印不出來');
    await jiaying.presses('沒解決');
    await answerQuestions(jiaying, {
      skip: '跳過',
      submit: '確認',
      words: [[/./, '三樓茶水間旁邊那台惠普']],
    });
    await jiaying.presses('確認');
    expect(await (await jiaying.sees('T-1')).innerText()).toMatch(/今天 \d\d:\d\d 前/);
    await screen.seat('wang', 'desk').presses('认领');
    await jiaying.sees(/王工.*T-1/);
    expect(await screen.page.locator('html').getAttribute('lang')).toBe('zh-TW');
    expect(await screen.overflows()).toEqual([]);
  });
});

function tab({ page }: Screen, column: number, conversation: string) {
  return page
    .getByTestId('column')
    .nth(column)
    .locator(`[data-testid=tab][data-conversation="${conversation}"]`);
}
