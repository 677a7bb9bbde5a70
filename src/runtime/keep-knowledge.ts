import type { Logger } from '../kernel/logger.ts';
import { buildInSlices } from './build-slices.ts';
import { createSweeper } from './sweeper.ts';

const followEveryMs = 1_000;

/** Keeps what is searched up to date beside everything else: follows the store and builds the indexes in slices. */
export type KnowledgeKeeper = { start(): void; stop(): Promise<void> };

export function createKnowledgeKeeper(
  indexes: readonly { step(): boolean }[],
  follow: () => Promise<void>,
  logger: Logger,
): KnowledgeKeeper {
  let stopped = false;
  const build = (): Promise<void> =>
    buildInSlices(
      () => indexes.some((index) => index.step()),
      () => stopped,
    );
  const sweeper = createSweeper('knowledge', followEveryMs, logger, async () => {
    await follow();
    await build();
  });
  return {
    start: () => {
      sweeper.start();
    },
    stop: async () => {
      stopped = true;
      await sweeper.stop();
    },
  };
}
