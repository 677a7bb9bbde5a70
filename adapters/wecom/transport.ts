import { WSClient, type WsFrame } from '@wecom/aibot-node-sdk';
import { Rejected, type Connection, type Dial, type Ending } from '../../src/connection/supervisor.ts';
import type { Logger } from '../../src/kernel/logger.ts';
import type { BotConfig } from './config.ts';
import { limits } from './limits.ts';
import { classify, tellCode } from './outcomes.ts';

/** What came of a frame of ours. */
export type Receipt =
  | { readonly type: 'ok' }
  | { readonly type: 'code'; readonly code: number }
  /** It never left. */
  | { readonly type: 'not-sent'; readonly reason: string }
  /** It left, and nobody said that it arrived. */
  | { readonly type: 'no-answer'; readonly reason: string };

export type BotLink = {
  readonly dial: Dial;
  /** Sends over the live connection and waits for its receipt (5 s, the SDK's). */
  ask(send: (client: WSClient) => Promise<WsFrame>): Promise<Receipt>;
  /** For several frames that belong together; undefined while there is no connection. */
  client(): WSClient | undefined;
};

export type BotLinkOptions = {
  readonly config: BotConfig;
  readonly logger: Logger;
  /** A frame came in. Must not throw. */
  readonly onFrame: (kind: 'message' | 'event', reqId: string, body: unknown) => void;
};

/**
 * The intelligent bot's long connection (101463) through the vendor's SDK, a fresh client for every connection: the SDK's
 * own reconnecting gives up after a while and tells nobody, so it is off and the supervisor dials.
 */
export function createBotLink({ config, logger, onFrame }: BotLinkOptions): BotLink {
  let current: WSClient | undefined;

  const dial: Dial = ({ heard, signal }) =>
    new Promise<Connection>((resolve, reject) => {
      let end: (ending: Ending) => void = () => undefined;
      const ended = new Promise<Ending>((settle) => (end = settle));
      let socketClosed: Promise<void> = Promise.resolve();

      const client = new WSClient({
        botId: config.botId,
        secret: config.secret.reveal(),
        wsUrl: config.wsUrl,
        maxReconnectAttempts: 0,
        maxAuthFailureAttempts: 0,
        logger: sdkLogger(logger),
        wsOptions: {
          handshakeTimeout: limits.authMs,
          // The only place where the SDK lets its socket be seen: every frame counts as a sign of life, pongs too.
          finishRequest: (request, socket) => {
            socketClosed = new Promise((settle) => {
              request.once('socket', (tcp) =>
                tcp.once('close', () => {
                  settle();
                }),
              );
            });
            socket.on('message', heard);
            request.end();
          },
        },
      });

      const close = async (): Promise<void> => {
        signal.removeEventListener('abort', giveUp);
        if (current === client) current = undefined;
        client.disconnect();
        client.removeAllListeners();
        end({ type: 'lost', reason: 'closed' });
        await socketClosed;
      };
      const fail = (error: Error): void => {
        reject(error);
        // Nothing is left behind by a connection that never stood.
        close().catch(() => undefined);
      };
      const giveUp = (): void => {
        fail(signal.reason instanceof Error ? signal.reason : new Error('given up'));
      };
      const take = (kind: 'message' | 'event', frame: WsFrame): void => {
        onFrame(kind, frame.headers.req_id, frame.body);
      };

      client.on('message', (frame) => {
        take('message', frame);
      });
      client.on('event', (frame) => {
        take('event', frame);
      });
      client.on('event.disconnected_event', () => {
        const reason =
          'another program has taken over the bot (WeCom keeps one connection per bot); stop the other one';
        end({ type: 'taken-over', reason });
      });
      client.on('error', (error) => {
        fail(readError(error));
      });
      client.on('disconnected', () => {
        end({ type: 'lost', reason: 'the connection to WeCom was lost' });
        fail(new Error('WeCom closed the connection'));
      });
      client.on('authenticated', () => {
        signal.removeEventListener('abort', giveUp);
        current = client;
        // Never expiring: a second connection would end the first, so there is no warm successor on WeCom.
        resolve({ ended, expiring: new Promise(() => undefined), close });
      });

      signal.addEventListener('abort', giveUp, { once: true });
      if (signal.aborted) giveUp();
      else client.connect();
    });

  return {
    dial,
    client: () => current,
    async ask(send) {
      if (!current) return { type: 'not-sent', reason: 'the bot is not connected' };
      try {
        await send(current);
        return { type: 'ok' };
      } catch (error) {
        return readRefusal(error);
      }
    },
  };
}

/** The SDK says `Authentication failed: … (code: 853000)`. */
function readError(error: Error): Error {
  const code = /\(code: (-?\d+)\)/u.exec(error.message)?.[1];
  if (code === undefined) return error;
  return classify(Number(code)) === 'throttled'
    ? new Error(tellCode(Number(code)))
    : new Rejected(tellCode(Number(code)));
}

/** The SDK rejects with the receipt's frame itself, or with an Error where there was none. */
function readRefusal(error: unknown): Receipt {
  if (!(error instanceof Error)) {
    const code =
      typeof error === 'object' && error !== null && 'errcode' in error ? Number(error.errcode) : Number.NaN;
    return Number.isInteger(code)
      ? { type: 'code', code }
      : { type: 'no-answer', reason: 'an answer of no known form' };
  }
  if (/not connected|exceeds max size/u.test(error.message)) {
    return { type: 'not-sent', reason: 'the bot is not connected' };
  }
  return {
    type: 'no-answer',
    reason: /ack timeout/u.test(error.message)
      ? 'WeCom did not confirm within 5 s'
      : 'the connection ended before WeCom confirmed',
  };
}

/** The SDK logs whole frames: only what stands before the first colon is ours to keep. */
function sdkLogger(logger: Logger): {
  debug(): void;
  info(): void;
  warn(message: string): void;
  error(message: string): void;
} {
  const tell = (message: string): void => {
    logger.debug('the SDK reports', { report: message.split(/[:=]/u)[0]?.slice(0, 80) });
  };
  return { debug: () => undefined, info: () => undefined, warn: tell, error: tell };
}
