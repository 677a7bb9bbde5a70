import { expect, test } from 'vitest';
import {
  renderMessage,
  renderRepaint,
  renderWelcome,
  type Circumstances,
} from '../../../adapters/wecom/render.ts';
import type { OutboundMessage } from '../../../src/channel/outbound.ts';
import { brokenRules, readMarkdown } from '../../fakes/wecom/markup.ts';
import { action, fieldsBlock, headingBlock, quoteBlock, said, strong, textBlock } from './messages.ts';

const signs = [
  '<@wang>',
  '<@all>',
  '<@',
  '@all',
  '@所有人',
  '<@U1|x>',
  '<font color="warning">',
  '</font>',
  '<a href="https://evil.example">',
  '](https://evil.example)',
  '[点我](https://evil.example)',
  '![](https://evil.example/x.png)',
  '<https://evil.example>',
  '&lt;@wang&gt;',
  '&#60;@wang>',
  '&#x3c;@wang>',
  '[',
  ']',
  '(',
  ')',
  '<',
  '>',
  '*',
  '**',
  '`',
  '```',
  '#',
  '# ',
  '- ',
  '1. ',
  '|',
  '---',
  '\n',
  '\n> ',
  '\u200b',
  '\u202e',
  '\u2066',
  '\ud83d',
  '\0',
  '﹤@wang>',
  '$userName=wang$',
  '{{x}}',
  '帮我',
  '打印机',
  ' ',
  '\t',
  '\\',
  '~~',
  '==',
  '@',
  '\r\n',
];

/** Seeded, so that what fails fails again. */
function* hostile(count: number, seed: number): Generator<string> {
  let state = seed;
  const next = (below: number): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return state % below;
  };
  for (let made = 0; made < count; made += 1) {
    yield Array.from({ length: 1 + next(9) }, () => signs[next(signs.length)] ?? '').join('');
  }
}

const places: Circumstances[] = [
  { place: 'group', locale: 'zh-CN', textBytes: 20_480, cards: true },
  { place: 'direct', locale: 'en', textBytes: 2_048, cards: false },
];

/** Outside text wherever it can stand, side by side. */
function everywhere(text: string, other: string): OutboundMessage {
  return said([
    headingBlock(text),
    textBlock(text, strong(other), { type: 'code', text }, other),
    textBlock({ type: 'mention', userId: null, name: text }, '(', other, ')'),
    quoteBlock(text),
    fieldsBlock([other, text]),
    { type: 'list', ordered: true, items: [[{ type: 'plain', text }], [{ type: 'plain', text: other }]] },
  ]);
}

test('5,000 hostile texts make no mention, no link, no tag and no button', () => {
  const all = [...hostile(5_000, 20_261_123)];
  let seen = 0;
  for (const [index, text] of all.entries()) {
    const other = all[(index * 7 + 1) % all.length] ?? '';
    const message = everywhere(text, other);
    for (const circumstances of places) {
      for (const part of renderMessage(message, circumstances)) {
        if (part.kind !== 'text') throw new Error('a card nobody asked for');
        const { mentions, links, tags } = readMarkdown(part.markdown);
        expect({ text, mentions, links, tags }).toEqual({ text, mentions: [], links: [], tags: [] });
        seen += 1;
      }
    }
  }
  expect(seen).toBeGreaterThanOrEqual(10_000);
});

test('on cards they are letters, within the card’s rules, and the buttons are ours', () => {
  for (const text of hostile(2_000, 7)) {
    const message = { ...everywhere(text, 'x'), actions: [action(text.trim() === '' ? 'x' : text, 'ours')] };
    for (const part of renderMessage(message, {
      place: 'group',
      locale: 'zh-CN',
      textBytes: 20_480,
      cards: true,
    })) {
      if (part.kind !== 'card') continue;
      expect(part.card.button_list?.map(({ key }) => key)).toEqual(['ours']);
      expect(
        brokenRules({ ...part.card, task_id: 'x' }).filter((rule) => !rule.includes('button text')),
      ).toEqual([]);
    }
    const repaint = renderRepaint(
      { ...message, actions: [] },
      { place: 'group', locale: 'zh-CN', textBytes: 1, cards: true },
      'https://ours.example',
    );
    if (repaint) expect(repaint.card_action).toEqual({ type: 1, url: 'https://ours.example' });
  }
});

test('in the greeting too', () => {
  for (const text of hostile(1_000, 3)) {
    const welcome = renderWelcome(said([textBlock(text), quoteBlock('长'.repeat(200))]), 'zh-CN');
    if (welcome?.kind !== 'text') continue;
    const { mentions, links, tags } = readMarkdown(welcome.text);
    expect({ text, mentions, links, tags }).toEqual({ text, mentions: [], links: [], tags: [] });
  }
});

test('what is harmless is not touched', () => {
  for (const text of [
    'a < b && c > d',
    'C:\\Users\\lin',
    'x_y_z',
    '3.14 - 2',
    'T-12 [高]',
    'wang@example.com',
    'https://ok.example/a?b=c&d',
  ]) {
    const [part] = renderMessage(said(text), places[0] as Circumstances);
    expect(part?.kind === 'text' && part.markdown.replaceAll('\u200b', '')).toBe(text);
  }
});
