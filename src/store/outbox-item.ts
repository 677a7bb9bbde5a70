import type { Insertable, Selectable } from 'kysely';
import { type Conversation, conversationKey } from '../channel/conversation.ts';
import type { Form } from '../channel/form.ts';
import type { OutboundMessage } from '../channel/outbound.ts';
import type { Locale } from '../kernel/locale.ts';
import { BotError } from '../kernel/bot-error.ts';
import { decodeFlag, decodeJson, encodeJson } from './column.ts';
import type { OutboxState, Tables } from './tables.ts';

/** Below what a message hangs: a card, wherever its copy in that conversation is by then, or a message by the platform's id. */
export type ThreadRoot =
  | { readonly type: 'card'; readonly cardKey: string }
  | { readonly type: 'message'; readonly messageId: string };

export type OutboxContent =
  | {
      readonly kind: 'post';
      readonly message: OutboundMessage;
      /** The card this is a copy of; null: a plain message. */
      readonly cardKey: string | null;
      readonly thread: ThreadRoot | null;
      /** The one user of a group who sees it; null: everybody. */
      readonly visibleTo: string | null;
    }
  | {
      readonly kind: 'edit';
      readonly message: OutboundMessage;
      readonly cardKey: string | null;
      /** The outbox id of the post it repaints. */
      readonly copyId: number;
    }
  | { readonly kind: 'home'; readonly message: OutboundMessage }
  | {
      readonly kind: 'form';
      readonly form: Form;
      readonly trigger: string;
      /** When the trigger is dead. */
      readonly expiresAt: number;
    };

export type NewOutboxItem = {
  /** Says what it is the answer to: the same key twice is one message. */
  readonly idemKey: string;
  readonly to: Conversation;
  /** The reader's. */
  readonly locale: Locale;
  readonly at: number;
} & OutboxContent;

/** Something to say, in the order of its conversation. */
export type OutboxItem = {
  readonly id: number;
  readonly idemKey: string;
  readonly to: Conversation;
  readonly locale: Locale;
  readonly conversationKey: string;
  readonly state: OutboxState;
  readonly attempts: number;
  /** An earlier try ended without an answer. */
  readonly mayHaveArrived: boolean;
  readonly createdAt: number;
  readonly messageId: string | null;
  readonly error: string | null;
} & OutboxContent;

/** What is kept in order: messages with each other, home pages with each other. A form waits behind nothing. */
export function laneOf(item: NewOutboxItem): string {
  const key = conversationKey(item.to);
  switch (item.kind) {
    case 'post':
    case 'edit':
      return key;
    case 'home':
      return `${key}#home`;
    case 'form':
      return `${key}#form:${item.trigger}`;
  }
}

type Content = Pick<
  Insertable<Tables['outbox']>,
  | 'kind'
  | 'card_key'
  | 'copy_id'
  | 'thread_card'
  | 'thread_of'
  | 'visible_to'
  | 'message'
  | 'form'
  | 'form_trigger'
  | 'expires_at'
>;

const nothing = {
  card_key: null,
  copy_id: null,
  thread_card: null,
  thread_of: null,
  visible_to: null,
  message: null,
  form: null,
  form_trigger: null,
  expires_at: null,
} as const;

export function toColumns(content: OutboxContent): Required<Content> {
  switch (content.kind) {
    case 'post':
      return {
        ...nothing,
        kind: 'post',
        message: encodeJson(content.message),
        card_key: content.cardKey,
        thread_card: content.thread?.type === 'card' ? content.thread.cardKey : null,
        thread_of: content.thread?.type === 'message' ? content.thread.messageId : null,
        visible_to: content.visibleTo,
      };
    case 'edit':
      return {
        ...nothing,
        kind: 'edit',
        message: encodeJson(content.message),
        card_key: content.cardKey,
        copy_id: content.copyId,
      };
    case 'home':
      return { ...nothing, kind: 'home', message: encodeJson(content.message) };
    case 'form':
      return {
        ...nothing,
        kind: 'form',
        form: encodeJson(content.form),
        form_trigger: content.trigger,
        expires_at: content.expiresAt,
      };
  }
}

export function toOutboxItem(row: Selectable<Tables['outbox']>): OutboxItem {
  return {
    id: row.id,
    idemKey: row.idem_key,
    to: decodeJson<Conversation>(row.conversation),
    locale: row.locale as Locale,
    conversationKey: row.conversation_key,
    state: row.state,
    attempts: row.attempts,
    mayHaveArrived: decodeFlag(row.may_have_arrived),
    createdAt: row.created_at,
    messageId: row.message_id,
    error: row.error,
    ...toContent(row),
  };
}

function toContent(row: Selectable<Tables['outbox']>): OutboxContent {
  const message = (): OutboundMessage => decodeJson<OutboundMessage>(given(row.message));
  switch (row.kind) {
    case 'post':
      return {
        kind: 'post',
        message: message(),
        cardKey: row.card_key,
        thread: threadRoot(row),
        visibleTo: row.visible_to,
      };
    case 'edit':
      return { kind: 'edit', message: message(), cardKey: row.card_key, copyId: given(row.copy_id) };
    case 'home':
      return { kind: 'home', message: message() };
    case 'form':
      return {
        kind: 'form',
        form: decodeJson<Form>(given(row.form)),
        trigger: given(row.form_trigger),
        expiresAt: given(row.expires_at),
      };
  }
}

function threadRoot({ thread_card, thread_of }: Selectable<Tables['outbox']>): ThreadRoot | null {
  if (thread_of !== null) return { type: 'message', messageId: thread_of };
  return thread_card === null ? null : { type: 'card', cardKey: thread_card };
}

/** The table's checks say that it is there. */
function given<T>(value: T | null): T {
  if (value === null) throw new BotError('bug', 'an outbox row lacks what its kind has');
  return value;
}
