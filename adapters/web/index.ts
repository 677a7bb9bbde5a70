import type {
  ChannelAdapter,
  ChannelContext,
  ChannelHealth,
  Delivery,
  SendOutcome,
} from '../../src/channel/adapter.ts';
import { conversationKey, type Conversation } from '../../src/channel/conversation.ts';
import type { Transcript } from '../../src/channel/transcript.ts';
import { unreachable } from '../../src/kernel/bot-error.ts';
import { createArrivals } from './arrivals.ts';
import { createWebAttachments } from './attachments.ts';
import { findParticipant, type CastMember, type ChatGroup } from './cast.ts';
import { channelName } from './decode.ts';
import { defaultLimits, type WebLimits } from './limits.ts';
import { createLiveStreams } from './live-streams.ts';
import { Problem, problemResponse } from './problems.ts';
import { createSpeaking } from './speaking.ts';
import { createStandingActions } from './standing-actions.ts';
import { createTokenBuckets } from './token-buckets.ts';
import { createTransport } from './transport.ts';
import { createWireEntries } from './wire-entries.ts';

export type { CastMember, ChatGroup } from './cast.ts';

export type WebAdapterOptions = {
  readonly transcript: Transcript;
  /** Asked on every request, so a changed configuration shows at once. */
  readonly cast: () => readonly CastMember[];
  readonly groups: () => readonly ChatGroup[];
  /** Anyone may be anyone: there is no login yet, so the HTTP server must be bound to loopback. */
  readonly demo: true;
  readonly limits?: Partial<WebLimits>;
};

/** How long an answer waits for its question to be written down; longer, and the order of two lines matters less. */
const maxArrivalWaitMs = 2_000;
const retryAfterMs = 1_000;

export function createWebAdapter(options: WebAdapterOptions, context: ChannelContext): ChannelAdapter {
  const { transcript, cast, groups } = options;
  const { clock } = context;
  const logger = context.logger.child({ channel: channelName });
  const limits: WebLimits = { ...defaultLimits, ...options.limits };
  const attachments = createWebAttachments(context.attachments, limits.maxAttachmentBytes);
  const actions = createStandingActions(transcript, clock);
  const entries = createWireEntries(cast, attachments);
  const arrivals = createArrivals();
  const perPerson = createTokenBuckets(limits.personBurst, limits.personPerSecond, clock);
  const together = createTokenBuckets(limits.channelBurst, limits.channelPerSecond, clock);
  const uploads = createTokenBuckets(limits.uploadBurstBytes, limits.uploadBytesPerSecond, clock);

  let state: 'starting' | 'connected' | 'stopped' = 'starting';
  let stoppedAt = 0;
  let lastFrameAt: number | null = null;
  const frameSeen = (): void => {
    lastFrameAt = clock();
  };
  const streams = createLiveStreams({ transcript, entries, limits, logger, onFrame: frameSeen });
  /** Requests that change something; `stop` waits for them. */
  const running = new Set<Promise<unknown>>();

  function spend(userId: string): void {
    const waitMs = perPerson.take(userId, 1) || together.take('', 1);
    if (waitMs > 0) throw new Problem('too-fast', waitMs);
  }

  function exists(to: Conversation): boolean {
    if (to.channel !== channelName) return false;
    if (to.kind === 'direct') return findParticipant(cast(), to.userId) !== undefined;
    return groups().some(({ groupId }) => groupId === to.groupId);
  }

  async function post(delivery: Extract<Delivery, { kind: 'post' }>): Promise<SendOutcome> {
    await arrivals.settled(conversationKey(delivery.to), maxArrivalWaitMs);
    const entry = await transcript.append({
      key: `out:${delivery.idempotencyKey}`,
      conversation: delivery.to,
      authorUserId: null,
      at: clock(),
      message: delivery.message,
    });
    return { type: 'sent', messageId: entry.messageId };
  }

  async function repaint(delivery: Extract<Delivery, { kind: 'edit' }>): Promise<SendOutcome> {
    const before = await actions.find(delivery.to, delivery.messageId);
    if (!before) return { type: 'refused', reason: 'no such message in this conversation' };
    actions.replaced(before);
    await transcript.edit(delivery.messageId, delivery.message, clock());
    return { type: 'sent', messageId: delivery.messageId };
  }

  function put(delivery: Delivery): Promise<SendOutcome> {
    switch (delivery.kind) {
      case 'post':
        return post(delivery);
      case 'edit':
        return repaint(delivery);
      case 'home':
      case 'form':
        return Promise.resolve({ type: 'refused', reason: `the web channel has no ${delivery.kind}` });
      default:
        return unreachable(delivery);
    }
  }

  return {
    name: channelName,
    capabilities: {
      buttons: true,
      edit: true,
      threads: false,
      forms: false,
      ephemeral: false,
      home: false,
      repeats: 'kept',
      maxTextLength: limits.maxTextLength,
    },
    start(intake) {
      const speaking = createSpeaking({
        context: { ...context, logger },
        intake,
        transcript,
        cast,
        attachments,
        actions,
        arrivals,
        limits,
        spend,
        onWritten(entry, clientId) {
          entries.remember(entry.messageId, clientId);
          streams.wake();
        },
      });
      const transport = createTransport({
        cast,
        groups,
        speaking,
        attachments,
        entries,
        streams,
        limits,
        logger,
        spendUpload(userId, bytes) {
          const waitMs = uploads.take(userId, bytes);
          if (waitMs > 0) throw new Problem('too-fast', waitMs);
        },
      });
      context.routes.mount('/', (request) => {
        frameSeen();
        if (request.method === 'GET' || request.method === 'HEAD') return transport(request);
        if (state !== 'connected') {
          return problemResponse(new Problem('stopping', 2_000), request.headers.get('accept-language'));
        }
        const answer = Promise.resolve(transport(request));
        running.add(answer);
        return answer.finally(() => running.delete(answer));
      });
      state = 'connected';
      return Promise.resolve();
    },
    async stop() {
      if (state !== 'stopped') stoppedAt = clock();
      state = 'stopped';
      streams.close();
      await Promise.allSettled(running);
    },
    health(): ChannelHealth {
      if (state === 'starting') return { state };
      if (state === 'connected') return { state, lastFrameAt };
      return { state: 'down', since: stoppedAt, reason: 'stopped' };
    },
    async send(delivery) {
      if (!exists(delivery.to)) return { type: 'refused', reason: 'no such conversation on the web channel' };
      try {
        const outcome = await put(delivery);
        streams.wake();
        return outcome;
      } catch (cause) {
        logger.warn(
          'a message could not be written down; it will be tried again',
          { kind: delivery.kind },
          cause,
        );
        return { type: 'retry', afterMs: retryAfterMs, reason: 'the transcript could not be written' };
      }
    },
  };
}
