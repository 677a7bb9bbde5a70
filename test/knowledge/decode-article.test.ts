import { describe, expect, it } from 'vitest';
import { decodeArticle } from '../../src/knowledge/decode-article.ts';

const name = { 'zh-CN': '', 'zh-TW': '', en: '' };
const taxonomy = ['network.vpn', 'hardware.printer'].map((id) => ({ id, name, hint: name }));

const whole = `---
id: vpn-cannot-connect
title: VPN 连不上怎么办
category: network.vpn
locale: zh-CN
keywords: [VPN, 远程, 809, 0x0000011b, "007"]
symptom: 客户端一直转圈
appliesWhen: 在公司外
prerequisites: [已开通权限]
steps:
  - 先打开任意网页
  - "还不行: 换个网"
risks: 会清掉密码
rollback: 重新输入
verify: 显示“已连接”
related: [mfa-new-phone]
owner: 网络组
validUntil: 2027-05-31
---

先看网络。

再看密码。
`;

const article = {
  id: 'vpn-cannot-connect',
  title: 'VPN 连不上怎么办',
  category: 'network.vpn',
  locale: 'zh-CN',
  keywords: ['VPN', '远程', '809', '0x0000011b', '007'],
  askedAs: [],
  body: '先看网络。\n\n再看密码。',
  symptom: '客户端一直转圈',
  appliesWhen: '在公司外',
  prerequisites: ['已开通权限'],
  steps: ['先打开任意网页', '还不行: 换个网'],
  risks: '会清掉密码',
  rollback: '重新输入',
  verify: '显示“已连接”',
  related: ['mfa-new-phone'],
  owner: '网络组',
  validUntil: '2027-05-31',
};

const least = ['id: a-1', 'title: T', 'category: network.vpn', 'locale: en'];

/** A file with these lines in its front matter; the first is line 2. */
function file(lines: readonly string[], body = 'Do this.'): string {
  return ['---', ...lines, '---', body].join('\n');
}

/** `line: message` of each problem, in English. */
function problemsOf(source: string): string[] {
  const decoded = decodeArticle(source, taxonomy);
  return 'problems' in decoded ? decoded.problems.map(({ line, message }) => `${line}: ${message.en}`) : [];
}

describe('an article', () => {
  it.each([
    ['as it stands', whole],
    ['with Windows line ends and a byte order mark', `\ufeff${whole.replaceAll('\n', '\r\n')}`],
  ])('%s', (_, source) => {
    expect(decodeArticle(source, taxonomy)).toEqual({ article, warnings: [] });
  });

  it('needs no more than id, title, category, locale and body', () => {
    expect(decodeArticle(file([...least, 'risks:', 'steps: []', 'owner: ~']), taxonomy)).toEqual({
      article: {
        ...article,
        ...{ id: 'a-1', title: 'T', locale: 'en', body: 'Do this.' },
        ...{ keywords: [], askedAs: [], prerequisites: [], steps: [], related: [] },
        ...{ symptom: null, appliesWhen: null, risks: null, rollback: null, verify: null },
        ...{ owner: null, validUntil: null },
      },
      warnings: [],
    });
  });

  it('may hold a line of its own --- below the front matter', () => {
    const decoded = decodeArticle(file(least, 'One.\n---\nTwo.'), taxonomy);
    expect(decoded).toMatchObject({ article: { body: 'One.\n---\nTwo.' } });
  });

  it('takes a single text as a list of one, and a number as it is written', () => {
    const decoded = decodeArticle(file([...least, 'keywords: 691', 'steps: Restart it']), taxonomy);
    expect(decoded).toMatchObject({ article: { keywords: ['691'], steps: ['Restart it'] } });
  });

  it('survives JSON, so that it can be kept', () => {
    const decoded = decodeArticle(whole, taxonomy);
    expect(JSON.parse(JSON.stringify(decoded))).toEqual(decoded);
  });

  it('warns of a key nobody knows, with its line and the one it is most like', () => {
    const decoded = decodeArticle(file([...least, 'keyword: [a]', 'onwer: me']), taxonomy);
    expect(
      'warnings' in decoded && decoded.warnings.map(({ line, message }) => `${line}: ${message.en}`),
    ).toEqual([
      '6: the key "keyword" is unknown here and not read: did you mean "keywords"?',
      '7: the key "onwer" is unknown here and not read: did you mean "owner"?',
    ]);
  });
});

describe('problems', () => {
  it.each<[what: string, source: string, expected: string[]]>([
    ['an empty file', '', ['1: the file must begin with --- and its front matter']],
    ['no front matter', 'Just text.', ['1: the file must begin with --- and its front matter']],
    ['no end of it', '---\nid: a\ntitle: b', ['1: the front matter is not closed with ---']],
    ['empty front matter', '---\n---\nText.', ['2: the front matter is keys with values']],
    ['a list for front matter', '---\n- a\n---\nText.', ['2: the front matter is keys with values']],
    [
      'nothing that is required',
      file(['owner: me'], ''),
      [
        '1: id is missing',
        '1: category is missing',
        '1: locale is missing',
        '1: title is missing',
        '4: the answer is missing below the front matter',
      ],
    ],
    [
      'a title left empty',
      file(['id: a', 'title:', 'category: network.vpn', 'locale: en']),
      ['3: title is missing'],
    ],
    ['no body', file(least, '  \n '), ['7: the answer is missing below the front matter']],
    [
      'a category that is misspelt',
      file(['id: a', 'title: T', 'category: network.vpm', 'locale: en']),
      ['4: there is no category "network.vpm": did you mean "network.vpn"?'],
    ],
    [
      'a locale we do not speak',
      file(['id: a', 'title: T', 'category: network.vpn', 'locale: fr']),
      ['5: locale is one of zh-CN, zh-TW, en'],
    ],
    [
      'an id with capitals',
      file(['id: VPN 1', ...least.slice(1)]),
      ['2: an id is small letters, digits and hyphens, such as vpn-error-691'],
    ],
    [
      'a day no calendar has',
      file([...least, 'validUntil: 2027-02-29']),
      ['6: validUntil is a day such as 2027-05-31'],
    ],
    [
      'a day in another form',
      file([...least, 'validUntil: 31.5.2027']),
      ['6: validUntil is a day such as 2027-05-31'],
    ],
    ['a month alone', file([...least, 'validUntil: 2027-05']), ['6: validUntil is a day such as 2027-05-31']],
    [
      'a step with a colon, which YAML reads as a key',
      file([...least, 'steps:', '  - Restart', '  - Note: save first', '  - ""']),
      [
        '8: an item of steps that is no text: put it in quotes if it holds a colon and a space',
        '9: an item of steps that is no text: put it in quotes if it holds a colon and a space',
      ],
    ],
    ['a record for a list', file([...least, 'keywords: { a: b }']), ['6: keywords is a list of texts']],
    [
      'a list for a text',
      file([...least, 'symptom: [a, b]', 'owner: true']),
      [
        '6: symptom is a text: put it in quotes if it holds a colon and a space, or begins with [, { or *',
        '7: owner is a text: put it in quotes if it holds a colon and a space, or begins with [, { or *',
      ],
    ],
    [
      'a key twice',
      file([...least, 'owner: a', 'owner: b']),
      ['7: the key "owner" stands here a second time'],
    ],
    ['brackets without end', file(['['.repeat(50_000)]), ['2: nested deeper than 20 levels']],
  ])('%s', (_, source, expected) => {
    expect(problemsOf(source)).toEqual(expected);
  });

  it('of the YAML itself come with the line of the file', () => {
    const decoded = decodeArticle(file([...least, 'keywords: [a, b', 'owner: me']), taxonomy);
    expect('problems' in decoded && decoded.problems.map(({ line }) => line)).toEqual([7]);
  });

  it('come in both languages', () => {
    const decoded = decodeArticle('', taxonomy);
    expect('problems' in decoded && decoded.problems[0]?.message.zh).toBe('文件开头应是 --- 和文章属性');
  });
});
