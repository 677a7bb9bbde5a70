import type { Attachment } from './attachment.ts';
import type { Conversation } from './conversation.ts';
import type { FormAnswers } from './form.ts';

/** Who did it, as the platform knows them. */
export type Sender = {
  readonly userId: string;
  readonly name: string;
  /** As the platform tells it, BCP 47; null where it does not. */
  readonly locale: string | null;
  /** IANA zone; null where the platform does not tell. */
  readonly timeZone: string | null;
  /** As the platform's directory has it; null where it does not tell. */
  readonly email: string | null;
  readonly department: string | null;
};

/** Somebody named in a message. `text` is how the mention stands in the message text. */
export type Mention = { readonly userId: string; readonly text: string };

export type InboundBody =
  /** `addressed`: said to the bot, in a direct conversation or by mentioning it. The bot's own mention is already cut out. */
  | {
      readonly type: 'message';
      readonly text: string;
      readonly mentions: readonly Mention[];
      readonly attachments: readonly Attachment[];
      readonly addressed: boolean;
      /** The platform's id of the message below which it was written; null: at the top level, or there are no threads. */
      readonly thread: string | null;
    }
  /** A button of ours was pressed; `action` is the string we put on it. `trigger` opens a form for a few seconds, where the channel has forms. */
  | { readonly type: 'press'; readonly action: string; readonly trigger: string | null }
  /** A form of ours was sent in. */
  | { readonly type: 'form'; readonly formId: string; readonly answers: FormAnswers }
  /**
   * `by` marked somebody's message as a matter for the desk (a shortcut, an emoji). The sender is the message's author, the
   * conversation is the author's direct one.
   */
  | {
      readonly type: 'picked';
      readonly text: string;
      readonly attachments: readonly Attachment[];
      readonly by: Sender;
    }
  /** The person opened the conversation with the bot. */
  | { readonly type: 'opened' }
  /** The person looked at their own page in the bot. */
  | { readonly type: 'home' };

/** One thing that happened on a platform, in our words. No vendor field gets past the adapter's decode. */
export type InboundEvent = {
  readonly channel: string;
  /** Unique per channel and equal in every redelivery of the same event. */
  readonly eventId: string;
  readonly conversation: Conversation;
  readonly sender: Sender;
  /** Platform's time of the event, epoch ms. */
  readonly occurredAt: number;
  readonly body: InboundBody;
};
