import type { Block, OutboundMessage } from '../../src/channel/outbound.ts';
import { plainText } from '../../src/wording/template.ts';

/** What somebody would read aloud: blocks line by line, buttons in brackets. */
export function plainMessage({ blocks, actions }: OutboundMessage): string {
  const buttons = actions.map(({ label }) => `[${label}]`).join(' ');
  return [...blocks.map(plainBlock), ...(buttons === '' ? [] : [buttons])].join('\n');
}

function plainBlock(block: Block): string {
  switch (block.type) {
    case 'heading':
    case 'text':
      return plainText(block.inlines);
    case 'quote':
      return `> ${plainText(block.inlines)}`;
    case 'fields':
      return block.fields.map(({ label, value }) => `${label}: ${plainText(value)}`).join('\n');
    case 'list':
      return block.items
        .map((item, index) => `${block.ordered ? `${index + 1}.` : '-'} ${plainText(item)}`)
        .join('\n');
  }
}
