import { App, type Receiver, type ReceiverEvent } from '@slack/bolt';
import type { Logger } from '../../src/kernel/logger.ts';
import {
  decodeCommand,
  decodeEvent,
  decodePress,
  decodeShortcut,
  decodeSubmission,
  type Decoded,
  type DecodeFacts,
} from './decode.ts';
import type { SlackConfig } from './config.ts';
import type { Identity } from './payloads.ts';
import { createSdkLogger } from './sdk-logger.ts';

/** Decodes, makes durable, and says what the acknowledgement shall carry; rejects where there must be none. */
export type Take = (
  decoded: Decoded,
  kind: TakenKind,
  body: object,
) => Promise<Record<string, unknown> | undefined>;
export type TakenKind = 'event' | 'command' | 'press' | 'shortcut' | 'submission';

export type Dispatch = (
  body: Record<string, unknown>,
  retryNum: number,
) => Promise<Record<string, unknown> | undefined>;

/**
 * Bolt as the switchboard: it tells the kinds of payload apart and runs a listener for each. Its acknowledging is not used,
 * as it says "we have it" to every event before a listener has run; what it would say is taken down here, and said by
 * whoever called once the listener is through.
 */
export function createDispatch(options: {
  readonly config: SlackConfig;
  readonly identity: () => Identity;
  readonly facts: () => DecodeFacts;
  readonly take: Take;
  readonly logger: Logger;
}): Dispatch {
  const { config, identity, facts, logger } = options;
  const app = new App({
    receiver: callerReceiver,
    // No auth.test of its own: a rejected one would be an unhandled rejection.
    authorize: () => {
      const { user_id: botUserId, bot_id: botId, team_id: teamId } = identity();
      return Promise.resolve({
        botToken: config.botToken.reveal(),
        botUserId,
        teamId,
        ...(botId === null ? {} : { botId }),
      });
    },
    convoStore: false,
    logger: createSdkLogger(logger),
    // No copy of ours: bolt and its clients write into it.
    clientOptions: { slackApiUrl: config.apiUrl, retryConfig: { retries: 0 }, rejectRateLimitedCalls: true },
  });
  app.error((error) =>
    Promise.reject('original' in error && error.original instanceof Error ? error.original : error),
  );

  /** What could not be made durable, by body: anything else that goes wrong is a body bolt cannot read. */
  const untaken = new WeakMap<object, Error>();
  const take: Take = async (decoded, kind, body) => {
    try {
      return await options.take(decoded, kind, body);
    } catch (error) {
      untaken.set(body, error instanceof Error ? error : new Error(String(error)));
      throw error;
    }
  };

  const everything = /^[^]*$/;
  app.event(everything, async ({ body }) => {
    await take(decodeEvent(body, facts()), 'event', body);
  });
  app.command(everything, async ({ body, ack }) => {
    await ack(await take(decodeCommand(body, facts()), 'command', body));
  });
  app.action({ type: 'block_actions' }, async ({ body, ack }) => {
    await take(decodePress(body, facts()), 'press', body);
    await ack();
  });
  app.shortcut({ type: 'message_action' }, async ({ body, ack }) => {
    await take(decodeShortcut(body, facts()), 'shortcut', body);
    await ack();
  });
  app.view({ type: 'view_submission', callback_id: everything }, async ({ body, ack }) => {
    const response: unknown = await take(decodeSubmission(body, facts()), 'submission', body);
    await (ack as (response?: unknown) => Promise<void>)(response);
  });

  return async (body, retryNum) => {
    let response: Record<string, unknown> | undefined;
    const event: ReceiverEvent = {
      body,
      retryNum,
      ack: (said: unknown) => {
        response = typeof said === 'object' && said !== null ? (said as Record<string, unknown>) : undefined;
        return Promise.resolve();
      },
    };
    try {
      await app.processEvent(event);
    } catch (error) {
      const reason = untaken.get(body);
      if (reason) throw reason;
      logger.warn('a payload could not be read', {}, error);
    }
    return response;
  };
}

/** Payloads come from our own socket and our own route. */
const callerReceiver: Receiver = {
  init: () => undefined,
  start: () => Promise.resolve(),
  stop: () => Promise.resolve(),
};
