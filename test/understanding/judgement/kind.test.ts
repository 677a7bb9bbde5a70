import { expect, test } from 'vitest';
import { judgeKind } from '../../../src/understanding/judgement/kind.ts';
import { readText } from '../../../src/understanding/text/reading.ts';

test.each([
  // A fault wins over the form of a question or a wish
  ['打印机打不开怎么办', 'hardware.printer', 'incident'],
  ['VPN怎么连不上', 'network.vpn', 'incident'],
  ['電腦壞了幫我換一下', 'hardware.computer', 'incident'],
  ["how come I can't log in", 'account.password', 'incident'],
  ['忘记密码了，帮我重置一下', 'account.password', 'incident'],
  ['git 403', 'account.permission', 'incident'],
  ['the installer says an administrator is needed', 'software.install', 'incident'],
  ['蓝屏', 'hardware.computer', 'incident'],
  // Wishes
  ['申请一台显示器', 'service.equipment', 'request'],
  ['笔记本太慢了想换一台', 'service.equipment', 'request'],
  ['想申請 ERP 權限', 'account.permission', 'request'],
  ['帮我装个Photoshop', 'software.install', 'request'],
  ['please add me to the finance group', 'account.permission', 'request'],
  ['I need a new headset', 'service.equipment', 'request'],
  ['新员工下周一入职', 'service.onboarding', 'request'],
  ['create a distribution list', 'email.mailbox', 'request'],
  ['visio', 'software.install', 'request'],
  // Questions
  ['怎么设置自动回复', 'email.mailbox', 'how-to'],
  ['在哪里改密码', 'account.password', 'how-to'],
  ['VPN 要怎麼設定', 'network.vpn', 'how-to'],
  ['how do I map the shared drive', 'data.shared-drive', 'how-to'],
  ['is it allowed to use my own laptop', 'network.wifi', 'how-to'],
  ['权限申请走什么流程', 'account.permission', 'how-to'],
  // Nothing said: what people of the category mostly mean
  ['鼠标', 'hardware.peripheral', 'incident'],
  ['something', null, 'incident'],
] as const)('%s (%s) → %s', (text, category, kind) => {
  expect(judgeKind(readText(text), category)).toBe(kind);
});
