import type { Conversation } from '../../src/channel/conversation.ts';
import { desk, lin, openSlackChannel } from '../adapters/slack/slack-channel.ts';
import { describeChannel, type ChannelUnderTest } from './channel-contract.ts';

function placeOf(conversation: Conversation): string {
  return conversation.kind === 'direct' ? `@${conversation.userId}` : conversation.groupId;
}

async function open(mode: 'socket' | 'http'): Promise<ChannelUnderTest> {
  const { adapter, intake, slack, passes, close } = await openSlackChannel({ mode });
  return {
    adapter: {
      ...adapter,
      // A second between two messages: the pace is looked at where it is the subject.
      send: (delivery) => {
        passes(1_000);
        return adapter.send(delivery);
      },
    },
    accepted: intake.events,
    refuseNext: (count) => {
      intake.rejections = count;
    },
    says: (userId, text, key) => slack.says(userId, `@${userId}`, text, { key }),
    presses: async (userId, messageId, action) => {
      const message = slack.workspace.messages.find(({ ts }) => ts === messageId);
      const buttons = (message?.blocks ?? []).flatMap(
        ({ elements }) => (elements ?? []) as { value?: string; text?: { text: string } }[],
      );
      const label = buttons.find(({ value }) => value === action)?.text?.text;
      // What is not on the message nobody can press; Slack sends presses only, and signs them.
      return label === undefined ? false : slack.presses(userId, `@${userId}`, label);
    },
    shown: (conversation) => Promise.resolve(slack.shown(placeOf(conversation))),
    close: async () => {
      const broken = slack.violations();
      await close();
      if (broken.length > 0) throw new Error(`Slack's rules were broken: ${broken.join('; ')}`);
    },
  };
}

for (const mode of ['socket', 'http'] as const)
  describeChannel({ name: 'slack', open: () => open(mode), userId: lin, groupId: desk, gaps: {} });
