import type { Action, Block, Inline, OutboundMessage } from '../../../src/channel/outbound.ts';

export const plain = (text: string): Inline => ({ type: 'plain', text });
export const strong = (text: string): Inline => ({ type: 'strong', text });
export const textBlock = (...inlines: (Inline | string)[]): Block => ({
  type: 'text',
  inlines: inlines.map((one) => (typeof one === 'string' ? plain(one) : one)),
});
export const headingBlock = (text: string): Block => ({ type: 'heading', inlines: [strong(text)] });
export const quoteBlock = (text: string): Block => ({ type: 'quote', inlines: [plain(text)] });
export const fieldsBlock = (...fields: [string, string | Inline[]][]): Block => ({
  type: 'fields',
  fields: fields.map(([label, value]) => ({
    label,
    value: typeof value === 'string' ? [plain(value)] : value,
  })),
});

export function action(label: string, key = label, alias: string | null = label): Action {
  return { action: key, label, style: 'plain', alias };
}

export function said(
  blocks: readonly Block[] | string,
  facts: Partial<OutboundMessage> = {},
): OutboundMessage {
  return {
    blocks: typeof blocks === 'string' ? [textBlock(blocks)] : blocks,
    actions: [],
    attachmentKeys: [],
    feedback: null,
    ...facts,
  };
}

/** A ticket as the desk's group sees it. */
export const ticket = said(
  [
    headingBlock('T-12 · P3 · VPN'),
    textBlock('VPN 连不上'),
    fieldsBlock(['请求人', '林小满'], ['状态', '待认领'], ['响应', '11月23日 17:20 前']),
  ],
  {
    actions: [
      { action: 't:claim:12', label: '认领', style: 'primary', alias: '认领 T-12' },
      { action: 't:escalate:12', label: '升级', style: 'danger', alias: '升级 T-12' },
    ],
  },
);
