import type { Logger } from '../kernel/logger.ts';
import type { Learner } from './learn-from-corrections.ts';
import { createSweeper } from './sweeper.ts';

/** A correction takes effect within a tenth of a second, whichever process recorded it. */
const followEveryMs = 50;
const nightlyEveryMs = 600_000;

/** Keeps a learner going beside everything else. */
export type LearningKeeper = { start(): void; stop(): Promise<void> };

export function createLearningKeeper(learner: Learner, logger: Logger): LearningKeeper {
  const sweepers = [
    createSweeper('learning', followEveryMs, logger, () => learner.follow()),
    createSweeper('nightly training', nightlyEveryMs, logger, () => learner.nightly()),
  ];
  return {
    start: () => {
      for (const sweeper of sweepers) sweeper.start();
    },
    stop: async () => {
      await learner.stop();
      await Promise.all(sweepers.map((sweeper) => sweeper.stop()));
    },
  };
}
