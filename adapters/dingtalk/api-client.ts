import { callPlatform, type PlatformAnswer } from '../../src/connection/call-platform.ts';
import { createPace } from '../../src/connection/pace.ts';
import type { Clock } from '../../src/kernel/clock.ts';
import { readAnswer, type ApiOutcome } from './api-answer.ts';
import type { DingtalkConfig } from './config.ts';
import { apiPace, requestTimeoutMs, uploadTimeoutMs } from './limits.ts';
import type { Quota } from './quota.ts';
import type { Tokens } from './tokens.ts';

export type CallOutcome = Exclude<ApiOutcome, { type: 'token-expired' | 'quota-used-up' }>;

export type CallOptions = {
  /** The same request twice does no harm. */
  readonly repeatable: boolean;
  /** Contacts and tokens are free, everything else counts against the month. */
  readonly metered: boolean;
};

/** DingTalk's REST APIs: token, pace, allowance and answers. Never throws. */
export type ApiClient = {
  /** `/v1.0/…` on the newer API. */
  call(method: 'POST' | 'PUT', path: string, body: object, options: CallOptions): Promise<CallOutcome>;
  /** `/topapi/…` on the older one; the token goes into the address there. */
  callOld(path: string, body: object, options: CallOptions): Promise<CallOutcome>;
  upload(
    type: 'image' | 'file',
    file: { name: string; mimeType: string; bytes: Uint8Array },
  ): Promise<CallOutcome>;
};

type Send = (token: string) => Promise<PlatformAnswer>;

export function createApiClient(
  config: DingtalkConfig,
  parts: { readonly clock: Clock; readonly tokens: Tokens; readonly quota: Quota },
): ApiClient {
  const { tokens, quota } = parts;
  const pace = createPace(apiPace, parts.clock);

  const attempt = async (
    path: string,
    options: CallOptions,
    send: Send,
    again: boolean,
  ): Promise<CallOutcome> => {
    const waitMs = pace.take(path);
    if (waitMs > 0) return { type: 'retry', afterMs: waitMs, reason: 'our own pace: 20 calls a second' };
    const found = await tokens.get();
    if (found.type !== 'token') return settled(found);
    const restMs = options.metered ? quota.take() : 0;
    if (restMs > 0)
      return { type: 'retry', afterMs: restMs, reason: "DingTalk's API calls of this month are used up" };
    const outcome = readAnswer(await send(found.token), options.repeatable);
    if (outcome.type === 'quota-used-up') quota.usedUp(outcome.reason);
    if (outcome.type !== 'token-expired') return settled(outcome);
    tokens.drop(found.token);
    if (again) return attempt(path, options, send, false);
    return { type: 'retry', afterMs: 60_000, reason: outcome.reason };
  };

  const oldUrl = (path: string, token: string, more = ''): string =>
    `${config.oapiUrl}${path}?access_token=${encodeURIComponent(token)}${more}`;

  return {
    call: (method, path, body, options) =>
      attempt(
        path,
        options,
        (token) =>
          callPlatform(`${config.apiUrl}${path}`, {
            method,
            headers: { ...json, 'x-acs-dingtalk-access-token': token },
            body: JSON.stringify(body),
            timeoutMs: requestTimeoutMs,
          }),
        true,
      ),
    callOld: (path, body, options) =>
      attempt(
        path,
        options,
        (token) =>
          callPlatform(oldUrl(path, token), {
            method: 'POST',
            headers: json,
            body: JSON.stringify(body),
            timeoutMs: requestTimeoutMs,
          }),
        true,
      ),
    upload(type, { name, mimeType, bytes }) {
      const send: Send = (token) => {
        const form = new FormData();
        form.set('media', new Blob([new Uint8Array(bytes)], { type: mimeType }), name);
        return callPlatform(oldUrl('/media/upload', token, `&type=${type}`), {
          method: 'POST',
          body: form,
          timeoutMs: uploadTimeoutMs,
        });
      };
      return attempt('/media/upload', { repeatable: true, metered: true }, send, true);
    },
  };
}

const json = { 'content-type': 'application/json', accept: 'application/json' };

function settled(outcome: Exclude<ApiOutcome, never>): CallOutcome {
  switch (outcome.type) {
    case 'token-expired':
      return { type: 'retry', afterMs: 60_000, reason: outcome.reason };
    case 'quota-used-up':
      return { type: 'retry', afterMs: 30 * 60_000, reason: outcome.reason };
    case 'ok':
    case 'retry':
    case 'refused':
    case 'unknown':
      return outcome;
  }
}
