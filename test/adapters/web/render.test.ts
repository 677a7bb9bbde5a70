import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderEntry } from '../../../adapters/web/render.ts';
import type { Block, Inline } from '../../../src/channel/outbound.ts';
import type { TranscriptEntry } from '../../../src/channel/transcript.ts';
import { cast } from './web-channel.ts';

function entry(blocks: readonly Block[], change: Partial<TranscriptEntry> = {}): TranscriptEntry {
  return {
    cursor: 7,
    messageId: 'm1',
    conversation: { kind: 'group', channel: 'web', groupId: 'desk' },
    authorUserId: null,
    at: 1,
    editedAt: null,
    message: {
      blocks,
      actions: [{ action: 'claim:1', label: '认领', style: 'primary', alias: '认领 T-1' }],
      attachmentKeys: [],
      feedback: null,
    },
    ...change,
  };
}

const facts = { cast, attachments: [], clientId: null };
const text = (...inlines: Inline[]): Block => ({ type: 'text', inlines });

function inlinesOf(blocks: readonly Block[]): Inline[] {
  return blocks.flatMap((block) => {
    if (block.type === 'fields') return block.fields.flatMap(({ value }) => value);
    if (block.type === 'list') return block.items.flat();
    return block.inlines;
  });
}

describe('what the bot says', () => {
  it('arrives as it was made', () => {
    const blocks: Block[] = [
      { type: 'heading', inlines: [{ type: 'strong', text: 'T-1' }] },
      text({ type: 'mention', userId: 'wang', name: '王强' }, { type: 'code', text: 'x' }),
      { type: 'fields', fields: [{ label: '优先级', value: [{ type: 'plain', text: 'P2' }] }] },
      { type: 'list', ordered: true, items: [[{ type: 'plain', text: '第一步' }]] },
      { type: 'quote', inlines: [{ type: 'plain', text: '连不上' }] },
    ];
    const wire = renderEntry(entry(blocks), facts);
    expect(wire).toMatchObject({
      blocks,
      author: null,
      conversation: 'desk',
      actions: [{ action: 'claim:1' }],
    });
    expect(JSON.parse(JSON.stringify(wire))).toEqual(wire);
  });

  it.each([
    ['https://kb.example.com/a', 'link'],
    ['mailto:it@example.com', 'link'],
    ['javascript:alert(1)', 'plain'],
    ['JaVaScRiPt:alert(1)', 'plain'],
    ['data:text/html,<script>', 'plain'],
    ['//evil.example.com', 'plain'],
  ])('a link to %s is shown as %s', (url, type) => {
    const wire = renderEntry(entry([text({ type: 'link', text: 'here', url })]), facts);
    expect(inlinesOf(wire.blocks)[0]?.type).toBe(type);
  });

  it('a text of the bot with an @ in it mentions nobody', () => {
    const wire = renderEntry(entry([text({ type: 'plain', text: '@王强 said' })]), facts);
    expect(inlinesOf(wire.blocks)).toEqual([{ type: 'plain', text: '@王强 said' }]);
  });
});

describe('what a person says', () => {
  const said = (words: string) => entry([text({ type: 'plain', text: words })], { authorUserId: 'wang' });

  it('shows colleagues as mentions, has no buttons, and is signed', () => {
    const wire = renderEntry(said('@赵敏 请看 T-1'), facts);
    expect(inlinesOf(wire.blocks)).toEqual([
      { type: 'mention', userId: 'zhao', name: '赵敏' },
      { type: 'plain', text: ' 请看 T-1' },
    ]);
    expect(wire).toMatchObject({ author: { userId: 'wang', name: '王强' }, actions: [] });
  });

  it('a visitor is named by what they typed, somebody long gone by the id', () => {
    expect(renderEntry({ ...said('x'), authorUserId: 'guest-李雷' }, facts).author?.name).toBe('李雷');
    expect(renderEntry({ ...said('x'), authorUserId: 'gone' }, facts).author?.name).toBe('gone');
  });

  it('can make neither a link, nor a button, nor a mention of anyone outside the cast (5,000 hostile strings)', () => {
    const hostile = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        '<!channel>',
        '<@U123>',
        '@all',
        '@everyone',
        'isAtAll',
        '<a href=javascript:x>',
        '[x](http://e)',
        '{"type":"link"}',
        '\u202E@王强\u202C',
        '\u200B@赵敏',
      ),
    );
    const ids = new Set(cast.map(({ userId }) => userId));
    fc.assert(
      fc.property(fc.array(hostile, { maxLength: 4 }), (parts) => {
        const words = parts.join(' ');
        const wire = renderEntry(said(words), facts);
        const inlines = inlinesOf(wire.blocks);
        for (const inline of inlines) {
          expect(['plain', 'mention']).toContain(inline.type);
          if (inline.type === 'mention') expect(ids.has(inline.userId ?? '')).toBe(true);
        }
        if (!inlines.some(({ type }) => type === 'mention')) {
          expect(inlines.map((inline) => (inline.type === 'plain' ? inline.text : '')).join('')).toBe(words);
        }
        expect(wire.actions).toEqual([]);
      }),
      { numRuns: 5_000 },
    );
  });
});
