import type { InboundEvent, Sender } from '../channel/inbound.ts';
import type { Person } from '../people/person.ts';
import type { Tx } from '../store/database.ts';
import { findPersonByEmail, isConfigured, moveIdentity } from '../store/identity-store.ts';
import {
  findPersonByIdentity,
  insertPerson,
  updateDepartment,
  updateEmail,
  updateTimeZone,
} from '../store/person-store.ts';
import type { Office } from './office.ts';
import type { People } from './people.ts';
import { mergePerson } from './run-binding.ts';
import { createSpeaker } from './speak.ts';
import { createTicketWriter } from './ticket-writer.ts';

export type Identified = {
  readonly person: Person;
  /** Met here for the first time and known from elsewhere by the address the directory tells: to be told once. */
  readonly recognised: boolean;
};

/** Who sent it: known by identity, else by the directory's address, else a new requester. What the platform tells of them is kept. */
export async function identifySender(
  tx: Tx,
  office: Office,
  people: People,
  event: InboundEvent,
  now: number,
): Promise<Identified> {
  const { sender, channel } = event;
  const found = await findPersonByIdentity(tx, channel, sender.userId);
  const known = await knownByEmail(tx, sender, channel, found);
  let person: Person;
  if (!known) person = found ?? (await welcomePerson(tx, channel, sender, now));
  else {
    if (found) {
      const speaker = createSpeaker(tx, office, `${channel}:${event.eventId}/who`, now, (id) =>
        people.find(id),
      );
      const writer = createTicketWriter(tx, office, people, speaker, now);
      people.remember(known);
      await mergePerson(found, known, channel, 'email', { tx, office, people, speaker, writer, now });
    } else {
      await moveIdentity(tx, { channel, userId: sender.userId }, known.id, 'email', now);
      office.logger.info('identity bound', { channel, person: known.id, how: 'email' });
    }
    person = { ...known, identities: { ...known.identities, [channel]: sender.userId } };
  }
  return { person: await withToldFacts(tx, person, sender), recognised: known !== undefined };
}

/** Somebody else's record with this address, who is not on the channel yet; undefined where `found` is no newcomer. */
async function knownByEmail(
  tx: Tx,
  { email }: Sender,
  channel: string,
  found: Person | undefined,
): Promise<Person | undefined> {
  if (email === null || (found && found.email !== null)) return undefined;
  const known = await findPersonByEmail(tx, email);
  if (!known || known.id === found?.id || known.identities[channel] !== undefined) return undefined;
  const newcomer =
    !found || (Object.keys(found.identities).length === 1 && !(await isConfigured(tx, found.id)));
  return newcomer ? known : undefined;
}

/** Anyone who writes is a requester. The id is made of the identity, so the same person met twice at once is one. */
export async function welcomePerson(tx: Tx, channel: string, sender: Sender, now: number): Promise<Person> {
  const { userId, name, timeZone, email, department } = sender;
  const person: Person = {
    id: `${channel}:${userId}`,
    name,
    email,
    roles: ['requester'],
    locale: null,
    timeZone,
    level: 'standard',
    department: null,
    identities: { [channel]: userId },
  };
  await insertPerson(tx, person, now);
  if (department !== null) await updateDepartment(tx, person.id, department);
  return { ...person, department };
}

/** What is configured stays stronger than what a platform tells. */
async function withToldFacts(tx: Tx, person: Person, sender: Sender): Promise<Person> {
  const { timeZone, department, email } = sender;
  if (person.timeZone === null && timeZone !== null) await updateTimeZone(tx, person.id, timeZone);
  if (department !== null && person.department !== department)
    await updateDepartment(tx, person.id, department);
  if (person.email === null && email !== null) await updateEmail(tx, person, email);
  return {
    ...person,
    timeZone: person.timeZone ?? timeZone,
    department: person.department ?? department,
    email: person.email ?? email,
  };
}
