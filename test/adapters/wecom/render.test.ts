import { describe, expect, test } from 'vitest';
import { width } from '../../../adapters/wecom/card-face.ts';
import {
  asReplacement,
  renderMessage,
  renderRepaint,
  renderWelcome,
  type Circumstances,
} from '../../../adapters/wecom/render.ts';
import type { OutboundMessage } from '../../../src/channel/outbound.ts';
import { brokenRules, readMarkdown } from '../../fakes/wecom/markup.ts';
import {
  action,
  fieldsBlock,
  headingBlock,
  plain,
  quoteBlock,
  said,
  strong,
  textBlock,
  ticket,
} from './messages.ts';

const direct: Circumstances = { place: 'direct', locale: 'zh-CN', textBytes: 20_480, cards: true };
const group: Circumstances = { ...direct, place: 'group' };
const texts = (message: OutboundMessage, circumstances = direct): string[] =>
  renderMessage(message, circumstances).flatMap((part) => (part.kind === 'text' ? [part.markdown] : []));
const cardOf = (message: OutboundMessage, circumstances = direct) =>
  renderMessage(message, circumstances).find((part) => part.kind === 'card')?.card;
const kinds = (message: OutboundMessage, circumstances = direct): string[] =>
  renderMessage(message, circumstances).map(({ kind }) => kind);

describe('text', () => {
  test.each([
    ['a heading', [headingBlock('T-12 · P3')], '### T-12 · P3'],
    ['bold', [textBlock('请 ', strong('马上'), ' 处理')], '请 **马上** 处理'],
    ['bold whose signs would break it', [textBlock(strong('重要：'), '请看')], '**重要**：请看'],
    ['code', [textBlock({ type: 'code', text: 'rm *.log `x`' })], '`rm *.log ｀x｀`'],
    ['somebody’s words', [quoteBlock('第一行\n第二行')], '> 第一行\n> 第二行'],
    [
      'fields',
      [fieldsBlock(['状态', '待认领'], ['空', ''], ['地点', '三楼'])],
      '**状态**：待认领\n**地点**：三楼',
    ],
    [
      'a numbered list',
      [{ type: 'list', ordered: true, items: [[plain('一')], [plain('二')]] } as const],
      '1. 一\n2. 二',
    ],
    [
      'a link',
      [textBlock({ type: 'link', text: '看[这]里', url: 'https://desk.example.com/a(b)' })],
      '[看 这 里](https://desk.example.com/a%28b%29)',
    ],
    [
      'a link that runs code',
      [textBlock({ type: 'link', text: '点我', url: 'javascript:alert(1)' })],
      '点我',
    ],
  ])('%s', (_, blocks, markdown) => {
    expect(texts(said(blocks)).map((text) => text.replaceAll('\u200b', ''))).toEqual([markdown]);
  });

  test('calls a member in a group and names them elsewhere', () => {
    const message = said([textBlock({ type: 'mention', userId: 'wang', name: '王强' }, ' 请看')]);
    expect(texts(message, group)).toEqual(['<@wang> 请看']);
    expect(texts(message, direct)).toEqual(['王强 请看']);
  });

  test.each([['all'], ['ALL'], ['a b'], ['x>y'], ['']])('never calls "%s"', (userId) => {
    const message = said([textBlock({ type: 'mention', userId, name: '大家' })]);
    expect(readMarkdown(texts(message, group).join('')).mentions).toEqual([]);
  });

  test('is split by bytes, without losing or cutting a character', () => {
    const long = '打印机坏了，请尽快派人来看看👨‍👩‍👧‍👦。'.repeat(2_000);
    for (const textBytes of [20_480, 2_048]) {
      const parts = texts(said(long), { ...direct, textBytes });
      expect(parts.every((part) => Buffer.byteLength(part) <= textBytes)).toBe(true);
      expect(parts.join('')).toBe(long);
    }
  });

  test('a long quote stays a quote in every part', () => {
    const parts = texts(said([quoteBlock('很长的一段话。\n'.repeat(800))]), { ...direct, textBytes: 2_048 });
    expect(parts.length).toBeGreaterThan(2);
    for (const part of parts) for (const line of part.split('\n')) expect(line.startsWith('>')).toBe(true);
  });
});

describe('cards', () => {
  test('a ticket is one card', () => {
    const parts = renderMessage(ticket, group);
    expect(parts).toEqual([
      {
        kind: 'card',
        card: {
          card_type: 'button_interaction',
          main_title: { title: 'T-12 · P3 · VPN' },
          sub_title_text: 'VPN 连不上',
          horizontal_content_list: [
            { keyname: '请求人', value: '林小满' },
            { keyname: '状态', value: '待认领' },
            { keyname: '响应', value: '11月23日 17:20 前' },
          ],
          button_list: [
            { text: '认领', style: 1, key: 't:claim:12' },
            { text: '升级', style: 2, key: 't:escalate:12' },
          ],
        },
      },
    ]);
  });

  const buttons = [action('好', 'yes')];
  test.each([
    ['more words than a card has room for', said('很长的一句话。'.repeat(40), { actions: buttons })],
    ['many lines', said('一\n二\n三\n四\n五\n六\n七\n八\n九', { actions: buttons })],
    [
      'a link',
      said([textBlock({ type: 'link', text: '看', url: 'https://x.example' })], { actions: buttons }),
    ],
    ['a call', said([textBlock({ type: 'mention', userId: 'wang', name: '王强' })], { actions: buttons })],
  ])('%s: the text stands above, the buttons below', (_, message) => {
    expect(kinds(message, group)).toEqual(['text', 'card']);
    expect(cardOf(message, group)?.button_list).toEqual([{ text: '好', style: 4, key: 'yes' }]);
  });

  test('fields that are too many or too wide for the list are lines', () => {
    const many = Array.from({ length: 8 }, (_, n): [string, string] => [`第${n + 1}`, 'x']);
    const message = said(
      [headingBlock('T-1'), fieldsBlock(['这个名字太长', '甲'], ['地点', '很'.repeat(27)], ...many)],
      {
        actions: buttons,
      },
    );
    expect(kinds(message, group)).toEqual(['card']);
    expect(cardOf(message, group)?.horizontal_content_list).toHaveLength(6);
    expect(cardOf(message, group)?.sub_title_text).toBe(
      `这个名字太长：甲\n地点：${'很'.repeat(27)}\n第7：x\n第8：x`,
    );
  });

  test('a heading too long for a title is the first line', () => {
    const message = said([headingBlock('长'.repeat(27)), textBlock('其余')], { actions: buttons });
    expect(kinds(message)).toEqual(['card']);
    expect(cardOf(message)).toMatchObject({ sub_title_text: `${'长'.repeat(27)}\n其余` });
    expect(cardOf(message)?.main_title).toBeUndefined();
  });

  test('a question’s card is called by the question', () => {
    const actions = Array.from({ length: 8 }, (_, n) => action(`选项${n}`, `q:${n}`));
    const message = said(
      [textBlock('先问几句。'), textBlock(strong('哪个客户端？')), textBlock('不知道就选“其他”')],
      { actions },
    );
    expect(cardOf(message)?.main_title).toEqual({ title: '哪个客户端？' });
  });

  test('a field that is a member leads to their profile and calls nobody', () => {
    const message = said(
      [headingBlock('T-1'), fieldsBlock(['处理人', [{ type: 'mention', userId: 'wang', name: '王强' }]])],
      { actions: buttons },
    );
    expect(cardOf(message, group)?.horizontal_content_list).toEqual([
      { type: 3, keyname: '处理人', value: '王强', userid: 'wang' },
    ]);
  });

  test.each([1, 6, 7, 20, 21])('%i choices', (count) => {
    const actions = Array.from({ length: count }, (_, n) =>
      action(`选项${n + 1}`, `q:x:${n}`, String(n + 1)),
    );
    const message = said('请选一个', { actions });
    const card = cardOf(message);
    if (count <= 6) expect(card?.card_type).toBe('button_interaction');
    else if (count <= 20) {
      expect(card?.card_type).toBe('vote_interaction');
      expect(card?.checkbox?.option_list.map(({ id }) => id)).toEqual(actions.map(({ action: key }) => key));
    } else {
      expect(card).toBeUndefined();
      expect(texts(message).join('')).toContain('21. 选项21');
    }
  });

  test('a label too long for its button is read above it', () => {
    const label = '我的电脑开机以后屏幕一直是黑的';
    const message = said('哪一种？', { actions: [action(label, 'a', '1'), action('其他', 'b', '2')] });
    expect(kinds(message)).toEqual(['text', 'card']);
    expect(texts(message).join('')).toContain(`1. ${label}`);
    expect(cardOf(message)?.button_list?.[0]?.text).toBe('我的电脑开机以后屏…');
  });

  test('where nothing can be pressed, what one can type stands there', () => {
    const text = texts(ticket, { ...group, cards: false })
      .join('')
      .replaceAll('\u200b', '');
    expect(text).toContain('- 认领：回复「认领 T-12」');
    expect(kinds(ticket, { ...group, cards: false })).toEqual(['text']);
  });

  test('a choice has room for a title only: a longer question stands above it', () => {
    const actions = Array.from({ length: 8 }, (_, n) => action(`选项${n}`, `q:${n}`));
    expect(kinds(said('哪一类？', { actions }))).toEqual(['card']);
    expect(kinds(said('哪一类？'.repeat(10), { actions }))).toEqual(['text', 'card']);
  });

  test('actions that repeat are one button', () => {
    expect(cardOf(said('?', { actions: [action('好', 'y'), action('好', 'y')] }))?.button_list).toHaveLength(
      1,
    );
  });

  test('files come after the card', () => {
    expect(kinds({ ...ticket, attachmentKeys: ['k1', 'k2'] }, group)).toEqual(['card', 'file', 'file']);
  });

  test('width counts as WeCom counts', () => {
    expect(width('打印机')).toBe(3);
    expect(width('T-12')).toBe(2);
    expect(width('👨‍👩‍👧‍👦')).toBe(1);
  });
});

describe('repainting', () => {
  const url = 'https://work.weixin.qq.com/';
  test('keeps buttons, or leaves a notice where none are left', () => {
    expect(renderRepaint(ticket, group, url)?.card_type).toBe('button_interaction');
    expect(renderRepaint({ ...ticket, actions: [] }, group, url)).toMatchObject({
      card_type: 'text_notice',
      card_action: { type: 1, url },
      main_title: { title: 'T-12 · P3 · VPN' },
    });
  });

  test('shortens instead of telling everything again', () => {
    const long = said(
      [
        headingBlock('T-1 '.repeat(30)),
        textBlock('很长'.repeat(100)),
        fieldsBlock(
          ...Array.from({ length: 9 }, (_, n): [string, string] => [`字段名字很长${n}`, 'x'.repeat(80)]),
        ),
      ],
      { actions: ticket.actions },
    );
    const card = renderRepaint(long, group, url);
    expect(brokenRules({ ...card, task_id: 'x' })).toEqual([]);
    expect(card?.sub_title_text?.endsWith('…')).toBe(true);
  });

  test('is not tried where no card can take the choices', () => {
    const many = Array.from({ length: 21 }, (_, n) => action(`x${n}`));
    expect(renderRepaint(said('?', { actions: many }), group, url)).toBeUndefined();
  });

  test('told anew, it says so, and brings no file a second time', () => {
    const replacement = asReplacement({ ...ticket, attachmentKeys: ['k'] }, 'zh-CN');
    expect(kinds(replacement, group)).toEqual(['card']);
    expect(cardOf(replacement, group)?.sub_title_text).toContain('有更新，以这条为准');
  });
});

describe('the greeting', () => {
  test('is a card where it fits on one', () => {
    const greeting = said([headingBlock('你好，我是帮办'), textBlock('有什么可以帮你？')], {
      actions: [action('报修', '/new')],
    });
    expect(renderWelcome(greeting, 'zh-CN')).toMatchObject({ kind: 'card' });
  });

  test('is a text that tells what to type where it does not', () => {
    const greeting = said([textBlock('你好。'.repeat(60))], { actions: [action('报修', '/new', '报修')] });
    const welcome = renderWelcome(greeting, 'zh-CN');
    expect(welcome).toMatchObject({ kind: 'text' });
    expect(welcome?.kind === 'text' && welcome.text).toContain('报修');
  });

  test('goes the usual way with a link or a file, which it could not hold', () => {
    const link = said([textBlock({ type: 'link', text: '手册', url: 'https://x.example' })]);
    expect(renderWelcome(link, 'zh-CN')).toBeUndefined();
    expect(renderWelcome(said('x', { attachmentKeys: ['k'] }), 'zh-CN')).toBeUndefined();
  });
});

test('every message keeps the rules of WeCom’s cards, whatever its size', () => {
  for (let size = 1; size < 400; size += 7) {
    for (const count of [0, 1, 6, 7, 20]) {
      const message = said(
        [
          headingBlock('题'.repeat(size % 50)),
          textBlock('文a'.repeat(size)),
          fieldsBlock(['名'.repeat((size % 8) + 1), '值'.repeat(size % 60)]),
        ],
        {
          actions: Array.from({ length: count }, (_, n) =>
            action(`按钮${'长'.repeat(size % 13)}${n}`, `k${n}`),
          ),
        },
      );
      const card = cardOf(message, group);
      if (card) expect(brokenRules({ ...card, task_id: 'x' })).toEqual([]);
      const repaint = renderRepaint(message, group, 'https://x.example');
      if (repaint) expect(brokenRules({ ...repaint, task_id: 'x' })).toEqual([]);
    }
  }
});
