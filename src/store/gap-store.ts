import type { Kysely } from 'kysely';
import type { Locale } from '../kernel/locale.ts';
import { advanceCounter } from './counter-store.ts';
import type { GapOutcome, Tables, Tx } from './tables.ts';

/** A question the knowledge base did not answer well. */
export type Gap = {
  readonly question: string;
  readonly locale: Locale;
  readonly category: string | null;
  readonly personId: string;
  readonly outcome: GapOutcome;
  readonly at: number;
};

export async function recordGap(tx: Tx, gap: Gap): Promise<void> {
  await tx
    .insertInto('knowledge_gap')
    .values({
      question: gap.question,
      locale: gap.locale,
      category: gap.category,
      person_id: gap.personId,
      outcome: gap.outcome,
      at: gap.at,
    })
    .execute();
}

/** Not yet gathered into a topic, oldest first. */
export async function listOpenGaps(
  db: Kysely<Tables>,
  since: number,
  limit: number,
): Promise<(Gap & { readonly id: number })[]> {
  const rows = await db
    .selectFrom('knowledge_gap')
    .selectAll()
    .where('topic', 'is', null)
    .where('at', '>=', since)
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    question: row.question,
    locale: row.locale as Locale,
    category: row.category,
    personId: row.person_id,
    outcome: row.outcome,
    at: row.at,
  }));
}

/** Gathers gaps under a new topic, told at that instant. Returns its number. */
export async function saveTopic(
  tx: Tx,
  topic: {
    readonly category: string | null;
    readonly label: string;
    readonly gapIds: readonly number[];
    readonly people: number;
    readonly toldAt: number;
  },
): Promise<number> {
  const id = await advanceCounter(tx, 'gap-topic');
  await tx
    .insertInto('gap_topic')
    .values({
      id,
      category: topic.category,
      label: topic.label,
      questions: topic.gapIds.length,
      people: topic.people,
      told_at: topic.toldAt,
      settled_at: null,
    })
    .execute();
  await tx.updateTable('knowledge_gap').set({ topic: id }).where('id', 'in', topic.gapIds).execute();
  return id;
}

/** When topics were told last; null: never. */
export async function findLastTold(db: Kysely<Tables>): Promise<number | null> {
  const row = await db
    .selectFrom('gap_topic')
    .select((eb) => eb.fn.max<number | null>('told_at').as('at'))
    .executeTakeFirst();
  return row?.at ?? null;
}
