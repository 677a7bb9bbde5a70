import { describe, expect, test } from 'vitest';
import { escapeText, linkOf, sendWordsUrl } from '../../../adapters/dingtalk/markup.ts';
import { previewOf, renderBodies, renderTexts } from '../../../adapters/dingtalk/render.ts';
import { robotMessageOf, webhookMessageOf, withButtons } from '../../../adapters/dingtalk/render-buttons.ts';
import { createAndDeliverBody, outTrackIdOf, renderCard } from '../../../adapters/dingtalk/render-card.ts';
import type { Action, Block, OutboundMessage } from '../../../src/channel/outbound.ts';
import { readMarkdown } from '../../fakes/dingtalk/read-markdown.ts';

const cardOptions = { mentions: true, status: '', locale: 'zh-CN' } as const;

const text = (words: string): Block => ({ type: 'text', inlines: [{ type: 'plain', text: words }] });
const message = (blocks: readonly Block[], actions: readonly Action[] = []): OutboundMessage => ({
  blocks,
  actions,
  attachmentKeys: [],
  feedback: null,
});
const button = (label: string, alias: string | null, style: Action['style'] = 'plain'): Action => ({
  action: `a:${label}`,
  label,
  style,
  alias,
});

describe('blocks', () => {
  test.each<[string, Block, string]>([
    ['heading', { type: 'heading', inlines: [{ type: 'plain', text: 'T-1 打印机' }] }, '#### T-1 打印机'],
    [
      'strong',
      {
        type: 'text',
        inlines: [
          { type: 'strong', text: '紧急' },
          { type: 'plain', text: ' 现在' },
        ],
      },
      '**紧急** 现在',
    ],
    ['strong with space around', { type: 'text', inlines: [{ type: 'strong', text: ' 紧急 ' }] }, '**紧急**'],
    [
      'code, which DingTalk has not',
      { type: 'text', inlines: [{ type: 'code', text: 'ipconfig /flushdns' }] },
      '**ipconfig /flushdns**',
    ],
    ['quote of two lines', { type: 'quote', inlines: [{ type: 'plain', text: '一\n二' }] }, '> 一  \n> 二'],
    [
      'fields',
      {
        type: 'fields',
        fields: [
          { label: '状态', value: [{ type: 'plain', text: '新建' }] },
          { label: '优先级', value: [{ type: 'plain', text: 'P2' }] },
        ],
      },
      '**状态**：新建  \n**优先级**：P2',
    ],
    [
      'list',
      {
        type: 'list',
        ordered: true,
        items: [[{ type: 'plain', text: '关机' }], [{ type: 'plain', text: '开机' }]],
      },
      '1. 关机\n2. 开机',
    ],
    [
      'link',
      { type: 'text', inlines: [{ type: 'link', text: '手册', url: 'https://kb.example.com/a(1)?x=1' }] },
      '[手册](https://kb.example.com/a%281%29?x=1)',
    ],
    [
      'link nobody opens',
      { type: 'text', inlines: [{ type: 'link', text: '手册', url: 'javascript:alert(1)' }] },
      '手册',
    ],
  ])('%s', (_, block, expected) => {
    expect(renderTexts([block], 'robot')).toEqual([expected]);
  });

  test.each([
    ['webhook', '@wang  看一下'],
    ['robot', '**王强** 看一下'],
    ['card', '<a atId=wang>@王强</a>  看一下'],
  ] as const)('a mention, %s', (flavour, expected) => {
    const block: Block = {
      type: 'text',
      inlines: [
        { type: 'mention', userId: 'wang', name: '王强' },
        { type: 'plain', text: ' 看一下' },
      ],
    };
    expect(renderTexts([block], flavour)).toEqual([expected]);
  });

  test('an id that is none never gets into markup', () => {
    const block: Block = {
      type: 'text',
      inlines: [{ type: 'mention', userId: 'x> [a](https://evil.example)', name: '王强' }],
    };
    for (const flavour of ['webhook', 'robot', 'card'] as const)
      expect(renderTexts([block], flavour)).toEqual(['**王强**']);
  });
});

describe('outside text', () => {
  test.each([
    ['stays readable', '打印机 3F-02 卡纸，见 2024_Q1 报表 (第 2 页) *急*'],
    ['keeps its lines', '第一行\n第二行'],
    ['keeps addresses of e-mail', '请回复 lin@example.com'],
    ['keeps what looks like a list', '1. 关机\n- 开机\n# 标题\n> 引用'],
    ['keeps backslashes and tags', 'C:\\Users\\lin <b>x</b> &amp; a<b'],
  ])('%s', (_, words) => {
    expect(readMarkdown(escapeText(words)).text).toBe(words);
  });

  const parts = [
    '[click](https://evil.example)',
    '![x](https://evil.example/x.png)',
    '<https://evil.example>',
    '<a href="https://evil.example">x</a>',
    '<a atId=lin>@林小满</a>',
    '<font color=red>x</font>',
    'https://evil.example/',
    'www.evil.example',
    'dtmd://dingtalkclient/sendMessage?content=x',
    '[批准](dtmd://dingtalkclient/sendMessage?content=%E6%89%B9%E5%87%86)',
    'dingtalk://dingtalkclient/page/link?url=x',
    '@all',
    '@所有人',
    '＠所有人',
    '@lin',
    '@wang ',
    '[',
    ']',
    '(',
    ')',
    '!',
    '<',
    '>',
    '&#91;',
    '&lt;',
    '\\',
    '`',
    '**',
    '__',
    '~~',
    '|',
    '#',
    '\n',
    '\r\n',
    '\t',
    ' ',
    '\u200b',
    '\u2060',
    '\u202e',
    '\u2066',
    '\0',
    '${title}',
    '{{x}}',
    '字',
    '😀',
    'a',
    '1. ',
    '- ',
    '](',
    '][',
    ']: https://evil.example',
    '-->',
  ];
  /** Reproducible: a linear congruential generator. */
  const dice = (seed: number): (() => number) => {
    let state = seed;
    return () => (state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296) / 4_294_967_296;
  };

  const names = /@(?:all|所有人|lin|wang)(?![\w.-])/;

  /** What acts in a text, or would be read as a mention. */
  function acting(markdown: string): unknown[] {
    const { links, sends, atIds, foreign } = readMarkdown(markdown);
    return [...links, ...sends, ...atIds, ...foreign, ...(names.exec(markdown) ?? [])];
  }

  test('5,000 hostile texts make no mention, link, button or markup, wherever they stand', () => {
    const roll = dice(20_261_122);
    const harm: unknown[] = [];
    for (let round = 0; round < 5_000; round += 1) {
      const length = 1 + Math.floor(roll() * 12);
      const hostile = Array.from({ length }, () => parts[Math.floor(roll() * parts.length)]).join('');
      const inline = { type: 'plain' as const, text: hostile };
      const blocks: Block[] = [
        { type: 'heading', inlines: [inline] },
        {
          type: 'text',
          inlines: [inline, { type: 'strong', text: hostile }, { type: 'code', text: hostile }],
        },
        { type: 'quote', inlines: [inline] },
        { type: 'fields', fields: [{ label: hostile, value: [inline] }] },
        {
          type: 'list',
          ordered: false,
          items: [[inline], [{ type: 'mention', userId: null, name: hostile }]],
        },
      ];
      const { card } = renderCard(message(blocks, [button(hostile, null)]), cardOptions);
      const bodies = Object.entries(card.variables).filter(([key]) => key.startsWith('body'));
      for (const markdown of [...renderTexts(blocks, 'webhook'), ...bodies.map(([, value]) => value)])
        harm.push(...acting(markdown));
      // A link's own words, a label and a title are outside text as well.
      const own = readMarkdown(linkOf(hostile, 'https://kb.example.com/'));
      harm.push(
        ...own.links.filter((url) => url !== 'https://kb.example.com/'),
        ...own.sends,
        ...own.foreign,
      );
      const title = previewOf(message(blocks), '');
      const place = { locale: 'zh-CN', inGroup: true, plain: true } as const;
      const { text: listed } = withButtons(title, '选一个', [button(hostile, '1')], place);
      const { links, sends, foreign } = readMarkdown(listed);
      harm.push(...links, ...foreign, ...sends.filter(({ words }) => words !== '1'));
      harm.push(...(names.exec(`${card.variables['title'] ?? ''}${title}`) ?? []));
      if (harm.length > 0) throw new Error(`${JSON.stringify(hostile)}: ${JSON.stringify(harm)}`);
    }
  }, 120_000);
});

describe('long texts', () => {
  const long = Array.from(
    { length: 900 },
    (_, index) => `第 ${index + 1} 行：请检查“网络”与 <VPN> 设置。`,
  ).join('\n');

  test('are split into messages DingTalk takes, and nothing is lost', () => {
    const texts = renderTexts([text(long)], 'robot');
    expect(texts.length).toBeGreaterThan(2);
    for (const part of texts)
      expect(Buffer.byteLength(JSON.stringify({ title: 'x', text: part }))).toBeLessThan(15_000);
    const read = texts.map((part) => readMarkdown(part).text).join('\n');
    expect(read.replaceAll(/\s/g, '')).toBe(long.replaceAll(/\s/g, ''));
  });

  test('fill a card’s variables of 1 KB each; what is more stands above it', () => {
    const { card, above } = renderCard(message([text(long)], [button('认领', '认领 T-1')]), cardOptions);
    for (const [key, value] of Object.entries(card.variables))
      expect(Buffer.byteLength(value), key).toBeLessThanOrEqual(1_024);
    const pieces = [...above, ...[1, 2, 3, 4, 5, 6].map((index) => card.variables[`body${index}`] ?? '')];
    expect(
      pieces
        .map((part) => readMarkdown(part).text)
        .join('')
        .replaceAll(/\s/g, ''),
    ).toBe(long.replaceAll(/\s/g, ''));
  });

  test('cut no character', () => {
    for (const body of renderBodies([text('👨‍👩‍👧‍👦'.repeat(300))], 'card'))
      expect(body.replaceAll('👨‍👩‍👧‍👦', '')).toBe('');
  });
});

describe('buttons without a card template', () => {
  const place = { locale: 'zh-CN', inGroup: false, plain: false } as const;
  const many = (count: number) =>
    Array.from({ length: count }, (_, index) => button(`选项${index + 1}`, String(index + 1)));

  test.each([
    [1, 'sampleActionCard'],
    [2, 'sampleActionCard2'],
    [5, 'sampleActionCard5'],
    [6, 'sampleMarkdown'],
  ])('%i of them go as %s', (count, msgKey) => {
    const body = withButtons('标题', '正文', many(count), place);
    expect(robotMessageOf(body).msgKey).toBe(msgKey);
  });

  test('send their typed words when pressed', () => {
    const { msgParam } = robotMessageOf(
      withButtons('标题', '正文', [button('认领', '认领 T-1'), button('好', null)], place),
    );
    expect(JSON.parse(msgParam)).toEqual({
      title: '标题',
      text: '正文',
      actionTitle1: '认领',
      actionURL1: sendWordsUrl('认领 T-1'),
      actionTitle2: '好',
      actionURL2: sendWordsUrl('好'),
    });
    expect(sendWordsUrl("认领 T-1 (急)'")).toBe(
      'dtmd://dingtalkclient/sendMessage?content=%E8%AE%A4%E9%A2%86%20T-1%20%28%E6%80%A5%29%27',
    );
  });

  test('more than five are numbered links', () => {
    const { text: shown } = withButtons('标题', '正文', many(6), place);
    expect(readMarkdown(shown)).toMatchObject({
      links: [],
      sends: many(6).map(({ label }, index) => ({
        label: `${index + 1}. ${label}`,
        words: String(index + 1),
      })),
    });
    expect(shown).toContain('点一下，或直接回复：');
  });

  test('in a group say what to type, as a typed word reaches us only with a mention', () => {
    const { text: shown } = withButtons('标题', '正文', [button('认领', '认领 T-1')], {
      ...place,
      inGroup: true,
    });
    expect(readMarkdown(shown).text).toContain('按钮点不动？@我 再发：认领 T-1');
  });

  test('beside a real mention become links: an action card notifies nobody', () => {
    const body = withButtons('标题', '@wang ', [button('认领', '认领 T-1')], {
      ...place,
      inGroup: true,
      plain: true,
    });
    expect(webhookMessageOf(body, ['wang'])).toMatchObject({
      msgtype: 'markdown',
      at: { atUserIds: ['wang'], isAtAll: false },
    });
    expect(readMarkdown(body.text).sends).toEqual([{ label: '认领', words: '认领 T-1' }]);
  });
});

describe('a card', () => {
  const blocks: Block[] = [
    { type: 'heading', inlines: [{ type: 'plain', text: 'T-1 打印机坏了' }] },
    {
      type: 'text',
      inlines: [
        { type: 'mention', userId: 'wang', name: '王强' },
        { type: 'plain', text: ' 待认领' },
      ],
    },
  ];
  const { card } = renderCard(
    message(blocks, [button('认领', '认领 T-1', 'primary'), button('取消', null, 'danger')]),
    { mentions: true, status: '', locale: 'zh-CN' },
  );

  test('is variables, all of them texts, also those that are empty', () => {
    expect(card.variables).toMatchObject({
      title: 'T-1 打印机坏了',
      label1: '认领',
      action1: 'a:认领',
      style1: 'blue',
      style2: 'red',
      label3: '',
      action8: '',
      body2: '',
      status: '',
    });
    expect(Object.keys(card.variables)).toHaveLength(2 + 6 + 8 * 3);
    expect(card.variables['body1']).toBe('<a atId=wang>@王强</a>  待认领');
  });

  const delivery = { card, outTrackId: outTrackIdOf('o1'), cardTemplateId: 't.schema', robotCode: 'dingX' };

  test('in a group mentions for real, and may be shown to one person', () => {
    const to = { kind: 'group', channel: 'dingtalk', groupId: 'cid1==' } as const;
    expect(createAndDeliverBody({ ...delivery, to, visibleTo: 'lin' })).toMatchObject({
      openSpaceId: 'dtv1.card//IM_GROUP.cid1==',
      callbackType: 'STREAM',
      imGroupOpenSpaceModel: { supportForward: false, lastMessageI18n: { ZH_CN: 'T-1 打印机坏了' } },
      imGroupOpenDeliverModel: { robotCode: 'dingX', recipients: ['lin'], atUserIds: { wang: '王强' } },
      cardAtUserIds: ['wang'],
    });
  });

  test('in a direct conversation goes to the person', () => {
    const to = { kind: 'direct', channel: 'dingtalk', userId: 'lin' } as const;
    expect(createAndDeliverBody({ ...delivery, to, visibleTo: null })).toMatchObject({
      openSpaceId: 'dtv1.card//IM_ROBOT.lin',
      imRobotOpenDeliverModel: { spaceType: 'IM_ROBOT', robotCode: 'dingX' },
    });
  });

  test('of the same delivery is the same card', () => {
    expect(outTrackIdOf('o1')).toBe(outTrackIdOf('o1'));
    expect(outTrackIdOf('o1')).not.toBe(outTrackIdOf('o2'));
  });
});
