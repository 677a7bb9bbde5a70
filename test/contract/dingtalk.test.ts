import type { Conversation } from '../../src/channel/conversation.ts';
import { openDingtalk } from '../adapters/dingtalk/open-dingtalk.ts';
import { describeChannel, type ChannelUnderTest } from './channel-contract.ts';

function placeOf(conversation: Conversation): string {
  return conversation.kind === 'direct' ? `@${conversation.userId}` : conversation.groupId;
}

/** With a card template: what DingTalk does without one is in test/adapters/dingtalk. */
async function open(): Promise<ChannelUnderTest> {
  const dingtalk = await openDingtalk({ deadlineMs: 1_000 });
  const { fake, adapter, accepted } = dingtalk;
  return {
    adapter,
    accepted,
    refuseNext: (count) => {
      dingtalk.refusals = count;
    },
    says: (userId, text, key) => fake.says(userId, `@${userId}`, text, { key }),
    presses: (userId, messageId, action, key) => fake.pressAction(userId, messageId, action, key),
    shown: (conversation) => Promise.resolve(fake.shown(placeOf(conversation))),
    close: () => dingtalk.close(),
  };
}

describeChannel({ name: 'dingtalk', open, userId: 'lin', groupId: 'cidDesk==', gaps: {} });
