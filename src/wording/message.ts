import type { Action, Block, Inline, OutboundMessage } from '../channel/outbound.ts';
import type { Phrases } from './phrases.ts';
import type { Parameters } from './template.ts';

/** Something to say that does not know yet in which language. */
export type Speech = (phrases: Phrases) => OutboundMessage;

export function message(
  blocks: readonly Block[],
  actions: readonly Action[] = [],
  attachmentKeys: readonly string[] = [],
): OutboundMessage {
  return { blocks, actions, attachmentKeys, feedback: null };
}

export function text(inlines: readonly Inline[]): Block {
  return { type: 'text', inlines };
}

export function heading(inlines: readonly Inline[]): Block {
  return { type: 'heading', inlines };
}

/** Somebody's own words. */
export function quote(words: string): Block {
  return { type: 'quote', inlines: [{ type: 'plain', text: words }] };
}

export function plain(words: string): Inline {
  return { type: 'plain', text: words };
}

export function strong(words: string): Inline {
  return { type: 'strong', text: words };
}

/** One sentence and nothing else. */
export function sentence(key: string, parameters: Parameters = {}): Speech {
  return (phrases) => message([text(phrases.say(key, parameters))]);
}
