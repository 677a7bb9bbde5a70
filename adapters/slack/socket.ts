import { channel as diagnosticsChannel } from 'node:diagnostics_channel';
import { SocketModeClient, type SocketModeOptions } from '@slack/socket-mode';
import { WebAPIPlatformError, WebAPIRateLimitedError, WebAPIRequestError } from '@slack/web-api';
import { Rejected, type Connection, type Dial, type Ending } from '../../src/connection/supervisor.ts';
import { schedule as realSchedule, type Schedule } from '../../src/connection/timers.ts';
import type { Clock } from '../../src/kernel/clock.ts';
import type { Logger } from '../../src/kernel/logger.ts';
import type { SlackConfig } from './config.ts';
import { callTimeoutMs } from './limits.ts';
import { createSdkLogger } from './sdk-logger.ts';

/** One thing Slack wants us to say "we have it" to. */
export type Envelope = {
  readonly type: string;
  readonly body: Record<string, unknown>;
  readonly retryNum: number;
};

/** Resolves to what the acknowledgement carries (undefined: nothing); rejects where there must be none, so that Slack sends it again. */
export type HandleEnvelope = (envelope: Envelope) => Promise<Record<string, unknown> | undefined>;

export type SocketOptions = {
  readonly config: Extract<SlackConfig, { mode: 'socket' }>;
  readonly handle: HandleEnvelope;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly schedule?: Schedule;
  /** Slack answers a ping within that, or the socket is dead. */
  readonly pongTimeoutMs?: number;
  /** How long a socket that is given up waits for what it still has to acknowledge, and for its closing handshake. */
  readonly closeMs?: number;
};

type Bounds = { announce(reason: string): void; ignored(why: string): void };

/** Envelope types whose names are none of the client's own events. */
const envelopeTypes: readonly unknown[] = ['events_api', 'slash_commands', 'interactive'];
/** Event types that are names of the client's own events: `emit` would set them off. */
const ownEvents =
  /^(?:error|close|ws_message|slack_event|connect|disconnect|authenticated|reconnecting|outgoing)/;

/**
 * Slack's client, with three of its ways changed: at a `disconnect` frame it drops its socket at once and leaves a hole of
 * five seconds, where Slack still delivers for ten; a frame without the expected shape is an unhandled rejection; and it takes
 * any frame type for an event name.
 */
class WarmClient extends SocketModeClient {
  bounds: Bounds = { announce: () => undefined, ignored: () => undefined };

  protected override async onWebSocketMessage(data: string | ArrayBuffer, isBinary: boolean): Promise<void> {
    const frame = typeof data === 'string' && !isBinary ? parseFrame(data) : undefined;
    if (!frame) {
      this.bounds.ignored('malformed');
      return;
    }
    if (frame['type'] === 'disconnect' && frame['reason'] !== 'link_disabled') {
      this.bounds.announce(String(frame['reason']));
      return;
    }
    if (frame['type'] !== 'hello' && frame['type'] !== 'disconnect' && !isEnvelope(frame)) {
      this.bounds.ignored('unknown-type');
      return;
    }
    await super.onWebSocketMessage(data, isBinary);
  }
}

function parseFrame(data: string): Record<string, unknown> | undefined {
  try {
    const frame: unknown = JSON.parse(data);
    return isRecord(frame) ? frame : undefined;
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isEnvelope({ type, envelope_id: id, payload }: Record<string, unknown>): boolean {
  if (!envelopeTypes.includes(type) || typeof id !== 'string' || !isRecord(payload)) return false;
  if (type !== 'events_api') return true;
  const { event } = payload;
  return isRecord(event) && typeof event['type'] === 'string' && !ownEvents.test(event['type']);
}

/** Answers to apps.connections.open that only a person can mend. */
const appTokenErrors: readonly string[] = [
  'invalid_auth',
  'not_authed',
  'account_inactive',
  'token_revoked',
  'token_expired',
  'not_allowed_token_type',
  'missing_scope',
  'no_permission',
  'access_denied',
  'user_removed_from_team',
  'team_disabled',
  'forbidden_team',
  'socket_mode_disabled',
];

/** Dials one socket; the supervisor dials its successor before this one is closed. */
export function createDial(options: SocketOptions): Dial {
  const {
    config,
    handle,
    clock,
    logger,
    schedule = realSchedule,
    pongTimeoutMs = 5_000,
    closeMs = 3_000,
  } = options;
  let notBefore = 0;

  return async ({ heard, signal }) => {
    if (clock() < notBefore) throw new Error('Slack asked us to wait before the next connection');
    const client = new WarmClient({
      appToken: config.appToken.reveal(),
      logger: createSdkLogger(logger),
      autoReconnectEnabled: false,
      clientPingTimeout: pongTimeoutMs,
      clientOptions: {
        slackApiUrl: config.apiUrl,
        // Its own default is a hundred tries; the supervisor does the trying.
        retryConfig: { retries: 0 },
        rejectRateLimitedCalls: true,
        allowAbsoluteUrls: false,
        fetch: (url, init) =>
          fetch(url, { ...init, signal: AbortSignal.any([signal, AbortSignal.timeout(callTimeoutMs)]) }),
      },
    } satisfies SocketModeOptions);
    const line = createLine(client, { handle, logger, heard, schedule, closeMs });
    const giveUp = (): void => {
      void line.close();
    };
    signal.addEventListener('abort', giveUp, { once: true });
    try {
      await client.start();
      return line;
    } catch (error) {
      await line.close();
      if (error instanceof WebAPIRateLimitedError) notBefore = clock() + error.retryAfter * 1_000;
      throw explain(error, line.lastReason());
    } finally {
      signal.removeEventListener('abort', giveUp);
    }
  };
}

function explain(error: unknown, lastReason: string): Error {
  if (error instanceof WebAPIPlatformError) {
    const code = error.data.error;
    return appTokenErrors.includes(code)
      ? new Rejected(`channels.slack.appToken: Slack answered ${code}`)
      : new Error(
          `Slack did not open a connection: ${/^\w{1,60}$/.test(code) ? code : 'no answer of its own'}`,
        );
  }
  if (error instanceof WebAPIRateLimitedError) return new Error('Slack limits how often we connect');
  if (error instanceof WebAPIRequestError) {
    const { cause } = error.original;
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : error.original.name;
    return new Error(`Slack's API: unreachable (${code})`);
  }
  return new Error(lastReason);
}

type Line = Connection & { lastReason(): string };
type LineOptions = Required<Pick<SocketOptions, 'handle' | 'logger' | 'schedule' | 'closeMs'>> & {
  readonly heard: () => void;
};

/** One client as one connection: what it hears, what it still owes an acknowledgement, and its end. */
function createLine(client: WarmClient, { handle, logger, heard, schedule, closeMs }: LineOptions): Line {
  let reason = 'the connection was lost';
  let closing: Promise<void> | undefined;
  let end: (ending: Ending) => void = () => undefined;
  let expire = (): void => undefined;
  const ended = new Promise<Ending>((resolve) => {
    end = resolve;
  });
  const expiring = new Promise<void>((resolve) => {
    expire = resolve;
  });
  const owed = new Set<Promise<void>>();
  let address = '';

  client.bounds = {
    announce: (why) => {
      heard();
      reason = `Slack ended the connection (${why})`;
      expire();
    },
    ignored: (why) => {
      heard();
      logger.warn('a frame was ignored', { why });
    },
  };
  client.on('authenticated', ({ url }: { url?: string }) => {
    address = url !== undefined && URL.canParse(url) ? new URL(url).href : '';
  });
  client.on('disconnected', () => {
    end({ type: 'lost', reason });
  });
  client.on('slack_event', (event: SdkEnvelope) => {
    heard();
    // What comes while this socket is being given up is not acknowledged: Slack sends it again, to the next one.
    if (closing) return;
    const work = acknowledge(event).finally(() => owed.delete(work));
    owed.add(work);
  });

  type SdkEnvelope = {
    readonly type: string;
    readonly body: Record<string, unknown>;
    readonly retry_num?: number;
    readonly ack: (response?: Record<string, unknown>) => Promise<void>;
  };
  const acknowledge = async ({ type, body, retry_num: retryNum, ack }: SdkEnvelope): Promise<void> => {
    let response: Record<string, unknown> | undefined;
    try {
      response = await handle({ type, body, retryNum: retryNum ?? 0 });
    } catch (error) {
      logger.error('an event could not be taken; Slack will send it again', { type }, error);
      return;
    }
    await ack(response).catch(() => {
      logger.warn('an acknowledgement found no socket; Slack will send the event again', { type });
    });
  };

  // Pings are no messages; undici tells of them for all sockets of the process.
  const onBeat = (message: unknown): void => {
    const socket = isRecord(message) ? message['websocket'] : undefined;
    if (isRecord(socket) && socket['url'] === address && address !== '') heard();
  };
  const beats = [diagnosticsChannel('undici:websocket:ping'), diagnosticsChannel('undici:websocket:pong')];
  for (const beat of beats) beat.subscribe(onBeat);

  const shut = async (): Promise<void> => {
    let cancel = (): void => undefined;
    const patience = new Promise<void>((resolve) => {
      cancel = schedule(closeMs, resolve);
    });
    await Promise.race([Promise.allSettled([...owed]), patience]);
    cancel();
    const gone = client.disconnect();
    // A peer that never answers the closing handshake would hold the socket for another thirty seconds.
    const cancelForce = schedule(closeMs, () => client.websocket?.disconnect());
    await gone;
    cancelForce();
    // The client sets its thirty-second timer even where the socket was gone already; asked again, it clears it.
    client.websocket?.disconnect();
    for (const beat of beats) beat.unsubscribe(onBeat);
    end({ type: 'lost', reason: 'closed' });
    client.removeAllListeners();
  };

  return { ended, expiring, lastReason: () => reason, close: () => (closing ??= shut()) };
}
