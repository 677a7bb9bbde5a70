import { parseMessageId } from '../../adapters/wecom/message-id.ts';
import { eventually, startWecomChannel } from '../adapters/wecom/channel.ts';
import { describeChannel, type ChannelUnderTest } from './channel-contract.ts';

async function open(): Promise<ChannelUnderTest> {
  const { adapter, fake, intake, close } = await startWecomChannel();
  return {
    adapter,
    accepted: intake.events,
    refuseNext: (count) => {
      intake.rejections = count;
    },
    // The app's callback is where WeCom waits for an answer; the long connection asks for none.
    says: (userId, text, key) => fake.saysToApp(userId, text, key),
    presses: async (userId, messageId, action, key) => {
      const before = intake.events.length;
      const name = parseMessageId(messageId)?.name ?? '';
      const pressed = await fake.pressesKey(userId, name, action, key);
      if (pressed) await eventually(() => (intake.events.length > before ? true : undefined));
      return pressed;
    },
    shown: (conversation) =>
      Promise.resolve(
        fake.shown(conversation.kind === 'direct' ? `@${conversation.userId}` : conversation.groupId),
      ),
    close,
  };
}

describeChannel({
  name: 'wecom',
  open,
  userId: 'lin',
  groupId: 'wrDesk',
  gaps: {
    'repaints a message in place':
      'WeCom repaints a card only for 5 s after somebody pressed it, or once by the app: repaint.test.ts',
  },
});
