import type { SendOutcome } from '../../src/channel/adapter.ts';
import { conversationKey, type Conversation } from '../../src/channel/conversation.ts';
import type { ApiClient, CallOutcome } from './api-client.ts';
import type { DingtalkConfig } from './config.ts';
import { batchAnswer, deliverAnswer } from './payloads.ts';
import { createAndDeliverBody, updateCardBody, type Card } from './render-card.ts';
import { webhookMessageOf, type RobotBody } from './render-buttons.ts';
import type { Sessions } from './sessions.ts';

/** Why a step did not do; undefined: it did. */
export type StepProblem = Exclude<SendOutcome, { type: 'sent' }> | undefined;

/** Single requests that put something before people. Never throws. */
export type Posting = {
  throughSession(
    to: Conversation,
    body: RobotBody,
    atUserIds: readonly string[],
  ): Promise<'closed' | StepProblem>;
  throughRobot(to: Conversation, message: { msgKey: string; msgParam: string }): Promise<StepProblem>;
  card(to: Conversation, card: Card, outTrackId: string, visibleTo: string | null): Promise<StepProblem>;
  repaint(outTrackId: string, card: Card): Promise<StepProblem>;
};

const metered = { repeatable: false, metered: true };

export function createPosting(
  config: DingtalkConfig,
  parts: { readonly api: ApiClient; readonly sessions: Sessions },
): Posting {
  const { api, sessions } = parts;
  const { robotCode, cardTemplateId } = config;
  return {
    async throughSession(to, body, atUserIds) {
      const outcome = await sessions.post(conversationKey(to), webhookMessageOf(body, atUserIds));
      if (!outcome) return 'closed';
      return outcome.type === 'unknown' ? outcome : undefined;
    },
    async throughRobot(to, message) {
      if (to.kind === 'group') {
        const body = { robotCode, openConversationId: to.groupId, ...message };
        return problemOf(await api.call('POST', '/v1.0/robot/groupMessages/send', body, metered));
      }
      const body = { robotCode, userIds: [to.userId], ...message };
      const outcome = await api.call('POST', '/v1.0/robot/oToMessages/batchSend', body, metered);
      return outcome.type === 'ok' ? readBatch(outcome.body) : problemOf(outcome);
    },
    async card(to, card, outTrackId, visibleTo) {
      if (cardTemplateId === null)
        return { type: 'refused', reason: 'channels.dingtalk.cardTemplateId is not set' };
      const body = createAndDeliverBody({ to, card, outTrackId, visibleTo, cardTemplateId, robotCode });
      const outcome = await api.call('POST', '/v1.0/card/instances/createAndDeliver', body, metered);
      return outcome.type === 'ok' ? readDelivery(outcome.body) : problemOf(outcome);
    },
    async repaint(outTrackId, card) {
      // The same picture painted twice is the same picture.
      const options = { repeatable: true, metered: true };
      return problemOf(
        await api.call('PUT', '/v1.0/card/instances', updateCardBody(outTrackId, card), options),
      );
    },
  };
}

export function problemOf(outcome: CallOutcome): StepProblem {
  switch (outcome.type) {
    case 'ok':
      return undefined;
    case 'refused':
      return { type: 'refused', reason: outcome.reason };
    case 'retry':
    case 'unknown':
      return outcome;
  }
}

/** 200 is not delivery: the answer names who got nothing. */
function readBatch(body: unknown): StepProblem {
  const read = batchAnswer.safeParse(body);
  if (!read.success) return { type: 'unknown', reason: 'DingTalk’s answer cannot be read' };
  const { invalidStaffIdList, filteredStaffIdList, flowControlledStaffIdList } = read.data;
  if (invalidStaffIdList?.length)
    return {
      type: 'refused',
      reason: 'invalidStaffIdList: that person is unknown, or outside the app’s visible range',
    };
  if (filteredStaffIdList?.length)
    return {
      type: 'refused',
      reason: 'filteredStaffIdList: that person does not take messages of this robot',
    };
  if (flowControlledStaffIdList?.length)
    return {
      type: 'retry',
      afterMs: 60_000,
      reason: 'flowControlledStaffIdList: too many messages to that person',
    };
  return undefined;
}

function readDelivery(body: unknown): StepProblem {
  const read = deliverAnswer.safeParse(body);
  if (!read.success) return { type: 'unknown', reason: 'DingTalk’s answer cannot be read' };
  const failed = read.data.result?.deliverResults?.find(({ success }) => success === false);
  if (!failed) return undefined;
  const reason = `the card was not delivered: ${failed.errorMsg ?? 'no reason given'}`.slice(0, 300);
  return /limit|too (?:fast|many)|频繁|限流/i.test(reason)
    ? { type: 'retry', afterMs: 60_000, reason }
    : { type: 'refused', reason };
}
