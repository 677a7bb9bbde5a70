import { conversationKey } from '../channel/conversation.ts';
import type { InboundEvent, Mention } from '../channel/inbound.ts';
import { meantTickets } from '../conversation/default-target.ts';
import type { Facts, Target } from '../conversation/facts.ts';
import type { Reading } from '../conversation/reading.ts';
import type { Session } from '../conversation/session.ts';
import type { Locale } from '../kernel/locale.ts';
import { isStaff, type Person } from '../people/person.ts';
import { computeClock } from '../sla/compute-clock.ts';
import type { Tx } from '../store/database.ts';
import { findPeopleByName, findPersonByIdentity } from '../store/person-store.ts';
import { loadTicketEvents } from '../store/ticket-event-store.ts';
import { listByAssignee, listByRequester, listUnassigned, loadTicket } from '../store/ticket-store.ts';
import { clockFacts } from '../ticketing/clock-facts.ts';
import { promisesOf } from '../ticketing/promises.ts';
import type { ListedTicket } from '../ticketing/ticket-list.ts';
import { isUnfinished } from '../ticketing/ticket.ts';
import type { Ticket } from '../ticketing/ticket.ts';
import { verbs, type VerbId } from '../ticketing/verb.ts';
import type { Audience } from '../wording/say.ts';
import type { Office } from './office.ts';
import type { People } from './people.ts';

const listLength = 15;

export type FactsQuery = {
  readonly event: InboundEvent;
  readonly reading: Reading;
  readonly person: Person;
  readonly session: Session;
  readonly locale: Locale;
  readonly now: number;
};

/** Reads what the turn will be decided on, and no more: an answer in a dialogue costs one list, a command its ticket. */
export async function loadFacts(tx: Tx, office: Office, people: People, query: FactsQuery): Promise<Facts> {
  const { event, reading, person, session, now } = query;
  const verb = verbOf(reading);
  const own = await listByRequester(tx, person.id, { openOnly: false, limit: listLength });
  const wantsAssigned =
    verb !== null && isStaff(person) && (verb === 'mine' || namedTicket(reading) === null);
  const assigned = wantsAssigned ? await listByAssignee(tx, person.id, listLength) : [];
  const number = targetNumber(query, own, assigned);
  const target = number === null ? null : await loadTarget(tx, office, number, now);
  const listed = await loadListed(tx, office, verb, own, assigned, now);
  const named = verb === 'assign' ? await findNamed(tx, event, reading) : [];
  await people.load(peopleIn(target, own));
  const { conversation } = event;
  const here: Audience = { type: 'place', conversation, personId: person.id };
  const direct: Audience =
    conversation.kind === 'direct' ? here : { type: 'person', personId: person.id, channel: event.channel };
  const inGroup = conversation.kind === 'group';
  return {
    now,
    person,
    locale: query.locale,
    channel: event.channel,
    session,
    own,
    place: inGroup && !isHouseGroup(office, conversationKey(conversation)) ? direct : here,
    direct,
    group: here,
    inGroup,
    target,
    assigned,
    listed,
    named,
    findPerson: (id) => people.find(id),
    desk: office.desk,
  };
}

export function verbOf(reading: Reading): VerbId | null {
  if (reading.type === 'command') return reading.command.verb;
  if (reading.type !== 'ticket-press') return null;
  return verbs.find(({ id }) => id === reading.verb)?.id ?? null;
}

function namedTicket(reading: Reading): number | null {
  if (reading.type === 'command') return reading.command.ticket;
  return reading.type === 'ticket-press' ? reading.ticket : null;
}

/** The ticket named, the one being written to, or the only one that can be meant. */
function targetNumber(
  { reading, session }: FactsQuery,
  own: readonly Ticket[],
  assigned: readonly Ticket[],
): number | null {
  const named = namedTicket(reading);
  if (named !== null) return named;
  if (reading.type === 'words' && session.state.name === 'composing') return session.state.ticket;
  const verb = verbOf(reading);
  const meant = verb === null ? [] : meantTickets(verb, own, assigned);
  return meant.length === 1 ? (meant[0]?.number ?? null) : null;
}

async function loadTarget(tx: Tx, office: Office, number: number, now: number): Promise<Target | null> {
  const ticket = await loadTicket(tx, number);
  if (!ticket) return null;
  const events = await loadTicketEvents(tx, number);
  return { ticket, events, clock: computeClock(clockFacts(events), office.desk.calendars, now) };
}

async function loadListed(
  tx: Tx,
  office: Office,
  verb: VerbId | null,
  own: readonly Ticket[],
  assigned: readonly Ticket[],
  now: number,
): Promise<ListedTicket[]> {
  const tickets =
    verb === 'queue'
      ? await listUnassigned(tx, listLength)
      : verb === 'mine'
        ? assigned
        : verb === 'my'
          ? own.filter(isUnfinished)
          : [];
  const listed: ListedTicket[] = [];
  for (const ticket of tickets) {
    const events = await loadTicketEvents(tx, ticket.number);
    listed.push({
      ticket,
      promises: promisesOf(computeClock(clockFacts(events), office.desk.calendars, now)),
    });
  }
  return listed;
}

/** People an `assign` names: by mention, else by id, name or e-mail. */
async function findNamed(tx: Tx, event: InboundEvent, reading: Reading): Promise<Person[]> {
  const mentions: readonly Mention[] = reading.type === 'command' ? reading.mentions : [];
  const mentioned: Person[] = [];
  for (const { userId } of mentions) {
    const person = await findPersonByIdentity(tx, event.channel, userId);
    if (person) mentioned.push(person);
  }
  if (mentioned.length > 0) return mentioned;
  const words =
    reading.type === 'command'
      ? reading.command.rest
      : reading.type === 'ticket-press'
        ? (reading.argument ?? '')
        : '';
  return findPeopleByName(tx, words.replace(/^@/, '').trim());
}

function peopleIn(target: Target | null, own: readonly Ticket[]): string[] {
  const ofEvents =
    target?.events.flatMap(({ actorId, change }) => [
      actorId,
      change.type === 'assigned' ? change.assigneeId : null,
    ]) ?? [];
  const ofTickets = [...own, ...(target ? [target.ticket] : [])].flatMap(({ requesterId, assigneeId }) => [
    requesterId,
    assigneeId,
  ]);
  return [...ofEvents, ...ofTickets].filter((id) => id !== null);
}

/** A group where the desk or the managers work: commands are answered there, in the open. */
function isHouseGroup(office: Office, key: string): boolean {
  const house = [...office.desk.groups.flatMap(({ conversations }) => conversations), ...office.managers];
  return house.some((conversation) => conversationKey(conversation) === key);
}
