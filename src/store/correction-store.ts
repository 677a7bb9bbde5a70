import type { Kysely } from 'kysely';
import type { Tables, Tx } from './tables.ts';

/** A person put a classification right: what the classifier learns from. */
export type Correction = {
  readonly text: string;
  /** null: the classifier had no guess. */
  readonly fromCategory: string | null;
  readonly toCategory: string;
  readonly ticket: number | null;
  readonly personId: string;
  readonly at: number;
};

export async function recordCorrection(tx: Tx, correction: Correction): Promise<void> {
  await tx
    .insertInto('correction')
    .values({
      text: correction.text,
      from_category: correction.fromCategory,
      to_category: correction.toCategory,
      ticket: correction.ticket,
      person_id: correction.personId,
      at: correction.at,
    })
    .execute();
}

/** Oldest first. */
export async function listCorrections(db: Kysely<Tables>): Promise<Correction[]> {
  const rows = await db.selectFrom('correction').selectAll().orderBy('id').execute();
  return rows.map((row) => ({
    text: row.text,
    fromCategory: row.from_category,
    toCategory: row.to_category,
    ticket: row.ticket,
    personId: row.person_id,
    at: row.at,
  }));
}
