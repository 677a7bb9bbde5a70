import type { Clock } from '../../src/kernel/clock.ts';
import type { Logger } from '../../src/kernel/logger.ts';
import { monthlyCalls, quotaRestMs } from './limits.ts';

/** The calls of this month that count against the organisation's allowance, as far as this process made them. */
export type Quota = {
  /** 0: go, and it is counted; otherwise the allowance is used up, and how many ms until asking again makes sense. */
  take(): number;
  /** DingTalk says the allowance is used up. */
  usedUp(reason: string): void;
  used(): number;
  /** DingTalk has said lately that nothing is left. */
  isResting(): boolean;
};

const marks = [0.5, 0.8, 0.9, 1];

export function createQuota(clock: Clock, logger: Logger): Quota {
  let month = '';
  let used = 0;
  let restUntil = 0;

  const turnPage = (now: number): void => {
    // DingTalk counts in Beijing, all year eight hours ahead.
    const current = new Date(now + 8 * 3_600_000).toISOString().slice(0, 7);
    if (current === month) return;
    if (month !== '')
      logger.info('DingTalk API calls of the month', { month, used, allowance: monthlyCalls });
    month = current;
    used = 0;
    restUntil = 0;
  };

  return {
    take() {
      const now = clock();
      turnPage(now);
      if (now < restUntil) return restUntil - now;
      used += 1;
      const mark = marks.find((share) => used === Math.ceil(monthlyCalls * share));
      if (mark !== undefined) {
        const fields = { month, used, allowance: monthlyCalls, percent: mark * 100 };
        if (mark < 0.8) logger.info('DingTalk API calls of the month', fields);
        else logger.warn('DingTalk API calls of the month near their allowance', fields);
      }
      return 0;
    },
    usedUp(reason) {
      restUntil = clock() + quotaRestMs;
      logger.error("DingTalk's monthly API calls are used up: messages wait until there are more", {
        reason,
        used,
        allowance: monthlyCalls,
      });
    },
    used: () => used,
    isResting: () => clock() < restUntil,
  };
}
