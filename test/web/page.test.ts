import { describe, expect, it } from 'vitest';
import { claimCard, claimedCard } from '../adapters/web/story.ts';
import { createFakeIntake, say, startWebChannel } from '../adapters/web/web-channel.ts';
import { findChromium, howToInstall } from './chromium.ts';
import { naturalWidth, pasteLog } from './in-page.ts';
import { box, messages, usePage } from './page-fixture.ts';

const executable = findChromium();
if (executable === undefined) console.warn(`page tests are skipped: ${howToInstall}`);

describe.skipIf(executable === undefined)('talking through the page, in Chromium', () => {
  const fixture = usePage(executable ?? '');

  it('sends by Enter, breaks the line by Shift+Enter, and never in the middle of an input method', async () => {
    await fixture.open('#as=lin');
    const lin = fixture.pane('lin');
    await box(lin).pressSequentially('第一行');
    await box(lin).press('Shift+Enter');
    await box(lin).pressSequentially('第二行');
    await box(lin).dispatchEvent('keydown', {
      key: 'Enter',
      isComposing: true,
      bubbles: true,
      cancelable: true,
    });
    expect(fixture.channel.intake.events.filter(({ body }) => body.type === 'message')).toEqual([]);
    await box(lin).press('Enter');
    await messages(lin).filter({ hasText: '第二行' }).waitFor();
    expect(await lin.getByTestId('pending').count()).toBe(0);
    expect(await box(lin).inputValue()).toBe('');
    const [event] = fixture.channel.intake.events.filter(({ body }) => body.type === 'message');
    expect(event).toMatchObject({
      sender: { userId: 'lin', locale: 'zh-CN', timeZone: 'Asia/Shanghai' },
      body: { text: '第一行\n第二行', addressed: true },
    });
  });

  it('tells the engine that a conversation was opened, once', async () => {
    await fixture.open('#as=emma');
    await fixture.pane('emma').waitFor();
    await expect.poll(() => fixture.channel.intake.events.map(({ body }) => body.type)).toEqual(['opened']);
    await fixture.page.reload();
    await fixture.pane('emma').waitFor();
    await fixture.page.getByTestId('person-lin').click();
    await expect
      .poll(() => fixture.channel.intake.events.map(({ eventId }) => eventId))
      .toEqual(['opened:@emma', 'opened:@lin']);
  });

  it('keeps what was not delivered, over a reload too, and resends it as the same event', async () => {
    await fixture.channel.post('@lin', say('你好'));
    await fixture.open('#as=lin');
    const ids: unknown[] = [];
    fixture.page.on('request', (request) => {
      if (request.url().endsWith('/chat/messages'))
        ids.push((request.postDataJSON() as { clientId: unknown }).clientId);
    });
    fixture.channel.intake.rejections = 2;
    await fixture.write(fixture.pane('lin'), '打印机卡纸');
    const failed = fixture.pane('lin').locator('[data-testid=pending][data-state=failed]');
    await failed.getByText('未送达，点击重试').waitFor();
    await fixture.page.reload();
    await failed.getByText('打印机卡纸').waitFor();
    await failed.getByTestId('retry').click();
    await messages(fixture.pane('lin')).filter({ hasText: '打印机卡纸' }).waitFor();
    expect(await fixture.pane('lin').getByTestId('pending').count()).toBe(0);
    expect(await messages(fixture.pane('lin')).count()).toBe(2);
    expect(new Set(ids).size).toBe(1);
    expect(fixture.channel.intake.events).toHaveLength(1);
  });

  it('a text over the limit stays in the box, with a sentence that says what to do', async () => {
    await fixture.channel.post('@lin', say('你好'));
    await fixture.open('#as=lin');
    const text = '字'.repeat(120_001);
    await fixture.write(fixture.pane('lin'), text);
    await fixture
      .pane('lin')
      .getByTestId('composer-problem')
      .getByText('内容太长（上限 12 万字），请作为附件发送')
      .waitFor();
    expect(await box(fixture.pane('lin')).inputValue()).toBe(text);
    expect(fixture.channel.intake.events).toEqual([]);
  });

  it('what the server refuses comes back into the box', async () => {
    await fixture.channel.post('@lin', say('你好'));
    await fixture.open('#as=lin');
    await fixture.page.route('**/chat/messages', (route) =>
      route.fulfill({ status: 413, json: { error: 'text-too-long', message: '内容太长' } }),
    );
    const file = { name: 'vpn.log', mimeType: 'text/plain', buffer: Buffer.from('error 809') };
    await fixture.pane('lin').getByTestId('composer-file').setInputFiles([file]);
    await fixture.pane('lin').locator('[data-testid=upload][data-state=stored]').waitFor();
    await fixture.write(fixture.pane('lin'), '很长的话');
    await fixture.pane('lin').getByTestId('composer-problem').getByText('内容太长').waitFor();
    expect(await box(fixture.pane('lin')).inputValue()).toBe('很长的话');
    expect(await fixture.pane('lin').getByTestId('upload').count()).toBe(1);
    expect(await fixture.pane('lin').getByTestId('pending').count()).toBe(0);
  });

  it('a pressed button reaches the engine once; the card is repainted in place', async () => {
    const card = await fixture.channel.post('desk', claimCard);
    await fixture.channel.post('desk', say('另一条'));
    await fixture.open('#as=wang&in=desk');
    const claim = fixture
      .pane('wang', 'desk')
      .getByTestId('action')
      .and(fixture.page.locator('[data-action="claim:1"]'));
    expect(await claim.getAttribute('title')).toBe('也可以输入：认领 T-1');
    await claim.dblclick();
    await expect.poll(() => fixture.channel.intake.events.length).toBe(1);
    expect(fixture.channel.intake.events[0]).toMatchObject({
      conversation: { kind: 'group', groupId: 'desk' },
      sender: { userId: 'wang' },
      body: { type: 'press', action: 'claim:1' },
    });
    await fixture.channel.repaint('desk', card, claimedCard);
    const first = messages(fixture.pane('wang', 'desk')).first();
    await first.getByText('已认领').waitFor();
    expect(await first.getAttribute('data-message-id')).toBe(card);
    expect(await first.getAttribute('data-edited')).toBe('true');
    expect(await messages(fixture.pane('wang', 'desk')).count()).toBe(2);
    expect(await claim.count()).toBe(0);
  });

  it('a press that fails says so and can be repeated as the same event', async () => {
    await fixture.channel.post('desk', claimCard);
    await fixture.open('#as=wang&in=desk');
    fixture.channel.intake.rejections = 1;
    const claim = fixture.pane('wang', 'desk').locator('[data-action="claim:1"]');
    await claim.click();
    await fixture.pane('wang', 'desk').getByTestId('action-problem').getByText('稍后重试').waitFor();
    await claim.click();
    await expect.poll(() => fixture.channel.intake.events.length).toBe(1);
  });

  it('goes through a restart of the server: says so, catches up, sends what was written meanwhile', async () => {
    await fixture.channel.post('@lin', say('重启前'));
    await fixture.open('#as=lin');
    const { transcript } = fixture.channel;
    const port = Number(new URL(fixture.channel.url).port);
    await fixture.channel.close();
    await fixture.page.getByTestId('lost-banner').waitFor();
    await fixture.write(fixture.pane('lin'), '断网时写的');
    await fixture.pane('lin').locator('[data-state=failed]').waitFor();
    const intake = createFakeIntake();
    fixture.channel = await startWebChannel({ port, transcript, intake });
    await fixture.channel.post('@lin', say('重启后'));
    await messages(fixture.pane('lin')).filter({ hasText: '重启后' }).waitFor({ timeout: 15_000 });
    await messages(fixture.pane('lin')).filter({ hasText: '断网时写的' }).waitFor();
    expect(await fixture.page.getByTestId('lost-banner').count()).toBe(0);
    expect(await messages(fixture.pane('lin')).count()).toBe(3);
    expect(intake.events).toHaveLength(1);
  });

  it('takes pictures and files, by choosing and by pasting', async () => {
    await fixture.channel.post('@lin', say('有截图吗？'));
    await fixture.open('#as=lin');
    const png = await fixture.page.screenshot();
    await fixture
      .pane('lin')
      .getByTestId('composer-file')
      .setInputFiles([
        { name: '截图.png', mimeType: 'image/png', buffer: png },
        { name: 'tool.exe', mimeType: 'image/png', buffer: Buffer.from('MZ\u0000\u0000') },
      ]);
    await fixture.pane('lin').getByTestId('composer-problem').getByText('不支持这种文件').waitFor();
    await box(fixture.pane('lin')).focus();
    await fixture.page.evaluate(pasteLog);
    await expect
      .poll(() => fixture.pane('lin').locator('[data-testid=upload][data-state=stored]').count())
      .toBe(2);
    await fixture.pane('lin').getByTestId('composer-send').click();
    const sent = messages(fixture.pane('lin')).last();
    await expect
      .poll(() => fixture.page.evaluate(naturalWidth('[data-testid=message] img[alt="截图.png"]')))
      .toBe(1024);
    await sent.getByText('vpn.log').waitFor();
    const event = fixture.channel.intake.events.find(({ body }) => body.type === 'message');
    expect(event?.body).toMatchObject({
      text: '',
      attachments: [{ name: '截图.png' }, { mimeType: 'text/plain' }],
    });
  });

  it('offers the group’s members after an @, and addresses the bot', async () => {
    await fixture.open('#as=wang&in=desk');
    const desk = fixture.pane('wang', 'desk');
    await box(desk).pressSequentially('@帮');
    await desk.getByRole('option', { name: '帮办' }).waitFor();
    await box(desk).press('Enter');
    await box(desk).pressSequentially('指派 T-1 @ma');
    await box(desk).press('Tab');
    expect(await box(desk).inputValue()).toBe('@帮办 指派 T-1 @Maya ');
    await box(desk).press('Enter');
    await expect.poll(() => fixture.channel.intake.events.length).toBe(1);
    expect(fixture.channel.intake.events[0]?.body).toMatchObject({
      text: '指派 T-1 @Maya',
      addressed: true,
      mentions: [{ userId: 'maya', text: '@Maya' }],
    });
  });

  it('a new visitor gets a conversation with the bot and nothing else', async () => {
    await fixture.open('#as=emma', { locale: 'en-GB' });
    await fixture.page.getByTestId('guest-name').fill('Ada Lovelace');
    await fixture.page.getByTestId('guest-enter').click();
    const ada = fixture.pane('guest-ada-lovelace');
    await fixture.write(ada, 'My laptop is gone');
    await messages(ada).filter({ hasText: 'My laptop is gone' }).waitFor();
    expect(await fixture.page.getByTestId('conversation').count()).toBe(1);
    expect(fixture.channel.intake.events.at(-1)?.sender).toMatchObject({
      name: 'Ada Lovelace',
      locale: 'en-GB',
    });
    await fixture.channel.post('@guest-ada-lovelace', say('We will help.'));
    await messages(ada).filter({ hasText: 'We will help.' }).waitFor();
  });
});
