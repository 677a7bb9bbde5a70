import { sql } from 'kysely';
import { prepareBatches } from './row-batches.ts';
import type { Tx } from './tables.ts';
import type { Deadlines } from './ticket-row.ts';

/** What telling alerts does to a ticket: so many events more, and the next look at it. Nothing else of it changes. */
export type Advance = {
  readonly number: number;
  /** The version the alerts were reckoned from. */
  readonly version: number;
  readonly added: number;
  readonly nextAlertAt: number | null;
};

type AdvanceRow = { number: number; version: number; added: number; next_alert_at: number | null };

// Casts, because a list of values has no column types of its own.
const advanceQuery = prepareBatches<AdvanceRow, { number: number }>(
  ['number', 'version', 'added', 'next_alert_at'],
  (db, rows) => {
    const values = rows.map(
      ({ number, version, added, next_alert_at }) =>
        sql`(cast(${number} as bigint), cast(${version} as bigint), cast(${added} as bigint), cast(${next_alert_at} as bigint))`,
    );
    const statement = sql<{ number: number }>`
      update ticket set version = version + wanted.column3, next_alert_at = wanted.column4
      from (values ${sql.join(values)}) as wanted
      where ticket.number = wanted.column1 and ticket.version = wanted.column2
      returning number`;
    return { compile: () => statement.compile(db) };
  },
);

/** Numbers of those that still were at that version; nothing is written of the others. */
export async function advanceTickets(tx: Tx, advances: readonly Advance[]): Promise<ReadonlySet<number>> {
  const rows = advances.map(({ number, version, added, nextAlertAt }) => ({
    number,
    version,
    added,
    next_alert_at: nextAlertAt,
  }));
  return new Set((await advanceQuery(tx, rows)).map(({ number }) => number));
}

/** What a ticket's index columns have to say, at the version they were reckoned from. */
export type Reindexed = { readonly number: number; readonly version: number; readonly deadlines: Deadlines };

type ReindexRow = {
  number: number;
  version: number;
  first_response_due_at: number | null;
  resolution_due_at: number | null;
  next_alert_at: number | null;
  close_at: number | null;
};

const reindexQuery = prepareBatches<ReindexRow, { number: number }>(
  ['number', 'version', 'first_response_due_at', 'resolution_due_at', 'next_alert_at', 'close_at'],
  (db, rows) => {
    const values = rows.map(
      (row) =>
        sql`(cast(${row.number} as bigint), cast(${row.version} as bigint), cast(${row.first_response_due_at} as bigint), cast(${row.resolution_due_at} as bigint), cast(${row.next_alert_at} as bigint), cast(${row.close_at} as bigint))`,
    );
    const statement = sql<{ number: number }>`
      update ticket set first_response_due_at = wanted.column3, resolution_due_at = wanted.column4,
        next_alert_at = wanted.column5, close_at = wanted.column6
      from (values ${sql.join(values)}) as wanted
      where ticket.number = wanted.column1 and ticket.version = wanted.column2
      returning number`;
    return { compile: () => statement.compile(db) };
  },
);

/** Sets index columns, nothing else. Numbers of those that still were at that version; nothing is written of the others. */
export async function reindexTickets(tx: Tx, reindexed: readonly Reindexed[]): Promise<ReadonlySet<number>> {
  const rows = reindexed.map(({ number, version, deadlines }) => ({
    number,
    version,
    first_response_due_at: deadlines.firstResponseDueAt,
    resolution_due_at: deadlines.resolutionDueAt,
    next_alert_at: deadlines.nextAlertAt,
    close_at: deadlines.closeAt,
  }));
  return new Set((await reindexQuery(tx, rows)).map(({ number }) => number));
}
