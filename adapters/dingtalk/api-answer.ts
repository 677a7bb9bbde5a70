import type { PlatformAnswer } from '../../src/connection/call-platform.ts';
import { webhookBlockMs } from './limits.ts';
import { problemAnswer } from './payloads.ts';

/** What a call to DingTalk came to. */
export type ApiOutcome =
  | { readonly type: 'ok'; readonly body: unknown }
  | { readonly type: 'retry'; readonly afterMs: number | null; readonly reason: string }
  | { readonly type: 'refused'; readonly reason: string; readonly code: string }
  | { readonly type: 'unknown'; readonly reason: string }
  /** The access token is no more: fetch another and call again. */
  | { readonly type: 'token-expired'; readonly reason: string }
  | { readonly type: 'quota-used-up'; readonly reason: string };

/** [throttling] open.dingtalk.com/document/development/how-to-process-api-throttling-on-the-dingtalk-server */
const perSecond = new Set([
  '90018',
  '90002',
  'Forbidden.AccessDenied.QpsLimitForAppkeyAndApi',
  'Forbidden.AccessDenied.QpsLimitForApi',
]);
const tooFast = new Set(['send.too.fast', 'too.many.group', 'too.many.people', 'send.byToken.tooFast']);
const webhookBlocked = '130101';
const quota = new Set(['90020', 'Forbidden.AccessDenied.ApiCountLimitForOrg']);
/** The newer API says so with 401, the older one with an errcode in a 200. */
const expired = new Set(['40014', '42001', '88', 'InvalidAuthentication', 'invalidAuthentication']);
const maxReason = 300;

/**
 * Pure. @param repeatable the same request twice does no harm, so that no answer is a reason to try again
 */
export function readAnswer(answer: PlatformAnswer, repeatable: boolean): ApiOutcome {
  if (answer.type === 'unreachable') return { type: 'retry', afterMs: null, reason: answer.reason };
  if (answer.type === 'no-answer')
    return repeatable
      ? { type: 'retry', afterMs: null, reason: answer.reason }
      : { type: 'unknown', reason: answer.reason };
  const { status, headers, body } = answer;
  const problem = problemAnswer.safeParse(body ?? {});
  const told = problem.success ? problem.data : {};
  const code = String(told.code ?? (told.errcode ? told.errcode : ''));
  const subCode = String(told.sub_code ?? '');
  const scopes = told.accessdenieddetail?.requiredScopes ?? [];
  const reason = [
    `DingTalk answered ${code === '' ? `HTTP ${status}` : code}`,
    told.message ?? told.errmsg ?? '',
    scopes.length > 0 ? `missing permission: ${scopes.join(', ')}` : '',
  ]
    .filter((part) => part !== '')
    .join(': ')
    .slice(0, maxReason);
  const after = retryAfterMs(headers);

  if (expired.has(code) || expired.has(subCode) || (status === 401 && code !== ''))
    return { type: 'token-expired', reason };
  if (quota.has(code) || quota.has(subCode)) return { type: 'quota-used-up', reason };
  if (code === webhookBlocked) return { type: 'retry', afterMs: webhookBlockMs, reason };
  // Too many calls from one address: that address hears nothing for five minutes.
  if (told.punish) return { type: 'retry', afterMs: 5 * 60_000, reason };
  if (tooFast.has(code)) return { type: 'retry', afterMs: after ?? 60_000, reason };
  if (perSecond.has(code) || perSecond.has(subCode) || status === 429)
    return { type: 'retry', afterMs: after ?? 1_000, reason };
  // A proxy in front of DingTalk gave up waiting: the call may have gone through.
  if ((status === 502 || status === 504) && !repeatable) return { type: 'unknown', reason };
  if (status >= 500) return { type: 'retry', afterMs: after ?? 5_000, reason };
  if (status < 200 || status >= 300 || code !== '') return { type: 'refused', reason, code };
  // A page instead of JSON: somebody between us and DingTalk answered.
  if (body === null) return { type: 'unknown', reason: `HTTP ${status} without JSON` };
  return { type: 'ok', body };
}

function retryAfterMs(headers: Headers): number | null {
  const seconds = Number(headers.get('retry-after') ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1_000 : null;
}
