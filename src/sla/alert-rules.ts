import type { Duration } from '../kernel/duration.ts';
import type { DigestRules } from './gather.ts';
import type { Duty } from './ladder.ts';
import type { Repeat } from './policy.ts';
import type { QuietHours } from './quiet-hours.ts';

/** How the house is told of its promises and of what nobody looks after; not frozen into tickets. */
export type AlertRules = {
  readonly duty: Duty;
  /** How long a ticket may wait for somebody to take it, by priority, in working time of its calendar; null: as long as it likes. */
  readonly unclaimed: Readonly<Record<string, Duration>> | null;
  /** How long a claimed one may lie, as a share of its resolution target; null: as long as it likes. */
  readonly untouchedPercent: number | null;
  /** How often either is told again, counted in its own length of time. */
  readonly watchRepeats: Repeat['max'];
  /** After how long a first-tier ticket is offered to the second tier; null: never. */
  readonly handOn: Duration | null;
  readonly digest: DigestRules;
  readonly quietHours: QuietHours | null;
};

const minutes = (count: number): Duration => ({ unit: 'ms', value: count * 60_000 });

/** In force where nothing is configured. */
export const defaultAlertRules: AlertRules = {
  duty: { everywhere: [], byGroup: {} },
  unclaimed: { P1: minutes(5), P2: minutes(15), P3: minutes(60), P4: minutes(240) },
  untouchedPercent: 50,
  watchRepeats: 2,
  handOn: minutes(30),
  digest: { over: 3, perMinute: 6 },
  quietHours: null,
};
