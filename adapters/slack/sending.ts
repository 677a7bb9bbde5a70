import type { Delivery, SendOutcome } from '../../src/channel/adapter.ts';
import type { AttachmentStore } from '../../src/channel/attachment-store.ts';
import { createSentKeys } from '../../src/connection/sent-keys.ts';
import type { Schedule } from '../../src/connection/timers.ts';
import type { Clock } from '../../src/kernel/clock.ts';
import type { ApiClient } from './api-client.ts';
import { contentOf, createCaller } from './caller.ts';
import { joinIds, splitIds } from './message-id.ts';
import { createPosting, partKey } from './posting.ts';
import { renderForm } from './render-form.ts';
import { renderHome, renderMessage } from './render.ts';
import { say } from './wording.ts';

export type SendingOptions = {
  readonly api: ApiClient;
  readonly clock: Clock;
  readonly attachments: AttachmentStore;
  /** undefined until Slack has said who we are. */
  readonly botUserId: () => string | undefined;
  readonly schedule?: Schedule;
};

const expiredTriggers: readonly string[] = [
  'expired_trigger_id',
  'exchanged_trigger_id',
  'trigger_expired',
  'trigger_exchanged',
];

/** Puts deliveries on Slack; never throws. The same key twice within one process is one message. */
export function createSending(options: SendingOptions): (delivery: Delivery) => Promise<SendOutcome> {
  const { api, clock } = options;
  const sentKeys = createSentKeys();
  const caller = createCaller(api, clock);
  const { call, mayCall, findChannel } = caller;
  const { post, postNext } = createPosting({ ...options, caller });

  const edit = async (delivery: Extract<Delivery, { kind: 'edit' }>): Promise<SendOutcome> => {
    const { to, message, messageId, idempotencyKey, locale } = delivery;
    const standing = splitIds(messageId);
    if (!standing) return { type: 'refused', reason: 'no message of ours' };
    const channel = await findChannel(to);
    if (typeof channel !== 'string') return channel;
    const parts = renderMessage(message, locale);
    const timestamps: string[] = [];
    for (const [index, part] of parts.entries()) {
      const ts = standing[index];
      if (ts === undefined) {
        const failed = await postNext(channel, part, partKey(idempotencyKey, index), null, timestamps);
        if (failed) return failed;
        continue;
      }
      const paced = mayCall('chat.update');
      const called = paced ?? (await call('chat.update', { channel, ts, ...contentOf(part) }, channel));
      if (called.type !== 'ok') return called;
      timestamps.push(ts);
    }
    for (const ts of standing.slice(parts.length)) {
      const called = await call('chat.delete', { channel, ts }, channel);
      if (called.type !== 'ok' && called.reason !== 'message_not_found') return called;
    }
    return { type: 'sent', messageId: joinIds(timestamps) };
  };

  const publishHome = async (delivery: Extract<Delivery, { kind: 'home' }>): Promise<SendOutcome> => {
    const { to, message, locale } = delivery;
    if (to.kind !== 'direct') return { type: 'refused', reason: 'only a person has a page' };
    const paced = mayCall('views.publish');
    if (paced) return paced;
    const view = { type: 'home', blocks: renderHome(message, say('tooMuch', locale)) };
    const called = await call('views.publish', { user_id: to.userId, view }, to.userId);
    return called.type === 'ok' ? { type: 'sent', messageId: null } : called;
  };

  const openForm = async (delivery: Extract<Delivery, { kind: 'form' }>): Promise<SendOutcome> => {
    const { to, form, trigger } = delivery;
    const view = renderForm(form, to.kind === 'group' ? to.groupId : '');
    if (!view) return { type: 'refused', reason: 'the form does not fit a modal' };
    const called = await call('views.open', { trigger_id: trigger, view }, '');
    if (called.type === 'ok') return { type: 'sent', messageId: null };
    // A trigger lives three seconds: whatever delays it ends it.
    const isLate = called.type === 'retry' || expiredTriggers.includes(called.reason);
    return isLate ? { type: 'refused', reason: 'trigger expired' } : called;
  };

  const carryOut = (delivery: Delivery): Promise<SendOutcome> => {
    switch (delivery.kind) {
      case 'post':
        return post(delivery);
      case 'edit':
        return edit(delivery);
      case 'home':
        return publishHome(delivery);
      case 'form':
        return openForm(delivery);
    }
  };

  return async (delivery) => {
    const key = delivery.idempotencyKey;
    const known = sentKeys.find(key);
    if (known) return known;
    try {
      return sentKeys.keep(key, await carryOut(delivery));
    } catch (error) {
      // What Slack answers is an outcome; this is ours, such as a store that cannot be read.
      return { type: 'retry', afterMs: null, reason: error instanceof Error ? error.name : 'failed' };
    }
  };
}
