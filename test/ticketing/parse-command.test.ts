import { describe, expect, test } from 'vitest';
import { nearestName, parseCommand } from '../../src/ticketing/parse-command.ts';
import { verbs } from '../../src/ticketing/verb.ts';

describe('a command is read from', () => {
  test.each<[string, string, number | null, string]>([
    ['/claim T-1', 'claim', 1, ''],
    ['claim T-1', 'claim', 1, ''],
    ['CLAIM t1', 'claim', 1, ''],
    ['认领 T-12', 'claim', 12, ''],
    ['认领T-12', 'claim', 12, ''],
    ['认领12', 'claim', 12, ''],
    ['認領 #12', 'claim', 12, ''],
    ['／认领 Ｔ－１２', 'claim', 12, ''],
    ['回复 T-3 换个插座试试', 'reply', 3, '换个插座试试'],
    ['reply T-3: try another socket', 'reply', 3, 'try another socket'],
    ['回复T-3，明天上午到', 'reply', 3, '明天上午到'],
    ['回复 T-3 看看路由器（家里的），再试？', 'reply', 3, '看看路由器（家里的），再试？'],
    ['rate 5', 'rate', null, '5'],
    ['评价 T-3 2', 'rate', 3, '2'],
    ['rate 3 5', 'rate', 3, '5'],
    ['评价5', 'rate', null, '5'],
    ['queue', 'queue', null, ''],
    ['待认领', 'queue', null, ''],
    ['我的工单', 'my', null, ''],
    ['催单', 'urge', null, ''],
    ['帮助', 'help', null, ''],
    ['?', 'help', null, ''],
    ['报修 打印机卡纸', 'new', null, '打印机卡纸'],
    ['/new laptop please', 'new', null, 'laptop please'],
    ['kb vpn 809', 'kb', null, 'vpn 809'],
    ['lang en', 'lang', null, 'en'],
    ['语言 繁体', 'lang', null, '繁体'],
    ['hold T-2 供应商 等配件', 'hold', 2, '供应商 等配件'],
    ['为什么 T-2', 'why', 2, ''],
    ['转人工', 'human', null, ''],
    ['解决了 T-4', 'confirm', 4, ''],
    ['T-12', 'status', 12, ''],
    ['#12', 'status', 12, ''],
    ['催一下', 'urge', null, ''],
    ['看进度', 'status', null, ''],
    ['nudge', 'urge', null, ''],
    ['My tickets', 'my', null, ''],
    ['回复', 'reply', null, ''],
  ])('%s', (text, verb, ticket, rest) => {
    expect(parseCommand(text)).toEqual({ type: 'command', verb, ticket, rest });
  });
});

describe('ordinary talk stays talk', () => {
  test.each([
    "new laptop won't start",
    '取消不了订阅怎么办',
    'status of my laptop is unknown',
    'close the window freezes Excel',
    'help me, my screen is black',
    '帮助文档打不开',
    '为什么连不上 VPN',
    '我的电脑开不了机',
    '解决方案在哪',
    '解决了',
    'reply to all does not work in Outlook',
    '/etc/hosts 被改了',
    '分类账打不开',
    '2.5 寸硬盘',
    'T480',
    '12',
    '催一下打印机的事',
  ])('%s', (text) => {
    expect(parseCommand(text)).toBeUndefined();
  });
});

test('a slash makes everything a command, known or not', () => {
  expect(parseCommand('/clam T-3')).toEqual({ type: 'unknown', word: 'clam' });
});

test.each([
  ['clam', 'claim'],
  ['qeue', 'queue'],
  ['认令', '认领'],
  ['xyzzyplugh', null],
])('%s: did you mean %s', (word, nearest) => {
  expect(nearestName(word, verbs)).toBe(nearest);
});
