import type { Kysely } from 'kysely';
import type { Person } from '../people/person.ts';
import { decodeFlag } from './column.ts';
import { findPeopleByName, foldName } from './person-store.ts';
import type { Tables, Tx } from './tables.ts';

/** How an identity that is not configured came to a person. */
export type BoundHow = 'email' | 'code';

/** The one person who has this address; undefined where nobody or more than one has. */
export async function findPersonByEmail(db: Kysely<Tables>, email: string): Promise<Person | undefined> {
  const wanted = foldName(email);
  const found = (await findPeopleByName(db, email)).filter(
    (person) => person.email !== null && foldName(person.email) === wanted,
  );
  return found.length === 1 ? found[0] : undefined;
}

export async function isConfigured(db: Kysely<Tables>, personId: string): Promise<boolean> {
  const row = await db
    .selectFrom('person')
    .select('configured')
    .where('id', '=', personId)
    .executeTakeFirst();
  return row !== undefined && decodeFlag(row.configured);
}

/** Gives the identity to `personId`, whoever had it. Throws where that person has another on the same channel. */
export async function moveIdentity(
  tx: Tx,
  identity: { channel: string; userId: string },
  personId: string,
  how: BoundHow,
  at: number,
): Promise<void> {
  const { channel, userId } = identity;
  const row = { channel, user_id: userId, person_id: personId };
  await tx
    .insertInto('identity')
    .values(row)
    .onConflict((conflict) => conflict.columns(['channel', 'user_id']).doUpdateSet({ person_id: personId }))
    .execute();
  await tx
    .insertInto('bound_identity')
    .values({ ...row, how, at })
    .onConflict((conflict) =>
      conflict.columns(['channel', 'user_id']).doUpdateSet({ person_id: personId, how, at }),
    )
    .execute();
  await tx
    .insertInto('person_key')
    .values({ key: foldName(userId), person_id: personId })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Nobody is called by the names of a record that has gone over into another. */
export async function dropNames(tx: Tx, personId: string): Promise<void> {
  await tx.deleteFrom('person_key').where('person_id', '=', personId).execute();
}

/** Channel → how, of those identities of a person that are not configured. */
export async function listBound(
  db: Kysely<Tables>,
  personId: string,
): Promise<ReadonlyMap<string, BoundHow>> {
  const rows = await db
    .selectFrom('bound_identity')
    .select(['channel', 'how'])
    .where('person_id', '=', personId)
    .execute();
  return new Map(rows.map(({ channel, how }) => [channel, how]));
}

/** Takes back what the person bound on that channel. */
export async function unbindIdentity(tx: Tx, person: Person, channel: string): Promise<void> {
  const userId = person.identities[channel] ?? '';
  await tx
    .deleteFrom('bound_identity')
    .where('person_id', '=', person.id)
    .where('channel', '=', channel)
    .execute();
  await tx.deleteFrom('identity').where('person_id', '=', person.id).where('channel', '=', channel).execute();
  await tx
    .deleteFrom('person_key')
    .where('person_id', '=', person.id)
    .where('key', '=', foldName(userId))
    .execute();
}
