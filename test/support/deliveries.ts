import type { Delivery } from '../../src/channel/adapter.ts';
import type { Conversation } from '../../src/channel/conversation.ts';
import type { OutboundMessage } from '../../src/channel/outbound.ts';

type Post = Extract<Delivery, { kind: 'post' }>;

/** A message for everybody of a conversation, sent for the first time. */
export function aPost(
  to: Conversation,
  message: OutboundMessage,
  idempotencyKey: string,
  facts: Partial<Pick<Post, 'threadOf' | 'visibleTo' | 'mayHaveArrived'>> = {},
): Post {
  return {
    kind: 'post',
    to,
    message,
    idempotencyKey,
    locale: 'zh-CN',
    threadOf: null,
    visibleTo: null,
    mayHaveArrived: false,
    ...facts,
  };
}

export function anEdit(
  to: Conversation,
  messageId: string,
  message: OutboundMessage,
  idempotencyKey: string,
): Delivery {
  return { kind: 'edit', to, messageId, message, idempotencyKey, locale: 'zh-CN', mayHaveArrived: false };
}
