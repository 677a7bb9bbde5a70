import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { originalWords } from '../../../src/understanding/text/aligned-text.ts';
import { normalise } from '../../../src/understanding/text/normalise.ts';
import { readText } from '../../../src/understanding/text/reading.ts';

test.each([
  ['full width', 'ＶＰＮ连不上！', 'vpn连不上!'],
  ['case', 'Can’t PRINT', "can't print"],
  ['zero width and bidirectional', 'pass\u200bword\u202e', 'password'],
  ['control characters', 'a\u0000b\nc\td', 'ab c d'],
  ['combining marks', 'cafe\u0301', 'caf\u00e9'],
  ['nothing', '', ''],
])('normalises %s', (_name, typed, read) => {
  expect(normalise(typed).text).toBe(read);
});

test('reads 1,000 characters and never half of one', () => {
  expect(normalise('卡'.repeat(2_000)).text).toHaveLength(1_000);
  expect(normalise(`${'a'.repeat(999)}😀`).text).toHaveLength(999);
});

describe('script and language', () => {
  test.each([
    ['电脑开不了机', 'simplified', 'zh-CN'],
    ['電腦開不了機', 'traditional', 'zh-TW'],
    ['网络断了', 'simplified', 'zh-CN'],
    ['網路不通', 'traditional', 'zh-TW'],
    ['你好', 'simplified', 'zh-CN'],
    ['黄聖凱的电脑坏了', 'simplified', 'zh-CN'],
    ['VPN 连不上', 'simplified', 'zh-CN'],
    ['Outlook 閃退', 'traditional', 'zh-TW'],
    ["my laptop won't start", 'latin', 'en'],
    ['help', 'latin', 'en'],
    ["the projector in 蓝海 isn't working", 'simplified', 'en'],
    ['VPN', 'latin', null],
    ['0x0000011b', 'latin', null],
    ['12345', 'latin', null],
    ['👍', 'latin', null],
    ['', 'latin', null],
  ])('%s', (text, script, locale) => {
    expect(readText(text)).toMatchObject({ script, locale });
  });
});

describe('Traditional becomes Simplified with the words our examples use', () => {
  test.each([
    ['我的帳號登入不了', '我的账号登录不了'],
    ['預設印表機壞了', '默认打印机坏了'],
    ['雲端硬碟打不開', '网盘打不开'],
    ['筆電當機要重新開機', '笔记本死机要重启'],
    ['投影機沒有訊號', '投影仪没有信号'],
    ['桌面的捷徑不見了', '桌面的快捷方式不见了'],
    ['資料夾沒有權限', '文件夹没有权限'],
    ['隨身碟讀不到', 'u盘读不到'],
  ])('%s → %s', (typed, read) => {
    expect(readText(typed).text).toBe(read);
  });

  test('Simplified text is left alone', () => {
    expect(readText('位元和计划里的干部著作').text).toBe('位元和计划里的干部著作');
  });
});

test('what was folded to more or fewer characters leads back to the words as typed', () => {
  const { aligned, text } = readText('我的雲端硬碟和隨身碟都不見了');
  const at = text.indexOf('网盘');
  expect(originalWords(aligned, at, at + 2)).toBe('雲端硬碟');
  const stick = text.indexOf('u盘');
  expect(originalWords(aligned, stick, stick + 2)).toBe('隨身碟');
});

test('whatever is typed, the way back rises and stays inside', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (typed) => {
      const { aligned, text } = readText(typed);
      const starts = [...aligned.starts];
      expect(starts).toHaveLength(text.length);
      expect(starts).toEqual(starts.toSorted((one, other) => one - other));
      expect([...aligned.ends].every((end) => end <= typed.length)).toBe(true);
    }),
  );
});
