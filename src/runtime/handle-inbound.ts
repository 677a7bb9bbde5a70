import { conversationKey } from '../channel/conversation.ts';
import type { InboundEvent } from '../channel/inbound.ts';
import { recognisedSpeech } from '../conversation/bind.ts';
import type { Effect } from '../conversation/effect.ts';
import { readEvent, type Reading } from '../conversation/reading.ts';
import type { Session } from '../conversation/session.ts';
import { transition } from '../conversation/transition.ts';
import { noThoughts, type Thoughts } from '../llm/thoughts.ts';
import { findLocale, type Locale } from '../kernel/locale.ts';
import type { Person } from '../people/person.ts';
import type { Tx } from '../store/database.ts';
import { findPersonByIdentity, updateLocale } from '../store/person-store.ts';
import { loadSession, saveSession } from '../store/session-store.ts';
import { findCardAt } from '../store/thread-store.ts';
import { ticketOfCard } from '../ticketing/ticket-card.ts';
import { say } from '../wording/say.ts';
import { answerAlert } from './answer-alert.ts';
import { identifySender, welcomePerson } from './identify.ts';
import { loadFacts } from './load-facts.ts';
import type { Office } from './office.ts';
import { createPeople, type People } from './people.ts';
import { runEffects } from './run-effects.ts';

/**
 * One turn, inside one transaction: load, decide, write. Throwing undoes all of it; handling the same event again then
 * comes to the same result.
 */
export async function handleInbound(
  tx: Tx,
  event: InboundEvent,
  office: Office,
  thoughts: Thoughts = noThoughts,
): Promise<void> {
  const reading = readEvent(event, await findThreadTicket(tx, event));
  if (reading.type === 'overheard') return;
  const now = office.clock();
  const people = createPeople(tx);
  const { person: found, recognised } = await identifySender(tx, office, people, event, now);
  const session = (await loadSession(tx, found.id)) ?? freshSession(found.id);
  const locale = localeOf(found, event, reading, session, office);
  const person: Person = { ...found, locale };
  people.remember(person);
  if (found.locale === null && showsLanguage(reading, office)) await updateLocale(tx, person.id, locale);
  const pickedBy = await findPicker(tx, event, people, now);
  const facts = await loadFacts(tx, office, people, {
    event,
    reading,
    person,
    session,
    locale,
    now,
    pickedBy,
    thoughts,
  });
  const result = transition(reading, facts);
  const moved = result.state !== session.state;
  // Whoever only looked at a page or pressed a thumb has not spoken yet: the welcome is still to come.
  if (moved || (reading.type !== 'home' && reading.type !== 'thumb'))
    await saveSession(tx, {
      personId: person.id,
      state: result.state,
      turn: moved && result.sameStep !== true ? session.turn + 1 : session.turn,
      updatedAt: now,
    });
  const told: readonly Effect[] = recognised ? [say(facts.direct, recognisedSpeech(person))] : [];
  await runEffects(tx, office, people, person, event, [...told, ...result.effects], now);
  if (reading.type === 'ticket-press' && reading.alert !== null)
    await answerAlert(tx, office, people, event, { alert: reading.alert, effects: result.effects }, now);
}

/** The ticket below whose card it was written. */
async function findThreadTicket(tx: Tx, { body, conversation }: InboundEvent): Promise<number | null> {
  if (body.type !== 'message' || body.thread === null) return null;
  const card = await findCardAt(tx, conversationKey(conversation), body.thread);
  return card === undefined ? null : (ticketOfCard(card) ?? null);
}

/** Whoever handed us the message; met now, if never before. */
async function findPicker(
  tx: Tx,
  { channel, body }: InboundEvent,
  people: People,
  now: number,
): Promise<Person | null> {
  if (body.type !== 'picked') return null;
  const picker =
    (await findPersonByIdentity(tx, channel, body.by.userId)) ??
    (await welcomePerson(tx, channel, body.by, now));
  if (!people.find(picker.id)) people.remember(picker);
  return picker;
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
