import type { WebChannel } from './web-channel.ts';
import type { Block, Inline, OutboundMessage } from '../../../src/channel/outbound.ts';

/** A small story with every kind of block, for looking at the page. */

const plain = (text: string): Inline => ({ type: 'plain', text });
const strong = (text: string): Inline => ({ type: 'strong', text });
const text = (...inlines: Inline[]): Block => ({ type: 'text', inlines });
const heading = (words: string): Block => ({ type: 'heading', inlines: [plain(words)] });
const field = (label: string, ...value: Inline[]) => ({ label, value });

function message(blocks: readonly Block[], actions: OutboundMessage['actions'] = []): OutboundMessage {
  return { blocks, actions, attachmentKeys: [], feedback: null };
}

export const claimCard = message(
  [
    heading('T-1 VPN 连不上，提示错误 809'),
    {
      type: 'fields',
      fields: [
        field('优先级', strong('P2'), plain(' 首次响应 14:32 前')),
        field('请求人', plain('林小满 · 市场部')),
        field('分类', plain('网络 / VPN 与远程接入')),
        field('错误', { type: 'code', text: '809' }),
        field('已试过', plain('重启客户端、换手机热点')),
      ],
    },
    { type: 'quote', inlines: [plain('VPN 一直转圈，提示 809，下午三点要给客户演示')] },
  ],
  [
    { action: 'claim:1', label: '认领', style: 'primary', alias: '认领 T-1' },
    { action: 'show:1', label: '查看详情', style: 'plain', alias: '进度 T-1' },
  ],
);

export const claimedCard = message(
  [
    ...claimCard.blocks.slice(0, 1),
    text(strong('王强'), plain(' 已认领，14:06')),
    ...claimCard.blocks.slice(1),
  ],
  [
    { action: 'resolve:1', label: '解决', style: 'primary', alias: '解决 T-1' },
    { action: 'release:1', label: '退回', style: 'danger', alias: '退回 T-1' },
  ],
);

export const articleCard = message(
  [
    heading('VPN 连不上怎么办'),
    text(plain('我理解是 '), strong('VPN 与远程接入'), plain(' 的问题。先试试这几步，通常两分钟能好：')),
    {
      type: 'list',
      ordered: true,
      items: [
        [plain('打开任意网页，确认家里网络正常')],
        [plain('退出客户端，等 30 秒后重新登录，地址填 '), { type: 'code', text: 'vpn.example.com' }],
        [plain('仍提示 809：在“网络和共享中心”里重置网络，会清掉已保存的 Wi-Fi 密码')],
      ],
    },
    text({ type: 'link', text: '查看完整文章', url: 'https://kb.example.com/vpn' }),
  ],
  [
    { action: 'solved', label: '解决了', style: 'primary', alias: '解决了' },
    { action: 'unsolved', label: '没解决，继续报修', style: 'plain', alias: '没解决' },
    { action: 'other', label: '不是这个问题', style: 'plain', alias: '不是' },
  ],
);

export const warningCard = message(
  [
    heading('T-1 即将超时'),
    text(
      { type: 'mention', userId: 'zhao', name: '赵敏' },
      plain(' 距首次响应时限还有 15 分钟，还没有人认领。'),
    ),
    {
      type: 'list',
      ordered: false,
      items: [[plain('优先级 P2，工作时间日历')], [plain('请求人：林小满')]],
    },
  ],
  [{ action: 'ack:1', label: '知悉', style: 'primary', alias: '知悉 T-1' }],
);

/** Says it through the page's own routes, so that it looks as it would. */
export async function personSays(
  channel: WebChannel,
  as: string,
  conversation: string,
  words: string,
): Promise<void> {
  const response = await fetch(`${channel.url}/chat/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ as, conversation, text: words, clientId: crypto.randomUUID() }),
  });
  if (response.status !== 202) throw new Error(await response.text());
}

export async function tellStory(channel: WebChannel): Promise<void> {
  await channel.post(
    '@lin',
    message([text(plain('你好，我是帮办。电脑、网络、账号有问题，直接告诉我就行。'))]),
  );
  await personSays(channel, 'lin', '@me', 'VPN 一直转圈，提示 809，下午三点要给客户演示');
  await channel.post('@lin', articleCard);
  await personSays(channel, 'lin', '@me', '没解决');
  await channel.post('@lin', message([text(plain('已建工单 '), strong('T-1'), plain('，优先级 P2。'))]));
  const card = await channel.post('desk', claimCard);
  await personSays(channel, 'maya', 'desk', '@王强 this one is yours? I am still on T-7');
  await personSays(channel, 'wang', 'desk', '我来，认领 T-1');
  await channel.repaint('desk', card, claimedCard);
  await channel.post('managers', warningCard);
  await personSays(channel, 'zhao', 'managers', '收到，我盯着');
}
