import { findSecret, findText, type ChannelValues } from '../../src/channel/channel-values.ts';
import type { Secret } from '../../src/kernel/secret.ts';

/** The block `channels.dingtalk` of bot.config.yaml, with defaults. Base URLs have no slash at the end. */
export type DingtalkConfig = {
  readonly clientId: string;
  readonly clientSecret: Secret;
  /** Of an app built within the company it equals the client id. */
  readonly robotCode: string;
  readonly apiUrl: string;
  readonly oapiUrl: string;
  /** `<id>.schema` of the published card template; null: no cards. */
  readonly cardTemplateId: string | null;
};

/** Keys below `channels.dingtalk` that have to be set and are not. */
export function missingKeys(values: ChannelValues): readonly string[] {
  return [
    ...(findText(values, 'clientId') === null ? ['clientId'] : []),
    ...(findSecret(values, 'clientSecret') === null ? ['clientSecret'] : []),
  ];
}

/** undefined while {@link missingKeys} names any. */
export function findConfig(values: ChannelValues): DingtalkConfig | undefined {
  const clientId = findText(values, 'clientId');
  const clientSecret = findSecret(values, 'clientSecret');
  if (clientId === null || clientSecret === null) return undefined;
  return {
    clientId,
    clientSecret,
    robotCode: findText(values, 'robotCode') ?? clientId,
    apiUrl: baseUrl(findText(values, 'apiUrl'), 'https://api.dingtalk.com'),
    oapiUrl: baseUrl(findText(values, 'oapiUrl'), 'https://oapi.dingtalk.com'),
    cardTemplateId: findText(values, 'cardTemplateId'),
  };
}

function baseUrl(url: string | null, otherwise: string): string {
  return (url ?? otherwise).replace(/\/+$/, '');
}
