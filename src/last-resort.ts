import type { Clock } from './kernel/clock.ts';
import type { Logger } from './kernel/logger.ts';

/** What a process tells when nobody has caught an error: `process` itself, or a test's stand-in. */
type Telling = {
  on(event: 'unhandledRejection' | 'uncaughtException', listener: (cause: unknown) => void): unknown;
};

/** A few are somebody's slip in a corner; so many within a minute mean that the process is no longer sound. */
const tooMany = 20;
const withinMs = 60_000;

/**
 * Errors nobody caught, as vendors' SDKs let them out of their timers and sockets. They end nothing and mark nothing: what
 * was under way is in the inbox and outbox, and its own try fails or times out by itself. They are logged, and counted: a
 * storm of them ends the process in order, so that whoever keeps it running starts a fresh one.
 */
export function installLastResort(
  telling: Telling,
  { logger, clock, giveUp }: { logger: Logger; clock: Clock; giveUp: () => void },
): void {
  const lately: number[] = [];
  let isGivenUp = false;
  const note = (kind: string, cause: unknown): void => {
    const now = clock();
    lately.push(now);
    while ((lately[0] ?? now) <= now - withinMs) lately.shift();
    logger.error(
      'an error was caught by nobody; the process goes on',
      { kind, lately: lately.length },
      cause,
    );
    if (lately.length < tooMany || isGivenUp) return;
    isGivenUp = true;
    logger.error('too many errors were caught by nobody; the process ends in order', {
      lately: lately.length,
    });
    giveUp();
  };
  telling.on('unhandledRejection', (cause) => {
    note('rejection', cause);
  });
  telling.on('uncaughtException', (cause) => {
    note('exception', cause);
  });
}
