import type { Delivery, SendOutcome } from '../../src/channel/adapter.ts';
import type { AttachmentStore } from '../../src/channel/attachment-store.ts';
import type { Conversation } from '../../src/channel/conversation.ts';
import type { OutboundMessage } from '../../src/channel/outbound.ts';
import { schedule as realSchedule, type Schedule } from '../../src/connection/timers.ts';
import type { ApiClient } from './api-client.ts';
import { contentOf, type Caller, type Failed } from './caller.ts';
import { hasFile, lookEarlier, metadataOf } from './earlier.ts';
import { joinIds, splitIds } from './message-id.ts';
import { renderMessage, type RenderedPart } from './render.ts';

type Post = Extract<Delivery, { kind: 'post' }>;

/** What the wrong place for a private note in a channel looks like: it becomes a direct message. */
const notThere: readonly string[] = [
  'user_not_in_channel',
  'not_in_channel',
  'channel_not_found',
  'is_archived',
];
const noSuchThread: readonly string[] = ['thread_not_found', 'cannot_reply_to_message'];

export type Posting = {
  readonly post: (delivery: Post) => Promise<SendOutcome>;
  /** Puts the next of several parts below those in `timestamps`, and its own ts behind them; undefined: it stands. */
  readonly postNext: (
    channel: string,
    part: RenderedPart,
    key: string,
    thread: string | null,
    timestamps: string[],
  ) => Promise<Failed | undefined>;
};

/** The key of one part of a message. */
export function partKey(key: string, index: number): string {
  return index === 0 ? key : `${key}#${index + 1}`;
}

export function createPosting(options: {
  readonly api: ApiClient;
  readonly caller: Caller;
  readonly attachments: AttachmentStore;
  readonly botUserId: () => string | undefined;
  readonly schedule?: Schedule;
}): Posting {
  const { api, caller, attachments, botUserId, schedule = realSchedule } = options;
  const { call, mayCall, waitFor, findChannel } = caller;

  const pause = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      schedule(ms, resolve);
    });

  const tsOf = ({ body }: { body: unknown }): string | undefined => {
    const { ts } = body as { ts?: unknown };
    return typeof ts === 'string' ? ts : undefined;
  };

  /** One of Slack's messages; below its thread, or at the top level where that thread is gone. */
  const postPart = async (channel: string, part: RenderedPart, key: string, thread: string | null) => {
    const args = { channel, ...contentOf(part), metadata: metadataOf(key) };
    const called = await call(
      'chat.postMessage',
      thread === null ? args : { ...args, thread_ts: thread },
      channel,
    );
    return thread !== null && called.type === 'refused' && noSuchThread.includes(called.reason)
      ? call('chat.postMessage', args, channel)
      : called;
  };

  const post = async (delivery: Post): Promise<SendOutcome> => {
    const { to, message, idempotencyKey, locale, visibleTo, mayHaveArrived } = delivery;
    const parts = renderMessage(message, locale);
    const isPrivate = visibleTo !== null && to.kind === 'group';
    if (isPrivate) return whisper(delivery, parts, visibleTo);
    const channel = await findChannel(to);
    if (typeof channel !== 'string') return channel;
    const thread = delivery.threadOf === null ? null : (splitIds(delivery.threadOf)?.[0] ?? null);
    const earlier = mayHaveArrived ? await lookEarlier(api, channel, thread) : undefined;
    if (earlier && earlier.type !== 'looked') return earlier;
    const timestamps: string[] = [];
    for (const [index, part] of parts.entries()) {
      const key = partKey(idempotencyKey, index);
      const standing = earlier?.sent.get(key);
      if (standing !== undefined) {
        timestamps.push(standing);
        continue;
      }
      const failed = await postNext(channel, part, key, thread, timestamps);
      if (failed) return failed;
    }
    const failed = await upload(message, { channel, thread, after: timestamps[0] ?? '0' }, earlier);
    return failed ?? { type: 'sent', messageId: joinIds(timestamps) };
  };

  /** Once one part stands, what goes wrong with the next is not tried from the start again but looked up. */
  const postNext = async (
    channel: string,
    part: RenderedPart,
    key: string,
    thread: string | null,
    timestamps: string[],
  ): Promise<Failed | undefined> => {
    const isFirst = timestamps.length === 0;
    const waitMs = waitFor(channel);
    if (waitMs > 0 && isFirst) return { type: 'retry', afterMs: waitMs, reason: 'our own pace' };
    if (waitMs > 0) {
      await pause(waitMs);
      waitFor(channel);
    }
    const paced = mayCall('chat.postMessage');
    const called = paced ?? (await postPart(channel, part, key, thread));
    const ts = called.type === 'ok' ? tsOf(called) : undefined;
    if (ts !== undefined) {
      timestamps.push(ts);
      return undefined;
    }
    if (called.type === 'ok') return { type: 'unknown', reason: 'an answer without ts' };
    return called.type === 'retry' && !isFirst ? { type: 'unknown', reason: called.reason } : called;
  };

  /**
   * To one person of a group only. Slack forgets these, so they can neither be repainted nor looked up: one whose outcome is
   * unknown is said again, as its only reader loses more by silence.
   */
  const whisper = async (
    delivery: Post,
    parts: readonly RenderedPart[],
    userId: string,
  ): Promise<SendOutcome> => {
    const { to } = delivery;
    if (to.kind !== 'group') return { type: 'refused', reason: 'nobody else is here' };
    const paced = mayCall('chat.postEphemeral');
    if (paced) return paced;
    const thread = delivery.threadOf === null ? undefined : splitIds(delivery.threadOf)?.[0];
    for (const part of parts) {
      const args = {
        channel: to.groupId,
        user: userId,
        text: part.text,
        blocks: part.blocks.filter(({ type }) => type !== 'context_actions'),
        ...(thread === undefined ? {} : { thread_ts: thread }),
      };
      const called = await call('chat.postEphemeral', args, to.groupId);
      if (called.type === 'refused' && notThere.includes(called.reason)) {
        const directly: Conversation = { kind: 'direct', channel: to.channel, userId };
        return post({ ...delivery, to: directly, visibleTo: null, threadOf: null });
      }
      if (called.type !== 'ok') return called;
    }
    const failed = await uploadDirectly(delivery.message, userId, to.channel);
    return failed ?? { type: 'sent', messageId: null };
  };

  /** A file cannot be shown to one person of a group. */
  const uploadDirectly = async (message: OutboundMessage, userId: string, name: string) => {
    if (message.attachmentKeys.length === 0) return undefined;
    const channel = await findChannel({ kind: 'direct', channel: name, userId });
    return typeof channel === 'string'
      ? upload(message, { channel, thread: null, after: '0' }, undefined)
      : channel;
  };

  type Place = { readonly channel: string; readonly thread: string | null; readonly after: string };

  const upload = async (
    { attachmentKeys }: OutboundMessage,
    { channel, thread, after }: Place,
    earlier: Awaited<ReturnType<typeof lookEarlier>> | undefined,
  ): Promise<Failed | undefined> => {
    for (const key of attachmentKeys) {
      const file = await attachments.find(key);
      if (!file) continue;
      const bot = botUserId() ?? '';
      if (earlier?.type === 'looked' && hasFile(earlier.messages, bot, after, file.name)) continue;
      const args = {
        channel_id: channel,
        file: Buffer.from(file.bytes),
        filename: file.name,
        title: file.name,
        ...(thread === null ? {} : { thread_ts: thread }),
      };
      const called = await call('files.uploadV2', args, channel);
      // The words stand already: the next try looks for what is there.
      if (called.type !== 'ok')
        return called.type === 'refused' ? called : { type: 'unknown', reason: called.reason };
    }
    return undefined;
  };

  return { post, postNext };
}
