import type { Block, Inline } from '../../src/channel/outbound.ts';
import type { Locale } from '../../src/kernel/locale.ts';
import { cardLimits } from './limits.ts';
import { cleanText, isCall, plainInlines, type Place } from './markdown.ts';
import type { CardBody, CardField } from './payloads.ts';
import { wordsIn } from './wording.ts';

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
const wide = /[\u1100-\u115f\u2e80-\u{10ffff}]|\p{Emoji_Presentation}/u;

/** In Chinese characters, as WeCom counts the room on a card; a Latin letter takes half. */
export function width(text: string): number {
  let sum = 0;
  for (const { segment } of graphemes.segment(text)) sum += wide.test(segment) ? 1 : 0.5;
  return sum;
}

/** One line that fits; `…` where something is left out. */
export function shortenTo(text: string, room: number): string {
  const line = oneLine(text);
  if (width(line) <= room) return line;
  let kept = '';
  for (const { segment } of graphemes.segment(line)) {
    if (width(kept + segment) > room - 0.5) break;
    kept += segment;
  }
  return `${kept.trimEnd()}…`;
}

/** A card's text is no markup: nothing in it needs an escape, but it has one line. */
export function oneLine(text: string): string {
  return cleanText(text).replace(/\s+/gu, ' ').trim();
}

export type Face = Pick<CardBody, 'main_title' | 'sub_title_text' | 'quote_area' | 'horizontal_content_list'>;

type Content = {
  readonly title: string;
  readonly text: string;
  readonly quote: string;
  readonly fields: readonly CardField[];
  /** Whether a card can say all of it, room aside: links and calls it cannot. */
  readonly isPlain: boolean;
};

const fits = ({ keyname, value }: CardField): boolean =>
  width(keyname) <= cardLimits.fieldName && width(value) <= cardLimits.fieldValue;

function contentOf(blocks: readonly Block[], place: Place, locale: Locale): Content {
  const text: string[] = [];
  const quotes: string[] = [];
  const fields: CardField[] = [];
  let title = '';
  let allPlain = true;
  const read = (inlines: readonly Inline[]): string => {
    allPlain &&= inlines.every((inline) => inline.type !== 'link' && !isCall(inline, place));
    return cleanText(plainInlines(inlines)).trim();
  };
  for (const [index, block] of blocks.entries()) {
    switch (block.type) {
      case 'heading':
        if (index === 0 && width(oneLine(read(block.inlines))) <= cardLimits.title) {
          title = oneLine(read(block.inlines));
        } else text.push(read(block.inlines));
        break;
      case 'text':
        text.push(read(block.inlines));
        break;
      case 'list':
        text.push(
          ...block.items.map((item, at) => `${block.ordered ? `${at + 1}.` : '·'} ${oneLine(read(item))}`),
        );
        break;
      case 'quote':
        quotes.push(read(block.inlines));
        break;
      case 'fields':
        for (const { label, value } of block.fields) {
          allPlain &&= value.every(({ type }) => type !== 'link');
          const field = fieldOf(oneLine(label), value);
          if (field.value === '') continue;
          if (fields.length < cardLimits.fields && fits(field)) fields.push(field);
          // What is too many or too wide for the list is a line of text.
          else text.push(`${field.keyname}${wordsIn(locale).colon}${field.value}`);
        }
        break;
    }
  }
  return { title, text: text.join('\n'), quote: quotes.join('\n'), fields, isPlain: allPlain };
}

const hasRoom = (text: string, room: number): boolean =>
  width(text) <= room && text.split('\n').length <= cardLimits.textLines;

/** What the message says, where all of it has room on a card; undefined where a link, a call or a word would be lost. */
export function fitFace(blocks: readonly Block[], place: Place, locale: Locale): Face | undefined {
  const { title, text, quote, fields, isPlain } = contentOf(blocks, place, locale);
  const hasRoomForAll = isPlain && hasRoom(text, cardLimits.text) && hasRoom(quote, cardLimits.quote);
  return hasRoomForAll ? faceOf(title, text, quote, fields) : undefined;
}

/** Title only, for a card whose whole text stands beside it: the heading, or the question. */
export function titleFace(blocks: readonly Block[], locale: Locale): Face {
  const [first] = blocks;
  const titled = first?.type === 'heading' ? first : blocks.findLast(isQuestion);
  const title = titled ? shortenTo(plainInlines(titled.inlines), cardLimits.title) : '';
  return faceOf(title === '' ? wordsIn(locale).choose : title, '', '', []);
}

/** What is asked stands by itself, in bold. */
function isQuestion(block: Block): block is Extract<Block, { type: 'text' }> {
  return block.type === 'text' && block.inlines.length === 1 && block.inlines[0]?.type === 'strong';
}

/** As much as has room, with `…` where it ends: for a card whose first version was told in full. */
export function shortenedFace(blocks: readonly Block[], locale: Locale): Face {
  const { title, text, quote, fields } = contentOf(blocks, 'direct', locale);
  const shorten = (long: string, room: number): string =>
    hasRoom(long, room) ? long : shortenTo(long, room);
  return faceOf(title, shorten(text, cardLimits.text), shorten(quote, cardLimits.quote), fields);
}

/** One of title and text has to be there (101032). */
function faceOf(title: string, body: string, quote: string, fields: readonly CardField[]): Face {
  const [head, rest] =
    title === '' && width(body) <= cardLimits.title && !body.includes('\n') ? [body, ''] : [title, body];
  return {
    ...(head === '' ? {} : { main_title: { title: head } }),
    ...(rest === '' ? {} : { sub_title_text: rest }),
    ...(quote === '' ? {} : { quote_area: { type: 0, quote_text: quote } }),
    ...(fields.length === 0 ? {} : { horizontal_content_list: fields }),
  };
}

function fieldOf(keyname: string, value: readonly Inline[]): CardField {
  const [only] = value;
  const text = oneLine(plainInlines(value));
  // Opens the member's profile; nobody is called.
  return value.length === 1 && only && isCall(only, 'group') && only.type === 'mention'
    ? { type: 3, keyname, value: text, userid: only.userId ?? '' }
    : { keyname, value: text };
}
