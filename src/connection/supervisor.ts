import type { ChannelHealth } from '../channel/adapter.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Logger } from '../kernel/logger.ts';
import { schedule as realSchedule, type Schedule } from './timers.ts';

/** Why a connection is no more. */
export type Ending =
  /** Lost, or closed by the platform: connect again. */
  | { readonly type: 'lost'; readonly reason: string }
  /** Somebody else has taken it over: come back slowly, so that two do not kick each other for ever. */
  | { readonly type: 'taken-over'; readonly reason: string };

/** One connection that stands. */
export type Connection = {
  /** Resolves once, when it is no more, also by `close`; never rejects. */
  readonly ended: Promise<Ending>;
  /** Resolves when the platform announces that it will end it: a successor is connected first. Never, where it does not announce. */
  readonly expiring: Promise<void>;
  /** Ends it. Resolves when no socket, timer or listener of it is left; never rejects. */
  close(): Promise<void>;
};

/** Thrown by a dial the platform refused for a reason that only a person can mend: a wrong key, a disabled app. */
export class Rejected extends Error {}

/** Connects; rejects with {@link Rejected}, or with anything else for trouble that passes. Aborts on `signal`. */
export type Dial = (link: {
  readonly heard: () => void;
  readonly signal: AbortSignal;
}) => Promise<Connection>;

export type SupervisorOptions = {
  readonly dial: Dial;
  readonly clock: Clock;
  /** 0 ≤ r < 1. */
  readonly random: () => number;
  readonly logger: Logger;
  /** Silence that long means deaf: the connection is replaced. Longer than the platform's pings are apart. */
  readonly deafAfterMs: number;
  readonly dialTimeoutMs?: number;
  readonly firstBackoffMs?: number;
  readonly maxBackoffMs?: number;
  /** Wait after being taken over, and between tries where a person has to mend something. */
  readonly slowMs?: number;
  readonly schedule?: Schedule;
};

export type Supervisor = {
  /** Resolves after the first try, whatever came of it. */
  start(): Promise<void>;
  /** Resolves when everything has ended. */
  stop(): Promise<void>;
  health(): ChannelHealth;
  /** Something was heard outside a dial's own `heard`. */
  heard(): void;
};

/** Keeps one connection alive: exponential back-off with full jitter, warm replacement, a watchdog for the deaf. */
export function createSupervisor(options: SupervisorOptions): Supervisor {
  const { dial, clock, random, logger, deafAfterMs } = options;
  const {
    dialTimeoutMs = 10_000,
    firstBackoffMs = 1_000,
    maxBackoffMs = 30_000,
    slowMs = 60_000,
    schedule = realSchedule,
  } = options;
  let health: ChannelHealth = { state: 'starting' };
  let current: Connection | undefined;
  let failures = 0;
  let stopped = false;
  let cancelRetry = (): void => undefined;
  let cancelWatch = (): void => undefined;
  let aborter = new AbortController();
  /** What is under way; `stop` waits for it. */
  const running = new Set<Promise<void>>();

  const isStopped = (): boolean => stopped;

  const heard = (): void => {
    if (health.state === 'connected') health = { state: 'connected', lastFrameAt: clock() };
  };

  const down = (reason: string): void => {
    health = { state: 'down', since: health.state === 'down' ? health.since : clock(), reason };
  };

  const run = (work: Promise<void>): void => {
    const tracked = work
      .catch((error: unknown) => {
        logger.error('a connection could not be looked after', {}, error);
      })
      .finally(() => running.delete(tracked));
    running.add(tracked);
  };

  const retryIn = (ms: number): void => {
    cancelRetry();
    if (stopped) return;
    cancelRetry = schedule(ms, () => {
      run(connect());
    });
  };

  const backoffMs = (): number => {
    const ceiling = Math.min(firstBackoffMs * 2 ** Math.min(failures, 16), maxBackoffMs);
    // Full jitter, but never at once: a platform that refuses everybody must not be hammered.
    return Math.max(firstBackoffMs / 2, ceiling * random());
  };

  const connect = async (): Promise<void> => {
    if (stopped) return;
    const mine = (aborter = new AbortController());
    const tooSlow = `no connection within ${dialTimeoutMs / 1_000} s`;
    const cancelTimeout = schedule(dialTimeoutMs, () => {
      mine.abort(new Error(tooSlow));
    });
    try {
      const dialling = dial({ heard, signal: mine.signal });
      const fresh = await Promise.race([dialling, aborted(mine.signal, dialling)]);
      await adopt(fresh);
    } catch (error) {
      mine.abort(new Error('given up'));
      failures += 1;
      const rejected = error instanceof Rejected;
      const reason = error instanceof Error ? error.message : 'the connection failed';
      if (!isStopped()) {
        // An old connection that still hears is better than none.
        if (!current) down(reason);
        logger.warn('the connection could not be made; it will be tried again', { reason, failures });
      }
      retryIn(rejected ? slowMs : backoffMs());
    } finally {
      cancelTimeout();
    }
  };

  /** The new one serves; the one before is closed only now. */
  const adopt = async (fresh: Connection): Promise<void> => {
    if (stopped) return fresh.close();
    const before = current;
    current = fresh;
    failures = 0;
    health = { state: 'connected', lastFrameAt: clock() };
    watch();
    run(fresh.ended.then((ending) => onEnded(fresh, ending)));
    // Not run(): most connections never expire, and nobody waits for that.
    fresh.expiring.then(
      () => {
        if (current === fresh && !stopped) run(connect());
      },
      (error: unknown) => {
        logger.error('a connection told wrongly of its end', {}, error);
      },
    );
    logger.info('connected');
    await before?.close();
  };

  const onEnded = async (connection: Connection, ending: Ending): Promise<void> => {
    await connection.close();
    if (current !== connection) return;
    current = undefined;
    cancelWatch();
    if (stopped) return;
    down(ending.reason);
    logger.warn('the connection ended', { reason: ending.reason, ending: ending.type });
    retryIn(ending.type === 'taken-over' ? slowMs : backoffMs());
  };

  const watch = (): void => {
    cancelWatch();
    if (stopped) return;
    cancelWatch = schedule(deafAfterMs / 2, () => {
      if (health.state === 'connected' && clock() - (health.lastFrameAt ?? 0) >= deafAfterMs && current) {
        const deaf = current;
        current = undefined;
        down(`nothing was heard for ${Math.round(deafAfterMs / 1_000)} s`);
        run(deaf.close());
        retryIn(0);
        return;
      }
      watch();
    });
  };

  return {
    start: () => {
      const first = connect();
      run(first);
      return first;
    },
    heard,
    health: () => health,
    async stop() {
      if (!stopped) down('stopped');
      stopped = true;
      cancelRetry();
      cancelWatch();
      aborter.abort(new Error('stopped'));
      await current?.close();
      current = undefined;
      await Promise.allSettled([...running]);
    },
  };
}

/** Rejects when the dial is given up; a connection that comes of it all the same is closed. */
function aborted(signal: AbortSignal, dialling: Promise<Connection>): Promise<never> {
  return new Promise((_, reject) => {
    const giveUp = (): void => {
      dialling.then(
        (late) => late.close(),
        () => undefined,
      );
      reject(signal.reason instanceof Error ? signal.reason : new Error('given up'));
    };
    if (signal.aborted) giveUp();
    else signal.addEventListener('abort', giveUp, { once: true });
  });
}
