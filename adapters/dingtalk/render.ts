import type { Block, Inline, OutboundMessage } from '../../src/channel/outbound.ts';
import { byteLength, splitStretches, type Stretch } from '../../src/connection/split-text.ts';
import { unreachable } from '../../src/kernel/bot-error.ts';
import { maxPreviewLength, maxTextBytes, maxTitleBytes, maxVariableBytes } from './limits.ts';
import { cardMention, escapeText, isUserId, linkOf, plainOf } from './markup.ts';

/** Where the text will stand: what a mention looks like differs. */
export type Flavour =
  /** Through the session webhook: `@id`, with the id in `at`. */
  | 'webhook'
  /** Through the robot API: it cannot mention, only name. */
  | 'robot'
  | 'card';

const break1 = '  \n';
const break2 = '\n\n';

const fixed = (text: string): Stretch => ({ text, render: (part) => part, divisible: false });
const words = (text: string, lineBreak: string): Stretch => ({
  text,
  render: (part) => escapeText(part, lineBreak),
  divisible: true,
});

/** Stars between a letter and one of these stay stars. */
const outside = '[\\s“”‘’「」『』（）《》【】：，。！？、；"\'()]*';
const boldCore = new RegExp(`^(${outside})(.*?)(${outside})$`, 'su');

function bold(text: string, lineBreak: string): Stretch {
  return {
    text,
    // Bold ends with its line.
    render: (part) =>
      part
        .split('\n')
        .map((line) =>
          line.replace(boldCore, (_, before: string, core: string, after: string) =>
            core === ''
              ? escapeText(before + after)
              : `${escapeText(before)}**${escapeText(core)}**${escapeText(after)}`,
          ),
        )
        .join(lineBreak),
    divisible: true,
  };
}

function inlineStretch(inline: Inline, flavour: Flavour, lineBreak: string): Stretch {
  switch (inline.type) {
    case 'plain':
      return words(inline.text, lineBreak);
    // DingTalk's dialect has no code.
    case 'strong':
    case 'code':
      return bold(inline.text, lineBreak);
    case 'link':
      return { text: inline.text, render: () => linkOf(inline.text, inline.url), divisible: false };
    case 'mention':
      return { text: inline.name, render: () => mentionOf(inline, flavour), divisible: false };
    default:
      return unreachable(inline);
  }
}

function mentionOf({ userId, name }: Extract<Inline, { type: 'mention' }>, flavour: Flavour): string {
  if (userId === null || !isUserId(userId)) return `**${escapeText(name, ' ')}**`;
  switch (flavour) {
    case 'webhook':
      return `@${userId} `;
    case 'card':
      return `${cardMention(userId, name)} `;
    case 'robot':
      return `**${escapeText(name, ' ')}**`;
    default:
      return unreachable(flavour);
  }
}

/** What stays together if it can: a paragraph, one field, one item of a list. */
type Unit = {
  readonly stretches: readonly Stretch[];
  /** Between it and the one before in the same message. */
  readonly glue: string;
  /** Begins every message the unit is cut into. */
  readonly prefix: string;
};

function unitsOf(block: Block, flavour: Flavour): Unit[] {
  const line = (inlines: readonly Inline[], lineBreak = break1): Stretch[] =>
    inlines.map((inline) => inlineStretch(inline, flavour, lineBreak));
  switch (block.type) {
    case 'heading':
      return [{ stretches: [fixed('#### '), ...line(block.inlines, ' ')], glue: break2, prefix: '' }];
    case 'text':
      return [{ stretches: line(block.inlines), glue: break2, prefix: '' }];
    case 'quote':
      return [{ stretches: line(block.inlines, `${break1}> `), glue: break2, prefix: '> ' }];
    case 'fields':
      return block.fields.map(({ label, value }, index) => {
        const colon = /\p{Script=Han}$/u.test(label) ? '：' : ': ';
        return {
          stretches: [bold(label, ' '), fixed(colon), ...line(value)],
          glue: index === 0 ? break2 : break1,
          prefix: '',
        };
      });
    case 'list':
      return block.items.map((item, index) => ({
        stretches: [fixed(block.ordered ? `${index + 1}. ` : '- '), ...line(item, ' ')],
        glue: index === 0 ? break2 : '\n',
        prefix: '',
      }));
    default:
      return unreachable(block);
  }
}

/** As few messages as hold everything, cut between units where that is possible. */
function pack(
  blocks: readonly Block[],
  flavour: Flavour,
  limit: number,
  measure: (text: string) => number,
): string[] {
  const messages: string[] = [];
  let open = '';
  for (const { stretches, glue, prefix } of blocks.flatMap((block) => unitsOf(block, flavour))) {
    const whole = prefix + stretches.map((stretch) => stretch.render(stretch.text)).join('');
    const joined = open === '' ? whole : open + glue + whole;
    if (measure(joined) <= limit) {
      open = joined;
      continue;
    }
    if (open !== '') messages.push(open);
    const pieces =
      measure(whole) <= limit
        ? [whole]
        : splitStretches(stretches, limit - prefix.length, measure).map((piece) => prefix + piece);
    messages.push(...pieces.slice(0, -1));
    open = pieces.at(-1) ?? '';
  }
  return [...messages, open].map((text) => text.trim()).filter((text) => text !== '');
}

/** Messages of at most {@link maxTextBytes} each; at least one, empty where nothing is said. */
export function renderTexts(blocks: readonly Block[], flavour: Flavour): readonly string[] {
  const texts = pack(blocks, flavour, maxTextBytes, (text) => byteLength(JSON.stringify(text)));
  return texts.length === 0 ? [''] : texts;
}

/** Pieces that fit a card variable each. */
export function renderBodies(blocks: readonly Block[], flavour: Flavour): readonly string[] {
  return pack(blocks, flavour, maxVariableBytes, byteLength);
}

function inlineText(inline: Inline): string {
  return inline.type === 'mention' ? inline.name : inline.text;
}

/** Words of a block as somebody would read them aloud. */
function blockText(block: Block): string {
  switch (block.type) {
    case 'heading':
    case 'text':
    case 'quote':
      return block.inlines.map(inlineText).join('');
    case 'fields':
      return block.fields.map(({ label, value }) => `${label}：${value.map(inlineText).join('')}`).join(' ');
    case 'list':
      return block.items.map((item) => item.map(inlineText).join('')).join(' ');
    default:
      return unreachable(block);
  }
}

const characters = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** The front of a text that `fits`, cut between characters. */
function front(text: string, fits: (candidate: string) => boolean): string {
  if (fits(text)) return text;
  let kept = '';
  for (const { segment } of characters.segment(text)) {
    if (!fits(`${kept}${segment}…`)) break;
    kept += segment;
  }
  return `${kept}…`;
}

/** What the list of conversations shows. */
export function previewOf({ blocks }: OutboundMessage, otherwise: string): string {
  const first = blocks.map((block) => plainOf(blockText(block))).find((text) => text !== '');
  return front(first ?? otherwise, (text) => text.length <= maxPreviewLength);
}

/** A card's title is its first heading; what is left is the body. */
export function cardTitle(blocks: readonly Block[]): { title: string; rest: readonly Block[] } {
  const [first, ...rest] = blocks;
  if (first?.type !== 'heading') return { title: '', rest: blocks };
  const text = plainOf(blockText(first));
  // A title that does not fit, or links somewhere, stays in the body as well.
  const whole =
    byteLength(text) <= maxTitleBytes &&
    first.inlines.every(({ type }) => type !== 'link' && type !== 'mention');
  return { title: front(text, (cut) => byteLength(cut) <= maxTitleBytes), rest: whole ? rest : blocks };
}

/** Everybody a message mentions by an id of this channel. */
export function mentionsOf(blocks: readonly Block[]): readonly { userId: string; name: string }[] {
  const inlines = blocks.flatMap((block) => {
    if (block.type === 'fields') return block.fields.flatMap(({ value }) => value);
    return block.type === 'list' ? block.items.flat() : block.inlines;
  });
  const found = new Map<string, string>();
  for (const inline of inlines) {
    if (inline.type === 'mention' && inline.userId !== null && isUserId(inline.userId))
      found.set(inline.userId, plainOf(inline.name));
  }
  return [...found].map(([userId, name]) => ({ userId, name }));
}
