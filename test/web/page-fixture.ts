import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { startWebChannel, type WebChannel } from '../adapters/web/web-channel.ts';
import { launchChromium } from './chromium.ts';

/** One browser per file, one channel and one page per test. */
export type PageFixture = {
  channel: WebChannel;
  page: Page;
  /** @param hash who looks at what, as in the address: `#as=lin&in=@me` */
  open(hash?: string, options?: BrowserContextOptions): Promise<void>;
  pane(as: string, conversation?: string): Locator;
  write(within: Locator, text: string): Promise<void>;
};

export const box = (within: Locator): Locator => within.getByTestId('composer-text');
export const messages = (within: Locator): Locator => within.getByTestId('message');

export function usePage(executable: string): PageFixture {
  let browser: Browser;
  /** What the page complained about; a refused policy (CSP) is said here too. */
  let complaints: string[] = [];

  const fixture: PageFixture = {
    // Set before each test.
    channel: undefined as unknown as WebChannel,
    page: undefined as unknown as Page,
    async open(hash = '', options = {}) {
      const context = await browser.newContext({
        viewport: { width: 1024, height: 768 },
        locale: 'zh-CN',
        timezoneId: 'Asia/Shanghai',
        ...options,
      });
      context.setDefaultTimeout(8_000);
      const page = await context.newPage();
      fixture.page = page;
      page.on('pageerror', ({ message }) => complaints.push(message));
      page.on('console', (message) => {
        // Refused requests are what several tests are about.
        if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) {
          complaints.push(message.text());
        }
      });
      await page.goto(`${fixture.channel.url}/${hash}`);
      await page.locator('[data-testid=connection][data-state=live]').waitFor({ state: 'attached' });
    },
    pane: (as, conversation = '@me') =>
      fixture.page.locator(`[data-testid=pane][data-as="${as}"][data-conversation="${conversation}"]`),
    async write(within, text) {
      await box(within).fill(text);
      await box(within).press('Enter');
    },
  };

  beforeAll(async () => {
    browser = await launchChromium(executable);
  });
  afterAll(async () => {
    await browser.close();
  });
  beforeEach(async () => {
    complaints = [];
    fixture.channel = await startWebChannel({ limits: { heartbeatMs: 500 } });
  });
  afterEach(async () => {
    await fixture.page.context().close();
    await fixture.channel.close();
    expect(complaints).toEqual([]);
  });
  return fixture;
}
