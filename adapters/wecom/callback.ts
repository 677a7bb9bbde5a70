import type { Clock } from '../../src/kernel/clock.ts';
import type { Logger } from '../../src/kernel/logger.ts';
import { limits } from './limits.ts';
import type { Opener } from './verify.ts';
import { parseXml } from './xml.ts';

export const callbackPath = '/wecom/callback';

export type CallbackOptions = {
  readonly open: Opener;
  /** Resolves when what it tells is durable, or nothing to us; rejects when WeCom should send it again. */
  readonly take: (fields: Readonly<Record<string, unknown>>) => Promise<void>;
  readonly isStopped: () => boolean;
  readonly clock: Clock;
  readonly logger: Logger;
};

export type Callback = {
  handle(request: Request): Promise<Response>;
  /** Requests that were refused since the start. */
  refused(): number;
};

const maxSeen = 10_000;

/** The self-built app's callback (90930): 200 without a body once we have it; every refusal looks the same. */
export function createCallback({ open, take, isStopped, clock, logger }: CallbackOptions): Callback {
  /** Signatures of what was taken: the same again is answered and does nothing. */
  const seen = new Map<string, number>();
  let refused = 0;

  const refuse = (why: string): Response => {
    refused += 1;
    // Anybody can knock: powers of two are enough to see it.
    if ((refused & (refused - 1)) === 0) logger.warn('a callback was refused', { why, refused });
    return new Response(null, { status: 400 });
  };

  const remember = (signature: string): void => {
    const now = clock();
    for (const [key, at] of seen) {
      if (now - at <= 2 * limits.clockSkewMs && seen.size < maxSeen) break;
      seen.delete(key);
    }
    seen.set(signature, now);
  };

  async function receive(
    request: Request,
    facts: { signature: string; timestamp: string; nonce: string },
  ): Promise<Response> {
    const text = await readText(request);
    if (text === undefined) return refuse('size');
    const encrypted = parseXml(text)?.['Encrypt'];
    if (typeof encrypted !== 'string') return refuse('xml');
    const opened = open({ ...facts, encrypted }, clock());
    if (!opened.ok) return refuse(opened.why);
    if (seen.has(facts.signature)) return new Response(null, { status: 200 });
    const fields = parseXml(opened.text);
    if (!fields) return refuse('xml');
    try {
      await take(fields);
    } catch (error) {
      logger.error('a callback could not be taken; WeCom sends it again', {}, error);
      return new Response(null, { status: 503 });
    }
    remember(facts.signature);
    return new Response(null, { status: 200 });
  }

  function echo(
    parameters: URLSearchParams,
    facts: { signature: string; timestamp: string; nonce: string },
  ): Response {
    // A plus that nobody encoded arrives as a blank.
    const encrypted = (parameters.get('echostr') ?? '').replaceAll(' ', '+');
    const opened = open({ ...facts, encrypted }, clock());
    return opened.ok
      ? new Response(opened.text, { headers: { 'content-type': 'text/plain; charset=utf-8' } })
      : refuse(opened.why);
  }

  return {
    refused: () => refused,
    async handle(request) {
      if (isStopped()) return new Response(null, { status: 503 });
      const parameters = new URL(request.url).searchParams;
      const facts = {
        signature: parameters.get('msg_signature') ?? '',
        timestamp: parameters.get('timestamp') ?? '',
        nonce: parameters.get('nonce') ?? '',
      };
      if (request.method === 'GET') return echo(parameters, facts);
      if (request.method === 'POST') return receive(request, facts);
      return refuse('method');
    },
  };
}

/** undefined where it is longer than any callback of WeCom's; no more than that is ever held. */
async function readText(request: Request): Promise<string | undefined> {
  const parts: Uint8Array[] = [];
  let size = 0;
  const body: AsyncIterable<Uint8Array> | null = request.body;
  for await (const part of body ?? []) {
    size += part.byteLength;
    if (size > limits.maxCallbackBytes) return undefined;
    parts.push(part);
  }
  return Buffer.concat(parts).toString();
}
