import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Browser } from 'playwright-core';
import type { World } from '../support/world.ts';
import { findChromium, howToInstall, launchChromium } from '../web/chromium.ts';
import { openOffice } from './office.ts';
import { answerQuestions } from './questionnaire.ts';
import { openScreen, type Screen } from './screen.ts';

/** What people should not do, and machines should not either. */

const executable = findChromium();
if (executable === undefined) console.warn(`rough use of the page is not tested: ${howToInstall}`);

const hostile: readonly (readonly [name: string, text: string])[] = [
  [
    'markup',
    '打印机坏了 <img src=x onerror=alert(1)><script>alert(2)</script></bdi></p><button>认领</button>',
  ],
  ['mentions of everyone', '@everyone @all @所有人 <!channel> <@wang> 大家的打印机都坏了'],
  ['template braces', '打印机 {{constructor.constructor("alert(3)")()}} ${7*7} {name} **粗** 显示错误'],
  ['a formula', '=HYPERLINK("http://evil.example","打印机")'],
  ['links', '打印机说 [点这里](http://evil.example) https://evil.example javascript:alert(4)'],
  ['right to left', '\u202E打印机 gnp.exe\u202C \u05D0\u05D1\u05D2 مرحبا \u0007\u001b[31m'],
  ['zero width', '打\u200B印\u200D机\uFEFF卡\u2060纸'],
  ['15,000 characters', `打印机${'卡纸'.repeat(2_500)}${'x'.repeat(9_800)}${'\n行'.repeat(98)}`],
];

/** What must not come about in a conversation from words. */
const created = 'script, iframe, img:not(.face), a, .mention, [onerror], [onclick]';

describe.skipIf(executable === undefined)('rough use in Chromium', { timeout: 90_000 }, () => {
  let browser: Browser;
  let world: World;
  let screen: Screen;

  beforeAll(async () => {
    browser = await launchChromium(executable ?? '');
  });
  afterAll(() => browser.close());
  afterEach(async () => {
    await screen.close();
    await world.close();
  });

  test('hostile text is shown as text, to everybody it reaches', async () => {
    world = await openOffice('2026-11-24T10:00:00+08:00');
    screen = await openScreen(browser, world);
    const lin = screen.seat('lin');
    const desk = screen.seat('wang', 'desk');
    for (const [name, text] of hostile) {
      await lin.says(text);
      const mine = lin.pane.locator('[data-testid=message][data-author=lin]').last();
      // What is invisible or acts may be replaced by a sign; every other character stays.
      expect(bare(await mine.locator('.words').innerText()), name).toBe(bare(text));
      await desk.says(text);
      expect(await screen.overflows(), name).toEqual([]);
    }
    await screen.page.setViewportSize({ width: 360, height: 740 });
    expect(await screen.overflows()).toEqual([]);
    await screen.page.setViewportSize({ width: 1440, height: 900 });

    // As a ticket it reaches the desk's card, and by the agent's answer the requester.
    for (const [name, text] of hostile) {
      await lin.says('转人工');
      await lin.says(text);
      const number = /T-\d+/.exec(await (await lin.sees('已开单')).innerText())?.[0] ?? '';
      const card = await desk.sees(`${number} ·`);
      expect(await card.locator(created).count(), name).toBe(0);
      expect(await screen.overflows(), name).toEqual([]);
      await desk.says(`回复 ${number} ${text}`);
      await lin.sees(`王工 回复 ${number}`);
    }
    for (const { pane } of [lin, desk]) {
      expect(await pane.getByTestId('log').locator(created).filter({ hasNotText: '@王工' }).count()).toBe(0);
    }
    expect(await screen.page.getByRole('button', { name: '认领', exact: true }).count()).toBe(0);
    expect(await screen.overflows()).toEqual([]);
    expect(screen.complaints).toEqual([]);
  });

  test('a restart in the middle of the questions: the page goes on where it was', async () => {
    world = await openOffice('2026-11-24T10:00:00+08:00');
    screen = await openScreen(browser, world);
    const lin = screen.seat('lin');
    await lin.says('VPN 连不上了，提示错误 809，我在家办公');
    await lin.presses('没解决');
    await lin.says('1');
    const question = await lin.newest().innerText();
    const before = await lin.pane.getByTestId('message').count();

    await world.restart();
    // A line that breaks is nothing to complain about.
    await screen.catchesUp();
    expect(await lin.newest().innerText()).toBe(question);
    expect(await lin.pane.getByTestId('message').count()).toBe(before);
    await answerQuestions(lin, { skip: '跳过', submit: '提交', words: [[/./, '在家，宽带']] });
    await world.restart();
    await screen.page.reload();
    await lin.presses('提交');
    await lin.sees('T-1 已开单');
    await screen.seat('wang', 'desk').presses('认领');
    await lin.sees('王工 接手了 T-1');
    const harmless = /Failed to load resource|net::ERR_/;
    expect(screen.complaints.filter((complaint) => !harmless.test(complaint))).toEqual([]);
  });
});

/** Without what may be shown otherwise: spaces, control and zero-width characters, and the sign for them. */
function bare(text: string): string {
  return text.replaceAll(/[\s\p{Control}\p{Format}\uFFFD]/gu, '');
}
