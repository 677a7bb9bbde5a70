import type { Kysely } from 'kysely';
import { decodeJson, encodeJson } from './column.ts';
import { prepareQuery } from './prepared-query.ts';
import type { Tables, Tx } from './tables.ts';

/** One pass over all open tickets. */
export type AuditRun = {
  /** Epoch ms. */
  readonly startedAt: number;
  readonly finishedAt: number;
  readonly tickets: number;
  readonly differences: number;
  /** Kind of difference → how many. */
  readonly kinds: Readonly<Record<string, number>>;
};

export async function recordAudit(tx: Tx, run: AuditRun): Promise<void> {
  await tx
    .insertInto('sla_audit')
    .values({
      started_at: run.startedAt,
      finished_at: run.finishedAt,
      tickets: run.tickets,
      differences: run.differences,
      kinds: encodeJson(run.kinds),
    })
    .execute();
}

const lastAuditQuery = prepareQuery<Record<string, never>, Tables['sla_audit']>((db) =>
  db.selectFrom('sla_audit').selectAll().orderBy('id', 'desc').limit(1),
);

/** The one completed last, by order and not by time: a clock may have jumped back. Undefined before the first. */
export async function findLastAudit(db: Kysely<Tables>): Promise<AuditRun | undefined> {
  const row = (await lastAuditQuery(db, {})).rows[0];
  return (
    row && {
      startedAt: row.started_at,
      finishedAt: row.finished_at,
      tickets: row.tickets,
      differences: row.differences,
      kinds: decodeJson<Record<string, number>>(row.kinds),
    }
  );
}

export async function pruneAudits(tx: Tx, before: number): Promise<void> {
  await tx.deleteFrom('sla_audit').where('finished_at', '<', before).execute();
}

/** True for the first who asks: what `key` names has not been told yet and is told now. */
export async function takeNotice(tx: Tx, kind: string, key: string, at: number): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('sla_notice')
    .values({ kind, key, at })
    .onConflict((conflict) => conflict.columns(['kind', 'key']).doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

/** A calendar as open tickets were last reckoned with; `content` is what calendar-snapshot.ts made of it. */
export type SeenCalendar = { readonly name: string; readonly hash: string; readonly content: unknown };

export async function listSeenCalendars(db: Kysely<Tables>): Promise<SeenCalendar[]> {
  const rows = await db.selectFrom('sla_calendar').selectAll().orderBy('name').execute();
  return rows.map(({ name, hash, content }) => ({ name, hash, content: decodeJson<unknown>(content) }));
}

export async function saveSeenCalendar(tx: Tx, seen: SeenCalendar, at: number): Promise<void> {
  const columns = { hash: seen.hash, content: encodeJson(seen.content), since_at: at };
  await tx
    .insertInto('sla_calendar')
    .values({ name: seen.name, ...columns })
    .onConflict((conflict) => conflict.column('name').doUpdateSet(columns))
    .execute();
}

/** The alert rules in force when the tickets' next looks were last reckoned; undefined before that. */
export async function findSeenRules(db: Kysely<Tables>): Promise<string | undefined> {
  return (await db.selectFrom('sla_alert_rules').select('hash').executeTakeFirst())?.hash;
}

export async function saveSeenRules(tx: Tx, hash: string): Promise<void> {
  await tx
    .insertInto('sla_alert_rules')
    .values({ id: 1, hash })
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ hash }))
    .execute();
}
