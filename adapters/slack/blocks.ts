import type { RichInline } from './render-inlines.ts';

/** The blocks this adapter makes: docs.slack.dev/reference/block-kit/blocks */

export type PlainText = { readonly type: 'plain_text'; readonly text: string; readonly emoji: false };
export type RichSection = { readonly type: 'rich_text_section'; readonly elements: readonly RichInline[] };
export type RichElement =
  | RichSection
  | { readonly type: 'rich_text_quote'; readonly elements: readonly RichInline[] }
  | {
      readonly type: 'rich_text_list';
      readonly style: 'ordered' | 'bullet';
      readonly offset?: number;
      readonly elements: readonly RichSection[];
    };
export type Button = {
  readonly type: 'button';
  readonly action_id: string;
  readonly text: PlainText;
  readonly value: string;
  readonly style?: 'primary' | 'danger';
};
export type SlackBlock =
  | { readonly type: 'header'; readonly text: PlainText }
  | { readonly type: 'rich_text'; readonly elements: readonly RichElement[] }
  | {
      readonly type: 'section';
      readonly fields: readonly { readonly type: 'mrkdwn'; readonly text: string; readonly verbatim: true }[];
    }
  | { readonly type: 'context'; readonly elements: readonly PlainText[] }
  | { readonly type: 'actions'; readonly elements: readonly Button[] }
  | {
      readonly type: 'context_actions';
      readonly elements: readonly {
        readonly type: 'feedback_buttons';
        readonly action_id: string;
        readonly positive_button: { readonly text: PlainText; readonly value: string };
        readonly negative_button: { readonly text: PlainText; readonly value: string };
      }[];
    };

/** Cut to what the field takes, never within a character. */
export function plainText(text: string, maxLength: number): PlainText {
  return { type: 'plain_text', text: shorten(text, maxLength), emoji: false };
}

const characters = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

export function shorten(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text;
  let end = 0;
  for (const { index } of characters.segment(text.slice(0, maxLength + 64))) {
    if (index > maxLength - 1) break;
    end = index;
  }
  return `${text.slice(0, end)}…`;
}
