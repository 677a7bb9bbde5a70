import type { Logger } from '../kernel/logger.ts';

/** Runs a job again and again, one run at a time; a failing run is logged and the next one comes all the same. */
export type Sweeper = { start(): void; stop(): Promise<void> };

/** @param pauseMs asked after each run when to come back, where that is not always the same */
export function createSweeper(
  name: string,
  everyMs: number,
  logger: Logger,
  job: () => Promise<void>,
  pauseMs: () => number = () => everyMs,
): Sweeper {
  let timer: NodeJS.Timeout | undefined;
  let run: Promise<void> = Promise.resolve();
  let stopped = false;
  const sweep = (): void => {
    run = job()
      .catch((error: unknown) => {
        logger.error('a sweep failed; the next one will find what it left', { sweeper: name }, error);
      })
      .then(() => {
        if (!stopped) timer = setTimeout(sweep, pauseMs());
      });
  };
  return {
    start: sweep,
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await run;
    },
  };
}
