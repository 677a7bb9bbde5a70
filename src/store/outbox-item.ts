import type { Selectable } from 'kysely';
import type { Conversation } from '../channel/conversation.ts';
import type { OutboundMessage } from '../channel/outbound.ts';
import { decodeJson } from './column.ts';
import type { OutboxKind, OutboxState, Tables } from './tables.ts';

/** Something to say, in the order of its conversation. */
export type OutboxItem = {
  readonly id: number;
  readonly idemKey: string;
  readonly to: Conversation;
  readonly conversationKey: string;
  readonly kind: OutboxKind;
  readonly cardKey: string | null;
  /** Of an edit: the outbox id of the post it repaints. */
  readonly copyId: number | null;
  readonly message: OutboundMessage;
  readonly state: OutboxState;
  readonly attempts: number;
  readonly createdAt: number;
  readonly messageId: string | null;
  readonly error: string | null;
};

export function toOutboxItem(row: Selectable<Tables['outbox']>): OutboxItem {
  return {
    id: row.id,
    idemKey: row.idem_key,
    to: decodeJson<Conversation>(row.conversation),
    conversationKey: row.conversation_key,
    kind: row.kind,
    cardKey: row.card_key,
    copyId: row.copy_id,
    message: decodeJson<OutboundMessage>(row.message),
    state: row.state,
    attempts: row.attempts,
    createdAt: row.created_at,
    messageId: row.message_id,
    error: row.error,
  };
}
