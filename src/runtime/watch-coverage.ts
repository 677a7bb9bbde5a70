import { findCoverageAlarm } from '../sla/coverage.ts';
import { targets, type Policy } from '../sla/policy.ts';
import type { Office } from './office.ts';
import { noticeAdministrators } from './watch-notice.ts';
import { coverageSpeech } from './watch-speech.ts';

/** Calendars a promise can name: those of the policies in force, and the one silence is counted on. */
export function usedCalendars(policies: readonly Policy[], office: Pick<Office, 'closeAfter'>): Set<string> {
  const named = policies.flatMap((policy) => targets.map((target) => policy.targets[target]?.calendar));
  return new Set([...named, office.closeAfter.calendar].filter((name) => name !== undefined));
}

/**
 * Tells the administrators what to do about every calendar that is in use and whose knowledge ends within 60 days, or
 * beyond whose end a deadline already lies; once a month for each. Returns the calendars told of.
 * @param provisional calendar → open tickets with a deadline beyond its coverage
 */
export async function watchCoverage(
  office: Office,
  policies: readonly Policy[],
  provisional: ReadonlyMap<string, number>,
): Promise<string[]> {
  const now = office.clock();
  const used = new Set([...usedCalendars(policies, office), ...provisional.keys()]);
  const told: string[] = [];
  for (const calendar of office.desk.calendars.values()) {
    const { name, coverage } = calendar;
    if (!used.has(name) || !coverage) continue;
    const alarm = findCoverageAlarm(calendar, now);
    const tickets = provisional.get(name) ?? 0;
    if (!alarm && tickets === 0) continue;
    const month = new Date(now).toISOString().slice(0, 7);
    const isNew = await office.database.transact((tx) =>
      noticeAdministrators(tx, office, {
        kind: 'coverage',
        key: `${name}/${month}`,
        speech: coverageSpeech({
          calendar: name,
          lastDate: coverage.to,
          daysLeft: alarm?.daysLeft ?? null,
          tickets,
        }),
      }),
    );
    if (!isNew) continue;
    told.push(name);
    office.logger.warn('a calendar in use ends soon', { calendar: name, lastDate: coverage.to, tickets });
  }
  return told;
}
