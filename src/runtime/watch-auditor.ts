import { findLastAudit } from '../store/sla-watch-store.ts';
import type { Office } from './office.ts';
import { noticeAdministrators } from './watch-notice.ts';
import { absenceSpeech } from './watch-speech.ts';

/** An audit every ten minutes: two missed and some. */
export const absentAfterMs = 25 * 60_000;

/**
 * The auditor's own dead man's switch: knows nothing of the auditor but the row each completed audit leaves. Two looks in a
 * row must find it absent, so that a wall clock that jumps is no alarm. Returns whether it is absent.
 */
export function createAuditorWatch(office: Office): () => Promise<boolean> {
  const { database, clock, logger } = office;
  const watchedFrom = clock();
  let suspected = false;
  return async () => {
    const now = clock();
    const last = (await findLastAudit(database.db))?.finishedAt ?? null;
    const isAbsent = now - Math.max(last ?? -Infinity, watchedFrom) > absentAfterMs;
    const isCertain = isAbsent && suspected;
    suspected = isAbsent;
    if (!isCertain) return isAbsent;
    const day = new Date(now).toISOString().slice(0, 10);
    const isNew = await database.transact((tx) =>
      noticeAdministrators(tx, office, {
        kind: 'audit-absent',
        key: `${last ?? 'never'}/${day}`,
        speech: absenceSpeech(last),
      }),
    );
    if (isNew) logger.error('no audit of the deadlines was completed for 25 minutes', { lastAt: last });
    return true;
  };
}
