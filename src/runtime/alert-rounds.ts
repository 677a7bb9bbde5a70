import { createAlertsAhead } from './alert-ahead.ts';
import { tellAlerts } from './alert-delivery.ts';
import type { Office } from './office.ts';
import { gentlePace, type Pace } from './recompute-pace.ts';
import { recordAlerts, sweepAlerts } from './sweep-alerts.ts';

/** Two rounds are at least so far apart: what falls due in between is found together. */
const leastPauseMs = 100;
/** What comes within this time is told together: many alerts at once are one digest, not one for each instant. */
const gatherMs = 1_000;

/** The alert sweeper's rounds: found at its very instant, told a moment later at most. */
export type AlertRounds = {
  /** Returns how many tickets and messages it had to do with. */
  round(): Promise<number>;
  /** Everything there is to find and to tell, now. */
  sweep(): Promise<number>;
  /** When to come back, in ms from now. */
  pauseMs(): number;
};

/** @param everyMs how long a pause is at most: events make new alerts at any time */
export function createAlertRounds(office: Office, everyMs: number, pace: Pace = gentlePace): AlertRounds {
  const ahead = createAlertsAhead();
  let toldAt = -Infinity;
  let isOwed = false;
  return {
    round: async () => {
      const found = await recordAlerts(office, ahead, pace);
      const now = office.clock();
      let told = 0;
      // A clock that jumped back must not silence anybody.
      isOwed = now >= toldAt && now < toldAt + gatherMs;
      if (!isOwed) {
        told = await tellAlerts(office, pace);
        toldAt = now;
      }
      await ahead.look(office, pace);
      return found + told;
    },
    sweep: () => sweepAlerts(office, ahead, pace),
    pauseMs: () => {
      const now = office.clock();
      const waits = [everyMs];
      const nextAt = ahead.nextAt();
      if (nextAt !== null) waits.push(nextAt - now);
      if (isOwed) waits.push(toldAt + gatherMs - now);
      return Math.min(everyMs, Math.max(leastPauseMs, Math.min(...waits)));
    },
  };
}
