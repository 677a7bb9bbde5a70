import type { Kysely } from 'kysely';
import type { Locale } from '../kernel/locale.ts';
import type { Person, Role } from '../people/person.ts';
import { decodeJson, encodeFlag, encodeJson } from './column.ts';
import { prepareQuery } from './prepared-query.ts';
import type { Tables, Tx } from './tables.ts';

type PersonRow = {
  id: string;
  name: string;
  email: string | null;
  roles: string;
  locale: string | null;
  chosen_locale: string | null;
  time_zone: string | null;
  level: string;
  department: string | null;
  told_department: string | null;
  /** One row per identity; null: the person has none. */
  channel: string | null;
  user_id: string | null;
};

/**
 * Makes the database agree with the configured people. A locale somebody chose stays, and so does an identity they bound; an
 * identity that somebody else held (a requester who wrote before being configured) moves; whoever is no longer configured
 * becomes a plain requester and keeps the record.
 */
export async function syncConfiguredPeople(tx: Tx, people: readonly Person[], at: number): Promise<void> {
  const former = await tx
    .selectFrom('person')
    .select('id')
    .where('configured', '=', encodeFlag(true))
    .execute();
  const wanted = new Set(people.map((person) => person.id));
  for (const { id } of former.filter((row) => !wanted.has(row.id))) {
    await tx
      .updateTable('person')
      .set({ configured: encodeFlag(false), roles: encodeJson(['requester']) })
      .where('id', '=', id)
      .execute();
  }
  for (const person of people) await writePerson(tx, person, true, at);
  for (const person of people) await writeIdentities(tx, person);
}

/** A person first seen on a channel. */
export async function insertPerson(tx: Tx, person: Person, at: number): Promise<void> {
  await writePerson(tx, person, false, at);
  await writeIdentities(tx, person);
}

/** The person's own choice: stronger than the configuration's and the channel's word. */
export async function updateLocale(tx: Tx, personId: string, locale: Locale): Promise<void> {
  await tx.updateTable('person').set({ chosen_locale: locale }).where('id', '=', personId).execute();
}

/** What a directory tells; a configured department stays the stronger one. */
export async function updateDepartment(tx: Tx, personId: string, department: string): Promise<void> {
  await tx.updateTable('person').set({ told_department: department }).where('id', '=', personId).execute();
}

/** The address a directory tells of somebody who has none yet. */
export async function updateEmail(tx: Tx, person: Person, email: string): Promise<void> {
  await tx.updateTable('person').set({ email }).where('id', '=', person.id).execute();
  const row = { key: foldName(email), person_id: person.id };
  await tx
    .insertInto('person_key')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** What the channel tells of somebody the configuration gives no zone. */
export async function updateTimeZone(tx: Tx, personId: string, timeZone: string): Promise<void> {
  await tx.updateTable('person').set({ time_zone: timeZone }).where('id', '=', personId).execute();
}

const byIdentityQuery = prepareQuery<{ channel: string; userId: string }, PersonRow>((db, slot) =>
  db
    .selectFrom('identity as known')
    .innerJoin('person', 'person.id', 'known.person_id')
    .innerJoin('identity', 'identity.person_id', 'person.id')
    .select(personColumns)
    .select(['identity.channel', 'identity.user_id'])
    .where('known.channel', '=', slot.channel)
    .where('known.user_id', '=', slot.userId),
);

export async function findPersonByIdentity(
  db: Kysely<Tables>,
  channel: string,
  userId: string,
): Promise<Person | undefined> {
  const { rows } = await byIdentityQuery(db, { channel, userId });
  return toPeople(rows)[0];
}

const byIdQuery = prepareQuery<{ id: string }, PersonRow>((db, slot) =>
  selectPeople(db).where('person.id', '=', slot.id),
);

export async function loadPerson(db: Kysely<Tables>, id: string): Promise<Person | undefined> {
  const { rows } = await byIdQuery(db, { id });
  return toPeople(rows)[0];
}

/** Those that exist, by id. */
export async function loadPeople(db: Kysely<Tables>, ids: readonly string[]): Promise<Person[]> {
  if (ids.length === 0) return [];
  return toPeople(await selectPeople(db).where('person.id', 'in', ids).orderBy('person.id').execute());
}

/** Whose id, name, e-mail or id on a platform is this text, without regard to case or width. */
export async function findPeopleByName(db: Kysely<Tables>, text: string): Promise<Person[]> {
  const key = foldName(text);
  if (key === '') return [];
  const rows = await selectPeople(db)
    .where('person.id', 'in', (eb) => eb.selectFrom('person_key').select('person_id').where('key', '=', key))
    .orderBy('person.id')
    .execute();
  return toPeople(rows);
}

export async function listPeople(db: Kysely<Tables>): Promise<Person[]> {
  return toPeople(await selectPeople(db).orderBy('person.id').execute());
}

/** Everybody with a role: a scan, for rare occasions. */
export async function listPeopleByRole(db: Kysely<Tables>, role: Role): Promise<Person[]> {
  return toPeople(
    await selectPeople(db).where('roles', 'like', `%"${role}"%`).orderBy('person.id').execute(),
  );
}

async function writePerson(tx: Tx, person: Person, configured: boolean, at: number): Promise<void> {
  const columns = {
    name: person.name,
    email: person.email,
    roles: encodeJson(person.roles),
    locale: person.locale,
    time_zone: person.timeZone,
    level: person.level,
    department: person.department,
    configured: encodeFlag(configured),
  };
  await tx
    .insertInto('person')
    .values({ id: person.id, ...columns, created_at: at })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(columns))
    .execute();
}

async function writeIdentities(tx: Tx, person: Person): Promise<void> {
  const identities = Object.entries(person.identities);
  await tx.deleteFrom('identity').where('person_id', '=', person.id).execute();
  for (const [channel, user_id] of identities) {
    await dropBound(tx, person.id, channel, user_id);
    await tx
      .insertInto('identity')
      .values({ channel, user_id, person_id: person.id })
      .onConflict((conflict) =>
        conflict.columns(['channel', 'user_id']).doUpdateSet({ person_id: person.id }),
      )
      .execute();
  }
  const bound = await tx
    .selectFrom('bound_identity')
    .selectAll()
    .where('person_id', '=', person.id)
    .execute();
  for (const { channel, user_id } of bound)
    await tx.insertInto('identity').values({ channel, user_id, person_id: person.id }).execute();
  const userIds = [...identities.map(([, userId]) => userId), ...bound.map(({ user_id }) => user_id)];
  const names = [person.id, person.name, person.email ?? '', ...userIds];
  await tx.deleteFrom('person_key').where('person_id', '=', person.id).execute();
  for (const key of new Set(names.map(foldName))) {
    if (key !== '') await tx.insertInto('person_key').values({ key, person_id: person.id }).execute();
  }
}

/** What is configured is stronger than what was bound, on either side. */
async function dropBound(tx: Tx, personId: string, channel: string, userId: string): Promise<void> {
  await tx
    .deleteFrom('bound_identity')
    .where('channel', '=', channel)
    .where((eb) => eb.or([eb('user_id', '=', userId), eb('person_id', '=', personId)]))
    .execute();
}

export function foldName(text: string): string {
  return text.normalize('NFKC').trim().toLowerCase();
}

const personColumns = [
  'person.id',
  'person.name',
  'person.email',
  'person.roles',
  'person.locale',
  'person.chosen_locale',
  'person.time_zone',
  'person.level',
  'person.department',
  'person.told_department',
] as const;

function selectPeople(db: Kysely<Tables>) {
  return db
    .selectFrom('person')
    .leftJoin('identity', 'identity.person_id', 'person.id')
    .select(personColumns)
    .select(['identity.channel', 'identity.user_id']);
}

function toPeople(rows: readonly PersonRow[]): Person[] {
  const people = new Map<string, Person & { identities: Record<string, string> }>();
  for (const row of rows) {
    let person = people.get(row.id);
    if (!person) {
      person = {
        id: row.id,
        name: row.name,
        email: row.email,
        roles: decodeJson<Role[]>(row.roles),
        locale: (row.chosen_locale ?? row.locale) as Locale | null,
        timeZone: row.time_zone,
        level: row.level,
        department: row.department ?? row.told_department,
        identities: {},
      };
      people.set(row.id, person);
    }
    if (row.channel !== null && row.user_id !== null) person.identities[row.channel] = row.user_id;
  }
  return [...people.values()];
}
