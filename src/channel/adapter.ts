import type { Clock } from '../kernel/clock.ts';
import type { IdSource } from '../kernel/ids.ts';
import type { Logger } from '../kernel/logger.ts';
import type { AttachmentStore } from './attachment-store.ts';
import type { Conversation } from './conversation.ts';
import type { InboundEvent } from './inbound.ts';
import type { OutboundMessage } from './outbound.ts';

/** What a channel can do; the core asks for capabilities and never for names. */
export type Capabilities = {
  readonly buttons: boolean;
  readonly edit: boolean;
  readonly threads: boolean;
  readonly forms: boolean;
  /** The channel itself keeps one message per idempotency key, so a delivery may be repeated safely. */
  readonly idempotent: boolean;
  /** Longest text of one message, in characters. */
  readonly maxTextLength: number;
};

export type ChannelHealth =
  | { readonly state: 'starting' }
  | { readonly state: 'connected'; readonly lastFrameAt: number | null }
  | { readonly state: 'down'; readonly since: number; readonly reason: string };

/** One thing to put on the platform. The same `idempotencyKey` twice must not show twice where the platform allows it. */
export type Delivery =
  | {
      readonly kind: 'post';
      readonly to: Conversation;
      readonly message: OutboundMessage;
      readonly idempotencyKey: string;
    }
  | {
      readonly kind: 'edit';
      readonly to: Conversation;
      /** The platform's id of the message to repaint, as `sent` told it. */
      readonly messageId: string;
      readonly message: OutboundMessage;
      readonly idempotencyKey: string;
    };

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
  readonly routes: RouteMount;
  readonly attachments: AttachmentStore;
};

/** THE PORT. A channel is this and its rendering; it knows nothing of tickets. */
export type ChannelAdapter = {
  readonly name: string;
  readonly capabilities: Capabilities;
  /** Resolves when the first connection stands or will be tried on; never rejects for an unreachable platform. */
  start(intake: Intake): Promise<void>;
  /** No event is accepted after it resolves. */
  stop(): Promise<void>;
  health(): ChannelHealth;
  /** Never throws: what went wrong is an outcome. */
  send(delivery: Delivery): Promise<SendOutcome>;
};
