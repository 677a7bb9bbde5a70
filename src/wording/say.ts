import type { Conversation } from '../channel/conversation.ts';
import type { Form } from '../channel/form.ts';
import type { Speech } from './message.ts';
import type { Phrases } from './phrases.ts';

/** Who should hear it. Where that is, and in which language, is worked out when it is said. */
export type Audience =
  /** A direct message; on `channel` where the person is known there. */
  | { readonly type: 'person'; readonly personId: string; readonly channel: string | null }
  /** Every conversation of a support group. */
  | { readonly type: 'group'; readonly groupId: string }
  /**
   * Below a card in every conversation of a support group whose channel has threads; nobody elsewhere. `besides`: not where
   * it was said below that card.
   */
  | { readonly type: 'thread'; readonly groupId: string; readonly besides: Conversation | null }
  | { readonly type: 'managers' }
  /**
   * Right where somebody spoke, in that person's language. `thread`: the platform's id of the message below which it was
   * said, so that the answer stands there too.
   */
  | {
      readonly type: 'place';
      readonly conversation: Conversation;
      readonly personId: string;
      readonly thread?: string | null;
    }
  /** Where somebody spoke, but for that person's eyes only: within the group where the channel can, else a direct message. */
  | {
      readonly type: 'aside';
      readonly conversation: Conversation;
      readonly personId: string;
      readonly thread?: string | null;
    }
  /** The person's own page, replaced as a whole; nobody, where the channel has no such pages. */
  | { readonly type: 'home'; readonly personId: string; readonly channel: string };

export type Say = {
  readonly type: 'say';
  readonly to: Audience;
  readonly speech: Speech;
  /** Names a message that is repainted when its subject changes: `ticket:12`. */
  readonly card: string | null;
  /**
   * A card: said below its copy in the same group, where the channel has threads and the card stands there. Direct
   * conversations have no need of threads.
   */
  readonly thread: string | null;
};

/** Repaints every copy of a card. */
export type Repaint = { readonly type: 'repaint'; readonly card: string; readonly speech: Speech };

/** A form that does not know yet in which language. */
export type FormSpeech = (phrases: Phrases) => Form;

/**
 * Opens a form on the screen of whoever pressed. It opens within the trigger's few seconds or not at all, and nowhere where
 * the channel has no forms: whatever it asks must be asked in the dialogue as well.
 */
export type OpenForm = {
  readonly type: 'open-form';
  readonly personId: string;
  /** Where the button was pressed. */
  readonly conversation: Conversation;
  /** From the press event. */
  readonly trigger: string;
  readonly form: FormSpeech;
};

export function say(
  to: Audience,
  speech: Speech,
  card: string | null = null,
  thread: string | null = null,
): Say {
  return { type: 'say', to, speech, card, thread };
}
