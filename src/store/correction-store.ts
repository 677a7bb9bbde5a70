import type { Kysely, Selectable } from 'kysely';
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

export type RecordedCorrection = Correction & {
  readonly id: number;
  /** Who took it back, and when; null: it holds. */
  readonly undone: { readonly by: string; readonly at: number } | null;
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

/** @returns false where there is no such correction or it is undone already */
export async function undoCorrection(tx: Tx, id: number, by: string, at: number): Promise<boolean> {
  const result = await tx
    .updateTable('correction')
    .set({ undone_at: at, undone_by: by })
    .where('id', '=', id)
    .where('undone_at', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Oldest first, undone ones too. @param after leaves out ids up to it */
export async function listCorrections(db: Kysely<Tables>, after = 0): Promise<RecordedCorrection[]> {
  const rows = await db.selectFrom('correction').selectAll().where('id', '>', after).orderBy('id').execute();
  return rows.map(decodeRow);
}

/** Newest first, undone ones too. */
export async function listLatestCorrections(
  db: Kysely<Tables>,
  limit: number,
): Promise<RecordedCorrection[]> {
  const rows = await db.selectFrom('correction').selectAll().orderBy('id', 'desc').limit(limit).execute();
  return rows.map(decodeRow);
}

/** None or one. */
export async function findCorrection(db: Kysely<Tables>, id: number): Promise<RecordedCorrection[]> {
  const rows = await db.selectFrom('correction').selectAll().where('id', '=', id).execute();
  return rows.map(decodeRow);
}

/** Tells whether anything changed since a mark was taken: cheap enough to ask twenty times a second. */
export type CorrectionMark = { readonly lastId: number; readonly undone: number };

export async function readCorrectionMark(db: Kysely<Tables>): Promise<CorrectionMark> {
  const [last, undone] = await Promise.all([
    db
      .selectFrom('correction')
      .select(({ fn }) => fn.max('id').as('id'))
      .executeTakeFirst(),
    db
      .selectFrom('correction')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('undone_at', 'is not', null)
      .executeTakeFirst(),
  ]);
  return { lastId: last?.id ?? 0, undone: undone?.count ?? 0 };
}

function decodeRow(row: Selectable<Tables['correction']>): RecordedCorrection {
  return {
    id: row.id,
    text: row.text,
    fromCategory: row.from_category,
    toCategory: row.to_category,
    ticket: row.ticket,
    personId: row.person_id,
    at: row.at,
    undone: row.undone_at === null ? null : { at: row.undone_at, by: row.undone_by ?? '' },
  };
}
