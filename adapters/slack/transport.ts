import type { ChannelHealth } from '../../src/channel/adapter.ts';
import { createSupervisor, Rejected, type Ending, type Supervisor } from '../../src/connection/supervisor.ts';
import { schedule as realSchedule, type Schedule } from '../../src/connection/timers.ts';
import type { Clock } from '../../src/kernel/clock.ts';
import type { Logger } from '../../src/kernel/logger.ts';
import type { ApiClient } from './api-client.ts';
import type { SlackConfig } from './config.ts';
import type { DecodeFacts } from './decode.ts';
import { identityAnswer, type Identity } from './payloads.ts';
import type { Take } from './bolt-app.ts';
import type { HandleEnvelope, SocketOptions } from './socket.ts';

export type Timing = {
  readonly schedule?: Schedule;
  readonly pongTimeoutMs?: number;
  readonly closeMs?: number;
  readonly deafAfterMs?: number;
  readonly dialTimeoutMs?: number;
  readonly firstBackoffMs?: number;
  readonly maxBackoffMs?: number;
  readonly slowMs?: number;
};

export type Transport = {
  start(): Promise<void>;
  stop(): Promise<void>;
  health(): ChannelHealth;
  /** What takes envelopes while the channel runs. */
  handle(): HandleEnvelope | undefined;
};

export type TransportOptions = {
  readonly config: SlackConfig;
  readonly api: ApiClient;
  readonly clock: Clock;
  readonly random: () => number;
  readonly logger: Logger;
  readonly timing: Timing;
  /** Called once it is known who we are. */
  readonly onIdentity: (identity: Identity) => void;
  readonly identity: () => Identity;
  readonly facts: () => DecodeFacts;
  readonly take: Take;
  /** When Slack last called us; null in socket mode, or not yet. */
  readonly lastCallAt: () => number | null;
};

/** Slack pings every few seconds, and the client pings back; half a minute of nothing is a dead line. */
const deafMs = 30_000;
/** In HTTP mode silence says nothing: what is looked after is the token. */
const tokenCheckMs = 5 * 60_000;

/** Who we are, then what listens: a supervised socket, or the route with a supervised token. */
export function createTransport(options: TransportOptions): Transport {
  const { config, api, clock, random, logger, timing } = options;
  let handling: HandleEnvelope | undefined;
  let supervisor: Supervisor | undefined;

  const meet = async (): Promise<void> => {
    const called = await api.call('auth.test', {});
    if (called.type === 'ok') {
      const answer = identityAnswer.safeParse(called.body);
      if (!answer.success) throw new Error('Slack did not say who the bot is');
      options.onIdentity(answer.data);
      return;
    }
    const refused = api.refusedToken();
    if (refused !== null) throw new Rejected(`channels.slack.botToken: Slack answered ${refused}`);
    throw new Error(`Slack's API: ${called.reason}`);
  };

  /** Bolt and the socket client are loaded by those who use them. */
  const prepare = async (): Promise<HandleEnvelope> => {
    if (handling) return handling;
    const { createDispatch } = await import('./bolt-app.ts');
    const { identity, facts, take } = options;
    const dispatch = createDispatch({ config, identity, facts, take, logger });
    return (handling = ({ body, retryNum }) => dispatch(body, retryNum));
  };

  const createSocketSupervisor = async (
    socketConfig: Extract<SlackConfig, { mode: 'socket' }>,
  ): Promise<Supervisor> => {
    const { createDial } = await import('./socket.ts');
    const socketOptions: SocketOptions = {
      config: socketConfig,
      clock,
      logger,
      handle: (envelope) => {
        if (!handling) return Promise.reject(new Error('the channel is not running'));
        return handling(envelope);
      },
      ...pick(timing, ['schedule', 'pongTimeoutMs', 'closeMs']),
    };
    const dial = createDial(socketOptions);
    let isMet = false;
    return createSupervisor({
      dial: async (link) => {
        // Anew after the token was refused: it may have been replaced on Slack's side.
        if (!isMet || api.refusedToken() !== null) await meet();
        isMet = true;
        return dial(link);
      },
      clock,
      random,
      logger,
      deafAfterMs: timing.deafAfterMs ?? deafMs,
      ...pick(timing, ['schedule', 'dialTimeoutMs', 'firstBackoffMs', 'maxBackoffMs', 'slowMs']),
    });
  };

  const createTokenSupervisor = (): Supervisor =>
    createSupervisor({
      dial: async () => {
        await meet();
        return watchToken(api, timing.schedule);
      },
      clock,
      random,
      logger,
      deafAfterMs: 2 ** 30,
      ...pick(timing, ['schedule', 'dialTimeoutMs', 'firstBackoffMs', 'maxBackoffMs', 'slowMs']),
    });

  return {
    handle: () => handling,
    async start() {
      await prepare();
      supervisor = config.mode === 'socket' ? await createSocketSupervisor(config) : createTokenSupervisor();
      await supervisor.start();
    },
    async stop() {
      await supervisor?.stop();
      handling = undefined;
    },
    health() {
      const health = supervisor?.health() ?? { state: 'starting' };
      if (health.state !== 'connected') return health;
      const refused = api.refusedToken();
      if (refused !== null)
        return {
          state: 'down',
          since: clock(),
          reason: `channels.slack.botToken: Slack answered ${refused}`,
        };
      return config.mode === 'http' ? { state: 'connected', lastFrameAt: options.lastCallAt() } : health;
    },
  };
}

/** Ends when the token is refused; looks every few minutes. */
function watchToken(api: ApiClient, schedule: Schedule = realSchedule) {
  let end: (ending: Ending) => void = () => undefined;
  const ended = new Promise<Ending>((resolve) => {
    end = resolve;
  });
  let cancel = (): void => undefined;
  const look = (): void => {
    cancel = schedule(tokenCheckMs, () => {
      void api.call('auth.test', {}).then(() => {
        const refused = api.refusedToken();
        if (refused === null) look();
        else end({ type: 'lost', reason: `channels.slack.botToken: Slack answered ${refused}` });
      });
    });
  };
  look();
  return {
    ended,
    expiring: new Promise<void>(() => undefined),
    close: () => {
      cancel();
      end({ type: 'lost', reason: 'closed' });
      return Promise.resolve();
    },
  };
}

/** Only what is given: an absent key keeps its default. */
function pick<T extends object, K extends keyof T>(from: T, keys: readonly K[]): Pick<T, K> {
  return Object.fromEntries(keys.filter((key) => key in from).map((key) => [key, from[key]])) as Pick<T, K>;
}
