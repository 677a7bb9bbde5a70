import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { withFewColours } from '../e2e/small-png.ts';
import { textOf, type Posted } from '../fakes/wecom/ledger.ts';
import { startWecomFake } from '../fakes/wecom/wecom-fake.ts';
import { createOfficeClock, groupIdOn, openOfficeOn } from '../support/office-on.ts';
import { findChromium, howToInstall, launchChromium } from '../web/chromium.ts';
import { chatPage, type Line } from './wecom-page.ts';

/** `node test/previews/wecom.ts`: what the adapter really sends to WeCom, as its client shows it, into docs/images. */

const folder = join(import.meta.dirname, '../../docs/images');

async function take(browser: Browser, name: string, html: string): Promise<void> {
  const page = await browser.newPage({ viewport: { width: 430, height: 300 }, deviceScaleFactor: 2 });
  await page.setContent(html, { waitUntil: 'load' });
  const png = withFewColours(await page.screenshot({ fullPage: true }));
  writeFileSync(join(folder, `wecom-${name}.png`), png);
  console.log(`wecom-${name}.png ${Math.round(png.length / 1024)} kB`);
  await page.close();
}

async function main(): Promise<void> {
  const chromium = findChromium();
  if (chromium === undefined) throw new Error(howToInstall);
  const clock = createOfficeClock('2026-11-24T10:00:00+08:00');
  const fake = await startWecomFake({ clock: clock.now });
  const office = await openOfficeOn({ platforms: [fake], clock });
  const browser = await launchChromium(chromium);
  mkdirSync(folder, { recursive: true });
  const desk = groupIdOn('wecom', 'desk');
  const managers = groupIdOn('wecom', 'managers');

  /** What appears there meanwhile, below what was said. */
  const scene = async (place: string, mine: string | null, act: () => Promise<unknown>): Promise<Line[]> => {
    const before = new Set(fake.posted(place).map(({ id }) => id));
    await act();
    const lines = fake.posted(place).filter(({ id }) => !before.has(id));
    return [...(mine === null ? [] : [{ mine }]), ...lines.map((bot: Posted) => ({ bot }))];
  };

  try {
    const words = 'VPN 连不上了，提示错误 809，我在家办公';
    const article = await scene('@lin', words, () => office.says('lin', words));
    await take(browser, 'article', chatPage('帮办', 'direct', '林', article));

    const long = await scene('@lin', null, () => office.presses('lin', '看第 1 条'));
    await take(browser, 'long-text', chatPage('帮办', 'direct', '林', long));

    const question = await scene('@lin', null, () => office.presses('lin', '没解决'));
    await take(browser, 'question', chatPage('帮办', 'direct', '林', question));

    for (let step = 0; step < 12; step += 1) {
      const last = (await office.sees('lin')).at(-1);
      if (last?.buttons.includes('提交') === true) break;
      await office.says('lin', '1');
    }
    const summary = fake.posted('@lin').at(-1);
    const submitted = await scene('@lin', '提交', () => office.presses('lin', '提交'));
    await take(
      browser,
      'summary',
      chatPage('帮办', 'direct', '林', [...(summary ? [{ bot: summary }] : []), ...submitted]),
    );

    const opened = fake.posted(desk).map((bot) => ({ bot: { ...bot } }));
    await take(browser, 'ticket', chatPage('IT 服务台', 'group', '王', opened));

    await office.passes('2026-11-24T11:40:00+08:00');
    const told = fake
      .posted(managers)
      .slice(-2)
      .map((bot) => ({ bot }));
    await take(browser, 'warning', chatPage('IT 主管', 'group', '陈', told));

    // On the ticket's own card, which is repainted in its place.
    const [card] = fake.posted(desk);
    await fake.pressesKey('wang', textOf(card?.card?.['task_id']), 't:claim:1');
    const isRepainted = (): boolean => !JSON.stringify(card?.card).includes('t:claim');
    while (!isRepainted()) await new Promise((resolve) => setTimeout(resolve, 20));
    await office.settle();
    const confirmed = fake.posted(desk).slice(-1);
    const claimed = [...(card ? [card] : []), ...confirmed].map((bot) => ({ bot }));
    await take(browser, 'claimed', chatPage('IT 服务台', 'group', '王', claimed));
    if (fake.violations().length > 0) throw new Error(fake.violations().join('\n'));
  } finally {
    await browser.close();
    await office.close();
    await fake.close();
  }
}

await main();
