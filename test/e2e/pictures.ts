import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import type { World } from '../support/world.ts';
import { findChromium, howToInstall, launchChromium } from '../web/chromium.ts';
import { openOffice } from './office.ts';
import { tellBackground, tellScene } from './picture-story.ts';
import { chinese, english, type PictureWords } from './picture-words.ts';
import { openScreen, type Screen } from './screen.ts';
import { withFewColours } from './small-png.ts';

/** `npm run pictures`: takes the pictures of the READMEs, from the real page on a weekday morning. */

const folder = join(import.meta.dirname, '../../docs/images');
const phone = { viewport: { width: 430, height: 932 }, isMobile: true, hasTouch: true };
const wide = { viewport: { width: 1440, height: 900 } };

async function take(
  browser: Browser,
  name: string,
  said: PictureWords,
  options: BrowserContextOptions,
  story: (screen: Screen, world: World) => Promise<void>,
): Promise<void> {
  const world = await openOffice('2026-11-23T15:20:00+08:00', said.office);
  try {
    await tellBackground(world, said);
    const screen = await openScreen(browser, world, {
      locale: said.locale,
      deviceScaleFactor: 2,
      ...allRead(world),
      ...options,
    });
    const { page } = screen;
    await story(screen, world);
    await screen.catchesUp();
    // Nothing is pointed at, nothing is pressed, and a repainted card has calmed down.
    await page.mouse.move(0, 0);
    await page.locator('.repainted, [aria-busy=true]').first().waitFor({ state: 'detached' });
    const png = withFewColours(await page.screenshot({ animations: 'disabled', caret: 'hide' }));
    writeFileSync(join(folder, `${name}.png`), png);
    console.log(`${name}.png ${Math.round(png.length / 1024)} kB`, ...screen.complaints);
    await screen.close();
  } finally {
    await world.close();
  }
}

/** As in a browser that was open all morning: nothing old is unread. */
function allRead(world: World): BrowserContextOptions {
  const cast = ['lin', 'emma', 'jiaying', 'wang', 'li', 'alex', 'zhou', 'chen', 'xu'];
  const read = cast.flatMap((one) =>
    [`@${one}`, 'desk', 'managers'].map((conversation) => [`${one} ${conversation}`, world.now()]),
  );
  const value = JSON.stringify(Object.fromEntries(read));
  const origin = new URL(world.url).origin;
  return {
    storageState: { cookies: [], origins: [{ origin, localStorage: [{ name: 'bangban.read', value }] }] },
  };
}

async function onStage(world: World, screen: Screen, said: PictureWords): Promise<void> {
  await screen.page.getByTestId(`person-${said.requester}`).click();
  await screen.page.getByTestId(`person-${said.agent}`).click();
  await tellScene(world, screen, said);
}

async function onPhone(screen: Screen, said: PictureWords): Promise<void> {
  await screen.page.getByTestId(`person-${said.requester}`).click();
  await screen.page.locator('[data-testid=conversation][data-conversation="@me"]').click();
  const requester = screen.seat(said.requester);
  await requester.says(said.phone.report);
  for (const label of said.phone.presses) await requester.presses(label);
}

const executable = findChromium();
if (executable === undefined) throw new Error(howToInstall);
mkdirSync(folder, { recursive: true });
const browser = await launchChromium(executable);
const pictures: Readonly<Record<string, () => Promise<void>>> = {
  'stage-zh': () =>
    take(browser, 'stage-zh', chinese, wide, (screen, world) => onStage(world, screen, chinese)),
  'stage-en': () =>
    take(browser, 'stage-en', english, wide, (screen, world) => onStage(world, screen, english)),
  'report-zh': () => take(browser, 'report-zh', chinese, phone, (screen) => onPhone(screen, chinese)),
  'report-en': () => take(browser, 'report-en', english, phone, (screen) => onPhone(screen, english)),
  'alert-zh': () =>
    take(browser, 'alert-zh', chinese, { viewport: { width: 1000, height: 760 } }, async (screen) => {
      const { page } = screen;
      await page.getByTestId('person-chen').click();
      await page.locator('[data-testid=conversation][data-conversation=managers]').click();
      await screen.seat('chen', 'managers').sees('已超时');
    }),
  dark: () =>
    take(browser, 'dark', chinese, { ...wide, colorScheme: 'dark' }, (screen, world) =>
      onStage(world, screen, chinese),
    ),
};
try {
  const wanted = process.argv.slice(2);
  for (const [name, picture] of Object.entries(pictures)) {
    if (wanted.length === 0 || wanted.includes(name)) await picture();
  }
} finally {
  await browser.close();
}
