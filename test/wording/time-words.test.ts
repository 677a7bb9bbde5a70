import { expect, test } from 'vitest';
import { instantWords } from '../../src/wording/time-words.ts';
import type { Locale } from '../../src/kernel/locale.ts';

const now = Date.parse('2026-11-20T15:00:00+08:00');

test.each<[string, Locale, string, string]>([
  ['2026-11-20T17:30:00+08:00', 'zh-CN', 'Asia/Shanghai', '今天 17:30'],
  ['2026-11-21T00:00:00+08:00', 'zh-CN', 'Asia/Shanghai', '明天 00:00'],
  ['2026-11-19T23:59:00+08:00', 'en', 'Asia/Shanghai', 'yesterday 23:59'],
  ['2026-11-23T09:00:00+08:00', 'zh-CN', 'Asia/Shanghai', '11月23日 周一 09:00'],
  ['2026-11-23T09:00:00+08:00', 'zh-TW', 'Asia/Taipei', '11月23日 週一 09:00'],
  ['2026-11-23T09:00:00+08:00', 'en', 'Asia/Shanghai', 'Mon 23 Nov, 09:00'],
  ['2026-11-21T01:00:00+08:00', 'en', 'America/New_York', 'today 12:00'],
])('%s in %s, %s → %s', (instant, locale, timeZone, words) => {
  expect(instantWords(Date.parse(instant), { locale, timeZone, now })).toBe(words);
});
