import { findSecret, findText, type ChannelValues } from '../../src/channel/channel-values.ts';
import type { Secret } from '../../src/kernel/secret.ts';

/** The name of this channel in conversations, identities and configuration. */
export const channelName = 'slack';

type Common = {
  /** `xoxb-…`: what the bot says and looks up. */
  readonly botToken: Secret;
  /** With a slash at the end. */
  readonly apiUrl: string;
  /** Name of the emoji, without colons, that turns a message into a matter for the desk. */
  readonly ticketEmoji: string;
};

export type SlackConfig = Common &
  (
    | {
        readonly mode: 'socket';
        /** `xapp-…` with `connections:write`: opens the socket. */
        readonly appToken: Secret;
      }
    | { readonly mode: 'http'; readonly signingSecret: Secret }
  );

const productionApi = 'https://slack.com/api/';

function findMode(values: ChannelValues): 'socket' | 'http' {
  return values['mode'] === 'http' ? 'http' : 'socket';
}

/** Keys below `channels.slack` that the chosen mode needs and that are not set. */
export function missingKeys(values: ChannelValues): readonly string[] {
  const needed = ['botToken', findMode(values) === 'http' ? 'signingSecret' : 'appToken'];
  return needed.filter((key) => findSecret(values, key) === null);
}

/** undefined where a key is missing, as {@link missingKeys} tells. */
export function readConfig(values: ChannelValues): SlackConfig | undefined {
  const botToken = findSecret(values, 'botToken');
  if (!botToken) return undefined;
  const apiUrl = findText(values, 'apiUrl') ?? productionApi;
  const common: Common = {
    botToken,
    apiUrl: apiUrl.endsWith('/') ? apiUrl : `${apiUrl}/`,
    ticketEmoji: (findText(values, 'ticketEmoji') ?? 'ticket').replaceAll(':', ''),
  };
  if (findMode(values) === 'http') {
    const signingSecret = findSecret(values, 'signingSecret');
    return signingSecret ? { ...common, mode: 'http', signingSecret } : undefined;
  }
  const appToken = findSecret(values, 'appToken');
  return appToken ? { ...common, mode: 'socket', appToken } : undefined;
}
