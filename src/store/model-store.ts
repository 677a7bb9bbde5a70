import type { Kysely, Selectable } from 'kysely';
import { decodeJson, encodeJson } from './column.ts';
import type { ModelReason, ModelState, Tables, Tx } from './tables.ts';

/** A trained model with how it did, but without its weights. `T`: the trial, as its trainer writes it. */
export type ModelVersion<T> = {
  readonly id: number;
  readonly trainedAt: number;
  readonly reason: ModelReason;
  /** Of the shipped examples and the training code: a version of another key cannot be used or compared. */
  readonly contentKey: string;
  /** The newest correction it was trained on. */
  readonly learntUpTo: number;
  /** Corrections after this one are taught to it online. More than `learntUpTo` after a step back: what the newer version had learnt stays out. */
  readonly taughtFrom: number;
  readonly examples: number;
  readonly corrections: number;
  readonly trial: T;
  readonly state: ModelState;
  readonly objections: readonly string[];
};

export type NewModelVersion<T> = Omit<ModelVersion<T>, 'id' | 'state' | 'taughtFrom'> & {
  readonly packed: string;
};

const columns = [
  'id',
  'trained_at',
  'reason',
  'content_key',
  'learnt_up_to',
  'taught_from',
  'examples',
  'corrections',
  'trial',
  'state',
  'objections',
] as const;

/** Keeps a version. Without objections it becomes the active one, and the weights of the one before are kept for a step back. */
export async function recordModelVersion<T>(tx: Tx, version: NewModelVersion<T>): Promise<void> {
  const accepted = version.objections.length === 0;
  if (accepted) {
    await tx.updateTable('model_version').set({ model: null }).where('state', '!=', 'active').execute();
    await tx.updateTable('model_version').set({ state: 'kept' }).where('state', '=', 'active').execute();
  }
  await tx
    .insertInto('model_version')
    .values({
      trained_at: version.trainedAt,
      reason: version.reason,
      content_key: version.contentKey,
      learnt_up_to: version.learntUpTo,
      taught_from: version.learntUpTo,
      examples: version.examples,
      corrections: version.corrections,
      trial: encodeJson(version.trial),
      state: accepted ? 'active' : 'refused',
      objections: encodeJson(version.objections),
      model: accepted ? version.packed : null,
    })
    .execute();
}

/**
 * One step back: the version before the active one is active again, or, where there is none, the model as shipped.
 * @returns false where the shipped model is in use already
 */
export async function stepModelBack(tx: Tx): Promise<boolean> {
  const active = await tx
    .selectFrom('model_version')
    .select(['id', 'learnt_up_to'])
    .where('state', '=', 'active')
    .executeTakeFirst();
  if (!active) return false;
  await tx
    .updateTable('model_version')
    .set({ state: 'stepped_back', model: null })
    .where('id', '=', active.id)
    .execute();
  const before = await tx
    .selectFrom('model_version')
    .select('id')
    .where('state', '=', 'kept')
    .where('model', 'is not', null)
    .orderBy('id', 'desc')
    .executeTakeFirst();
  if (before)
    await tx
      .updateTable('model_version')
      .set({ state: 'active', taught_from: active.learnt_up_to })
      .where('id', '=', before.id)
      .execute();
  return true;
}

/** Newest first. */
export async function listModelVersions<T>(db: Kysely<Tables>, limit: number): Promise<ModelVersion<T>[]> {
  const rows = await db
    .selectFrom('model_version')
    .select(columns)
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => decodeRow<T>(row));
}

/** 0: the shipped model. */
export async function readActiveModelId(db: Kysely<Tables>): Promise<number> {
  const row = await db
    .selectFrom('model_version')
    .select('id')
    .where('state', '=', 'active')
    .executeTakeFirst();
  return row?.id ?? 0;
}

/** The weights of a version; null where they are not kept any more. */
export async function loadPackedModel(db: Kysely<Tables>, id: number): Promise<string | null> {
  const row = await db.selectFrom('model_version').select('model').where('id', '=', id).executeTakeFirst();
  return row?.model ?? null;
}

function decodeRow<T>(row: Omit<Selectable<Tables['model_version']>, 'model'>): ModelVersion<T> {
  return {
    id: row.id,
    trainedAt: row.trained_at,
    reason: row.reason,
    contentKey: row.content_key,
    learntUpTo: row.learnt_up_to,
    taughtFrom: row.taught_from,
    examples: row.examples,
    corrections: row.corrections,
    trial: decodeJson<T>(row.trial),
    state: row.state,
    objections: decodeJson<string[]>(row.objections),
  };
}
