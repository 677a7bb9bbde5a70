import { describe, expect, it } from 'vitest';
import { claimCard, personSays, tellStory } from '../adapters/web/story.ts';
import { say } from '../adapters/web/web-channel.ts';
import { findChromium, howToInstall } from './chromium.ts';
import { focusOutline, nameless, overflowing } from './in-page.ts';
import { box, messages, usePage } from './page-fixture.ts';

const executable = findChromium();
if (executable === undefined) console.warn(`page tests are skipped: ${howToInstall}`);

describe.skipIf(executable === undefined)('what the page shows, in Chromium', () => {
  const fixture = usePage(executable ?? '');

  it('shows the cast side by side on a wide screen, each in their language, and says loudly that it is a demo', async () => {
    await tellStory(fixture.channel);
    await fixture.open('', { viewport: { width: 1440, height: 900 } });
    await fixture.page.getByTestId('demo-banner').getByText('任何人都可以扮演任何人').waitFor();
    expect(await fixture.page.getByTestId('column').count()).toBe(3);
    await fixture.pane('lin').getByText('VPN 一直转圈').waitFor();
    await fixture.pane('wang', 'desk').getByText('王强 已认领').waitFor();
    await fixture.pane('zhao', 'managers').getByText('T-1 即将超时').waitFor();
    // Mentioned people see that it is them.
    await fixture.pane('wang', 'desk').locator('.mention.me', { hasText: '王强' }).waitFor();
    // One person writes, all others see it at once.
    await fixture.write(fixture.pane('wang', 'desk'), '处理好了');
    await fixture.page
      .getByTestId('column')
      .nth(2)
      .getByTestId('tab')
      .filter({ hasText: '服务台群' })
      .click();
    await fixture.pane('zhao', 'desk').getByText('处理好了').waitFor();
    await fixture.page.getByTestId('person-emma').click();
    await fixture.pane('emma').getByText('What can we help with?').waitFor();
    expect(await fixture.page.getByTestId('demo-banner').textContent()).toContain('anyone can be anyone');
  });

  it('speaks the language of whoever is chosen', async () => {
    await fixture.open('#as=huang');
    await fixture.pane('huang').getByText('遇到什麼問題了？').waitFor();
    expect(await fixture.page.locator('html').getAttribute('lang')).toBe('zh-TW');
    await fixture.page.getByTestId('person-emma').click();
    expect(await fixture.page.getByRole('button', { name: 'Send', exact: true }).count()).toBe(1);
    await fixture.page.getByTestId('person-lin').click();
    expect(await fixture.page.getByRole('button', { name: '发送' }).count()).toBe(1);
  });

  it('shows hostile text as text', async () => {
    const hostile = [
      '<img src=x onerror=alert(1)><script>alert(2)</script>',
      '@everyone <!channel> {{constructor.constructor("alert(3)")()}} =1+1',
      '\u202Egnp.exe \u0007\u001b[31m',
      '</bdi></p><button>认领</button>',
    ];
    for (const text of hostile) await personSays(fixture.channel, 'wang', 'desk', text);
    let dialogs = 0;
    await fixture.open('#as=maya&in=desk');
    fixture.page.on('dialog', (dialog) => {
      dialogs += 1;
      void dialog.dismiss();
    });
    const log = fixture.pane('maya', 'desk').getByTestId('log');
    await log.getByText('onerror=alert(1)').waitFor();
    expect(await messages(log).count()).toBe(4);
    expect(await log.locator('script, img[src="x"], .mention').count()).toBe(0);
    expect(await log.getByTestId('action').count()).toBe(0);
    expect(await log.getByRole('button').count()).toBe(0);
    expect(dialogs).toBe(0);
  });

  it('counts what one has not seen, and keeps what one has begun to write', async () => {
    await tellStory(fixture.channel);
    await fixture.open('#as=zhao&in=@me');
    const desk = fixture.page
      .getByTestId('conversation')
      .and(fixture.page.locator('[data-conversation=desk]'));
    await desk.getByText('3', { exact: true }).waitFor();
    await desk.click();
    await fixture.pane('zhao', 'desk').waitFor();
    await expect.poll(() => desk.locator('.badge').count()).toBe(0);
    await box(fixture.pane('zhao', 'desk')).fill('写到一半');
    await fixture.page.getByTestId('person-lin').click();
    await fixture.page.reload();
    await fixture.page.getByTestId('person-zhao').click();
    await fixture.page.locator('[data-conversation=desk]').first().click();
    expect(await box(fixture.pane('zhao', 'desk')).inputValue()).toBe('写到一半');
  });

  it('shows times in the reader’s own zone', async () => {
    await fixture.channel.post('@emma', say('hello'));
    await fixture.channel.post('@lin', say('你好'));
    const at = fixture.channel.transcript.entries[0]?.at ?? 0;
    const time = (timeZone: string) =>
      new Intl.DateTimeFormat('en', {
        hour: '2-digit',
        minute: '2-digit',
        hourCycle: 'h23',
        timeZone,
      }).format(at);
    await fixture.open('#as=emma');
    expect((await messages(fixture.pane('emma')).locator('time').textContent())?.trim()).toBe(
      time('Europe/London'),
    );
    await fixture.page.getByTestId('person-lin').click();
    expect((await messages(fixture.pane('lin')).locator('time').textContent())?.trim()).toBe(
      time('Asia/Shanghai'),
    );
  });

  it.each([
    [360, 'light'],
    [768, 'dark'],
    [1200, 'light'],
    [1920, 'dark'],
  ] as const)('fits %i px (%s): nothing sticks out, everything has a name', async (width, colorScheme) => {
    await tellStory(fixture.channel);
    await personSays(fixture.channel, 'lin', '@me', 'x'.repeat(600));
    await fixture.open(width < 1200 ? '#as=lin' : '', { viewport: { width, height: 740 }, colorScheme });
    await messages(fixture.pane('lin')).first().waitFor();
    expect(await fixture.page.evaluate(overflowing)).toEqual([]);
    expect(await fixture.page.evaluate(nameless)).toEqual([]);
    expect(await fixture.page.getByRole('log').count()).toBe(width < 1200 ? 1 : 3);
  });

  it('on a narrow screen goes between the list and the conversation', async () => {
    await tellStory(fixture.channel);
    await fixture.open('', { viewport: { width: 360, height: 740 } });
    await fixture.page.getByTestId('person-zhao').click();
    await fixture.page.locator('[data-testid=conversation][data-conversation=managers]').click();
    await fixture.pane('zhao', 'managers').getByText('T-1 即将超时').waitFor();
    expect(await fixture.page.getByTestId('conversations').isVisible()).toBe(false);
    await fixture.page.getByTestId('back').click();
    expect(await fixture.page.getByTestId('conversations').isVisible()).toBe(true);
  });

  it('answers to the keyboard alone', async () => {
    await fixture.channel.post('desk', claimCard);
    await fixture.open('#as=wang&in=desk');
    const claim = fixture.pane('wang', 'desk').locator('[data-action="claim:1"]');
    await claim.waitFor();
    const focused = fixture.page.locator('[data-action="claim:1"]:focus');
    for (let steps = 0; steps < 40; steps += 1) {
      if ((await focused.count()) > 0) break;
      await fixture.page.keyboard.press('Tab');
    }
    expect(await fixture.page.evaluate(focusOutline)).not.toBe('none');
    await fixture.page.keyboard.press('Enter');
    await expect.poll(() => fixture.channel.intake.events.length).toBe(1);
  });
});
