import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { withFewColours } from '../e2e/small-png.ts';
import { createFakeSlack } from '../fakes/slack/fake-slack.ts';
import { ids, type StoredMessage } from '../fakes/slack/workspace.ts';
import { createOfficeClock, groupIdOn, openOfficeOn, userIdOn } from '../support/office-on.ts';
import { findChromium, howToInstall, launchChromium } from '../web/chromium.ts';
import { modalPage, slackPage, type Line } from './slack-page.ts';

/** `node test/previews/slack.ts`: what the adapter really sends to Slack, as its client shows it, into docs/images. */

const folder = join(import.meta.dirname, '../../docs/images');

async function take(browser: Browser, name: string, html: string): Promise<void> {
  const page = await browser.newPage({ viewport: { width: 560, height: 200 }, deviceScaleFactor: 2 });
  await page.setContent(html, { waitUntil: 'load' });
  const png = withFewColours(await page.screenshot({ fullPage: true }));
  writeFileSync(join(folder, `slack-${name}.png`), png);
  console.log(`slack-${name}.png ${Math.round(png.length / 1024)} kB`);
  await page.close();
}

const hour = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  hour: '2-digit',
  minute: '2-digit',
});

async function main(): Promise<void> {
  const chromium = findChromium();
  if (chromium === undefined) throw new Error(howToInstall);
  const clock = createOfficeClock('2026-11-24T10:00:00+08:00');
  const fake = await createFakeSlack({ clock: clock.now });
  const office = await openOfficeOn({ platforms: [fake], clock });
  const browser = await launchChromium(chromium);
  mkdirSync(folder, { recursive: true });
  const nameOf = (userId: string): string => fake.workspace.people.get(userId)?.name ?? userId;
  const desk = groupIdOn('slack', 'desk');
  const managers = groupIdOn('slack', 'managers');
  const lin = fake.workspace.imOf(userIdOn('slack', 'lin')).id;

  const toLine = ({ ts, blocks, visibleTo }: StoredMessage): Line => ({
    type: 'bot',
    at: hour.format(Number(ts) * 1_000),
    blocks,
    note: visibleTo === null ? null : '只有你能看到',
  });
  const posted = (channel: string): StoredMessage[] =>
    fake.workspace.messages.filter((one) => one.channel === channel && one.user === ids.bot);

  /** What appears there meanwhile, below what was said. */
  const scene = async (
    channel: string,
    said: string | null,
    act: () => Promise<unknown>,
  ): Promise<Line[]> => {
    const before = new Set(posted(channel));
    await act();
    const mine: Line[] = said === null ? [] : [{ type: 'person', name: '小林', text: said }];
    return [
      ...mine,
      ...posted(channel)
        .filter((one) => !before.has(one))
        .map(toLine),
    ];
  };
  const show = (name: string, place: string, lines: readonly Line[]): Promise<void> =>
    take(browser, name, slackPage(place, lines, nameOf));

  try {
    const words = 'VPN 连不上了，提示错误 809，我在家办公';
    await show('article', 'Bangban', await scene(lin, words, () => office.says('lin', words)));
    await show('long', 'Bangban', await scene(lin, null, () => office.presses('lin', '看第 1 条')));
    await show('question', 'Bangban', await scene(lin, null, () => office.presses('lin', '没解决')));
    await office.presses('lin', '填表');
    const form = fake.workspace.modals.get(userIdOn('slack', 'lin'));
    if (!form) throw new Error('no form opened');
    await take(browser, 'form', modalPage(form.view));
    for (let step = 0; step < 12; step += 1) {
      if ((await office.sees('lin')).at(-1)?.buttons.includes('提交') === true) break;
      await office.says('lin', '1');
    }
    const summary = posted(lin).slice(-1).map(toLine);
    await show('summary', 'Bangban', [
      ...summary,
      ...(await scene(lin, null, () => office.presses('lin', '提交'))),
    ]);
    await show('card', '# it-desk', posted(desk).map(toLine));
    await office.passes('2026-11-24T11:36:40+08:00');
    await show('warning', '# it-managers', posted(managers).slice(-2).map(toLine));
    if (fake.violations().length > 0) throw new Error(fake.violations().join('\n'));
  } finally {
    await browser.close();
    await office.close();
  }
}

await main();
