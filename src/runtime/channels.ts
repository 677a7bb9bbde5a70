import type { ChannelAdapter, ChannelHealth, Intake } from '../channel/adapter.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Logger } from '../kernel/logger.ts';

/** All channels, each for itself: whatever one of them does wrong, the others serve. */
export type Channels = {
  /** Resolves when every channel has started, failed to, or taken too long; what takes longer goes on by itself. */
  start(intake: Intake): Promise<void>;
  /** Resolves when every channel has stopped, failed to, or taken too long. Nothing they hand over is accepted from then on. */
  stop(): Promise<void>;
  health(): Record<string, ChannelHealth>;
};

export type ChannelsOptions = {
  readonly adapters: readonly ChannelAdapter[];
  readonly clock: Clock;
  readonly logger: Logger;
  /** ms; a person who starts the product waits so long for a channel at most. */
  readonly startPatienceMs?: number;
  /** ms */
  readonly stopPatienceMs?: number;
};

export function createChannels(options: ChannelsOptions): Channels {
  const { adapters, clock, logger, startPatienceMs = 5_000, stopPatienceMs = 10_000 } = options;
  /** Why a channel is down that cannot tell so itself. */
  const failures = new Map<string, ChannelHealth>();
  let isStopped = false;

  const fail = (name: string, reason: string, cause?: unknown): void => {
    logger.error('a channel failed; the others go on', { channel: name, reason }, cause);
    failures.set(name, { state: 'down', since: clock(), reason });
  };

  const startOne = async (adapter: ChannelAdapter, intake: Intake): Promise<void> => {
    const { name } = adapter;
    const guarded: Intake = {
      accept: (event) =>
        isStopped ? Promise.reject(new Error('the product is stopping')) : intake.accept(event),
    };
    const starting = attempt(() => adapter.start(guarded)).then(
      () => {
        if (failures.delete(name)) logger.info('a channel has started late', { channel: name });
      },
      (error: unknown) => {
        fail(name, 'could not be started: see the log', error);
      },
    );
    if (!(await endsWithin(startPatienceMs, starting)))
      fail(name, `has not started within ${startPatienceMs / 1_000} s`);
  };

  const stopOne = async (adapter: ChannelAdapter): Promise<void> => {
    const { name } = adapter;
    const stopping = attempt(() => adapter.stop()).catch((error: unknown) => {
      logger.error('a channel could not be stopped', { channel: name }, error);
    });
    if (!(await endsWithin(stopPatienceMs, stopping)))
      logger.error('a channel does not stop and is left behind', { channel: name });
  };

  const healthOf = (adapter: ChannelAdapter): ChannelHealth => {
    try {
      const own = adapter.health();
      return own.state === 'starting' ? (failures.get(adapter.name) ?? own) : own;
    } catch (error) {
      logger.error('a channel cannot tell its state', { channel: adapter.name }, error);
      return { state: 'down', since: clock(), reason: 'cannot tell its state: see the log' };
    }
  };

  return {
    start: async (intake) => {
      await Promise.all(adapters.map((adapter) => startOne(adapter, intake)));
    },
    stop: async () => {
      await Promise.all(adapters.map(stopOne));
      isStopped = true;
    },
    health: () => Object.fromEntries(adapters.map((adapter) => [adapter.name, healthOf(adapter)])),
  };
}

/** What throws at once fails like what rejects. */
async function attempt(work: () => Promise<void>): Promise<void> {
  await work();
}

async function endsWithin(ms: number, work: Promise<void>): Promise<boolean> {
  const { promise: late, resolve } = Promise.withResolvers<false>();
  const timer = setTimeout(() => {
    resolve(false);
  }, ms);
  const inTime = await Promise.race([work.then(() => true), late]);
  clearTimeout(timer);
  return inTime;
}
