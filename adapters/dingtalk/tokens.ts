import { callPlatform } from '../../src/connection/call-platform.ts';
import type { Clock } from '../../src/kernel/clock.ts';
import type { DingtalkConfig } from './config.ts';
import { readAnswer, type ApiOutcome } from './api-answer.ts';
import { requestTimeoutMs } from './limits.ts';
import { tokenAnswer } from './payloads.ts';

type TokenOutcome = { readonly type: 'token'; readonly token: string } | Exclude<ApiOutcome, { type: 'ok' }>;

/** The app's access token: fetched once for everybody who waits, kept until shortly before it ends. */
export type Tokens = {
  get(): Promise<TokenOutcome>;
  /** Forget it, unless another has taken its place already. */
  drop(token: string): void;
};

/** It lives 7,200 s; fetched again that long before. */
const earlyMs = 5 * 60_000;

export function createTokens(config: DingtalkConfig, clock: Clock): Tokens {
  let kept: { token: string; until: number } | undefined;
  let fetching: Promise<TokenOutcome> | undefined;

  const load = async (): Promise<TokenOutcome> => {
    const answer = await callPlatform(`${config.apiUrl}/v1.0/oauth2/accessToken`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify({ appKey: config.clientId, appSecret: config.clientSecret.reveal() }),
      timeoutMs: requestTimeoutMs,
    });
    const outcome = readAnswer(answer, true);
    if (outcome.type === 'ok') {
      const read = tokenAnswer.safeParse(outcome.body);
      if (!read.success) return { type: 'retry', afterMs: 5_000, reason: 'DingTalk gave no access token' };
      const { accessToken, expireIn } = read.data;
      kept = { token: accessToken, until: clock() + Math.max(60_000, expireIn * 1_000 - earlyMs) };
      return { type: 'token', token: accessToken };
    }
    // Wrong keys are mended by a person, and messages wait for that.
    if (outcome.type === 'refused' || outcome.type === 'token-expired')
      return {
        type: 'retry',
        afterMs: 60_000,
        reason: `channels.dingtalk.clientId and clientSecret were not accepted: ${outcome.reason}`,
      };
    return outcome;
  };

  return {
    get() {
      if (kept && clock() < kept.until) return Promise.resolve({ type: 'token', token: kept.token });
      fetching ??= load().finally(() => {
        fetching = undefined;
      });
      return fetching;
    },
    drop(token) {
      if (kept?.token === token) kept = undefined;
    },
  };
}
