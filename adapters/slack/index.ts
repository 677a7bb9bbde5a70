import type { Capabilities, ChannelAdapter, ChannelContext } from '../../src/channel/adapter.ts';
import type { ChannelValues } from '../../src/channel/channel-values.ts';
import { createApiClient } from './api-client.ts';
import { channelName, missingKeys, readConfig, type SlackConfig } from './config.ts';
import type { DecodeFacts } from './decode.ts';
import { createDirectory } from './directory.ts';
import { createFetchFiles } from './files.ts';
import { messageLength } from './limits.ts';
import type { Identity } from './payloads.ts';
import { createReception, type Reception } from './reception.ts';
import { createSending } from './sending.ts';
import { createSignedRoute, eventsPath } from './signed-route.ts';
import { createTransport, type Timing } from './transport.ts';

export { missingKeys } from './config.ts';

const capabilities: Capabilities = {
  buttons: true,
  edit: true,
  threads: true,
  forms: true,
  ephemeral: true,
  home: true,
  repeats: 'findable',
  maxTextLength: messageLength,
};

/**
 * Slack as a channel: Socket Mode or signed HTTP in, Web API out.
 * @param timing for tests: shorter waits than a real platform needs
 */
export function createSlackAdapter(
  values: ChannelValues,
  context: ChannelContext,
  timing: Timing = {},
): ChannelAdapter {
  const config = readConfig(values);
  return config ? createConfigured(config, context, timing) : createUnconfigured(values, context);
}

/** Keys are missing: it says which, keeps what is to be sent waiting, and lets the others run. */
function createUnconfigured(values: ChannelValues, { clock }: ChannelContext): ChannelAdapter {
  const keys = missingKeys(values).map((key) => `channels.slack.${key}`);
  const since = clock();
  const reason = `not set: ${keys.join(', ')}`;
  return {
    name: channelName,
    capabilities,
    start: () => Promise.resolve(),
    stop: () => Promise.resolve(),
    health: () => ({ state: 'down', since, reason }),
    send: () => Promise.resolve({ type: 'retry', afterMs: 60_000, reason }),
  };
}

function createConfigured(config: SlackConfig, context: ChannelContext, timing: Timing): ChannelAdapter {
  const { clock, random, routes, attachments } = context;
  const logger = context.logger.child({ channel: channelName });
  const api = createApiClient(config, clock, logger);
  const directory = createDirectory(api, clock, timing.schedule);
  const fetchFiles = createFetchFiles(config, attachments, logger);
  let known: Identity | undefined;
  let reception: Reception | undefined;
  const identity = (): Identity => {
    if (!known) throw new Error('Slack has not said yet who the bot is');
    return known;
  };
  const facts = (): DecodeFacts => ({
    identity: identity(),
    ticketEmoji: config.ticketEmoji,
    now: clock(),
  });
  const send = createSending({
    api,
    clock,
    attachments,
    botUserId: () => known?.user_id,
    ...(timing.schedule ? { schedule: timing.schedule } : {}),
  });
  const route =
    config.mode === 'http'
      ? createSignedRoute({ config, handle: () => (known ? transport.handle() : undefined), clock, logger })
      : undefined;
  const transport = createTransport({
    config,
    api,
    clock,
    random,
    logger,
    timing,
    onIdentity: (found) => {
      known = found;
    },
    identity,
    facts,
    take: (decoded, kind) => {
      if (!reception) return Promise.reject(new Error('the channel is not running'));
      return reception.take(decoded, kind);
    },
    lastCallAt: () => route?.lastHeardAt() ?? null,
  });
  if (route) routes.mount(eventsPath, (request) => route.handle(request));
  return {
    name: channelName,
    capabilities,
    async start(intake) {
      reception = createReception({ intake, facts, api, directory, fetchFiles, logger });
      await transport.start();
    },
    async stop() {
      await transport.stop();
      await reception?.close();
      reception = undefined;
    },
    health: () => transport.health(),
    send,
  };
}
