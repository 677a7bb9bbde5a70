import type { Kysely } from 'kysely';
import type { BindingRequest } from '../people/binding.ts';
import type { Tables, Tx } from './tables.ts';

/** No limit looks back further than a day. */
const longestLimitMs = 24 * 3_600_000;

/** What an asker's code is, until it is used, spent or late; undefined where none was asked for. */
export async function findBindingRequest(
  db: Kysely<Tables>,
  askerId: string,
): Promise<BindingRequest | undefined> {
  const row = await db
    .selectFrom('binding_request')
    .selectAll()
    .where('asker_id', '=', askerId)
    .executeTakeFirst();
  return (
    row && {
      askerId: row.asker_id,
      targetId: row.target_id,
      salt: row.salt,
      codeHash: row.code_hash,
      triesLeft: row.tries_left,
      expiresAt: row.expires_at,
    }
  );
}

/** Replaces what the asker had asked for before, and counts towards the limits. */
export async function saveBindingRequest(tx: Tx, request: BindingRequest, at: number): Promise<void> {
  const columns = {
    target_id: request.targetId,
    salt: request.salt,
    code_hash: request.codeHash,
    tries_left: request.triesLeft,
    expires_at: request.expiresAt,
  };
  await tx
    .insertInto('binding_request')
    .values({ asker_id: request.askerId, ...columns })
    .onConflict((conflict) => conflict.column('asker_id').doUpdateSet(columns))
    .execute();
  await tx
    .deleteFrom('binding_attempt')
    .where('at', '<', at - longestLimitMs)
    .execute();
  await tx
    .insertInto('binding_attempt')
    .values({ asker_id: request.askerId, target_id: request.targetId, at })
    .execute();
}

export async function spendTry(tx: Tx, askerId: string): Promise<void> {
  await tx
    .updateTable('binding_request')
    .set((eb) => ({ tries_left: eb('tries_left', '-', 1) }))
    .where('asker_id', '=', askerId)
    .execute();
}

export async function dropBindingRequest(tx: Tx, askerId: string): Promise<void> {
  await tx.deleteFrom('binding_request').where('asker_id', '=', askerId).execute();
}

/** Instants at which the asker asked since then, oldest first. */
export async function listAskedBy(db: Kysely<Tables>, askerId: string, since: number): Promise<number[]> {
  const rows = await db
    .selectFrom('binding_attempt')
    .select('at')
    .where('asker_id', '=', askerId)
    .where('at', '>', since)
    .orderBy('at')
    .execute();
  return rows.map(({ at }) => at);
}

/** How many codes went to a person since then, whoever asked. */
export async function countAskedFor(db: Kysely<Tables>, targetId: string, since: number): Promise<number> {
  const { count } = await db
    .selectFrom('binding_attempt')
    .select((eb) => eb.fn.countAll<number | string>().as('count'))
    .where('target_id', '=', targetId)
    .where('at', '>', since)
    .executeTakeFirstOrThrow();
  return Number(count);
}
