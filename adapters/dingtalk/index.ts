import type {
  ChannelAdapter,
  ChannelContext,
  ChannelHealth,
  Delivery,
  SendOutcome,
} from '../../src/channel/adapter.ts';
import type { ChannelValues } from '../../src/channel/channel-values.ts';
import type { Schedule } from '../../src/connection/timers.ts';
import { unreachable } from '../../src/kernel/bot-error.ts';
import { createApiClient } from './api-client.ts';
import { findConfig, missingKeys, type DingtalkConfig } from './config.ts';
import { channelName } from './decode.ts';
import { createDirectory } from './directory.ts';
import { createFiles } from './files.ts';
import { maxTextLength } from './limits.ts';
import { createPosting } from './posting.ts';
import { createQuota } from './quota.ts';
import { createReceiving, type Receiving } from './receiving.ts';
import { createSending } from './sending.ts';
import { createSessions } from './sessions.ts';
import { createTokens } from './tokens.ts';
import { createTransport, type Transport } from './transport.ts';

export { missingKeys } from './config.ts';

/** @param schedule timers; tests turn them */
export function createDingtalkAdapter(
  values: ChannelValues,
  context: ChannelContext,
  schedule?: Schedule,
): ChannelAdapter {
  const config = findConfig(values);
  return config ? createConnected(config, context, schedule) : createUnset(values, context);
}

function capabilities(hasCards: boolean): ChannelAdapter['capabilities'] {
  return {
    buttons: true,
    edit: hasCards,
    threads: false,
    forms: false,
    ephemeral: hasCards,
    home: false,
    repeats: 'no',
    maxTextLength,
  };
}

/** Down until the keys are there; the others run. */
function createUnset(values: ChannelValues, context: ChannelContext): ChannelAdapter {
  const names = missingKeys(values).map((key) => `channels.dingtalk.${key}`);
  const reason = `not set: ${names.join(', ')}`;
  const since = context.clock();
  return {
    name: channelName,
    capabilities: capabilities(false),
    start: () => Promise.resolve(),
    stop: () => Promise.resolve(),
    health: () => ({ state: 'down', since, reason }),
    send: () => Promise.resolve({ type: 'retry', afterMs: 60_000, reason }),
  };
}

function createConnected(
  config: DingtalkConfig,
  context: ChannelContext,
  schedule: Schedule | undefined,
): ChannelAdapter {
  const { clock, random } = context;
  const logger = context.logger.child({ channel: channelName });
  const quota = createQuota(clock, logger);
  const tokens = createTokens(config, clock);
  const api = createApiClient(config, { clock, tokens, quota });
  const sessions = createSessions(config.oapiUrl, clock);
  const directory = createDirectory(api, clock, schedule);
  const files = createFiles(config, { api, store: context.attachments, clock });
  const hasCards = config.cardTemplateId !== null;
  const posting = createPosting(config, { api, sessions });
  const sending = createSending({
    posting,
    sessions,
    api,
    quota,
    store: context.attachments,
    hasCards,
  });
  let transport: Transport | undefined;
  let receiving: Receiving | undefined;

  function put(delivery: Delivery): Promise<SendOutcome> {
    switch (delivery.kind) {
      case 'post':
        return sending.post(delivery);
      case 'edit':
        return sending.edit(delivery);
      case 'home':
      case 'form':
        return Promise.resolve({ type: 'refused', reason: `DingTalk has no ${delivery.kind}` });
      default:
        return unreachable(delivery);
    }
  }

  return {
    name: channelName,
    capabilities: capabilities(hasCards),
    async start(intake) {
      const robotCode = config.robotCode;
      const taking = (receiving = createReceiving({
        robotCode,
        intake,
        clock,
        logger,
        directory,
        files,
        sessions,
      }));
      transport = createTransport(config, {
        clock,
        random,
        logger,
        onCallback: (frame, acknowledge) => {
          taking.take(frame, acknowledge);
        },
        onMalformed: () => {
          taking.malformed();
        },
        ...(schedule ? { schedule } : {}),
      });
      await transport.start();
    },
    async stop() {
      await Promise.all([receiving?.stop(), transport?.stop()]);
    },
    health(): ChannelHealth {
      return transport?.health() ?? { state: 'starting' };
    },
    async send(delivery) {
      try {
        return await put(delivery);
      } catch (cause) {
        logger.error('a message could not be sent', { kind: delivery.kind }, cause);
        return { type: 'retry', afterMs: 60_000, reason: 'the adapter failed; see the log' };
      }
    },
  };
}
