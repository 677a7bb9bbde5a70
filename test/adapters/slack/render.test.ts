import fc from 'fast-check';
import { expect, test } from 'vitest';
import { renderForm } from '../../../adapters/slack/render-form.ts';
import { renderHome, renderMessage } from '../../../adapters/slack/render.ts';
import type { Block, Inline, OutboundMessage } from '../../../src/channel/outbound.ts';
import { checkBlocks, checkView } from '../../fakes/slack/check-blocks.ts';
import { blockList, readMessage, type AnyBlock } from '../../fakes/slack/read-blocks.ts';

const message = (blocks: readonly Block[], more: Partial<OutboundMessage> = {}): OutboundMessage => ({
  blocks,
  actions: [],
  attachmentKeys: [],
  feedback: null,
  ...more,
});
const plain = (text: string): Inline => ({ type: 'plain', text });
const read = (rendered: ReturnType<typeof renderMessage>) =>
  rendered.map(({ blocks, text }) => readMessage(blockList.parse(JSON.parse(JSON.stringify(blocks))), text));
const problemsOf = (rendered: ReturnType<typeof renderMessage>): string[] =>
  rendered.flatMap(({ blocks, text }) => [
    ...checkBlocks(blockList.parse(JSON.parse(JSON.stringify(blocks))), 50),
    ...(text.length > 4_000 ? ['text too long'] : []),
    ...(text === '' ? ['no text'] : []),
  ]);

test('a card: heading, fields side by side, list, quote, link, mention, buttons', () => {
  const [part, ...rest] = renderMessage(
    message(
      [
        { type: 'heading', inlines: [plain('T-12 VPN 连不上')] },
        {
          type: 'fields',
          fields: [
            { label: '状态', value: [plain('待认领')] },
            { label: '处理人', value: [{ type: 'mention', userId: 'U0WANG', name: '王工' }] },
          ],
        },
        {
          type: 'text',
          inlines: [plain('见 '), { type: 'link', text: '步骤', url: 'https://kb.example/vpn' }],
        },
        { type: 'list', ordered: true, items: [[plain('重启')], [{ type: 'code', text: 'ipconfig' }]] },
        { type: 'quote', inlines: [plain('急')] },
      ],
      { actions: [{ action: 't:claim:12', label: '认领', style: 'primary', alias: '认领 T-12' }] },
    ),
    'zh-CN',
  );
  expect(rest).toEqual([]);
  expect(part?.blocks).toEqual([
    { type: 'header', text: { type: 'plain_text', text: 'T-12 VPN 连不上', emoji: false } },
    {
      type: 'section',
      fields: [
        { type: 'mrkdwn', text: '*状态*\n待认领', verbatim: true },
        { type: 'mrkdwn', text: '*处理人*\n<@U0WANG>', verbatim: true },
      ],
    },
    {
      type: 'rich_text',
      elements: [
        {
          type: 'rich_text_section',
          elements: [
            { type: 'text', text: '见 ' },
            { type: 'link', url: 'https://kb.example/vpn', text: '步骤' },
          ],
        },
      ],
    },
    {
      type: 'rich_text',
      elements: [
        {
          type: 'rich_text_list',
          style: 'ordered',
          elements: [
            { type: 'rich_text_section', elements: [{ type: 'text', text: '重启' }] },
            {
              type: 'rich_text_section',
              elements: [{ type: 'text', text: 'ipconfig', style: { code: true } }],
            },
          ],
        },
      ],
    },
    { type: 'rich_text', elements: [{ type: 'rich_text_quote', elements: [{ type: 'text', text: '急' }] }] },
    {
      type: 'actions',
      elements: [
        {
          type: 'button',
          action_id: 'act:0',
          text: { type: 'plain_text', text: '认领', emoji: false },
          value: 't:claim:12',
          style: 'primary',
        },
      ],
    },
  ]);
  expect(part?.text).toBe(
    'T-12 VPN 连不上\n状态: 待认领\n处理人: 王工\n见 步骤\n1. 重启\n2. ipconfig\n• 急\n[认领]'.replace(
      '• 急',
      '急',
    ),
  );
});

test('a field whose words could be markup is written where nothing is', () => {
  const field = (value: string): Block => ({
    type: 'fields',
    fields: [{ label: '标题', value: [plain(value)] }],
  });
  const typeOf = (value: string): string | undefined =>
    renderMessage(message([field(value)]), 'en')[0]?.blocks[0]?.type;
  expect(typeOf('打印机 A-3')).toBe('section');
  for (const value of [
    '*bold*',
    '_it_',
    '~x~',
    '`x`',
    '<@U1>',
    'a & b',
    '> quote',
    ':tada:',
    'two\nlines',
    'x'.repeat(81),
  ])
    expect(typeOf(value), value).toBe('rich_text');
});

test('links lead to the web or a mailbox, mentions to people of Slack', () => {
  const inlines: Inline[] = [
    { type: 'link', text: 'a', url: 'javascript:alert(1)' },
    { type: 'link', text: 'b', url: 'slack://open' },
    { type: 'link', text: 'c', url: 'nonsense' },
    { type: 'mention', userId: 'wang', name: '王工' },
    { type: 'mention', userId: 'U1><!channel>', name: 'x' },
    { type: 'mention', userId: null, name: '小林' },
    { type: 'mention', userId: 'U0WANG', name: '王工' },
    { type: 'link', text: '', url: 'https://kb.example/a b' },
  ];
  const [reading] = read(renderMessage(message([{ type: 'text', inlines }]), 'en'));
  expect(reading?.links).toEqual(['https://kb.example/a%20b']);
  expect(reading?.mentions).toEqual(['U0WANG']);
});

test('what is too long for a field of Slack’s is cut or moved, never refused', () => {
  const rendered = renderMessage(
    message(
      [
        { type: 'heading', inlines: [plain('长'.repeat(400))] },
        { type: 'text', inlines: [] },
      ],
      {
        actions: Array.from({ length: 60 }, (_, index) => ({
          action: `d:1:choose:${index}`,
          label: '👨‍👩‍👧‍👦'.repeat(40),
          style: 'plain' as const,
          alias: null,
        })),
        feedback: 'k:vpn',
      },
    ),
    'en',
  );
  expect(problemsOf(rendered)).toEqual([]);
  expect(read(rendered)[0]?.buttons).toHaveLength(62);
  // No half of a family.
  expect(JSON.stringify(rendered)).not.toMatch(/\\ud[89a-f]/i);
});

test('a message of buttons only, of files only, and an empty one stand', () => {
  const button = { action: 'a', label: '好', style: 'plain', alias: null } as const;
  expect(renderMessage(message([], { actions: [button] }), 'en')).toHaveLength(1);
  expect(renderMessage(message([], { attachmentKeys: ['k'] }), 'en')).toEqual([{ blocks: [], text: '📎' }]);
});

/** Strings made to break out of whatever they stand in. */
const signs = fc.constantFrom(
  '<!channel>',
  '<!here>',
  '<!everyone>',
  '<@U0WANG>',
  '<@U0WANG|x>',
  '<#C0DESK>',
  '<!subteam^S1|@desk>',
  '<!date^1^{date}|x>',
  '<https://evil.example|click>',
  'https://evil.example',
  '[click](https://evil.example)',
  '&lt;!channel&gt;',
  '&amp;lt;@U0WANG&gt;',
  '*',
  '_',
  '~',
  '`',
  '```',
  '>',
  '\n> ',
  '&gt;',
  '@channel',
  '@here',
  '@everyone',
  '#general',
  ':tada:',
  '|',
  '{"type":"user","user_id":"U0WANG"}',
  '\u0001{"type":"user","user_id":"U0WANG"}',
  '\u0001',
  '\\',
  '"',
  '\u202e',
  '\u2066',
  '\u200b',
  '\ud83d',
  '\0',
  '\n',
  ' ',
  'mailto:a@b.c',
  '密码',
  'x',
);
const hostile = fc
  .array(fc.oneof(signs, fc.string({ unit: 'binary' })), { minLength: 1, maxLength: 12 })
  .map((parts) => parts.join(''));

test('none of 5,000 hostile texts, wherever it stands, mentions, links, presses or breaks anything', () => {
  const ours: Inline = { type: 'link', text: '知识库', url: 'https://kb.example/' };
  fc.assert(
    fc.property(hostile, (text) => {
      const rendered = renderMessage(
        message(
          [
            { type: 'heading', inlines: [plain(text)] },
            { type: 'text', inlines: [plain(text), { type: 'strong', text }, { type: 'code', text }, ours] },
            {
              type: 'fields',
              fields: [
                { label: text, value: [plain(text)] },
                { label: '标题', value: [{ type: 'strong', text }] },
              ],
            },
            {
              type: 'list',
              ordered: false,
              items: [[plain(text)], [{ type: 'mention', userId: null, name: text }]],
            },
            { type: 'quote', inlines: [plain(text), { type: 'mention', userId: text, name: text }] },
          ],
          { actions: [{ action: 'a:1', label: text, style: 'plain', alias: text }] },
        ),
        'en',
      );
      expect(problemsOf(rendered)).toEqual([]);
      const readings = read(rendered);
      expect(readings.flatMap(({ mentions }) => mentions)).toEqual([]);
      expect(readings.flatMap(({ links }) => links)).toEqual(['https://kb.example/']);
      expect(readings.flatMap(({ buttons }) => buttons)).toHaveLength(1);
      // And it is there to be read, as it was written.
      const shown = text
        .toWellFormed()
        .replaceAll('\0', '\uFFFD')
        .replace(/[\u202a-\u202e\u2066-\u2069]/g, '');
      expect(readings.map((reading) => reading.text).join('')).toContain(shown);
    }),
    { numRuns: 5_000 },
  );
});

test('no text is lost however long it is and however it is cut', () => {
  const inline = fc.oneof(
    fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 9_000 })
      .map((text): Inline => ({ type: 'plain', text })),
    hostile.map((text): Inline => ({ type: 'code', text })),
    fc.nat(5_000).map((length): Inline => ({
      type: 'link',
      text: `l${'k'.repeat(length)}`,
      url: 'https://kb.example/',
    })),
  );
  fc.assert(
    fc.property(fc.array(inline, { minLength: 1, maxLength: 6 }), (inlines) => {
      const rendered = renderMessage(message([{ type: 'text', inlines }]), 'en');
      expect(problemsOf(rendered)).toEqual([]);
      const bare = (text: string): string =>
        text
          .replace(/[\s\0\uFFFD\u202a-\u202e\u2066-\u2069]/g, '')
          .replace(/\(https:\/\/kb\.example\/\)/g, '');
      const wanted = inlines.map((one) => ('text' in one ? one.text.toWellFormed() : '')).join('');
      const shown = bare(
        read(rendered)
          .map(({ text }) => text)
          .join(''),
      );
      // Words that are all invisible leave a message that says at least something.
      expect(bare(wanted) === '' ? ['', '…'] : [bare(wanted)]).toContain(shown);
    }),
    { numRuns: 150 },
  );
});

test('a home page is one view of at most a hundred blocks', () => {
  const blocks = Array.from({ length: 300 }, (_, index): Block => ({
    type: 'text',
    inlines: [plain(`${index}`)],
  }));
  const home = JSON.parse(
    JSON.stringify({ type: 'home', blocks: renderHome(message(blocks), '…') }),
  ) as AnyBlock;
  expect(checkView(home, 100)).toEqual([]);
});

test('hostile labels of a form stay labels', () => {
  fc.assert(
    fc.property(hostile, (text) => {
      const view = renderForm(
        {
          formId: 'q',
          title: text,
          submitLabel: '提交',
          cancelLabel: '取消',
          fields: [
            {
              id: 'a',
              label: `问 ${text}`,
              hint: `例 ${text}`,
              required: true,
              input: { type: 'line', value: text, maxLength: 100 },
            },
            {
              id: 'b',
              label: '选',
              hint: null,
              required: true,
              input: {
                type: 'choice',
                several: true,
                options: [{ value: 'x', label: `选 ${text}` }],
                chosen: ['x', 'gone'],
              },
            },
          ],
        },
        '',
      );
      const sent = JSON.parse(JSON.stringify(view)) as AnyBlock;
      expect(checkView(sent, 100).filter((problem) => problem !== 'an empty text')).toEqual([]);
      expect(JSON.stringify(sent)).not.toContain('mrkdwn');
    }),
    { numRuns: 1_000 },
  );
});
