import type { Capabilities, Delivery } from '../channel/adapter.ts';
import { conversationKey } from '../channel/conversation.ts';
import { findCardMessageId, findThreadRoot } from '../store/card-copy-store.ts';
import type { Database } from '../store/database.ts';
import type { OutboxItem, ThreadRoot } from '../store/outbox-item.ts';

export type Prepared =
  | { readonly type: 'deliver'; readonly delivery: Delivery }
  /** There is nothing to deliver any more. */
  | { readonly type: 'dead' | 'dropped'; readonly reason: string };

type Db = Database['db'];

/** What the adapter is handed: cards found by now as the platform calls them, and nothing its channel cannot do. */
export async function toDelivery(
  db: Db,
  item: OutboxItem,
  capabilities: Capabilities,
  now: number,
): Promise<Prepared> {
  const { to, locale, idemKey: idempotencyKey } = item;
  const mayHaveArrived = item.mayHaveArrived && capabilities.repeats === 'findable';
  const base = { to, idempotencyKey, locale, mayHaveArrived };
  switch (item.kind) {
    case 'post': {
      const { message, visibleTo } = item;
      // Queued when the channel could, sent when it cannot: what one person was to see is never shown to all.
      if (visibleTo !== null && !capabilities.ephemeral)
        return deliver({
          kind: 'post',
          ...base,
          to: { kind: 'direct', channel: to.channel, userId: visibleTo },
          message,
          threadOf: null,
          visibleTo: null,
        });
      const threadOf = capabilities.threads ? await findRoot(db, item, item.thread) : null;
      return deliver({ kind: 'post', ...base, message, threadOf, visibleTo });
    }
    case 'edit': {
      const messageId = await findCardMessageId(db, item.copyId);
      return messageId === undefined
        ? { type: 'dead', reason: 'nothing to repaint' }
        : deliver({ kind: 'edit', ...base, messageId, message: item.message });
    }
    case 'home':
      return capabilities.home
        ? deliver({ kind: 'home', ...base, message: item.message })
        : { type: 'dropped', reason: 'no home pages' };
    case 'form': {
      const { form, trigger, expiresAt } = item;
      if (!capabilities.forms) return { type: 'dropped', reason: 'no forms' };
      return now >= expiresAt
        ? { type: 'dropped', reason: 'too late' }
        : deliver({ kind: 'form', ...base, form, trigger });
    }
  }
}

function deliver(delivery: Delivery): Prepared {
  return { type: 'deliver', delivery };
}

async function findRoot(db: Db, { to }: OutboxItem, thread: ThreadRoot | null): Promise<string | null> {
  if (thread === null) return null;
  if (thread.type === 'message') return thread.messageId;
  return (await findThreadRoot(db, thread.cardKey, conversationKey(to))) ?? null;
}
