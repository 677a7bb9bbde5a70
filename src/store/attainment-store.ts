import { type Kysely, sql } from 'kysely';
import type { OpenCount, OutcomeCount } from '../insight/attainment.ts';
import type { Outcome } from '../insight/outcome.ts';
import type { Target } from '../sla/policy.ts';
import { prepareQuery } from './prepared-query.ts';
import { prepareBatches } from './row-batches.ts';
import type { SlaOutcomeName, Tables, Tx } from './tables.ts';

type Row = Tables['sla_outcome'];

const loadQuery = prepareQuery<{ ticket: number }, Row>((db, slot) =>
  db
    .selectFrom('sla_outcome')
    .selectAll()
    .where('ticket', '=', slot.ticket)
    .orderBy('target')
    .orderBy('cycle'),
);

const writeQuery = prepareQuery<Row, never>((db, slot) => {
  const columns = {
    outcome: slot.outcome,
    day: slot.day,
    due_at: slot.due_at,
    priority: slot.priority,
    group_id: slot.group_id,
    category: slot.category,
    cause: slot.cause,
  };
  return db
    .insertInto('sla_outcome')
    .values({ ticket: slot.ticket, target: slot.target, cycle: slot.cycle, ...columns })
    .onConflict((conflict) => conflict.columns(['ticket', 'target', 'cycle']).doUpdateSet(columns));
});

const removeQuery = prepareQuery<{ ticket: number; target: string; cycle: number }, never>((db, slot) =>
  db
    .deleteFrom('sla_outcome')
    .where('ticket', '=', slot.ticket)
    .where('target', '=', slot.target)
    .where('cycle', '=', slot.cycle),
);

/** A list's length is part of a prepared query: shorter ones repeat their last number. */
const mostAtOnce = 50;

const loadManyQuery = prepareQuery<Record<string, number>, Row>((db, slot) =>
  db
    .selectFrom('sla_outcome')
    .selectAll()
    .where(
      'ticket',
      'in',
      Array.from({ length: mostAtOnce }, (_, i) => slot[`n${i}`] ?? 0),
    ),
);

/** The same of at most 50 tickets, by number. */
export async function loadOutcomesOfMany(
  db: Kysely<Tables>,
  numbers: readonly number[],
): Promise<Map<number, Outcome[]>> {
  const outcomes = new Map(numbers.map((number): [number, Outcome[]] => [number, []]));
  const last = numbers.at(-1);
  if (last === undefined) return outcomes;
  const slots = Array.from({ length: mostAtOnce }, (_, i) => [`n${i}`, numbers[i] ?? last] as const);
  const { rows } = await loadManyQuery(db, Object.fromEntries(slots));
  for (const row of rows) outcomes.get(row.ticket)?.push(toOutcome(row));
  return outcomes;
}

/** Makes the rows of a ticket these; writes only what differs. Tells how many did. */
export async function writeOutcomes(tx: Tx, ticket: number, outcomes: readonly Outcome[]): Promise<number> {
  const kept = new Map((await loadQuery(tx, { ticket })).rows.map((row) => [keyOf(row), row]));
  let written = 0;
  for (const outcome of outcomes) {
    const row = toRow(ticket, outcome);
    const before = kept.get(keyOf(row));
    kept.delete(keyOf(row));
    if (before && sameRow(before, row)) continue;
    await writeQuery(tx, row);
    written += 1;
  }
  // A cycle a change of policy took back.
  for (const { target, cycle } of kept.values()) await removeQuery(tx, { ticket, target, cycle });
  return written + kept.size;
}

const upsertQuery = prepareBatches<Row, never>(
  ['ticket', 'target', 'cycle', 'outcome', 'day', 'due_at', 'priority', 'group_id', 'category', 'cause'],
  (db, rows) =>
    db
      .insertInto('sla_outcome')
      .values([...rows])
      .onConflict((conflict) =>
        conflict.columns(['ticket', 'target', 'cycle']).doUpdateSet((eb) => ({
          outcome: eb.ref('excluded.outcome'),
          day: eb.ref('excluded.day'),
          due_at: eb.ref('excluded.due_at'),
          priority: eb.ref('excluded.priority'),
          group_id: eb.ref('excluded.group_id'),
          category: eb.ref('excluded.category'),
          cause: eb.ref('excluded.cause'),
        })),
      ),
);

/** What of many tickets differs, written at once. @param kept what the database said, at the same version of the ticket */
export async function writeOutcomesOfMany(
  tx: Tx,
  tickets: readonly {
    readonly number: number;
    readonly kept: readonly Outcome[];
    readonly wanted: readonly Outcome[];
  }[],
): Promise<void> {
  const rows: Row[] = [];
  for (const { number, kept, wanted } of tickets) {
    const before = new Map(kept.map((outcome) => toRow(number, outcome)).map((row) => [keyOf(row), row]));
    for (const row of wanted.map((outcome) => toRow(number, outcome))) {
      const same = before.get(keyOf(row));
      before.delete(keyOf(row));
      if (!same || !sameRow(same, row)) rows.push(row);
    }
    for (const { target, cycle } of before.values()) await removeQuery(tx, { ticket: number, target, cycle });
  }
  await upsertQuery(tx, rows);
}

/** Whether the kept rows say the same as these, in any order. */
export function sameOutcomes(kept: readonly Outcome[], wanted: readonly Outcome[]): boolean {
  if (kept.length !== wanted.length) return false;
  const rows = new Map(kept.map((outcome) => toRow(0, outcome)).map((row) => [keyOf(row), row]));
  return wanted.every((outcome) => {
    const row = toRow(0, outcome);
    const other = rows.get(keyOf(row));
    return other !== undefined && sameRow(other, row);
  });
}

type DecidedRow = Pick<Row, 'target' | 'outcome' | 'priority' | 'group_id' | 'category' | 'cause'> & {
  count: number;
};

const decidedQuery = prepareQuery<{ fromDay: number; toDay: number }, DecidedRow>((db, slot) =>
  db
    .selectFrom('sla_outcome')
    .select(['target', 'outcome', 'priority', 'group_id', 'category', 'cause'])
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('day', '>=', slot.fromDay)
    .where('day', '<=', slot.toDay)
    // By day first although nobody asks for it: so the rows come in the index's order and nothing is sorted.
    .groupBy(['day', 'target', 'priority', 'group_id', 'category', 'outcome', 'cause']),
);

/** Promises decided on these days (day numbers, inclusive). Several entries may agree: add them up. */
export async function countDecided(
  db: Kysely<Tables>,
  fromDay: number,
  toDay: number,
): Promise<OutcomeCount[]> {
  const { rows } = await decidedQuery(db, { fromDay, toDay });
  return rows.map((row) => ({
    target: row.target as Target,
    outcome: row.outcome === 'met' ? 'met' : 'breached',
    priority: row.priority,
    groupId: row.group_id,
    category: row.category,
    cause: row.cause,
    count: row.count,
  }));
}

const undecided = sql.lit<SlaOutcomeName>('open');

type OpenRow = Pick<Row, 'target' | 'priority' | 'group_id' | 'category' | 'cause'> & {
  paused: number;
  running: number;
  overdue: number;
};

const openQuery = prepareQuery<{ now: number; fromAt: number }, OpenRow>((db, slot) =>
  db
    .selectFrom('sla_outcome')
    .select(['target', 'priority', 'group_id', 'category', 'cause'])
    .select((eb) => [
      eb.fn.sum<number>(eb.case().when('due_at', 'is', null).then(1).else(0).end()).as('paused'),
      eb.fn.sum<number>(eb.case().when('due_at', '>', slot.now).then(1).else(0).end()).as('running'),
      eb.fn
        .sum<number>(
          eb
            .case()
            .when(eb.and([eb('due_at', '<=', slot.now), eb('due_at', '>=', slot.fromAt)]))
            .then(1)
            .else(0)
            .end(),
        )
        .as('overdue'),
    ])
    .where('outcome', '=', undecided)
    .groupBy(['target', 'priority', 'group_id', 'category', 'cause']),
);

/** Promises still owed: how many run, stand still, or were broken since `fromAt` (epoch ms). */
export async function countOpenOutcomes(
  db: Kysely<Tables>,
  fromAt: number,
  now: number,
): Promise<OpenCount[]> {
  const { rows } = await openQuery(db, { now, fromAt });
  return rows.map((row) => ({
    target: row.target as Target,
    priority: row.priority,
    groupId: row.group_id,
    category: row.category,
    cause: row.cause,
    paused: row.paused,
    running: row.running,
    overdue: row.overdue,
  }));
}

const overdueQuery = prepareQuery<{ now: number; limit: number }, { ticket: number; due_at: number }>(
  (db, slot) =>
    db
      .selectFrom('sla_outcome')
      .select('ticket')
      .select((eb) => eb.ref('due_at').$castTo<number>().as('due_at'))
      .where('outcome', '=', undecided)
      .where('due_at', '<=', slot.now)
      .orderBy('due_at')
      .orderBy('ticket')
      .limit(slot.limit),
);

/** Numbers of open tickets with a broken promise still owed, most overdue first; each once. */
export async function listOverdue(db: Kysely<Tables>, now: number, limit: number): Promise<number[]> {
  // A ticket owes three promises at most that stand open at once.
  const { rows } = await overdueQuery(db, { now, limit: limit * 3 });
  return [...new Set(rows.map(({ ticket }) => ticket))].slice(0, limit);
}

const countOverdueQuery = prepareQuery<{ now: number }, { count: number }>((db, slot) =>
  db
    .selectFrom('sla_outcome')
    .select((eb) => eb.fn.count<number>('ticket').distinct().as('count'))
    .where('outcome', '=', undecided)
    .where('due_at', '<=', slot.now),
);

export async function countOverdue(db: Kysely<Tables>, now: number): Promise<number> {
  return (await countOverdueQuery(db, { now })).rows[0]?.count ?? 0;
}

const missingQuery = prepareQuery<{ after: number; upTo: number }, { number: number }>((db, slot) =>
  db
    .selectFrom('ticket')
    .select('number')
    .where('number', '>', slot.after)
    .where('number', '<=', slot.upTo)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb.selectFrom('sla_outcome').select('cycle').whereRef('sla_outcome.ticket', '=', 'ticket.number'),
        ),
      ),
    )
    .orderBy('number'),
);

/** Tickets in `(after, upTo]` of which nothing is kept: from before there were such rows, or without a promise. */
export async function listWithoutOutcomes(
  db: Kysely<Tables>,
  after: number,
  upTo: number,
): Promise<number[]> {
  return (await missingQuery(db, { after, upTo })).rows.map(({ number }) => number);
}

const lastNumberQuery = prepareQuery<Record<string, never>, { number: number | null }>((db) =>
  db.selectFrom('ticket').select((eb) => eb.fn.max<number>('number').as('number')),
);

/** The newest ticket's; 0 where there is none. */
export async function findLastNumber(db: Kysely<Tables>): Promise<number> {
  return (await lastNumberQuery(db, {})).rows[0]?.number ?? 0;
}

function keyOf({ target, cycle }: Pick<Row, 'target' | 'cycle'>): string {
  return `${cycle}/${target}`;
}

function sameRow(a: Row, b: Row): boolean {
  return (
    a.outcome === b.outcome &&
    a.day === b.day &&
    a.due_at === b.due_at &&
    a.priority === b.priority &&
    a.group_id === b.group_id &&
    a.category === b.category &&
    a.cause === b.cause
  );
}

function toRow(ticket: number, outcome: Outcome): Row {
  return {
    ticket,
    target: outcome.target,
    cycle: outcome.cycle,
    outcome: outcome.outcome,
    day: outcome.day,
    due_at: outcome.dueAt,
    priority: outcome.priority,
    group_id: outcome.groupId,
    category: outcome.category,
    cause: outcome.cause,
  };
}

function toOutcome(row: Row): Outcome {
  return {
    target: row.target as Target,
    cycle: row.cycle,
    outcome: row.outcome,
    day: row.day,
    dueAt: row.due_at,
    priority: row.priority,
    groupId: row.group_id,
    category: row.category,
    cause: row.cause,
  };
}
