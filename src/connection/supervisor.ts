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
  /** Reached after minutes of trouble; in the first minute tries are at most 4 s apart, so that a short outage stays short. */
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

/** A connection that stood so long was a good one: what comes after it is new trouble. */
const steadyMs = 30_000;
const shortOutageMs = 60_000;
/** Of the trouble's length so far, at most, until the next try. */
const outageShare = 1 / 15;
/** The watchdog's looks without a word between them that mean deaf: two of them lie wholly within the silence. */
const quietLooks = 3;

/**
 * Keeps one connection alive: exponential back-off with full jitter, warm replacement, a watchdog for the deaf. There is
 * never more than one dial under way, and never a connection beside the current one but the one it replaces.
 */
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
  /** When the current one was connected; undefined: it is in trouble, or there is none. */
  let soundSince: number | undefined;
  let troubleSince: number | undefined;
  let failures = 0;
  let quiet = 0;
  let dialling = false;
  let stopped = false;
  let cancelRetry = (): void => undefined;
  let cancelWatch = (): void => undefined;
  let aborter = new AbortController();
  /** What is under way; `stop` waits for it. */
  const running = new Set<Promise<void>>();

  const isStopped = (): boolean => stopped;

  const heard = (): void => {
    quiet = 0;
    if (health.state === 'connected') health = { state: 'connected', lastFrameAt: clock() };
  };

  const down = (reason: string): void => {
    health = { state: 'down', since: health.state === 'down' ? health.since : clock(), reason };
  };

  const run = (work: Promise<void>): Promise<void> => {
    const tracked = work
      .catch((error: unknown) => {
        logger.error('a connection could not be looked after', {}, error);
      })
      .finally(() => running.delete(tracked));
    running.add(tracked);
    return tracked;
  };

  const retryIn = (ms: number): void => {
    cancelRetry();
    if (stopped) return;
    cancelRetry = schedule(ms, () => {
      void run(connect());
    });
  };

  const noteTrouble = (): void => {
    const now = clock();
    const isNew = soundSince !== undefined && now - soundSince >= steadyMs;
    if (troubleSince === undefined || isNew) {
      troubleSince = now;
      failures = 0;
    }
    soundSince = undefined;
    failures += 1;
  };

  const backoffMs = (): number => {
    const lasted = Math.max(clock() - (troubleSince ?? clock()), shortOutageMs);
    const most = Math.max(firstBackoffMs, Math.min(maxBackoffMs, lasted * outageShare));
    const ceiling = Math.min(firstBackoffMs * 2 ** Math.min(failures - 1, 16), most);
    // Full jitter, but never at once: a platform that refuses everybody must not be hammered.
    return Math.max(firstBackoffMs / 2, ceiling * random());
  };

  const connect = async (): Promise<void> => {
    // One dial at a time: what failed meanwhile is what this one mends.
    if (stopped || dialling) return;
    cancelRetry();
    dialling = true;
    let fresh: Connection;
    try {
      fresh = await tryDial();
    } catch (error) {
      onDialFailed(error);
      return;
    } finally {
      dialling = false;
    }
    await adopt(fresh);
  };

  const onDialFailed = (error: unknown): void => {
    if (isStopped()) return;
    noteTrouble();
    const reason = error instanceof Error ? error.message : 'the connection failed';
    // An old connection that still hears is better than none.
    if (!current) down(reason);
    logger.warn('the connection could not be made; it will be tried again', { reason, failures });
    retryIn(error instanceof Rejected ? slowMs : backoffMs());
  };

  const tryDial = async (): Promise<Connection> => {
    const mine = (aborter = new AbortController());
    const cancelTimeout = schedule(dialTimeoutMs, () => {
      mine.abort(new Error(`no connection within ${dialTimeoutMs / 1_000} s`));
    });
    try {
      const attempt = dial({ heard, signal: mine.signal });
      return await Promise.race([attempt, aborted(mine.signal, attempt)]);
    } catch (error) {
      mine.abort(new Error('given up'));
      throw error;
    } finally {
      cancelTimeout();
    }
  };

  /** The new one serves; the one before is closed only now. */
  const adopt = async (fresh: Connection): Promise<void> => {
    if (stopped) return fresh.close();
    cancelRetry();
    const before = current;
    current = fresh;
    soundSince = clock();
    health = { state: 'connected', lastFrameAt: clock() };
    watch();
    void run(fresh.ended.then((ending) => onEnded(fresh, ending)));
    // Not run(): most connections never expire, and nobody waits for that.
    fresh.expiring.then(
      () => {
        if (current === fresh && !stopped) void run(connect());
      },
      (error: unknown) => {
        logger.error('a connection told wrongly of its end', {}, error);
      },
    );
    logger.info('connected');
    await before?.close();
  };

  const onEnded = async (connection: Connection, ending: Ending): Promise<void> => {
    if (current === connection) {
      current = undefined;
      cancelWatch();
      if (!stopped) comeBack(ending);
    }
    // What is left of it is cleared away meanwhile: that may take as long as it likes.
    await connection.close();
  };

  const comeBack = (ending: Ending): void => {
    noteTrouble();
    down(ending.reason);
    logger.warn('the connection ended', { reason: ending.reason, ending: ending.type });
    // A dial under way is its successor already.
    if (!dialling) retryIn(ending.type === 'taken-over' ? slowMs : backoffMs());
  };

  const watch = (): void => {
    cancelWatch();
    quiet = 0;
    lookAgain();
  };

  /** Counts looks, not the clock: one that is set back must not make the watchdog sleep. */
  const lookAgain = (): void => {
    if (stopped) return;
    cancelWatch = schedule(deafAfterMs / 2, () => {
      quiet += 1;
      if (quiet >= quietLooks && current) replaceDeaf(current);
      else lookAgain();
    });
  };

  const replaceDeaf = (deaf: Connection): void => {
    current = undefined;
    noteTrouble();
    down(`nothing was heard for ${Math.round(deafAfterMs / 1_000)} s`);
    logger.warn('the connection is deaf and is replaced', {});
    void run(deaf.close());
    if (!dialling) retryIn(0);
  };

  return {
    start: () => run(connect()),
    heard,
    health: () => health,
    async stop() {
      if (!stopped) down('stopped');
      stopped = true;
      cancelRetry();
      cancelWatch();
      aborter.abort(new Error('stopped'));
      const last = current;
      current = undefined;
      await last?.close();
      await Promise.allSettled([...running]);
    },
  };
}

/** Rejects when the dial is given up; a connection that comes of it all the same is closed. */
function aborted(signal: AbortSignal, dialling: Promise<Connection>): Promise<never> {
  return new Promise((_, reject) => {
    const giveUp = (): void => {
      dialling
        .then((late) => late.close())
        // Nobody waits for it any more, and its failure is told already.
        .catch(() => undefined);
      reject(signal.reason instanceof Error ? signal.reason : new Error('given up'));
    };
    if (signal.aborted) giveUp();
    else signal.addEventListener('abort', giveUp, { once: true });
  });
}
