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
  // It can wait, says who asks
  ['有空帮我清下灰 不急', 'hardware.computer', 'request'],
  ['would you dig out the old contract sometime, no rush', 'data.recovery', 'request'],
  // A minute is no wish
  ['打开一个网页要一分钟', 'network.internet', 'incident'],
  // What has happened is no question, however it is asked
  ['我把验证码报给他了，怎么办', 'security.phishing', 'incident'],
  ['安装时跳出已被组织阻止', 'software.install', 'incident'],
  // Wishes
  ['could the socket at my desk be patched', 'network.internet', 'request'],
  ['部门想添一台扫描仪', 'service.equipment', 'request'],
  ['申请一台显示器', 'service.equipment', 'request'],
  ['笔记本太慢了想换一台', 'service.equipment', 'request'],
  ['想申請 ERP 權限', 'account.permission', 'request'],
  ['帮我装个Photoshop', 'software.install', 'request'],
  ['please add me to the finance group', 'account.permission', 'request'],
  ['I need a new headset', 'service.equipment', 'request'],
  ['新员工下周一入职', 'service.onboarding', 'request'],
  ['create a distribution list', 'email.mailbox', 'request'],
  ['visio', 'software.install', 'request'],
  ['请帮忙提前调试一下音响', 'hardware.meeting-room', 'request'],
  ['座位上没有网口，请安排拉一根', 'network.internet', 'request'],
  ['please unlink my phone', 'account.mfa', 'request'],
  ['kindly remove the leavers', 'collaboration.im', 'request'],
  ['we hope the wireless can be improved', 'network.wifi', 'request'],
  // ... but to help, look or mend is asked of a fault too
  ['please fix the printer', 'hardware.printer', 'incident'],
  ['同事给我发了三封，只看到一封', 'email.mailbox', 'incident'],
  ['開個網頁要轉好久', 'hardware.computer', 'incident'],
  // Spoken of in general: no fault word makes a report of it
  ['误删的文件一般能保留多少天', 'data.recovery', 'how-to'],
  ['万一电脑丢了先联系谁', 'security.lost-device', 'how-to'],
  ['how many days are deleted files kept', 'data.recovery', 'how-to'],
  // It has happened, and they do not know what now
  ['没保存就断电了，还能找回来吗', 'data.recovery', 'incident'],
  ['电脑忘高铁上了，怎么办', 'security.lost-device', 'incident'],
  ['is there any way to get it back', 'data.recovery', 'incident'],
  ['tried to install a driver, it wants an admin password', 'software.install', 'incident'],
  ['救命啊', null, 'incident'],
  ['安装程序说系统版本太低', 'software.install', 'incident'],
  // Questions
  ['公司允许装微信吗', 'software.install', 'how-to'],
  ['新人电脑要提前几天申请', 'service.onboarding', 'how-to'],
  ['is youtube allowed here', 'network.internet', 'how-to'],
  ['does the garden have wifi', 'network.wifi', 'how-to'],
  ['what batteries does it take', 'hardware.peripheral', 'how-to'],
  ['怎么设置自动回复', 'email.mailbox', 'how-to'],
  ['is the guest wifi free?', 'network.wifi', 'how-to'],
  ['在哪里改密码', 'account.password', 'how-to'],
  ['VPN 要怎麼設定', 'network.vpn', 'how-to'],
  ['how do I map the shared drive', 'data.shared-drive', 'how-to'],
  ['is it allowed to use my own laptop', 'network.wifi', 'how-to'],
  ['权限申请走什么流程', 'account.permission', 'how-to'],
  // Nothing said: what people of the category mostly mean
  ['鼠标', 'hardware.peripheral', 'incident'],
  // Nobody knows what is meant and no word says that anything is wrong: a call for attention
  ['something', null, 'request'],
  ['麻烦过来一趟', null, 'request'],
  ['有什么东西坏了', null, 'incident'],
] as const)('%s (%s) → %s', (text, category, kind) => {
  expect(judgeKind(readText(text), category)).toBe(kind);
});
