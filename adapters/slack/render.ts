import type { Block, Inline, OutboundMessage } from '../../src/channel/outbound.ts';
import { splitStretches, type Stretch } from '../../src/connection/split-text.ts';
import type { Locale } from '../../src/kernel/locale.ts';
import { plainText, shorten, type RichElement, type SlackBlock } from './blocks.ts';
import { blockLimits, fallbackLength, messageLength } from './limits.ts';
import { escape } from './mrkdwn.ts';
import { readInlines, renderInline, visible, type RichInline } from './render-inlines.ts';
import { renderActions, renderFeedback } from './render-actions.ts';
import { renderFieldGrid } from './render-fields.ts';

/** One of Slack's messages. */
export type RenderedPart = {
  readonly blocks: readonly SlackBlock[];
  /** For notifications and screen readers: the same words without layout, and nothing in them that Slack would read as markup. */
  readonly text: string;
};

type Room = { readonly blocks: number; readonly length: number };

const messageRoom: Room = { blocks: blockLimits.perMessage, length: messageLength };

/**
 * A message as one of Slack's, or as several where one cannot hold it; the buttons stand on the last. People's words become
 * rich text, header and plain text, where no sign means anything; only `fields` use markup, and only for texts without a
 * sign that could be one.
 */
export function renderMessage(message: OutboundMessage, locale: Locale): RenderedPart[] {
  const below = [...renderActions(message.actions), ...renderFeedback(message.feedback, locale)];
  const pieces = message.blocks.flatMap(renderBlock);
  const parts = pack(pieces, below.length, messageRoom);
  return parts.map((part, index) => {
    const isLast = index === parts.length - 1;
    return {
      blocks: [...part.map(({ block }) => block), ...(isLast ? below : [])],
      text: fallback(part, isLast ? message : { ...message, actions: [] }),
    };
  });
}

/** A person's own page: one view of at most a hundred blocks, no thumbs. */
export function renderHome(message: OutboundMessage, tooMuch: string): readonly SlackBlock[] {
  const below = renderActions(message.actions);
  const room = blockLimits.perHome - below.length;
  const blocks = message.blocks.flatMap(renderBlock).map(({ block }) => block);
  if (blocks.length <= room) return [...blocks, ...below];
  const cut: SlackBlock = { type: 'context', elements: [plainText(tooMuch, blockLimits.fieldLength)] };
  return [...blocks.slice(0, room - 1), cut, ...below];
}

/** A block, its length and its words. */
type Piece = { readonly block: SlackBlock; readonly words: string };

function renderBlock(block: Block): Piece[] {
  switch (block.type) {
    case 'heading':
      return renderHeading(block.inlines);
    case 'text':
      return richPieces(block.inlines, (elements) => ({ type: 'rich_text_section', elements }));
    case 'quote':
      return richPieces(block.inlines, (elements) => ({ type: 'rich_text_quote', elements }));
    case 'list':
      return renderList(block.items, block.ordered);
    case 'fields':
      return renderFields(block.fields);
  }
}

function renderHeading(inlines: readonly Inline[]): Piece[] {
  const words = readInlines(inlines).replace(/\s+/g, ' ').trim();
  const isPlain = inlines.every(({ type }) => type === 'plain' || type === 'strong' || type === 'code');
  if (words === '') return [];
  if (isPlain && words.length <= blockLimits.headerLength)
    return [{ block: { type: 'header', text: plainText(words, blockLimits.headerLength) }, words }];
  const bold = inlines.map((inline): Inline =>
    inline.type === 'plain' ? { type: 'strong', text: inline.text } : inline,
  );
  return richPieces(bold, (elements) => ({ type: 'rich_text_section', elements }));
}

function richPiece(elements: readonly RichElement[], words: string): Piece {
  return { block: { type: 'rich_text', elements }, words };
}

/** Inlines as one rich text, or as several where they are too long for one. */
function richPieces(
  inlines: readonly Inline[],
  wrap: (elements: readonly RichInline[]) => RichElement,
): Piece[] {
  return splitInlines(inlines).map((part) => richPiece([wrap(part)], wordsOf(part)));
}

function wordsOf(elements: readonly RichInline[]): string {
  return elements.map((one) => (one.type === 'user' ? '@' : one.text)).join('');
}

const separator = '\u0001';

/**
 * Cuts where a text ends best. The splitter works on markup, which rich text is not: here every piece is written as JSON,
 * measured by its words, and read back.
 */
function splitInlines(inlines: readonly Inline[]): RichInline[][] {
  const rendered = inlines.map(renderInline).map(spelledOutIfHuge);
  const total = wordsOf(rendered).length;
  if (total <= blockLimits.textLength) {
    const elements = rendered.filter(isSomething);
    return elements.length === 0 ? [] : [elements];
  }
  const stretches = rendered.map((element): Stretch => ({
    text: wordsOf([element]),
    render: (part) =>
      `${separator}${JSON.stringify(element.type === 'text' ? { ...element, text: part } : element)}`,
    divisible: element.type === 'text',
  }));
  const measure = (written: string): number => wordsOf(readBack(written)).length;
  return splitStretches(stretches, blockLimits.textLength, measure)
    .map((written) => readBack(written).filter(isSomething))
    .filter((elements) => elements.length > 0);
}

function readBack(written: string): RichInline[] {
  return written
    .split(separator)
    .filter((part) => part !== '')
    .map((part) => JSON.parse(part) as RichInline);
}

/** A link cannot be cut: one longer than a whole message is written out as words. */
function spelledOutIfHuge(element: RichInline): RichInline {
  if (element.type !== 'link' || element.text.length <= blockLimits.textLength) return element;
  return { type: 'text', text: `${element.text} (${element.url})` };
}

/** Slack refuses an empty text. */
function isSomething(element: RichInline): boolean {
  return element.type === 'user' || element.text !== '';
}

function renderList(items: readonly (readonly Inline[])[], ordered: boolean): Piece[] {
  const pieces: Piece[] = [];
  let open: RichInline[][] = [];
  let length = 0;
  let first = 0;
  const style = ordered ? 'ordered' : 'bullet';
  const flush = (next: number): void => {
    if (open.length > 0) {
      const elements = open.map((one) => ({ type: 'rich_text_section', elements: one }) as const);
      const offset = ordered && first > 0 ? { offset: first } : {};
      const words = open
        .map((one, index) => `${ordered ? `${first + index + 1}.` : '•'} ${wordsOf(one)}`)
        .join('\n');
      pieces.push(richPiece([{ type: 'rich_text_list', style, ...offset, elements }], words));
    }
    open = [];
    length = 0;
    first = next;
  };
  for (const [index, item] of items.entries()) {
    for (const part of splitInlines(item)) {
      const size = wordsOf(part).length;
      if (length + size > blockLimits.textLength) flush(index);
      open.push(part);
      length += size;
    }
  }
  flush(items.length);
  return pieces;
}

function renderFields(fields: Extract<Block, { type: 'fields' }>['fields']): Piece[] {
  const grid = renderFieldGrid(fields);
  if (grid) return grid.map(({ block, words }) => ({ block, words }));
  const lines = fields.flatMap(({ label, value }, index): Inline[] => [
    ...(index === 0 ? [] : [{ type: 'plain', text: '\n' } as const]),
    { type: 'strong', text: `${visible(label)}: ` },
    ...value,
  ]);
  return richPieces(lines, (elements) => ({ type: 'rich_text_section', elements }));
}

/** As many pieces per message as fit, in order; at least one message, also for one that is buttons only. */
function pack(pieces: readonly Piece[], belowBlocks: number, room: Room): Piece[][] {
  const parts: Piece[][] = [];
  let open: Piece[] = [];
  let length = 0;
  for (const piece of pieces) {
    const isFull = open.length >= room.blocks - belowBlocks || length + piece.words.length > room.length;
    if (isFull && open.length > 0) {
      parts.push(open);
      open = [];
      length = 0;
    }
    open.push(piece);
    length += piece.words.length;
  }
  return [...parts, open];
}

function fallback(part: readonly Piece[], { actions, attachmentKeys }: OutboundMessage): string {
  const buttons = actions.map(({ label }) => `[${visible(label)}]`).join(' ');
  const text = [...part.map(({ words }) => words), buttons].filter((line) => line !== '').join('\n');
  // Slack refuses a message without any; words that are all invisible leave none.
  const shown = text === '' ? (attachmentKeys.length > 0 ? '📎' : '…') : text;
  return escape(shorten(shown, fallbackLength));
}
