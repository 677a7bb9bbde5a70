import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import type { World } from '../support/world.ts';
import { overflowing } from '../web/in-page.ts';

/** What somebody sees and does in one conversation of the page, with mouse and keyboard only. */
export type Seat = {
  readonly pane: Locator;
  /** Types a message and sends it by Enter. */
  says(text: string): Promise<void>;
  /** Presses the newest button of that name. */
  presses(label: string | RegExp): Promise<void>;
  /** Waits for a message with these words, and gives the newest. */
  sees(words: string | RegExp): Promise<Locator>;
  /** The newest message of the bot. */
  newest(): Locator;
};

/** A browser window on the page. */
export type Screen = {
  readonly page: Page;
  /** What the page complained about: errors, refused policies (CSP), requests that failed. */
  readonly complaints: readonly string[];
  seat(userId: string, conversation?: string): Seat;
  /** Waits until all that was said is here. */
  catchesUp(): Promise<void>;
  /** Class names of what is wider inside than outside. */
  overflows(): Promise<unknown>;
  close(): Promise<void>;
};

/** Between one act and the next, people think. */
const thinkingMs = 40_000;

/** Opens the page with the world's clock in the browser, and waits for the line to stand. */
export async function openScreen(
  browser: Browser,
  world: World,
  options: BrowserContextOptions = {},
  others: readonly Screen[] = [],
): Promise<Screen> {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    ...options,
  });
  // Generous, as other tests keep the machine busy: nothing waits longer than it has to.
  context.setDefaultTimeout(20_000);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', ({ message }) => complaints.push(message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('dialog', (dialog) => {
    complaints.push(`a dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  await page.clock.setFixedTime(world.now());
  await page.goto(world.url);

  const screen: Screen = {
    page,
    complaints,
    seat: (userId, conversation = '@me') => {
      const pane = page.locator(
        `[data-testid=pane][data-as="${userId}"][data-conversation="${conversation}"]`,
      );
      /** Does it, waits until the server has it, then lets the world go on until nothing is due. */
      const act = async (path: string, gesture: () => Promise<void>): Promise<void> => {
        await Promise.all([page.waitForResponse((response) => response.url().endsWith(path)), gesture()]);
        await world.passes(thinkingMs);
        for (const one of [screen, ...others]) await one.catchesUp();
      };
      return {
        pane,
        says: (text) =>
          act('/chat/messages', async () => {
            const box = pane.getByTestId('composer-text');
            await box.click();
            await box.fill(text);
            await box.press('Enter');
          }),
        presses: (label) =>
          act('/chat/presses', () => pane.getByRole('button', { name: label, exact: true }).last().click()),
        sees: async (words) => {
          const message = pane.getByTestId('message').filter({ hasText: words }).last();
          await message.waitFor();
          return message;
        },
        newest: () => pane.locator('[data-testid=message][data-author=bot]').last(),
      };
    },
    catchesUp: async () => {
      await page.clock.setFixedTime(world.now());
      for (const pane of await page.getByTestId('pane').all()) {
        const conversation = await pane.getAttribute('data-conversation');
        const place = conversation === '@me' ? `@${await pane.getAttribute('data-as')}` : conversation;
        const last = (await world.heard(place ?? '')).at(-1);
        if (last) await pane.locator(`[data-message-id="${last.messageId}"]`).waitFor();
      }
    },
    overflows: () => page.evaluate(overflowing),
    close: () => context.close(),
  };
  await page.locator('[data-testid=connection][data-state=live]').waitFor({ state: 'attached' });
  return screen;
}
