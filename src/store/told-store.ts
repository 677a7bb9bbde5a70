import type { Kysely } from 'kysely';
import { prepareQuery } from './prepared-query.ts';
import type { Tables, Tx } from './tables.ts';

const findQuery = prepareQuery<{ personId: string; what: string }, { at: number }>((db, slot) =>
  db.selectFrom('told').select('at').where('person_id', '=', slot.personId).where('what', '=', slot.what),
);

/** Whether somebody has been explained this already. */
export async function wasTold(db: Kysely<Tables>, personId: string, what: string): Promise<boolean> {
  const { rows } = await findQuery(db, { personId, what });
  return rows.length > 0;
}

export async function recordTold(tx: Tx, personId: string, what: string, at: number): Promise<void> {
  await tx
    .insertInto('told')
    .values({ person_id: personId, what, at })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
