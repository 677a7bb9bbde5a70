/** What came of an HTTP request to a platform. */
export type PlatformAnswer =
  | {
      readonly type: 'answer';
      readonly status: number;
      readonly headers: Headers;
      /** Decoded JSON; null where the body is none. */
      readonly body: unknown;
    }
  /** It never left: repeating it is safe. */
  | { readonly type: 'unreachable'; readonly reason: string }
  /** It left, and nobody knows whether it was carried out. */
  | { readonly type: 'no-answer'; readonly reason: string };

export type PlatformRequest = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | FormData;
  readonly timeoutMs: number;
};

const maxAnswerBytes = 1024 * 1024;
const neverLeft = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'ERR_INVALID_URL',
]);

/** Calls a platform's HTTP API. Never throws, follows no redirect; neither URL nor body gets into a reason. */
export async function callPlatform(url: string, request: PlatformRequest): Promise<PlatformAnswer> {
  const { method, headers = {}, body, timeoutMs } = request;
  let sent: Response;
  try {
    sent = await fetch(url, {
      method,
      headers,
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
      ...(body === undefined ? {} : { body }),
    });
  } catch (error) {
    const code = errorCode(error);
    return neverLeft.has(code)
      ? { type: 'unreachable', reason: `unreachable (${code})` }
      : { type: 'no-answer', reason: code === '' ? 'no answer' : `no answer (${code})` };
  }
  try {
    const text = await readText(sent);
    return { type: 'answer', status: sent.status, headers: sent.headers, body: parse(text) };
  } catch (error) {
    return { type: 'no-answer', reason: `the answer broke off (${errorCode(error)})` };
  }
}

/** A file from a platform; undefined where it cannot be had or is larger than `maxBytes`. */
export async function fetchFile(
  url: string,
  options: {
    readonly headers?: Readonly<Record<string, string>>;
    readonly timeoutMs: number;
    readonly maxBytes: number;
  },
): Promise<{ readonly bytes: Uint8Array; readonly headers: Headers } | undefined> {
  try {
    const response = await fetch(url, {
      headers: options.headers ?? {},
      redirect: 'error',
      signal: AbortSignal.timeout(options.timeoutMs),
    });
    if (!response.ok || !response.body) return undefined;
    const bytes = await readBytes(response, options.maxBytes);
    return bytes && { bytes, headers: response.headers };
  } catch {
    return undefined;
  }
}

async function readBytes(response: Response, maxBytes: number): Promise<Uint8Array | undefined> {
  const parts: Uint8Array[] = [];
  let size = 0;
  // The body's type leaves open what it iterates over; the fetch standard says bytes.
  const body: AsyncIterable<Uint8Array> | null = response.body;
  if (!body) return new Uint8Array();
  for await (const part of body) {
    size += part.byteLength;
    if (size > maxBytes) return undefined;
    parts.push(part);
  }
  return new Uint8Array(Buffer.concat(parts));
}

async function readText(response: Response): Promise<string> {
  const bytes = await readBytes(response, maxAnswerBytes);
  return bytes ? Buffer.from(bytes).toString() : '';
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

/** Of the error or of what caused it: `ECONNREFUSED`, `TimeoutError`, … */
function errorCode(error: unknown): string {
  if (!(error instanceof Error)) return '';
  const { cause } = error;
  const inner = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  return inner !== '' ? inner : 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}
