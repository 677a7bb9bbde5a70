import { afterAll, beforeAll, expect, test } from 'vitest';
import type { FakePlatform } from '../../fakes/fake-platform.ts';
import { createOfficeClock, openOfficeOn, userIdOn, type OfficeOn } from '../../support/office-on.ts';
import { offers, reportVpn } from './main-job.ts';
import { vendors } from './platforms.ts';

/** 小林 sits in WeCom, the engineers in Slack, the managers in DingTalk: one ticket, one story. */
const clock = createOfficeClock('2026-11-24T10:00:00+08:00');
let office: OfficeOn;
let platforms: FakePlatform[] = [];

beforeAll(async () => {
  platforms = await Promise.all(Object.values(vendors).map((start) => start(clock.now)));
  office = await openOfficeOn({
    platforms,
    clock,
    seats: { lin: 'wecom', emma: 'wecom', wang: 'slack', li: 'slack', zhou: 'dingtalk', chen: 'dingtalk' },
    groups: { desk: ['slack'], managers: ['dingtalk'] },
  });
});
afterAll(async () => {
  const broken = platforms.flatMap((platform) => platform.violations());
  await office.close();
  expect(broken).toEqual([]);
});

const last = async (...where: Parameters<OfficeOn['sees']>): Promise<string> =>
  (await office.sees(...where)).at(-1)?.text ?? '';
const all = async (...where: Parameters<OfficeOn['sees']>): Promise<string> =>
  (await office.sees(...where)).map(({ text }) => text).join('\n---\n');

test('all three are connected', async () => {
  const { status, channels } = await office.readiness();
  expect(status).toBe(200);
  expect(Object.values(channels).map(({ state }) => state)).toEqual(['connected', 'connected', 'connected']);
});

test('小林 reports in WeCom; the card stands in Slack', async () => {
  await reportVpn(office);
  await office.presses('lin', '提交');
  expect(await last('lin')).toContain('T-1');
  const card = (await office.sees('wang', 'desk')).at(-1);
  expect(card?.text).toContain('小林');
  expect(card && offers(card, '认领')).toBe(true);
});

test('nobody claims it: the managers are warned and told of the breach in DingTalk, the lead mentioned for real', async () => {
  await office.passes('2026-11-24T11:45:00+08:00');
  await office.passes('2026-11-24T12:30:00+08:00');
  await office.passes('2026-11-24T16:00:00+08:00');
  const told = (await office.sees('chen', 'managers')).filter(({ text }) => text.includes('T-1'));
  expect(told.length).toBeGreaterThan(0);
  expect(told.flatMap(({ mentions }) => mentions)).toContain(userIdOn('dingtalk', 'zhou'));
  expect(await all('wang', 'desk')).toMatch(/T-1/);
});

test('王工 claims by button in Slack; 小林 hears it in WeCom', async () => {
  await office.presses('wang', '认领', 'desk');
  expect(await all('lin')).toContain('王工');
});

test('words go from Slack to WeCom and back', async () => {
  await office.says('wang', '回复 T-1 麻烦重启一下客户端再试', 'desk');
  expect(await all('lin')).toContain('麻烦重启一下客户端再试');
  await office.says('lin', '重启过了还是不行');
  expect(await all('wang')).toContain('重启过了还是不行');
});

test('resolved in Slack, confirmed and badly rated in WeCom, heard of in DingTalk', async () => {
  await office.says('wang', '解决 T-1 已更新网关证书', 'desk');
  expect(await all('lin')).toContain('已更新网关证书');
  await office.says('lin', '好了');
  await office.presses('lin', '1 很不满意');
  expect(await all('chen', 'managers')).toMatch(/小林/);
});
