import type { ApiClient, Called } from './api-client.ts';
import { historyAnswer, type HistoryMessage } from './payloads.ts';

export const metadataType = 'bangban_delivery';

/** What is written behind every message of ours, where nobody sees it: docs.slack.dev/messaging/message-metadata. */
export function metadataOf(key: string): object {
  return { event_type: metadataType, event_payload: { key } };
}

export type Earlier =
  | {
      readonly type: 'looked';
      /** Key → ts of the message that carries it. */
      readonly sent: ReadonlyMap<string, string>;
      readonly messages: readonly HistoryMessage[];
    }
  /** Looking can always be tried again, but for a reason that stays. */
  | Extract<Called, { type: 'retry' | 'refused' }>;

/** Newest messages that are looked through; what is older than these was answered long ago. */
const looked = 200;

/** What of ours stands in that place, so that a delivery of unknown outcome is not said twice. */
export async function lookEarlier(api: ApiClient, channel: string, thread: string | null): Promise<Earlier> {
  const args = { channel, limit: looked, include_all_metadata: true };
  const called =
    thread === null
      ? await api.call('conversations.history', args, channel)
      : await api.call('conversations.replies', { ...args, ts: thread }, channel);
  // A thread that is gone: what was said stands at the top level, if anywhere.
  if (called.type === 'refused' && thread !== null) return lookEarlier(api, channel, null);
  if (called.type === 'unknown') return { type: 'retry', afterMs: null, reason: called.reason };
  if (called.type !== 'ok') return called;
  const answer = historyAnswer.safeParse(called.body);
  if (!answer.success) return { type: 'retry', afterMs: null, reason: 'the history could not be read' };
  const { messages } = answer.data;
  const sent = new Map<string, string>();
  for (const { ts, metadata } of messages) {
    const key = metadata?.event_type === metadataType ? metadata.event_payload?.['key'] : undefined;
    if (typeof key === 'string') sent.set(key, ts);
  }
  return { type: 'looked', sent, messages };
}

/** Whether the bot has put a file of that name there at or after `ts`. */
export function hasFile(
  messages: readonly HistoryMessage[],
  botUserId: string,
  ts: string,
  name: string,
): boolean {
  return messages.some(
    (message) =>
      message.user === botUserId &&
      Number(message.ts) >= Number(ts) &&
      (message.files ?? []).some((file) => file.name === name),
  );
}
