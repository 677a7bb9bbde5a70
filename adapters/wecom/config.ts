import { findSecret, findText, type ChannelValues } from '../../src/channel/channel-values.ts';
import { Secret } from '../../src/kernel/secret.ts';

/** The name of this channel in conversations, identities and configuration. */
export const channelName = 'wecom';

export type BotConfig = {
  readonly botId: string;
  readonly secret: Secret;
  readonly wsUrl: string;
};

export type AppConfig = {
  readonly corpId: string;
  readonly agentId: number;
  readonly secret: Secret;
  /** null: the app sends and knows the directory, but nobody can write to it. */
  readonly callback: { readonly token: Secret; readonly encodingAesKey: Secret } | null;
  /** Without a slash at the end. */
  readonly apiUrl: string;
};

export type WecomConfig = {
  readonly bot: BotConfig | null;
  readonly app: AppConfig | null;
  /** Group id → key of the group robot's webhook. */
  readonly groupWebhooks: ReadonlyMap<string, string>;
  readonly apiUrl: string;
  /** What keeps an identity that was begun from working: not set, or not of its form. */
  readonly missing: { readonly bot: readonly string[]; readonly app: readonly string[] };
};

const defaultWsUrl = 'wss://openws.work.weixin.qq.com';
const defaultApiUrl = 'https://qyapi.weixin.qq.com';

const botKeys = ['botId', 'secret'] as const;
const appKeys = ['corpId', 'agentId', 'secret'] as const;
const callbackKeys = ['token', 'encodingAesKey'] as const;

function groupOf(values: ChannelValues, key: string): ChannelValues {
  const group = values[key];
  return typeof group === 'object' && group !== null && !(group instanceof Secret) ? group : {};
}

/** An agent id is a number, an encoding key 32 bytes in base64 without its last sign. */
const forms: Readonly<Record<string, RegExp>> = {
  agentId: /^\d+$/u,
  encodingAesKey: /^[A-Za-z0-9+/]{43}$/u,
};

const isGiven = (values: ChannelValues, key: string): boolean =>
  (forms[key] ?? /./su).test(findText(values, key) ?? findSecret(values, key)?.reveal() ?? '');

const absent = (values: ChannelValues, prefix: string, keys: readonly string[]): string[] =>
  keys.filter((key) => !isGiven(values, key)).map((key) => `${prefix}.${key}`);

function missingOf(values: ChannelValues): { bot: string[]; app: string[] } {
  const bot = groupOf(values, 'bot');
  const app = groupOf(values, 'app');
  const botBegun = botKeys.some((key) => isGiven(bot, key));
  const appBegun = [...appKeys, ...callbackKeys].some((key) => isGiven(app, key));
  const callbackBegun = callbackKeys.some((key) => isGiven(app, key));
  const alone = appBegun && !botBegun;
  return {
    bot: botBegun || !appBegun ? absent(bot, 'bot', botKeys) : [],
    // The app alone is no channel while nobody can write to it.
    app: appBegun
      ? [...absent(app, 'app', appKeys), ...(alone || callbackBegun ? absent(app, 'app', callbackKeys) : [])]
      : [],
  };
}

/** Keys below `channels.wecom` that have to be set and are not. One identity, bot or app, is enough. */
export function missingKeys(values: ChannelValues): readonly string[] {
  const { bot, app } = missingOf(values);
  return [...bot, ...app];
}

/** @throws never: what is missing is told in `missing`, and that identity is null. */
export function readConfig(values: ChannelValues): WecomConfig {
  const missing = missingOf(values);
  const bot = groupOf(values, 'bot');
  const app = groupOf(values, 'app');
  const apiUrl = apiBase(findText(app, 'apiUrl') ?? defaultApiUrl);
  return {
    bot: readBot(bot),
    app: missing.app.length > 0 ? null : readApp(app, apiUrl),
    groupWebhooks: readWebhooks(findSecret(values, 'groupWebhooks')),
    apiUrl,
    missing,
  };
}

function readBot(values: ChannelValues): BotConfig | null {
  const botId = findText(values, 'botId');
  const secret = findSecret(values, 'secret');
  if (botId === null || secret === null) return null;
  return { botId, secret, wsUrl: findText(values, 'wsUrl') ?? defaultWsUrl };
}

function readApp(values: ChannelValues, apiUrl: string): AppConfig | null {
  const corpId = findText(values, 'corpId');
  const agentId = Number(findText(values, 'agentId') ?? Number.NaN);
  const secret = findSecret(values, 'secret');
  const token = findSecret(values, 'token');
  const encodingAesKey = findSecret(values, 'encodingAesKey');
  if (corpId === null || secret === null) return null;
  const callback = token !== null && encodingAesKey !== null ? { token, encodingAesKey } : null;
  return { corpId, agentId, secret, callback, apiUrl };
}

/** A private deployment is named by its host; the path is the same everywhere. */
function apiBase(url: string): string {
  const bare = url.replace(/\/+$/u, '');
  return new URL(bare).pathname === '/' ? `${bare}/cgi-bin` : bare;
}

/** `wr123=KEY, desk=KEY2`: one secret text, so that a key never stands in the file. */
function readWebhooks(secret: Secret | null): ReadonlyMap<string, string> {
  const pairs = (secret?.reveal() ?? '').split(/[\s,;]+/u).flatMap((pair): [string, string][] => {
    const at = pair.indexOf('=');
    return at > 0 && at < pair.length - 1 ? [[pair.slice(0, at), pair.slice(at + 1)]] : [];
  });
  return new Map(pairs);
}
