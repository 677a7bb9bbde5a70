import type { Capabilities, SendOutcome } from '../channel/adapter.ts';
import type { OutboxItem } from '../store/outbox-item.ts';

/** What an outcome means for the message. */
export type SendVerdict =
  | { readonly type: 'sent'; readonly messageId: string | null }
  /** Given up, for an administrator to look at. */
  | { readonly type: 'dead'; readonly reason: string }
  /** Nobody misses it. */
  | { readonly type: 'dropped'; readonly reason: string }
  /** Left alone, for an administrator to look at. */
  | { readonly type: 'unknown'; readonly reason: string }
  /** The platform set the time: no failure. */
  | { readonly type: 'throttled'; readonly afterMs: number; readonly reason: string }
  | { readonly type: 'failed'; readonly mayHaveArrived: boolean; readonly reason: string };

/** Sooner than that nobody asks again, whatever the platform says. */
const shortestWaitMs = 50;

export function judgeOutcome(
  item: OutboxItem,
  outcome: SendOutcome,
  capabilities: Capabilities,
  now: number,
): SendVerdict {
  // A form opens now or never; whatever it asks is asked in the dialogue, too.
  if (item.kind === 'form' && outcome.type !== 'sent' && !mayOpenLater(item.expiresAt, outcome, now))
    return { type: 'dropped', reason: outcome.reason };
  switch (outcome.type) {
    case 'sent':
      return { type: 'sent', messageId: outcome.messageId };
    case 'refused':
      return { type: 'dead', reason: outcome.reason };
    case 'retry':
      return outcome.afterMs === null
        ? { type: 'failed', mayHaveArrived: item.mayHaveArrived, reason: outcome.reason }
        : {
            type: 'throttled',
            afterMs: Math.max(outcome.afterMs, shortestWaitMs),
            reason: outcome.reason,
          };
    case 'unknown':
      return mayRepeat(item, capabilities)
        ? { type: 'failed', mayHaveArrived: true, reason: outcome.reason }
        : { type: 'unknown', reason: outcome.reason };
  }
}

function mayOpenLater(expiresAt: number, outcome: SendOutcome, now: number): boolean {
  return outcome.type === 'retry' && now + (outcome.afterMs ?? shortestWaitMs) < expiresAt;
}

/**
 * Whether sending it once more shows it once: the channel keeps the key or can look, or it replaces what it has replaced
 * already.
 */
export function mayRepeat({ kind }: OutboxItem, { repeats, edit }: Capabilities): boolean {
  return repeats !== 'no' || kind === 'home' || (kind === 'edit' && edit);
}
