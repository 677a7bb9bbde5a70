import type { Block, Inline } from '../../src/channel/outbound.ts';
import type { SlackBlock } from './blocks.ts';
import { blockLimits } from './limits.ts';
import { isUserId, readInlines, visible } from './render-inlines.ts';

type Field = Extract<Block, { type: 'fields' }>['fields'][number];

/** Short texts stand well in two columns; long ones do not. */
const gridLength = 80;
/** Whatever mrkdwn could read as anything: styles, escapes, references, emoji names, a line of its own. */
const signs = /[*_~`<>&|\n\r]|:[\w+'-]+:/;

/**
 * Fields side by side, as cards are read best. Slack lays out two columns only in markup, so this takes only texts in which
 * nothing could be markup; undefined for all others, which are written as rich text.
 */
export function renderFieldGrid(
  fields: readonly Field[],
): { readonly block: SlackBlock; readonly words: string }[] | undefined {
  const cells = fields.map(renderCell);
  if (cells.some((cell) => cell === undefined)) return undefined;
  const sections: { block: SlackBlock; words: string }[] = [];
  for (let from = 0; from < fields.length; from += blockLimits.fieldsPerSection) {
    const range = [from, from + blockLimits.fieldsPerSection] as const;
    sections.push({
      block: {
        type: 'section',
        fields: cells
          .slice(...range)
          .flatMap((text) => (text === undefined ? [] : [{ type: 'mrkdwn', text, verbatim: true } as const])),
      },
      words: fields
        .slice(...range)
        .map(({ label, value }) => `${visible(label)}: ${readInlines(value)}`)
        .join('\n'),
    });
  }
  return sections;
}

function renderCell({ label, value }: Field): string | undefined {
  const name = visible(label).trim();
  const written = value.map(renderValue);
  if (name === '' || signs.test(name) || written.includes(undefined)) return undefined;
  if (readInlines(value).length > gridLength) return undefined;
  const text = written.join('').trim();
  return `*${name}*\n${text === '' ? '—' : text}`;
}

function renderValue(inline: Inline): string | undefined {
  if (inline.type === 'link' || inline.type === 'code') return undefined;
  if (inline.type === 'mention' && isUserId(inline.userId)) return `<@${inline.userId}>`;
  const text = visible(inline.type === 'mention' ? inline.name : inline.text);
  return signs.test(text) ? undefined : text;
}
