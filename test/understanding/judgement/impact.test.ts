import { expect, test } from 'vitest';
import { judgeImpact } from '../../../src/understanding/judgement/impact.ts';
import { readText } from '../../../src/understanding/text/reading.ts';

test.each([
  ['全公司都上不了网', 'company', '全公司'],
  ['全公司都連不上 VPN', 'company', '全公司'],
  ['所有门店收银都挂了', 'company', '所有门店'],
  ['the whole company is offline', 'company', 'whole company'],
  ['company-wide outage', 'company', 'company-wide'],
  ['我们部门都打不开OA', 'team', '我们部门都'],
  ['我們組都登不進去', 'team', '我們組都'],
  ['20个人都连不上', 'team', '20个人'],
  ['会议室投影不亮，客户在等', 'team', '客户在等'],
  ['一屋子人等着', 'team', '一屋子'],
  ['the whole floor has no network', 'team', 'whole floor'],
  ['nobody can print', 'team', 'nobody can'],
  ["five colleagues can't log in either", 'team', 'five colleagues'],
  ['我们财务科没一个登得上', 'team', '我们财务科没'],
  ['二楼的网谁也连不上', 'team', '谁也'],
  ['我们销售部的同事都进不去', 'team', '我们销售部'],
  ["our logistics team hasn't got a single mail", 'team', 'our logistics team'],
  ['not one of us gets in', 'team', 'not one of us'],
  ['every pc in our lab is locked', 'team', 'every pc in our lab'],
  ['二十个学员干坐着', 'team', '二十个学员'],
  ['厂商已经在线上等了', 'team', null],
  ['我们组五个人在现场，一个都拨不通', 'team', null],
  ['我们科里所有人都连不到', 'team', null],
  ['五楼大家的无线都断', 'team', null],
  ['twenty trainees sitting there', 'team', 'twenty trainees'],
  ['a dozen suppliers are waiting', 'team', 'a dozen suppliers are waiting'],
  ['no one on the support team gets in', 'team', null],
  ['half of the sales team is out', 'team', null],
  // Production standing still is never one person's trouble
  ['发货停了，面单机不动', 'team', '发货停'],
  ['the line has stopped, PC is dead', 'team', 'line has stopped'],
  ['all company servers are encrypted', 'company', 'all company servers'],
  ['公司所有邮箱都收到了', 'company', '公司所有'],
  ['只有我连不上', 'user', '只有我'],
  ['别人都正常，就我不行', 'user', null],
  ['同事都能打开，我的不行', 'user', null],
  ['everyone else is fine', 'user', null],
  ['just me', 'user', 'just me'],
] as const)('%s → %s', (text, value, word) => {
  const judged = judgeImpact(readText(text));
  expect(judged?.value).toBe(value);
  if (word !== null) expect(judged?.words.join(' ')).toContain(word);
});

test.each([
  '打印机坏了',
  '整排数字键没反应',
  '摄像头一片黑',
  '我的电脑开不了机',
  'my mouse is dead',
  '大家好',
  '谢谢大家',
  'hi everyone else',
  '',
])('does not say: %s', (text) => {
  expect(judgeImpact(readText(text))?.value ?? 'user').toBe('user');
});
