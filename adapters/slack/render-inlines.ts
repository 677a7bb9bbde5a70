import type { Inline } from '../../src/channel/outbound.ts';

/** docs.slack.dev/reference/block-kit/blocks/rich-text-block: text here is text, whatever signs are in it. */
export type RichInline =
  | {
      readonly type: 'text';
      readonly text: string;
      readonly style?: { readonly bold?: true; readonly code?: true };
    }
  | { readonly type: 'link'; readonly url: string; readonly text: string }
  | { readonly type: 'user'; readonly user_id: string };

/** Signs that turn the reading direction can make a text look like another one. */
const disguises = /[\u202a-\u202e\u2066-\u2069]/g;

export function visible(text: string): string {
  return text.toWellFormed().replaceAll('\0', '\uFFFD').replace(disguises, '');
}

/** As Slack writes ids of people; anything else would be refused with the whole message. */
export function isUserId(userId: string | null): userId is string {
  return userId !== null && /^[UW][A-Z0-9]{1,30}$/.test(userId);
}

/** Links lead to the web or to a mailbox, and nowhere else. */
export function findHref(url: string): string | undefined {
  if (!URL.canParse(url)) return undefined;
  const { protocol, href } = new URL(url);
  return ['http:', 'https:', 'mailto:'].includes(protocol) && href.length <= 3_000 ? href : undefined;
}

export function renderInline(inline: Inline): RichInline {
  switch (inline.type) {
    case 'plain':
      return { type: 'text', text: visible(inline.text) };
    case 'strong':
      return { type: 'text', text: visible(inline.text), style: { bold: true } };
    case 'code':
      return { type: 'text', text: visible(inline.text), style: { code: true } };
    case 'link': {
      const url = findHref(inline.url);
      const text = visible(inline.text);
      if (url === undefined) return { type: 'text', text };
      return { type: 'link', url, text: text === '' ? url : text };
    }
    case 'mention':
      return isUserId(inline.userId)
        ? { type: 'user', user_id: inline.userId }
        : { type: 'text', text: visible(inline.name) };
  }
}

/** What stands there to be read; a mention shows as a name. */
export function readInline(inline: Inline): string {
  return visible(inline.type === 'mention' ? inline.name : inline.text);
}

export function readInlines(inlines: readonly Inline[]): string {
  return inlines.map(readInline).join('');
}
