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
  '我的电脑开不了机',
  'my mouse is dead',
  '大家好',
  '谢谢大家',
  'hi everyone else',
  '',
])('does not say: %s', (text) => {
  expect(judgeImpact(readText(text))?.value ?? 'user').toBe('user');
});
