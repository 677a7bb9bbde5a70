/** What one key of a channel's block may hold. `secret`: only as `${NAME}`. */
export type ChannelField =
  | { readonly kind: 'text' | 'secret' }
  | { readonly kind: 'url'; readonly scheme: 'http' | 'ws' }
  | { readonly kind: 'choice'; readonly names: readonly string[] }
  | { readonly kind: 'group'; readonly fields: ChannelFields };
export type ChannelFields = Readonly<Record<string, ChannelField>>;

const text: ChannelField = { kind: 'text' };
const secret: ChannelField = { kind: 'secret' };
const httpUrl: ChannelField = { kind: 'url', scheme: 'http' };

/**
 * The keys of every channel's block besides `enabled`: data, so that a configuration can be checked before, and without,
 * the adapter it is for. A new channel adds its block here.
 */
export const channelBlocks: Readonly<Record<string, ChannelFields>> = {
  web: {},
  slack: {
    mode: { kind: 'choice', names: ['socket', 'http'] },
    botToken: secret,
    appToken: secret,
    signingSecret: secret,
    apiUrl: httpUrl,
    ticketEmoji: text,
  },
  dingtalk: {
    clientId: text,
    clientSecret: secret,
    robotCode: text,
    apiUrl: httpUrl,
    oapiUrl: httpUrl,
    cardTemplateId: text,
  },
  wecom: {
    bot: { kind: 'group', fields: { botId: text, secret, wsUrl: { kind: 'url', scheme: 'ws' } } },
    app: {
      kind: 'group',
      fields: { corpId: text, agentId: text, secret, token: secret, encodingAesKey: secret, apiUrl: httpUrl },
    },
    // `group=key, …`: one secret, because a key in the address is all a group robot asks for.
    groupWebhooks: secret,
  },
};
