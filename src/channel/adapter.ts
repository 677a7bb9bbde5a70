import type { Clock } from '../kernel/clock.ts';
import type { IdSource } from '../kernel/ids.ts';
import type { Locale } from '../kernel/locale.ts';
import type { Logger } from '../kernel/logger.ts';
import type { AttachmentStore } from './attachment-store.ts';
import type { Conversation } from './conversation.ts';
import type { Form } from './form.ts';
import type { InboundEvent } from './inbound.ts';
import type { OutboundMessage } from './outbound.ts';

/** What a channel can do; the core asks for capabilities and never for names. */
export type Capabilities = {
  readonly buttons: boolean;
  /** Repaints a message in place. Where not, an edit is posted as a new message that says what it replaces. */
  readonly edit: boolean;
  /** A reply can hang below a message. Where not, the ticket's reference in the text does the same. */
  readonly threads: boolean;
  /** Opens a form for whoever has just pressed a button. */
  readonly forms: boolean;
  /** Shows a message in a group to one person only. */
  readonly ephemeral: boolean;
  /** Every person has a page of their own in the bot. */
  readonly home: boolean;
  /**
   * What happens if a delivery is repeated. `kept`: the channel keeps one message per idempotency key. `findable`: the
   * adapter can look whether it arrived, when told that it may have. `no`: neither; it is never repeated blindly.
   */
  readonly repeats: 'kept' | 'findable' | 'no';
  /** Longest text of one message, in characters; the adapter splits what is longer. */
  readonly maxTextLength: number;
};

export type ChannelHealth =
  | { readonly state: 'starting' }
  | { readonly state: 'connected'; readonly lastFrameAt: number | null }
  | { readonly state: 'down'; readonly since: number; readonly reason: string };

type Addressed = {
  readonly to: Conversation;
  readonly idempotencyKey: string;
  /** The reader's language, for the few words an adapter adds by itself. */
  readonly locale: Locale;
  /** An earlier try ended without an answer: look before posting again. Only ever true where repeats are `findable`. */
  readonly mayHaveArrived: boolean;
};

/** One thing to put on the platform. The same `idempotencyKey` twice must not show twice where the platform allows it. */
export type Delivery =
  | (Addressed & {
      readonly kind: 'post';
      readonly message: OutboundMessage;
      /** The platform's id of the message below which this hangs; null: at the top level. Ignored without threads. */
      readonly threadOf: string | null;
      /** The one person of a group who sees it; null: everybody. Only ever set where the channel can. */
      readonly visibleTo: string | null;
    })
  | (Addressed & {
      readonly kind: 'edit';
      /** The platform's id of the message to repaint, as `sent` told it. */
      readonly messageId: string;
      readonly message: OutboundMessage;
    })
  /** Replaces what the person's own page shows. */
  | (Addressed & { readonly kind: 'home'; readonly message: OutboundMessage })
  /** Opens a form on the screen of whoever pressed; `trigger` is what the press event carried and lives a few seconds. */
  | (Addressed & { readonly kind: 'form'; readonly form: Form; readonly trigger: string });

export type SendOutcome =
  | { readonly type: 'sent'; readonly messageId: string | null }
  /** Try again; not before `afterMs` where the platform said so. */
  | { readonly type: 'retry'; readonly afterMs: number | null; readonly reason: string }
  /** Will never work: no such conversation, forbidden, too large. */
  | { readonly type: 'refused'; readonly reason: string }
  /** It may or may not have arrived: never resent blindly. */
  | { readonly type: 'unknown'; readonly reason: string };

/** Where an adapter hands over what it decoded. */
export type Intake = {
  /** Resolves once the event is durable (or known already): only then may the platform be told we have it. Rejects when it is not. */
  accept(event: InboundEvent): Promise<'accepted' | 'duplicate'>;
};

/** Routes on the product's HTTP port, for channels that are called (web chat, signed events, callbacks). */
export type RouteMount = {
  /** Handles every request whose path starts with `prefix`. */
  mount(prefix: string, handler: (request: Request) => Response | Promise<Response>): void;
};

export type ChannelContext = {
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly logger: Logger;
  /** 0 ≤ r < 1, for jitter. */
  readonly random: () => number;
  readonly routes: RouteMount;
  /** Where people and platforms reach us from outside, without a slash at the end; null: not told. */
  readonly publicUrl: string | null;
  readonly attachments: AttachmentStore;
};

/** THE PORT. A channel is this and its rendering; it knows nothing of tickets. */
export type ChannelAdapter = {
  readonly name: string;
  readonly capabilities: Capabilities;
  /** Resolves when the first connection stands or will be tried on; never rejects for an unreachable platform or a wrong key. */
  start(intake: Intake): Promise<void>;
  /** No event is accepted after it resolves. */
  stop(): Promise<void>;
  /** Where it is down, `reason` is a sentence an operator can act on: which key, and what the platform answered. */
  health(): ChannelHealth;
  /** Never throws: what went wrong is an outcome. */
  send(delivery: Delivery): Promise<SendOutcome>;
};
