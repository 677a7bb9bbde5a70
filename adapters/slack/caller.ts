import type { SendOutcome } from '../../src/channel/adapter.ts';
import type { Conversation } from '../../src/channel/conversation.ts';
import { createPace, type Pace } from '../../src/connection/pace.ts';
import type { Clock } from '../../src/kernel/clock.ts';
import type { ApiClient, ApiMethod, Called } from './api-client.ts';
import { paces } from './limits.ts';
import type { RenderedPart } from './render.ts';

export type Failed = Exclude<SendOutcome, { type: 'sent' }>;

/** The API as sending uses it: paced, and knowing which calls may be repeated. */
export type Caller = {
  readonly call: (method: ApiMethod, args: Record<string, unknown>, spot: string) => Promise<Called>;
  /** undefined: go, and it is counted. */
  readonly mayCall: (method: ApiMethod) => Failed | undefined;
  /** 0: a message may be posted there, and it is counted; otherwise how many ms to wait. */
  readonly waitFor: (channel: string) => number;
  /** Slack's id of the conversation; a direct one is opened, where it was not yet. */
  readonly findChannel: (to: Conversation) => Promise<string | Failed>;
};

/** Nobody is told a second time what was said already: repeating these changes nothing. */
const harmless: readonly ApiMethod[] = ['chat.update', 'chat.delete', 'conversations.open', 'views.publish'];

export function createCaller(api: ApiClient, clock: Clock): Caller {
  const channelPace = createPace(paces.channel, clock);
  const methodPaces: Partial<Record<ApiMethod, Pace>> = {
    'chat.postMessage': createPace(paces.posts, clock),
    'chat.update': createPace(paces.tier3, clock),
    'chat.postEphemeral': createPace(paces.tier4, clock),
    'views.publish': createPace(paces.tier4, clock),
  };
  /** Person → their direct conversation. */
  const opened = new Map<string, string>();

  const call = async (method: ApiMethod, args: Record<string, unknown>, spot: string): Promise<Called> => {
    const called = await api.call(method, args, spot);
    return called.type === 'unknown' && harmless.includes(method)
      ? { type: 'retry', afterMs: null, reason: called.reason }
      : called;
  };

  return {
    call,
    mayCall(method) {
      const afterMs = methodPaces[method]?.take('') ?? 0;
      return afterMs > 0 ? { type: 'retry', afterMs, reason: 'our own pace' } : undefined;
    },
    waitFor: (channel) => channelPace.take(channel),
    async findChannel(to) {
      if (to.kind === 'group') return to.groupId;
      const known = opened.get(to.userId);
      if (known !== undefined) return known;
      const called = await call('conversations.open', { users: to.userId }, '');
      if (called.type !== 'ok') return called;
      const { channel } = called.body as { channel?: { id?: unknown } };
      if (typeof channel?.id !== 'string') return { type: 'refused', reason: 'no direct conversation' };
      opened.set(to.userId, channel.id);
      return channel.id;
    },
  };
}

/** A part as chat.postMessage and chat.update take it. Links in our messages are ours: they need no preview. */
export function contentOf({ blocks, text }: RenderedPart): Record<string, unknown> {
  return { text, blocks, unfurl_links: false, unfurl_media: false };
}
