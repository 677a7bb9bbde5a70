import {
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
  WebClient,
} from '@slack/web-api';
import type { SendOutcome } from '../../src/channel/adapter.ts';
import type { Clock } from '../../src/kernel/clock.ts';
import type { Logger } from '../../src/kernel/logger.ts';
import type { SlackConfig } from './config.ts';
import { callTimeoutMs } from './limits.ts';
import { createSdkLogger } from './sdk-logger.ts';

/** Methods of the Web API this adapter calls; the manifest's scopes are checked against this list. */
export const calledMethods = [
  'auth.test',
  'chat.delete',
  'chat.postEphemeral',
  'chat.postMessage',
  'chat.update',
  'conversations.history',
  'conversations.info',
  'conversations.open',
  'conversations.replies',
  'files.uploadV2',
  'users.info',
  'views.open',
  'views.publish',
] as const;
export type ApiMethod = (typeof calledMethods)[number];

export type Called = { readonly type: 'ok'; readonly body: unknown } | Exclude<SendOutcome, { type: 'sent' }>;

export type ApiClient = {
  /**
   * @param spot what a rate limit of this call is about: a channel, or nothing for the method as a whole
   */
  call(method: ApiMethod, args: Record<string, unknown>, spot?: string): Promise<Called>;
  /** What Slack said about the bot token when it last refused it; null: it is accepted. */
  readonly refusedToken: () => string | null;
};

/** The token will not do, whatever is called: docs.slack.dev/reference/methods, common errors. */
const tokenErrors: readonly string[] = [
  'invalid_auth',
  'not_authed',
  'account_inactive',
  'token_revoked',
  'token_expired',
  'not_allowed_token_type',
  'org_login_required',
  'user_removed_from_team',
  'team_disabled',
];
const passingErrors: readonly string[] = [
  'ratelimited',
  'rate_limited',
  'service_unavailable',
  'team_added_to_org',
];
/** "It's possible some aspect of the operation succeeded before the error was raised." */
const undecidedErrors: readonly string[] = ['internal_error', 'fatal_error', 'request_timeout'];
/** It never left: repeating it is safe. */
const neverLeft: readonly string[] = [
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
];
const mendableAfterMs = 60_000;

export function isTokenError(code: string): boolean {
  return tokenErrors.includes(code);
}

/**
 * Slack's Web API through its own client, one try each. The client's own way with a 429 (everything waits, then it is sent
 * again) would let one busy channel hold up all others, so it is switched off and obeyed here, by method and spot.
 */
export function createApiClient(config: SlackConfig, clock: Clock, logger: Logger): ApiClient {
  const client = new WebClient(config.botToken.reveal(), {
    slackApiUrl: config.apiUrl,
    logger: createSdkLogger(logger),
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: callTimeoutMs,
    allowAbsoluteUrls: false,
  });
  const blockedUntil = new Map<string, number>();
  let refusedToken: string | null = null;

  const read = (error: unknown, key: string): Called => {
    if (error instanceof WebAPIRateLimitedError) {
      const afterMs = error.retryAfter * 1_000;
      blockedUntil.set(key, clock() + afterMs);
      return { type: 'retry', afterMs, reason: 'rate limited' };
    }
    if (error instanceof WebAPIPlatformError) return readRefusal(error.data.error, error.data);
    if (error instanceof WebAPIHTTPError) return { type: 'unknown', reason: `HTTP ${error.statusCode}` };
    if (error instanceof WebAPIRequestError) {
      const code = causeCode(error.original);
      return neverLeft.includes(code)
        ? { type: 'retry', afterMs: null, reason: `unreachable (${code})` }
        : { type: 'unknown', reason: code === '' ? 'no answer' : `no answer (${code})` };
    }
    return { type: 'unknown', reason: error instanceof Error ? error.name : 'no answer' };
  };

  const readRefusal = (code: string, data: object): Called => {
    if (isTokenError(code)) {
      refusedToken = code;
      return { type: 'retry', afterMs: mendableAfterMs, reason: `channels.slack.botToken: ${code}` };
    }
    if (passingErrors.includes(code)) return { type: 'retry', afterMs: null, reason: code };
    if (undecidedErrors.includes(code)) return { type: 'unknown', reason: code };
    if (code === 'missing_scope' && 'needed' in data)
      return { type: 'refused', reason: `missing_scope: ${String(data.needed)}` };
    // Where the answer is no JSON, the SDK puts the whole of it here.
    return /^[a-z0-9_]{1,60}$/.test(code)
      ? { type: 'refused', reason: code }
      : { type: 'unknown', reason: 'an answer that is none of Slack’s' };
  };

  return {
    refusedToken: () => refusedToken,
    async call(method, args, spot = '') {
      const key = `${method} ${spot}`;
      const waitMs = (blockedUntil.get(key) ?? 0) - clock();
      if (waitMs > 0) return { type: 'retry', afterMs: waitMs, reason: 'rate limited' };
      blockedUntil.delete(key);
      try {
        const body: unknown = await client.apiCall(method, args);
        refusedToken = null;
        return { type: 'ok', body };
      } catch (error) {
        return read(error, key);
      }
    },
  };
}

/** Of the error or of what caused it: `ECONNREFUSED`, `TimeoutError`, … */
function causeCode(error: Error): string {
  const { cause } = error;
  const inner = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  return inner !== '' ? inner : 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}
