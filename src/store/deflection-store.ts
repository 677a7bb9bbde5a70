import type { Kysely } from 'kysely';
import { decodeJson, encodeJson } from './column.ts';
import type { DeflectionState, Tables, Tx } from './tables.ts';

/** Somebody said an article solved it. It counts once enough time has passed without a ticket. */
export type Deflection = {
  readonly personId: string;
  readonly category: string;
  readonly articleIds: readonly string[];
  readonly at: number;
};

export async function recordDeflection(tx: Tx, deflection: Deflection): Promise<void> {
  await tx
    .insertInto('deflection')
    .values({
      person_id: deflection.personId,
      category: deflection.category,
      article_ids: encodeJson(deflection.articleIds),
      at: deflection.at,
      state: 'pending',
    })
    .execute();
}

/** A ticket followed: what the person called solved at or after `since` was not. Returns how many. */
export async function voidRecentDeflections(tx: Tx, personId: string, since: number): Promise<number> {
  const { numUpdatedRows } = await tx
    .updateTable('deflection')
    .set({ state: 'void' })
    .where('person_id', '=', personId)
    .where('at', '>=', since)
    .where('state', '=', 'pending')
    .executeTakeFirstOrThrow();
  return Number(numUpdatedRows);
}

/** No ticket came in time: everything still pending from before that instant counts. Returns how many. */
export async function settleDeflections(tx: Tx, before: number): Promise<number> {
  const { numUpdatedRows } = await tx
    .updateTable('deflection')
    .set({ state: 'counted' })
    .where('at', '<', before)
    .where('state', '=', 'pending')
    .executeTakeFirstOrThrow();
  return Number(numUpdatedRows);
}

export async function listDeflections(
  db: Kysely<Tables>,
  state: DeflectionState,
  since: number,
): Promise<Deflection[]> {
  const rows = await db
    .selectFrom('deflection')
    .selectAll()
    .where('state', '=', state)
    .where('at', '>=', since)
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    personId: row.person_id,
    category: row.category,
    articleIds: decodeJson<string[]>(row.article_ids),
    at: row.at,
  }));
}
