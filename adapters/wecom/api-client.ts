import type { Clock } from '../../src/kernel/clock.ts';
import { callPlatform, fetchFile, type PlatformAnswer } from '../../src/connection/call-platform.ts';
import { createPace } from '../../src/connection/pace.ts';
import type { AppConfig } from './config.ts';
import { limits } from './limits.ts';
import { classify, tellCode } from './outcomes.ts';
import { mediaAnswer, receipt, tokenAnswer } from './payloads.ts';

export type ApiAnswer =
  | { readonly type: 'ok'; readonly body: unknown }
  | { readonly type: 'code'; readonly code: number }
  /** It never left, or not yet. */
  | { readonly type: 'not-sent'; readonly reason: string; readonly afterMs: number | null }
  | { readonly type: 'no-answer'; readonly reason: string };

export type ApiState =
  | { readonly state: 'starting' }
  | { readonly state: 'connected'; readonly lastFrameAt: number }
  | { readonly state: 'down'; readonly since: number; readonly reason: string };

export type ApiClient = {
  /** `path` as in WeCom's pages, with its query but without the token: `/message/send`, `/user/get?userid=lin`. */
  get(path: string): Promise<ApiAnswer>;
  post(path: string, body: object): Promise<ApiAnswer>;
  upload(
    kind: 'image' | 'file',
    file: { name: string; mimeType: string; bytes: Uint8Array },
  ): Promise<ApiAnswer>;
  /** undefined where it cannot be had, or is larger than an attachment may be. */
  download(mediaId: string, timeoutMs: number): Promise<{ bytes: Uint8Array; headers: Headers } | undefined>;
  /** Looks whether the app can do anything at all; never rejects. */
  check(): Promise<void>;
  state(): ApiState;
};

/** With these nothing works; the rest concerns one call. */
const hopeless = new Set([40001, 40013, 40056, 40091, 60020, 301002]);

/** A token is replaced so much before its end. */
const marginMs = 5 * 60_000;

/** The self-built app's REST API, with its token cached, fetched once for all who wait, and renewed when WeCom says so. */
export function createApiClient(config: AppConfig, clock: Clock): ApiClient {
  const pace = createPace(limits.appCalls, clock);
  let state: ApiState = { state: 'starting' };
  let token: { readonly value: string; readonly until: number } | undefined;
  let fetching: Promise<ApiAnswer> | undefined;

  const up = (): void => {
    state = { state: 'connected', lastFrameAt: clock() };
  };
  const down = (reason: string): void => {
    state = { state: 'down', since: state.state === 'down' ? state.since : clock(), reason };
  };

  async function fetchToken(): Promise<ApiAnswer> {
    const query = new URLSearchParams({ corpid: config.corpId, corpsecret: config.secret.reveal() });
    const answer = read(
      await callPlatform(`${config.apiUrl}/gettoken?${query.toString()}`, {
        method: 'GET',
        timeoutMs: limits.requestMs,
      }),
    );
    if (answer.type === 'ok') {
      const parsed = tokenAnswer.safeParse(answer.body);
      if (parsed.success) {
        const { access_token: value, expires_in: seconds } = parsed.data;
        token = { value, until: clock() + Math.max(seconds * 1_000 - marginMs, 60_000) };
        up();
        return answer;
      }
    }
    const reason =
      answer.type === 'code'
        ? tellCode(answer.code)
        : 'channels.wecom.app.apiUrl does not answer as WeCom does';
    down(
      answer.type === 'not-sent' || answer.type === 'no-answer' ? `WeCom's API: ${answer.reason}` : reason,
    );
    // Whatever came of it: what needed the token was not sent.
    if (answer.type === 'code') return answer;
    return { type: 'not-sent', reason: 'reason' in answer ? answer.reason : reason, afterMs: null };
  }

  async function withToken(call: (token: string) => Promise<PlatformAnswer>): Promise<ApiAnswer> {
    for (let attempt = 0; ; attempt += 1) {
      if (!token || clock() >= token.until) {
        fetching ??= fetchToken().finally(() => {
          fetching = undefined;
        });
        const fetched = await fetching;
        if (fetched.type !== 'ok') return fetched;
      }
      const used = token?.value ?? '';
      const answer = read(await call(used));
      if (answer.type === 'ok') up();
      if (answer.type === 'code' && hopeless.has(answer.code)) down(tellCode(answer.code));
      const isStale = answer.type === 'code' && classify(answer.code) === 'token';
      if (!isStale || attempt > 0) return answer;
      if (token?.value === used) token = undefined;
    }
  }

  function paced(path: string, call: (token: string) => Promise<PlatformAnswer>): Promise<ApiAnswer> {
    const waitMs = pace.take(path.split('?')[0] ?? path);
    return waitMs > 0
      ? Promise.resolve({
          type: 'not-sent',
          reason: 'the API calls of this minute are used up',
          afterMs: waitMs,
        })
      : withToken(call);
  }

  const urlOf = (path: string, value: string): string =>
    `${config.apiUrl}${path}${path.includes('?') ? '&' : '?'}access_token=${encodeURIComponent(value)}`;

  return {
    get: (path) =>
      paced(path, (value) =>
        callPlatform(urlOf(path, value), { method: 'GET', timeoutMs: limits.requestMs }),
      ),
    post: (path, body) =>
      paced(path, (value) =>
        callPlatform(urlOf(path, value), {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(body),
          timeoutMs: limits.requestMs,
        }),
      ),
    upload: (kind, { name, mimeType, bytes }) =>
      paced('/media/upload', (value) => {
        const form = new FormData();
        form.append('media', new Blob([Buffer.from(bytes)], { type: mimeType }), name);
        return callPlatform(urlOf(`/media/upload?type=${kind}`, value), {
          method: 'POST',
          body: form,
          timeoutMs: limits.botFileMs,
        });
      }),
    async download(mediaId, timeoutMs) {
      let found: { bytes: Uint8Array; headers: Headers } | undefined;
      const answer = await paced('/media/get', async (value) => {
        const path = `/media/get?media_id=${encodeURIComponent(mediaId)}`;
        found = await fetchFile(urlOf(path, value), { timeoutMs, maxBytes: limits.maxAttachmentBytes });
        return { type: 'answer', status: 200, headers: new Headers(), body: codeIn(found) };
      });
      return answer.type === 'ok' ? found : undefined;
    },
    async check() {
      // Asked from our address, in the app's name: what is wrong with either shows here and not with the token.
      const answer = await withToken((value) =>
        callPlatform(urlOf(`/agent/get?agentid=${config.agentId}`, value), {
          method: 'GET',
          timeoutMs: limits.requestMs,
        }),
      );
      if (answer.type === 'not-sent' || answer.type === 'no-answer') down(`WeCom's API: ${answer.reason}`);
    },
    state: () => state,
  };
}

export function mediaIdOf(answer: ApiAnswer): string | undefined {
  const parsed = answer.type === 'ok' ? mediaAnswer.safeParse(answer.body) : undefined;
  return parsed?.success === true ? parsed.data.media_id : undefined;
}

/** An error comes as JSON where the file would be (90254). */
function codeIn(found: { bytes: Uint8Array; headers: Headers } | undefined): unknown {
  if (found?.headers.get('content-type')?.startsWith('application/json') !== true) return { errcode: 0 };
  try {
    return JSON.parse(Buffer.from(found.bytes).toString()) as unknown;
  } catch {
    return { errcode: 0 };
  }
}

/** WeCom answers 200 with a code; anything else is a proxy's word, and nobody knows what became of the request. */
function read(answer: PlatformAnswer): ApiAnswer {
  switch (answer.type) {
    case 'unreachable':
      return { type: 'not-sent', reason: answer.reason, afterMs: null };
    case 'no-answer':
      return { type: 'no-answer', reason: answer.reason };
    case 'answer': {
      const parsed = receipt.safeParse(answer.body);
      // gettoken and some others leave the code out when all is well.
      if (!parsed.success && answer.status === 200 && answer.body !== null)
        return { type: 'ok', body: answer.body };
      if (!parsed.success)
        return { type: 'no-answer', reason: `HTTP ${answer.status} without an answer of WeCom's` };
      return parsed.data.errcode === 0
        ? { type: 'ok', body: answer.body }
        : { type: 'code', code: parsed.data.errcode };
    }
  }
}
