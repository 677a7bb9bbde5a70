import type { InboundEvent } from '../channel/inbound.ts';
import { readEvent, type Reading } from '../conversation/reading.ts';
import type { Session } from '../conversation/session.ts';
import { transition } from '../conversation/transition.ts';
import { findLocale, type Locale } from '../kernel/locale.ts';
import type { Person } from '../people/person.ts';
import type { Tx } from '../store/database.ts';
import { findPersonByIdentity, insertPerson, updateLocale, updateTimeZone } from '../store/person-store.ts';
import { loadSession, saveSession } from '../store/session-store.ts';
import { loadFacts } from './load-facts.ts';
import type { Office } from './office.ts';
import { createPeople } from './people.ts';
import { runEffects } from './run-effects.ts';

/**
 * One turn, inside one transaction: load, decide, write. Throwing undoes all of it; handling the same event again then
 * comes to the same result.
 */
export async function handleInbound(tx: Tx, event: InboundEvent, office: Office): Promise<void> {
  const reading = readEvent(event);
  if (reading.type === 'overheard') return;
  const now = office.clock();
  const people = createPeople(tx);
  const found =
    (await findPersonByIdentity(tx, event.channel, event.sender.userId)) ??
    (await welcomePerson(tx, event, now));
  const session = (await loadSession(tx, found.id)) ?? freshSession(found.id);
  const locale = localeOf(found, event, reading, session, office);
  const person: Person = { ...found, locale, timeZone: found.timeZone ?? event.sender.timeZone };
  people.remember(person);
  const told = event.sender.timeZone;
  if (found.timeZone === null && told !== null) await updateTimeZone(tx, person.id, told);
  if (found.locale === null && showsLanguage(reading, office)) await updateLocale(tx, person.id, locale);
  const facts = await loadFacts(tx, office, people, { event, reading, person, session, locale, now });
  const result = transition(reading, facts);
  const moved = result.state !== session.state;
  await saveSession(tx, {
    personId: person.id,
    state: result.state,
    turn: moved ? session.turn + 1 : session.turn,
    updatedAt: now,
  });
  await runEffects(tx, office, people, person, event, result.effects, now);
}

/** Anyone who writes is a requester. The id is made of the identity, so the same person met twice at once is one. */
async function welcomePerson(tx: Tx, event: InboundEvent, now: number): Promise<Person> {
  const { userId, name, timeZone } = event.sender;
  const person: Person = {
    id: `${event.channel}:${userId}`,
    name,
    email: null,
    roles: ['requester'],
    locale: null,
    timeZone,
    level: 'standard',
    identities: { [event.channel]: userId },
  };
  await insertPerson(tx, person, now);
  return person;
}

function freshSession(personId: string): Session {
  return { personId, state: { name: 'idle' }, turn: 0, updatedAt: 0 };
}

/** Chosen or configured; else what the person writes; else what the channel says; else the house's. */
function localeOf(
  person: Person,
  event: InboundEvent,
  reading: Reading,
  session: Session,
  office: Office,
): Locale {
  if (person.locale !== null) return person.locale;
  const written =
    reading.type === 'words' && session.state.name === 'idle'
      ? office.desk.understand(reading.text).locale
      : null;
  return (
    written ?? (event.sender.locale === null ? undefined : findLocale(event.sender.locale)) ?? office.locale
  );
}

/** The first real words settle a person's language, so that "EasyConnect" as an answer does not turn the dialogue English. */
function showsLanguage(reading: Reading, office: Office): boolean {
  return (
    reading.type === 'words' &&
    reading.text.length >= 4 &&
    office.desk.understand(reading.text).locale !== null
  );
}
