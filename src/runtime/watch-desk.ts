import type { Policy } from '../sla/policy.ts';
import { findLastAudit, type AuditRun } from '../store/sla-watch-store.ts';
import { auditOpenTickets, type AuditMemory, type AuditResult } from './audit-open-tickets.ts';
import type { Office } from './office.ts';
import { syncCalendars } from './recompute-calendars.ts';
import { fillOutcomes } from './recompute-outcomes.ts';
import { syncAlertRules } from './recompute-rules.ts';
import { gentlePace, type Pace } from './recompute-pace.ts';
import { createSweeper } from './sweeper.ts';
import { absentAfterMs, createAuditorWatch } from './watch-auditor.ts';
import { watchCoverage } from './watch-coverage.ts';

const auditEveryMs = 10 * 60_000;
/** A minute is looked at each time: a wall clock that jumps makes an audit due, not absent. */
const lookEveryMs = 60_000;
/** Channels and turns come first; nobody needs an audit in the first seconds. */
const firstLookMs = 5_000;

/** What is to be known of the auditor from outside. */
export type AuditHealth = {
  readonly state: 'waiting' | 'fine' | 'absent';
  readonly last: AuditRun | null;
};

export type Watch = {
  start(): void;
  stop(): Promise<void>;
  /** What start does by itself before anything else: calendars or alert rules that were changed, outcomes missing. */
  catchUp(): Promise<void>;
  /** One audit and a look at the calendars' ends, now. */
  audit(): Promise<AuditResult>;
  /** Whether the auditor is absent. */
  guard(): Promise<boolean>;
  health(): AuditHealth;
};

/** Everything that watches over the promises by itself: auditor, its dead man's switch, calendars' ends and changes. */
export function createWatch(
  office: Office,
  options: { policies: readonly Policy[]; wake: () => void; pace?: Pace },
): Watch {
  const { database, clock, logger } = office;
  const { policies, wake, pace = gentlePace } = options;
  const memory: AuditMemory = { owed: new Map() };
  const guardAuditor = createAuditorWatch(office);
  const startedAt = clock();
  let stopped = false;
  let isReady = false;
  let last: AuditRun | null = null;
  let first: NodeJS.Timeout | undefined;

  const catchUp = async (): Promise<void> => {
    last ??= (await findLastAudit(database.db)) ?? null;
    await syncCalendars(office, pace);
    await syncAlertRules(office, pace);
    await fillOutcomes(office, pace, () => stopped);
    isReady = true;
    wake();
  };
  const audit = async (): Promise<AuditResult> => {
    const result = await auditOpenTickets(office, pace, memory);
    await watchCoverage(office, policies, result.provisional);
    last = result;
    wake();
    return result;
  };
  const guard = async (): Promise<boolean> => {
    const isAbsent = await guardAuditor();
    wake();
    return isAbsent;
  };
  const auditIfDue = async (): Promise<void> => {
    // The first look only catches up: what a start leaves undone for a moment is no difference.
    if (!isReady) return catchUp();
    const now = clock();
    if (last === null || now - last.finishedAt >= auditEveryMs || now < last.finishedAt) await audit();
  };
  const sweepers = [
    createSweeper('audit', lookEveryMs, logger, auditIfDue),
    createSweeper('auditor-watch', lookEveryMs, logger, async () => {
      await guard();
    }),
  ];
  return {
    start: () => {
      first = setTimeout(() => {
        for (const sweeper of sweepers) sweeper.start();
      }, firstLookMs);
    },
    stop: async () => {
      stopped = true;
      clearTimeout(first);
      await Promise.all(sweepers.map((sweeper) => sweeper.stop()));
    },
    catchUp,
    audit,
    guard,
    health: () => {
      const sinceAt = Math.max(last?.finishedAt ?? startedAt, startedAt);
      const isAbsent = clock() - sinceAt > absentAfterMs;
      return { state: isAbsent ? 'absent' : last === null ? 'waiting' : 'fine', last };
    },
  };
}
