import type { CastMember } from '../cast.ts';
import type { WireCast, WireEntry, WireProblem, WireUpload } from '../wire.ts';

/** What became of a request. `failed` may be tried again as it is; `refused` needs another message. */
export type Answer<Value> =
  | { readonly type: 'ok'; readonly value: Value }
  | { readonly type: 'refused'; readonly message: string }
  /** `message` is empty where nobody answered at all. */
  | { readonly type: 'failed'; readonly message: string; readonly retryAfterMs: number | null };

const timeoutMs = 30_000;
const uploadTimeoutMs = 120_000;

async function request<Value>(path: string, init: RequestInit, within: number): Promise<Answer<Value>> {
  try {
    const response = await fetch(path, { ...init, signal: AbortSignal.timeout(within) });
    if (response.ok) return { type: 'ok', value: (await response.json()) as Value };
    const { message } = (await response.json()) as WireProblem;
    if (response.status < 500 && response.status !== 429) return { type: 'refused', message };
    const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
    return { type: 'failed', message, retryAfterMs: Number.isNaN(seconds) ? null : seconds * 1000 };
  } catch {
    return { type: 'failed', message: '', retryAfterMs: null };
  }
}

function post<Value>(path: string, locale: string, body: unknown): Promise<Answer<Value>> {
  const headers = { 'content-type': 'application/json', 'accept-language': locale };
  return request(path, { method: 'POST', headers, body: JSON.stringify(body) }, timeoutMs);
}

/** Sent with everything a person does. */
function who(person: CastMember) {
  return {
    as: person.userId,
    name: person.name,
    lang: navigator.language,
    timeZone: browserTimeZone,
  };
}

export const browserTimeZone = new Intl.DateTimeFormat().resolvedOptions().timeZone;

export type Spoken = {
  readonly conversation: string;
  readonly text: string;
  readonly attachmentKeys: readonly string[];
  readonly clientId: string;
};

export const api = {
  cast: () => request<WireCast>('/chat/cast', {}, timeoutMs),
  guest: (name: string, locale: string) => post<CastMember>('/chat/guests', locale, { name }),
  say: (person: CastMember, locale: string, spoken: Spoken) =>
    post<{ entry: WireEntry }>('/chat/messages', locale, { ...who(person), ...spoken }),
  press: (
    person: CastMember,
    locale: string,
    pressed: { conversation: string; messageId: string; action: string; clientId: string },
  ) => post<object>('/chat/presses', locale, { ...who(person), ...pressed }),
  opened: (person: CastMember, locale: string) => post<object>('/chat/opened', locale, who(person)),
  upload(person: CastMember, locale: string, file: File): Promise<Answer<WireUpload>> {
    const form = new FormData();
    form.set('as', person.userId);
    form.set('file', file);
    const init = { method: 'POST', headers: { 'accept-language': locale }, body: form };
    return request('/chat/attachments', init, uploadTimeoutMs);
  },
};
