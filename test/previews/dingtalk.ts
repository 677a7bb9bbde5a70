import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { startFakeDingtalk, type FakeDingtalk } from '../fakes/dingtalk/fake-dingtalk.ts';
import {
  createOfficeClock,
  groupIdOn,
  openOfficeOn,
  type GroupName,
  type OfficeOn,
  type Who,
} from '../support/office-on.ts';
import { findChromium, howToInstall, launchChromium } from '../web/chromium.ts';
import { chatPage, type Line } from './dingtalk-page.ts';

/** `npm run pictures:dingtalk`: the whole product on DingTalk, and what its clients would show of it. */

const folder = join(import.meta.dirname, '../../docs/images');
const names: Readonly<Record<Who, string>> = {
  lin: '小林',
  emma: 'Emma',
  wang: '王工',
  li: '李工',
  zhou: '周主管',
  chen: '陈经理',
};

/** What was said in a place, people's words among ours. */
type Scene = {
  says(who: Who, text: string, group?: GroupName): Promise<void>;
  presses(who: Who, label: string, group?: GroupName): Promise<void>;
  lines(place: string): readonly Line[];
  readonly office: OfficeOn;
  readonly fake: FakeDingtalk;
};

async function openScene(cardTemplateId: string | null): Promise<Scene> {
  const clock = createOfficeClock('2026-11-24T10:00:00+08:00');
  const fake = await startFakeDingtalk({ clock: clock.now, cardTemplateId });
  const office = await openOfficeOn({ platforms: [fake], clock });
  const said: { place: string; after: number; who: Who; text: string }[] = [];
  const placeOf = (who: Who, group?: GroupName): string =>
    group === undefined ? `@${who}` : groupIdOn('dingtalk', group);
  const note = (who: Who, text: string, group?: GroupName): void => {
    said.push({ place: placeOf(who, group), after: fake.state.messages.length, who, text });
  };
  return {
    office,
    fake,
    async says(who, text, group) {
      note(who, group === undefined ? text : `@帮办 ${text}`, group);
      await office.says(who, text, group);
    },
    async presses(who, label, group) {
      // A press on a card leaves no words; a link's words are the person's own.
      const words = fake.state.messages
        .flatMap((message) => fake.state.buttonsOf(message))
        .findLast((button) => button.label === label);
      if (words?.type === 'words') note(who, words.words, group);
      await office.presses(who, label, group);
    },
    lines(place) {
      const lines: Line[] = [];
      for (const [index, message] of fake.state.messages.entries()) {
        for (const one of said) {
          if (one.place === place && one.after === index)
            lines.push({ type: 'person', name: names[one.who], text: one.text });
        }
        if (message.place === place && message.recipients === null) lines.push({ type: 'bot', message });
      }
      return lines;
    },
  };
}

async function take(
  browser: Browser,
  name: string,
  title: string,
  lines: readonly Line[],
  fake: FakeDingtalk,
): Promise<void> {
  const withNames = (text: string): string =>
    [...fake.state.people.values()].reduce(
      (so, { userId, name: full }) => so.replaceAll(`@${userId} `, `@${full} `),
      text,
    );
  const page = await browser.newPage({ viewport: { width: 460, height: 400 }, deviceScaleFactor: 2 });
  await page.setContent(chatPage(title, lines, withNames));
  const png = await page.locator('main').screenshot();
  writeFileSync(join(folder, `dingtalk-${name}.png`), png);
  console.log(`dingtalk-${name}.png ${Math.round(png.length / 1024)} kB`);
  await page.close();
}

/** Answers whatever is asked until the summary can be sent. */
async function toSummary(scene: Scene): Promise<void> {
  for (let step = 0; step < 12; step += 1) {
    const last = (await scene.office.sees('lin')).at(-1);
    if (last?.buttons.includes('提交') === true || last?.text.includes('提交') === true) return;
    await scene.says('lin', '1');
  }
}

const executable = findChromium();
if (executable === undefined) throw new Error(howToInstall);
mkdirSync(folder, { recursive: true });
const browser = await launchChromium(executable);
const desk = groupIdOn('dingtalk', 'desk');
const managers = groupIdOn('dingtalk', 'managers');

const cards = await openScene('tpl-1.schema');
await cards.says('lin', 'VPN 连不上了，提示错误 809，我在家办公');
await take(browser, 'article', '帮办', cards.lines('@lin'), cards.fake);
await cards.presses('lin', '没解决');
await take(browser, 'question', '帮办', cards.lines('@lin').slice(-1), cards.fake);
await toSummary(cards);
await cards.presses('lin', '提交');
await take(browser, 'submitted', '帮办', cards.lines('@lin').slice(-2), cards.fake);
await take(browser, 'ticket', 'IT 服务台', cards.lines(desk), cards.fake);
await cards.presses('wang', '认领', 'desk');
await cards.says('wang', '回复 T-1 麻烦重启一下客户端再试', 'desk');
await take(browser, 'claimed', 'IT 服务台', cards.lines(desk), cards.fake);
await cards.office.passes('2026-11-25T14:31:00+08:00');
await cards.office.passes('2026-11-27T09:01:00+08:00');
await take(browser, 'warning', '王工 · 帮办', cards.lines('@wang').slice(-1), cards.fake);
await cards.office.passes('2026-11-27T10:01:00+08:00');
await take(browser, 'breach', '管理群', cards.lines(managers).slice(-1), cards.fake);
await cards.says('wang', '帮助');
await take(browser, 'long', '帮办', cards.lines('@wang').slice(-2), cards.fake);
console.log(cards.fake.violations());
await cards.office.close();

const plain = await openScene(null);
await plain.says('lin', 'VPN 连不上了，提示错误 809，我在家办公');
await plain.presses('lin', '没解决');
await take(browser, 'without-cards', '帮办', plain.lines('@lin'), plain.fake);
await plain.office.close();
await browser.close();
