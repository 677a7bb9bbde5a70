import { sameOutcomes, writeOutcomes } from '../store/attainment-store.ts';
import { pruneAudits, recordAudit, type AuditRun } from '../store/sla-watch-store.ts';
import { loadTicketEvents } from '../store/ticket-event-store.ts';
import { loadDeadlines, loadTicket, updateTicket } from '../store/ticket-store.ts';
import { ticketReference } from '../ticketing/reference.ts';
import { auditKinds, differencesOf, truthOf, type AuditKind, type Truth } from './audit-ticket.ts';
import type { Office } from './office.ts';
import type { Pace } from './recompute-pace.ts';
import { walkUnfinished, type WalkedTicket } from './recompute-walk.ts';
import { noticeAdministrators } from './watch-notice.ts';
import { auditSpeech } from './watch-speech.ts';

/** An alert is owed for so long before anybody wonders: the sweeper looks every second. */
const alertGraceMs = 5 * 60_000;
const keepRunsMs = 90 * 24 * 3_600_000;
/** Named in a notice; the log names them all. */
const namedAtMost = 10;

/** What one audit leaves for the next. */
export type AuditMemory = {
  /** Tickets whose alert was owed at the last audit, and since when: two in a row, and nobody tells it. */
  readonly owed: Map<number, number>;
};

export type AuditResult = AuditRun & {
  /** Calendar → open tickets whose deadline lies beyond what it knows. */
  readonly provisional: ReadonlyMap<string, number>;
};

/**
 * Reckons every open ticket from its events and compares: index columns, outcome rows, and the alerts that should have been
 * told by now. What differs is set right, logged, counted and told to the administrators, once a day for each kind.
 */
export async function auditOpenTickets(
  office: Office,
  pace: Pace,
  memory: AuditMemory,
): Promise<AuditResult> {
  const { database, clock, logger } = office;
  const startedAt = clock();
  const found = new Map<AuditKind, number[]>();
  const provisional = new Map<string, number>();
  const owedBefore = new Map(memory.owed);
  memory.owed.clear();
  const note = (kind: AuditKind, number: number): void => {
    found.set(kind, [...(found.get(kind) ?? []), number]);
  };
  const tickets = await walkUnfinished(database, pace, async (walked) => {
    const { number } = walked.ticket;
    try {
      const truth = truthOf(walked.events, office, startedAt);
      for (const name of provisionalCalendars(truth)) provisional.set(name, (provisional.get(name) ?? 0) + 1);
      const suspected =
        differencesOf(walked.ticket, walked.deadlines, truth).length > 0 ||
        !sameOutcomes(walked.outcomes, truth.outcomes);
      // Read piece by piece, with turns in between: only what a transaction sees counts.
      for (const kind of suspected ? await repair(office, number) : []) note(kind, number);
      const owedAt = truth.deadlines.nextAlertAt;
      if (owedAt !== null && owedAt <= startedAt - alertGraceMs) {
        memory.owed.set(number, owedAt);
        if (owedBefore.get(number) === owedAt) note('alert-missed', number);
      }
    } catch (error) {
      logger.error('a ticket cannot be reckoned from its events', nameOf(walked), error);
      note('unreadable', number);
    }
  });
  const kinds = Object.fromEntries(
    auditKinds.flatMap((kind) => {
      const count = found.get(kind)?.length ?? 0;
      return count > 0 ? [[kind, count]] : [];
    }),
  );
  const differences = Object.values(kinds).reduce((sum, count) => sum + count, 0);
  const run = { startedAt, finishedAt: clock(), tickets, differences, kinds };
  for (const [kind, numbers] of found)
    logger.warn('the audit found tickets whose record differs from their events', {
      kind,
      tickets: numbers.map(ticketReference).join(' '),
    });
  await database.transact(async (tx) => {
    await recordAudit(tx, run);
    await pruneAudits(tx, startedAt - keepRunsMs);
    for (const [kind, numbers] of found) {
      const day = new Date(startedAt).toISOString().slice(0, 10);
      await noticeAdministrators(tx, office, {
        kind: `audit-${kind}`,
        key: day,
        speech: auditSpeech(kind, numbers.length, numbers.slice(0, namedAtMost)),
      });
    }
  });
  return { ...run, provisional };
}

function nameOf({ ticket }: WalkedTicket): { ticket: string } {
  return { ticket: ticketReference(ticket.number) };
}

function provisionalCalendars({ clock }: Truth): Set<string> {
  return new Set(
    clock.timers.flatMap(({ state, provisional, promise }) =>
      provisional && (state.name === 'running' || state.name === 'paused') ? [promise.calendar] : [],
    ),
  );
}

/** Looks again where nobody can come in between, and writes what the events say. Returns what differed. */
function repair(office: Office, number: number): Promise<AuditKind[]> {
  return office.database.transact(async (tx) => {
    const ticket = await loadTicket(tx, number);
    const columns = await loadDeadlines(tx, number);
    if (!ticket || !columns) return [];
    const truth = truthOf(await loadTicketEvents(tx, number), office, office.clock());
    const kinds = differencesOf(ticket, columns, truth);
    if (kinds.length > 0) await updateTicket(tx, truth.ticket, ticket.version, truth.deadlines);
    const outcomes = await writeOutcomes(tx, number, truth.outcomes);
    return outcomes > 0 ? [...kinds, 'outcome'] : kinds;
  });
}
