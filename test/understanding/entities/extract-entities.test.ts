import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { extractEntities } from '../../../src/understanding/entities/extract-entities.ts';
import { readText } from '../../../src/understanding/text/reading.ts';
import type { EntityType } from '../../../src/understanding/understanding.ts';

type Case = readonly [text: string, ...values: string[]];

const found: Readonly<Record<EntityType, readonly Case[]>> = {
  error: [
    ['连共享打印机 0x0000011b', '0x0000011b'],
    ['VPN报错 错误 809', '错误 809'],
    ['拨号提示691', '691'],
    ['error 691 when dialing', 'error 691'],
    ['Error code: 5003 in SAP', 'Error code: 5003'],
    ['chrome 打不开 ERR_CONNECTION_RESET', 'ERR_CONNECTION_RESET'],
    ['屏幕显示E-12', 'E-12'],
    ['蓝屏 CRITICAL_PROCESS_DIED', 'CRITICAL_PROCESS_DIED'],
    ['login says AADSTS50076', 'AADSTS50076'],
    ['报502错误', '502错误'],
    ['the portal gives 502 bad gateway', '502 bad gateway'],
    ['提示“连接超时，请重试”打不开', '连接超时，请重试'],
    ['系統提示「您沒有權限」', '您沒有權限'],
    ['it says "your session has expired" and logs me out', 'your session has expired'],
    ['outlook 提示无法连接服务器', '无法连接服务器'],
    ['我的电脑 12 点开不了机'],
    ['room 502 projector'],
    ['在502会议室'],
    ['e5 processor'],
  ],
  device: [
    ['三楼打印机脱机', '打印机'],
    ['惠普 M1005 打印机卡纸', '惠普 M1005'],
    ["my ThinkPad X1 Carbon won't boot", 'ThinkPad X1 Carbon'],
    ['HP LaserJet Pro M404dn offline', 'HP LaserJet Pro M404dn'],
    ['MacBook Pro 充不进电', 'MacBook Pro'],
    ['印表機卡紙', '印表機'],
    ['the docking station is dead', 'docking station'],
    ['扩展坞不识别', '扩展坞'],
    ['vpn is slow'],
  ],
  asset: [
    ['资产编号 PC-01234', 'PC-01234'],
    ['NB0231 开不了机', 'NB0231'],
    ['asset tag IT-00417', 'IT-00417'],
    ['asset number is A10231', 'A10231'],
    ['T-12 进度'],
    ['HP-1020 打印机'],
  ],
  os: [
    ['win10 系统更新失败', 'win10'],
    ['Windows 11 update stuck', 'Windows 11'],
    ['macOS Sonoma', 'macOS Sonoma'],
    ['安卓收不到', '安卓'],
    ['winner takes all'],
  ],
  application: [
    ['企业微信登不上', '企业微信'],
    ['Outlook crashes', 'Outlook'],
    ['Word keeps crashing', 'Word'],
    ['in Teams my mic is muted', 'Teams'],
    ['用友U8 打不开', '用友U8'],
    ['AnyConnect 连不上', 'AnyConnect'],
    ['I have no word from them'],
    ['both teams are waiting'],
  ],
  location: [
    ['三楼财务室的打印机', '三楼财务室'],
    ['三樓財務室的印表機', '三樓財務室'],
    ['12F 的网断了', '12F'],
    ['3号会议室投影', '3号会议室'],
    ['A座5楼没网', 'A座5楼'],
    ['前台的电脑', '前台'],
    ['the 3rd floor has no wifi', '3rd floor'],
    ['projector in Room 1204', 'Room 1204'],
    ['pc at the front desk', 'front desk'],
    ['怎么预订会议室'],
    ['I have no room for this'],
  ],
  phone: [
    ['打我电话13812345678', '13812345678'],
    ['138-1234-5678 找我', '138-1234-5678'],
    ['我的分机8021', '8021'],
    ['call me at 5512', '5512'],
    ['手機 0912-345-678', '0912-345-678'],
    ['+86 21 6123 4567', '+86 21 6123 4567'],
    ['error 691'],
  ],
  deadline: [
    ['十点要开会', '十点'],
    ['下午两点前要交', '下午两点前'],
    ['明天上午要投标', '明天上午'],
    ['今天下班前给我', '今天下班前'],
    ['半小时后开会', '半小时后'],
    ['明天上午十點要開會', '明天上午十點'],
    ['need it by 5pm', 'by 5pm'],
    ['before noon please', 'before noon'],
    ['client demo at 3pm tomorrow', 'at 3pm tomorrow'],
    ['the board meeting starts in 10 minutes', 'in 10 minutes'],
    ['ASAP!!!'],
    ['急急急，快点'],
    ['昨天下午两点就坏了'],
    ['it broke at 2pm'],
    ['down since 9am'],
  ],
  people: [
    ['20个人都连不上', '20个人'],
    ['整个部门都上不了网', '整个部门'],
    ['我们部门都打不开', '我们部门'],
    ['会议室一屋子人等着', '一屋子人'],
    ['the whole team is offline', 'the whole team'],
    ['five colleagues have the same', 'five colleagues'],
    ['everyone else is fine'],
    ['我的电脑坏了'],
  ],
};

describe.each(Object.entries(found))('%s', (type, cases) => {
  test.each(cases)('%s', (text, ...values) => {
    expect(
      extractEntities(readText(text))
        .filter((entity) => entity.type === type)
        .map(({ value }) => value),
    ).toEqual(values);
  });
});

test('several in one message, in text order, at their place in the text as typed', () => {
  const text = 'ＰＣ-01234 在三樓財務室，惠普M1005印表機報錯 0x0000011b，十點要開會';
  const entities = extractEntities(readText(text));
  expect(entities.map(({ type }) => type)).toEqual(['asset', 'location', 'device', 'error', 'deadline']);
  for (const { value, start, end } of entities) expect(text.slice(start, end)).toBe(value);
});

test('whatever is typed, values are what stands there and none overlap', () => {
  const pieces = fc.constantFrom(
    '三楼',
    '会议室',
    'PC-01234',
    '错误',
    '809',
    '明天',
    '十点',
    '要',
    '20个人',
    'by 5pm',
    ' ',
    '，',
    'ＡＢ',
    '印表機',
    '“x y z”',
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(pieces, fc.string({ maxLength: 4 })), { maxLength: 14 }), (parts) => {
      const text = parts.join('');
      let last = 0;
      for (const { value, start, end } of extractEntities(readText(text))) {
        expect(text.slice(start, end)).toBe(value);
        expect(start).toBeGreaterThanOrEqual(last);
        last = end;
      }
    }),
  );
});
