import type { Clock } from '../../src/kernel/clock.ts';
import type { Logger } from '../../src/kernel/logger.ts';
import type { HandleEnvelope } from './socket.ts';
import type { SlackConfig } from './config.ts';
import { maxRequestBytes } from './limits.ts';
import { createSeenSignatures, verifyRequest } from './verify.ts';

export const eventsPath = '/slack/events';

export type SignedRoute = {
  handle(request: Request): Promise<Response>;
  /** When Slack was last heard; null: not yet. */
  lastHeardAt(): number | null;
  /** Refused requests by reason. */
  refused(): Readonly<Record<string, number>>;
};

/** Events, commands and presses as signed requests. 200 only once what it says is durable; anything else, and Slack sends it again. */
export function createSignedRoute(options: {
  readonly config: Extract<SlackConfig, { mode: 'http' }>;
  /** undefined while the channel is not running. */
  readonly handle: () => HandleEnvelope | undefined;
  readonly clock: Clock;
  readonly logger: Logger;
}): SignedRoute {
  const { config, handle, clock, logger } = options;
  const seen = createSeenSignatures(clock);
  const refused: Record<string, number> = {};
  let heardAt: number | null = null;

  const refuse = (reason: string): Response => {
    refused[reason] = (refused[reason] ?? 0) + 1;
    logger.warn('a request that claims to be Slack’s was refused', { reason, count: refused[reason] });
    // The same answer whatever was wrong with it.
    return new Response('', { status: 401 });
  };

  const answer = async (
    body: Record<string, unknown>,
    signature: string,
    request: Request,
  ): Promise<Response> => {
    if (typeof body['challenge'] === 'string' && body['type'] === 'url_verification')
      return Response.json({ challenge: body['challenge'] });
    if ('ssl_check' in body) return new Response('');
    const retryNum = Number(request.headers.get('x-slack-retry-num') ?? 0);
    if (!seen.admit(signature)) {
      // Slack signs a retry anew, unless it follows within the second. Either way nothing happens twice.
      return retryNum > 0 ? new Response('') : refuse('replayed');
    }
    const take = handle();
    try {
      if (!take) throw new Error('the channel is not running');
      const response = await take({ type: typeOf(body), body, retryNum });
      return response === undefined ? new Response('') : Response.json(response);
    } catch (error) {
      seen.forget(signature);
      logger.error('an event could not be taken; Slack will send it again', {}, error);
      return new Response('', { status: 503 });
    }
  };

  return {
    lastHeardAt: () => heardAt,
    refused: () => refused,
    async handle(request) {
      if (request.method !== 'POST') return new Response('', { status: 405, headers: { allow: 'POST' } });
      const raw = await readRaw(request);
      if (!raw) return new Response('', { status: 413 });
      const verdict = verifyRequest(request.headers, raw, config.signingSecret.reveal(), clock());
      if (verdict.type === 'refused') return refuse(verdict.reason);
      heardAt = clock();
      const body = parseBody(Buffer.from(raw).toString(), request.headers.get('content-type') ?? '');
      if (!body) return new Response('', { status: 400 });
      return answer(body, verdict.signature, request);
    },
  };
}

function typeOf(body: Record<string, unknown>): string {
  return 'command' in body
    ? 'slash_commands'
    : body['type'] === 'event_callback'
      ? 'events_api'
      : 'interactive';
}

/** undefined: more than we take. */
async function readRaw(request: Request): Promise<Uint8Array | undefined> {
  if (Number(request.headers.get('content-length') ?? 0) > maxRequestBytes) return undefined;
  const bytes = new Uint8Array(await request.arrayBuffer());
  return bytes.byteLength > maxRequestBytes ? undefined : bytes;
}

/** JSON for events; a form for commands, and a form with JSON in `payload` for what people press. */
function parseBody(text: string, contentType: string): Record<string, unknown> | undefined {
  if (!contentType.startsWith('application/x-www-form-urlencoded')) return parseRecord(text);
  const form = new URLSearchParams(text);
  const payload = form.get('payload');
  return payload === null ? Object.fromEntries(form) : parseRecord(payload);
}

function parseRecord(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}
