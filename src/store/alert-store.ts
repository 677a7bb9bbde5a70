import type { Kysely } from 'kysely';
import type { LevelKind } from '../sla/clock.ts';
import { decodeFlag, encodeFlag } from './column.ts';
import { prepareBatches } from './row-batches.ts';
import type { Tables, Tx } from './tables.ts';

export type NewAlert = {
  readonly ticket: number;
  /** The parts of its key: see `parseAlertKey`. */
  readonly cycle: string;
  readonly target: string;
  readonly level: string;
  readonly repeat: number;
  readonly kind: LevelKind;
  readonly priority: string;
  /** When it fell due, epoch ms. */
  readonly at: number;
  readonly dueAt: number | null;
  /** Working ms past the deadline. */
  readonly overdueMs: number;
  readonly late: boolean;
  readonly onChange: boolean;
};

/** An alert as it was found due, and who took note of it. */
export type AlertRecord = NewAlert & {
  readonly id: number;
  readonly acknowledgedBy: string | null;
  readonly acknowledgedAt: number | null;
};

type NewRow = Omit<Tables['sla_alert'], 'id' | 'acknowledged_by' | 'acknowledged_at'>;
type AlertKey = Pick<NewRow, 'ticket' | 'cycle' | 'target' | 'level' | 'repetition'>;

const insertQuery = prepareBatches<NewRow, AlertKey & { id: number }>(
  [
    'ticket',
    'cycle',
    'target',
    'level',
    'repetition',
    'kind',
    'priority',
    'at',
    'due_at',
    'overdue_ms',
    'late',
    'on_change',
    'created_at',
  ],
  (db, rows) =>
    db
      .insertInto('sla_alert')
      .values([...rows])
      .onConflict((conflict) =>
        conflict.columns(['ticket', 'cycle', 'target', 'level', 'repetition']).doNothing(),
      )
      .returning(['id', 'ticket', 'cycle', 'target', 'level', 'repetition']),
);

/** Their ids, in order; undefined for one that was given before: nobody is to be told again. */
export async function insertAlerts(
  tx: Tx,
  alerts: readonly NewAlert[],
  now: number,
): Promise<(number | undefined)[]> {
  const rows = alerts.map((alert): NewRow => ({
    ticket: alert.ticket,
    cycle: alert.cycle,
    target: alert.target,
    level: alert.level,
    repetition: alert.repeat,
    kind: alert.kind,
    priority: alert.priority,
    at: alert.at,
    due_at: alert.dueAt,
    overdue_ms: alert.overdueMs,
    late: encodeFlag(alert.late),
    on_change: encodeFlag(alert.onChange),
    created_at: now,
  }));
  const ids = new Map((await insertQuery(tx, rows)).map((row) => [keyOf(row), row.id]));
  return rows.map((row) => ids.get(keyOf(row)));
}

function keyOf({ ticket, cycle, target, level, repetition }: AlertKey): string {
  return `${ticket}/${cycle}/${target}/${level}#${repetition}`;
}

/** Everything a ticket's promise or watch has told so far is taken note of; what was before stays as it is. */
export async function acknowledgeAlerts(
  tx: Tx,
  { ticket, cycle, target }: Pick<NewAlert, 'ticket' | 'cycle' | 'target'>,
  by: string,
  at: number,
): Promise<void> {
  await tx
    .updateTable('sla_alert')
    .set({ acknowledged_by: by, acknowledged_at: at })
    .where('ticket', '=', ticket)
    .where('cycle', '=', cycle)
    .where('target', '=', target)
    .where('acknowledged_by', 'is', null)
    .execute();
}

/** In the order they were given. */
export async function listAlerts(db: Kysely<Tables>, ticket: number): Promise<AlertRecord[]> {
  const rows = await db
    .selectFrom('sla_alert')
    .selectAll()
    .where('ticket', '=', ticket)
    .orderBy('id')
    .execute();
  return rows.map((row) => toAlert({ ...row, alert_id: row.id }));
}

export const alertColumns = [
  'sla_alert.id as alert_id',
  'sla_alert.ticket',
  'sla_alert.cycle',
  'sla_alert.target',
  'sla_alert.level',
  'sla_alert.repetition',
  'sla_alert.kind',
  'sla_alert.priority',
  'sla_alert.at',
  'sla_alert.due_at',
  'sla_alert.overdue_ms',
  'sla_alert.late',
  'sla_alert.on_change',
  'sla_alert.acknowledged_by',
  'sla_alert.acknowledged_at',
] as const;

export type AlertRow = Omit<Tables['sla_alert'], 'id' | 'created_at'> & { readonly alert_id: number };

export function toAlert(row: AlertRow): AlertRecord {
  return {
    id: row.alert_id,
    ticket: row.ticket,
    cycle: row.cycle,
    target: row.target,
    level: row.level,
    repeat: row.repetition,
    kind: row.kind,
    priority: row.priority,
    at: row.at,
    dueAt: row.due_at,
    overdueMs: row.overdue_ms,
    late: decodeFlag(row.late),
    onChange: decodeFlag(row.on_change),
    acknowledgedBy: row.acknowledged_by,
    acknowledgedAt: row.acknowledged_at,
  };
}
