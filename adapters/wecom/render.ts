import type { Action, Block, OutboundMessage } from '../../src/channel/outbound.ts';
import { byteLength, splitStretches } from '../../src/connection/split-text.ts';
import type { Locale } from '../../src/kernel/locale.ts';
import { fitFace, shortenedFace, titleFace } from './card-face.ts';
import { buttonCard, choiceKind, isCut, noticeCard, voteCard, withoutDuplicates } from './cards.ts';
import { limits } from './limits.ts';
import { markdownStretches, plainInlines, type Place } from './markdown.ts';
import type { CardBody } from './payloads.ts';
import { wordsIn } from './wording.ts';

/** One message on the platform; a delivery may take several. */
export type Part =
  | { readonly kind: 'text'; readonly markdown: string }
  | { readonly kind: 'card'; readonly card: CardBody }
  | { readonly kind: 'file'; readonly key: string };

export type Circumstances = {
  readonly place: Place;
  readonly locale: Locale;
  /** UTF-8 bytes of one markdown message. */
  readonly textBytes: number;
  /** Whether what is pressed there reaches us. */
  readonly cards: boolean;
};

/** What people can type, one line each. */
function typedBlock(actions: readonly Action[], locale: Locale): Block {
  const words = wordsIn(locale);
  const isNumbered = actions.every(({ alias }, index) => alias === String(index + 1));
  return {
    type: 'list',
    ordered: isNumbered,
    items: actions.map(({ label, alias }) => [
      {
        type: 'plain',
        text: isNumbered || alias === null || alias === label ? label : words.reply(label, alias),
      },
    ]),
  };
}

function texts(blocks: readonly Block[], { place, locale, textBytes }: Circumstances): Part[] {
  return splitStretches(markdownStretches(blocks, place, locale), textBytes, byteLength).map((markdown) => ({
    kind: 'text',
    markdown,
  }));
}

/**
 * A message as WeCom can show it. What fits on a card is a card; otherwise the text stands as markdown above a card with
 * the buttons; what no card can take is typed. Nothing is left out.
 */
export function renderMessage(message: OutboundMessage, circumstances: Circumstances): Part[] {
  const { place, locale } = circumstances;
  const actions = withoutDuplicates(message);
  const files: Part[] = message.attachmentKeys.map((key) => ({ kind: 'file', key }));
  const kind = circumstances.cards ? choiceKind(actions) : 'typed';
  if (actions.length === 0) return [...texts(message.blocks, circumstances), ...files];
  if (kind === 'typed') {
    return [...texts([...message.blocks, typedBlock(actions, locale)], circumstances), ...files];
  }
  const cut = actions.filter((action) => isCut(action, kind));
  const face = cut.length === 0 ? fitFace(message.blocks, place, locale) : undefined;
  const isWhole =
    face !== undefined &&
    (kind === 'buttons'
      ? face.main_title !== undefined || face.sub_title_text !== undefined
      : Object.keys(face).every((key) => key === 'main_title'));
  const shown = isWhole ? face : titleFace(message.blocks, locale);
  const card = kind === 'buttons' ? buttonCard(shown, actions) : voteCard(shown, actions, locale);
  const beside = isWhole
    ? []
    : texts(
        cut.length === 0 ? message.blocks : [...message.blocks, typedBlock(actions, locale)],
        circumstances,
      );
  return [...beside, { kind: 'card', card }, ...files];
}

/**
 * What takes the place of a card already shown: one card, shortened where it has to be, because its first version was told
 * in full and nobody wants that again at every change. undefined where no card can take the choices.
 */
export function renderRepaint(
  message: OutboundMessage,
  { place, locale }: Circumstances,
  url: string,
): CardBody | undefined {
  const actions = withoutDuplicates(message);
  const face = fitFace(message.blocks, place, locale) ?? shortenedFace(message.blocks, locale);
  if (face.main_title === undefined && face.sub_title_text === undefined) return undefined;
  if (actions.length === 0) return noticeCard(face, url);
  const kind = choiceKind(actions);
  if (kind === 'typed' || actions.some((action) => isCut(action, kind))) return undefined;
  if (kind === 'buttons') return buttonCard(face, actions);
  return Object.keys(face).every((key) => key === 'main_title') ? voteCard(face, actions, locale) : undefined;
}

/** Where a card cannot be repainted: the same again, saying that it replaces the one before. Its files stand there already. */
export function asReplacement(message: OutboundMessage, locale: Locale): OutboundMessage {
  const note: Block = { type: 'text', inlines: [{ type: 'plain', text: wordsIn(locale).replaces }] };
  const [first, ...rest] = message.blocks;
  const blocks = first?.type === 'heading' ? [first, note, ...rest] : [note, ...message.blocks];
  return { ...message, blocks, attachmentKeys: [] };
}

/** The greeting to whoever opens the chat: one text without markup, or one card (101463); undefined where neither holds it. */
export function renderWelcome(
  message: OutboundMessage,
  locale: Locale,
): { readonly kind: 'text'; readonly text: string } | Extract<Part, { kind: 'card' }> | undefined {
  const circumstances: Circumstances = {
    place: 'direct',
    locale,
    textBytes: limits.welcomeTextBytes,
    cards: true,
  };
  const [first, ...others] = renderMessage(message, circumstances);
  if (others.length === 0 && first?.kind === 'card') return first;
  if (message.attachmentKeys.length > 0 || message.blocks.some(hasLink)) return undefined;
  const actions = withoutDuplicates(message);
  const blocks = actions.length === 0 ? message.blocks : [...message.blocks, typedBlock(actions, locale)];
  // A text calls members just like markdown: its escape is the same, only the signs of the layout are left out.
  const text = splitStretches(
    markdownStretches(blocks.map(flat), 'direct', locale),
    limits.welcomeTextBytes,
    byteLength,
  );
  return text.length === 1 ? { kind: 'text', text: text[0] ?? '' } : undefined;
}

const hasLink = (block: Block): boolean => JSON.stringify(block).includes('"type":"link"');

function flat(block: Block): Block {
  const plain = (text: string): Block => ({ type: 'text', inlines: [{ type: 'plain', text }] });
  switch (block.type) {
    case 'heading':
    case 'text':
    case 'quote':
      return plain(plainInlines(block.inlines));
    case 'fields':
      return plain(block.fields.map(({ label, value }) => `${label}: ${plainInlines(value)}`).join('\n'));
    case 'list':
      return plain(
        block.items
          .map((item, index) => `${block.ordered ? `${index + 1}.` : '·'} ${plainInlines(item)}`)
          .join('\n'),
      );
  }
}
