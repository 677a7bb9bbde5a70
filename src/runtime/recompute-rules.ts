import { createHash } from 'node:crypto';
import { findSeenRules, saveSeenRules } from '../store/sla-watch-store.ts';
import { reindexTickets, type Reindexed } from '../store/ticket-advance-store.ts';
import { ticketReference } from '../ticketing/reference.ts';
import { truthOf } from './audit-ticket.ts';
import type { Office } from './office.ts';
import type { Pace } from './recompute-pace.ts';
import { walkUnfinished } from './recompute-walk.ts';

const writtenAtOnce = 50;

/** What is not frozen into tickets and yet says when to look at them. */
export function rulesHash({ desk, closeAfter }: Pick<Office, 'desk' | 'closeAfter'>): string {
  const { unclaimed, untouchedPercent, watchRepeats, handOn } = desk.alerts;
  const tiers = desk.groups.map(({ id, tier, categories }) => [id, tier, categories]);
  const rules = [unclaimed, untouchedPercent, watchRepeats, handOn, tiers, closeAfter];
  return createHash('sha256').update(JSON.stringify(rules)).digest('hex');
}

/**
 * Sees whether the configuration of alerts was edited since the last start (after how long an unclaimed ticket is told of,
 * whom it is handed on to) and sets the index of open tickets right, in slices. Nobody is told: nothing was promised.
 * Returns how many were set right; 0 where nothing was edited, without looking at any.
 */
export async function syncAlertRules(office: Office, pace: Pace): Promise<number> {
  const { database, logger } = office;
  const hash = rulesHash(office);
  if ((await findSeenRules(database.db)) === hash) return 0;
  const stale: Reindexed[] = [];
  let written = 0;
  const write = async (): Promise<void> => {
    const some = stale.splice(0);
    // What somebody changed meanwhile was reckoned by the new rules then.
    if (some.length > 0) written += (await database.transact((tx) => reindexTickets(tx, some))).size;
  };
  await walkUnfinished(database, pace, async ({ ticket, deadlines, events }) => {
    try {
      const { deadlines: wanted } = truthOf(events, office, office.clock());
      if (wanted.nextAlertAt === deadlines.nextAlertAt && wanted.closeAt === deadlines.closeAt) return;
      stale.push({ number: ticket.number, version: ticket.version, deadlines: wanted });
    } catch (error) {
      const reference = { ticket: ticketReference(ticket.number) };
      logger.error('a ticket cannot be reckoned from its events', reference, error);
    }
    if (stale.length >= writtenAtOnce) await write();
  });
  await write();
  await database.transact((tx) => saveSeenRules(tx, hash));
  if (written > 0)
    logger.info('the alert rules were changed: open tickets are looked at by them', { written });
  return written;
}
