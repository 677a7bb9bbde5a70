import { createHash } from 'node:crypto';
import { conversationKey } from '../../src/channel/conversation.ts';
import type { Block, Inline } from '../../src/channel/outbound.ts';
import { startWebChannel } from '../adapters/web/web-channel.ts';
import { plainMessage } from '../support/plain-message.ts';
import { describeChannel, type ChannelUnderTest } from './channel-contract.ts';

/** The page's clientId for an event key: the same key, the same id. */
function clientId(key: string): string {
  const hex = createHash('sha256').update(key).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

async function open(): Promise<ChannelUnderTest> {
  const web = await startWebChannel();
  const { url, adapter, transcript, intake } = web;
  const post = async (path: string, body: object): Promise<boolean> => {
    const response = await fetch(`${url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: new URL(url).origin },
      body: JSON.stringify(body),
    });
    await response.body?.cancel();
    return response.status === 202;
  };
  return {
    adapter,
    accepted: intake.events,
    refuseNext: (count) => {
      intake.rejections = count;
    },
    says: (as, text, key) =>
      post('/chat/messages', { as, conversation: '@me', text, clientId: clientId(key) }),
    presses: (as, messageId, action, key) =>
      post('/chat/presses', { as, conversation: '@me', messageId, action, clientId: clientId(key) }),
    shown: async (conversation) => {
      const entries = await transcript.list([conversationKey(conversation)], 0, 1_000);
      return entries
        .filter(({ authorUserId }) => authorUserId === null)
        .map(({ messageId, message }) => {
          const inlines = message.blocks.flatMap(inlinesOf);
          return {
            messageId,
            text: plainMessage(message),
            buttons: message.actions.map(({ label }) => label),
            mentions: inlines.flatMap((inline) =>
              inline.type === 'mention' && inline.userId !== null ? [inline.userId] : [],
            ),
            links: inlines.flatMap((inline) => (inline.type === 'link' ? [inline.url] : [])),
          };
        });
    },
    close: () => web.close(),
  };
}

function inlinesOf(block: Block): readonly Inline[] {
  if (block.type === 'fields') return block.fields.flatMap(({ value }) => value);
  return block.type === 'list' ? block.items.flat() : block.inlines;
}

describeChannel({
  name: 'web',
  open,
  userId: 'lin',
  groupId: 'desk',
  gaps: {
    'shows outside text as text':
      'the wire carries structure and no markup; test/web shows it in a real browser',
  },
});
