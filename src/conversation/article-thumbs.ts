import type { OutboundMessage } from '../channel/outbound.ts';

/** A thumb for articles, as the platform's own buttons below a message give it. */
export type Thumb = { readonly articleIds: readonly string[]; readonly verdict: 'helpful' | 'unhelpful' };

/** What the port leaves for the string we put on a message. */
const longestFeedback = 200;

/** Lets people judge the articles a message shows, where the platform has thumbs: `f:vpn-809,vpn-slow`. */
export function withThumbs(message: OutboundMessage, articleIds: readonly string[]): OutboundMessage {
  const named = articleIds.filter((id) => !/[:,]/.test(id));
  const kept = named.filter(
    (_, index) => `f:${named.slice(0, index + 1).join(',')}`.length <= longestFeedback,
  );
  return kept.length === 0 ? message : { ...message, feedback: `f:${kept.join(',')}` };
}

/** `f:vpn-809,vpn-slow:good`; undefined for anything else. */
export function readThumb(action: string): Thumb | undefined {
  const [, ids = '', thumb] = /^f:([^:]+):(good|bad)$/.exec(action) ?? [];
  if (ids === '') return undefined;
  return { articleIds: ids.split(','), verdict: thumb === 'good' ? 'helpful' : 'unhelpful' };
}
