import type { Kysely } from 'kysely';
import type { LlmUse } from '../llm/llm.ts';
import type { Tables, Tx } from './tables.ts';

/** @param said the category a message was read as */
export async function recordLlmUses(
  tx: Tx,
  uses: readonly LlmUse[],
  { personId, said }: { readonly personId: string | null; readonly said: string | null },
): Promise<void> {
  if (uses.length === 0) return;
  await tx
    .insertInto('llm_use')
    .values(
      uses.map((use) => ({
        purpose: use.purpose,
        at: use.at,
        ms: use.ms,
        outcome: use.outcome,
        prompt_tokens: use.promptTokens,
        completion_tokens: use.completionTokens,
        person_id: personId,
        said: use.purpose === 'read-message' && use.outcome === 'used' ? said : null,
      })),
    )
    .execute();
}

/** Everything asked since that instant, oldest first. */
export async function listLlmUses(db: Kysely<Tables>, since: number): Promise<LlmUse[]> {
  const rows = await db.selectFrom('llm_use').selectAll().where('at', '>=', since).orderBy('id').execute();
  return rows.map((row) => ({
    purpose: row.purpose,
    at: row.at,
    ms: row.ms,
    outcome: row.outcome,
    promptTokens: row.prompt_tokens,
    completionTokens: row.completion_tokens,
  }));
}
