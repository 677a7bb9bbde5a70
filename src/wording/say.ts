import type { Conversation } from '../channel/conversation.ts';
import type { Speech } from './message.ts';

/** Who should hear it. Where that is, and in which language, is worked out when it is said. */
export type Audience =
  /** A direct message; on `channel` where the person is known there. */
  | { readonly type: 'person'; readonly personId: string; readonly channel: string | null }
  /** Every conversation of a support group. */
  | { readonly type: 'group'; readonly groupId: string }
  | { readonly type: 'managers' }
  /** Right where somebody spoke, in that person's language. */
  | { readonly type: 'place'; readonly conversation: Conversation; readonly personId: string };

export type Say = {
  readonly type: 'say';
  readonly to: Audience;
  readonly speech: Speech;
  /** Names a message that is repainted when its subject changes: `ticket:12`. */
  readonly card: string | null;
};

/** Repaints every copy of a card. */
export type Repaint = { readonly type: 'repaint'; readonly card: string; readonly speech: Speech };

export function say(to: Audience, speech: Speech, card: string | null = null): Say {
  return { type: 'say', to, speech, card };
}
