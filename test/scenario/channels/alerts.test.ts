import { afterEach, describe, expect, test } from 'vitest';
import type { FakePlatform, ShownMessage } from '../../fakes/fake-platform.ts';
import { createOfficeClock, openOfficeOn, type OfficeOn } from '../../support/office-on.ts';
import { reportVpn } from './main-job.ts';
import { vendors } from './platforms.ts';

/** A deadline comes near, and somebody answers the alert itself, on each platform. */
let office: OfficeOn | undefined;
let platform: FakePlatform | undefined;
afterEach(async () => {
  const broken = platform?.violations();
  await office?.close();
  office = undefined;
  expect(broken).toEqual([]);
});

describe.each(Object.entries(vendors))('on %s', (_, start) => {
  test('an alert says in its title what it is about; claimed from it, it is answered in its place', async () => {
    const clock = createOfficeClock('2026-11-24T10:00:00+08:00');
    platform = await start(clock.now);
    office = await openOfficeOn({ platforms: [platform], clock });
    await reportVpn(office);
    await office.presses('lin', '提交');
    await office.passes('2026-11-24T11:30:00+08:00');
    const isOpen = ({ text, buttons }: ShownMessage): boolean =>
      text.startsWith('🙋 T-1 · 还没人认领') && buttons.includes('认领');
    const alert = (await office.sees('wang', 'desk')).at(-1);
    expect(alert && isOpen(alert)).toBe(true);
    await office.presses('wang', '认领', 'desk');
    const seen = await office.sees('wang', 'desk');
    const answered = seen.filter(({ messageId }) => messageId === alert?.messageId);
    expect(answered).toMatchObject([{ text: expect.stringMatching(/^✅ T-1 · 王工 已认领/) as string }]);
    expect(seen.filter(isOpen)).toEqual([]);
    const card = seen.findLast(({ text }) => /^T-1 · P\d/.test(text));
    expect(card?.text).toMatch(/处理人[:：]?\s*王工/);
    expect(card?.buttons).not.toContain('认领');
  });
});
