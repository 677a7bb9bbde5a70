import type { SendOutcome } from '../../src/channel/adapter.ts';
import type { Conversation } from '../../src/channel/conversation.ts';
import type { MessageRef } from './message-id.ts';
import type { Card, CardBody } from './payloads.ts';
import type { Click } from './windows.ts';

export type OutgoingFile = { readonly name: string; readonly mimeType: string; readonly bytes: Uint8Array };

/** What came of one message; the app's cards bring a code that repaints them once. */
export type PartOutcome =
  { readonly type: 'sent'; readonly responseCode: string | null } | Exclude<SendOutcome, { type: 'sent' }>;

/** One of the two ways WeCom lets us speak: the intelligent bot, or the self-built app. */
export type Identity = {
  readonly by: 'bot' | 'app';
  readonly textBytes: number;
  /** Whether what is pressed on its cards reaches us. */
  readonly cards: boolean;
  sendText(to: Conversation, markdown: string, feedback: string | null): Promise<PartOutcome>;
  sendCard(to: Conversation, card: Card, feedback: string | null): Promise<PartOutcome>;
  sendFile(to: Conversation, file: OutgoingFile): Promise<PartOutcome>;
  /** Whether the card was repainted in its place; where not, it is told anew. */
  repaint(to: Conversation, card: CardBody, ref: MessageRef, click: Click | undefined): Promise<boolean>;
};

export const sentPart: PartOutcome = { type: 'sent', responseCode: null };
