import type { Delivery, SendOutcome } from '../../src/channel/adapter.ts';
import type { OutboundMessage } from '../../src/channel/outbound.ts';
import { callPlatform } from '../../src/connection/call-platform.ts';
import { createPace } from '../../src/connection/pace.ts';
import type { Clock } from '../../src/kernel/clock.ts';
import type { WecomConfig } from './config.ts';
import { limits } from './limits.ts';
import { outcomeOf } from './outcomes.ts';
import { receipt } from './payloads.ts';
import { renderMessage } from './render.ts';

export type Webhooks = {
  has(groupId: string): boolean;
  /** Only speaks: what is said there never reaches us, so what could be pressed is left to be typed elsewhere. */
  send(groupId: string, message: OutboundMessage, delivery: Delivery): Promise<SendOutcome>;
};

/** Group robots (91770), for groups the bot is not in: the last resort. */
export function createWebhooks({ groupWebhooks, apiUrl }: WecomConfig, clock: Clock): Webhooks {
  const pace = createPace(limits.perWebhook, clock);
  /** How many messages of a delivery are there already. */
  const sent = new Map<string, number>();

  async function post(key: string, markdown: string): Promise<SendOutcome> {
    const answer = await callPlatform(`${apiUrl}/webhook/send?key=${encodeURIComponent(key)}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ msgtype: 'markdown', markdown: { content: markdown } }),
      timeoutMs: limits.requestMs,
    });
    if (answer.type === 'unreachable') return { type: 'retry', afterMs: null, reason: answer.reason };
    const parsed = answer.type === 'answer' ? receipt.safeParse(answer.body) : undefined;
    if (parsed?.success !== true) return { type: 'unknown', reason: 'the group robot did not confirm' };
    return parsed.data.errcode === 0 ? { type: 'sent', messageId: null } : outcomeOf(parsed.data.errcode);
  }

  return {
    has: (groupId) => groupWebhooks.has(groupId),
    async send(groupId, message, { idempotencyKey, locale }) {
      const key = groupWebhooks.get(groupId) ?? '';
      const parts = renderMessage(
        { ...message, attachmentKeys: [] },
        { place: 'group', locale, textBytes: limits.webhookTextBytes, cards: false },
      );
      for (const [index, part] of parts.entries()) {
        if (index < (sent.get(idempotencyKey) ?? 0) || part.kind !== 'text') continue;
        const waitMs = pace.take(groupId);
        const outcome: SendOutcome =
          waitMs > 0
            ? { type: 'retry', afterMs: waitMs, reason: 'a group robot may send 20 messages a minute' }
            : await post(key, part.markdown);
        if (outcome.type !== 'sent') {
          if (outcome.type !== 'retry') sent.delete(idempotencyKey);
          return outcome;
        }
        sent.set(idempotencyKey, index + 1);
      }
      sent.delete(idempotencyKey);
      return { type: 'sent', messageId: null };
    },
  };
}
