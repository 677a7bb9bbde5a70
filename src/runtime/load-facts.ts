import { conversationKey } from '../channel/conversation.ts';
import type { InboundEvent, Mention } from '../channel/inbound.ts';
import { meantTickets } from '../conversation/default-target.ts';
import type { Facts, HomeLists, Target } from '../conversation/facts.ts';
import type { Reading } from '../conversation/reading.ts';
import type { Session } from '../conversation/session.ts';
import type { Desk } from '../conversation/desk.ts';
import type { Locale } from '../kernel/locale.ts';
import { withLlmReading } from '../llm/read-message.ts';
import { noThoughts, type Thoughts } from '../llm/thoughts.ts';
import { isStaff, type Person } from '../people/person.ts';
import { computeClock } from '../sla/compute-clock.ts';
import type { Tx } from '../store/database.ts';
import { findPeopleByName, findPersonByIdentity } from '../store/person-store.ts';
import { loadTicketEvents } from '../store/ticket-event-store.ts';
import { listTicketArticles } from '../store/ticket-article-store.ts';
import { wasTold } from '../store/told-store.ts';
import { listByAssignee, listByRequester, listUnassigned, loadTicket } from '../store/ticket-store.ts';
import { clockFacts } from '../ticketing/clock-facts.ts';
import { promisesOf } from '../ticketing/promises.ts';
import type { ListedTicket } from '../ticketing/ticket-list.ts';
import { isUnfinished } from '../ticketing/ticket.ts';
import type { Ticket } from '../ticketing/ticket.ts';
import { verbs, type VerbId } from '../ticketing/verb.ts';
import type { Audience } from '../wording/say.ts';
import { loadArticleFacts } from './load-article-facts.ts';
import { loadCorrections } from './load-corrections.ts';
import { loadBinding } from './load-binding.ts';
import { loadSlaFacts } from './load-sla-facts.ts';
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
  readonly pickedBy: Person | null;
  readonly thoughts: Thoughts;
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
  const found = number === null ? null : await loadTarget(tx, office, number, now);
  const target =
    found && verb === 'history' && isStaff(person)
      ? { ...found, articles: await listTicketArticles(tx, found.ticket.number) }
      : found;
  const listed = await loadListed(tx, office, verb, own, assigned, now);
  const named = verb === 'assign' ? await findNamed(tx, event, reading) : [];
  const home = reading.type === 'home' ? await loadHome(tx, office, person, own, now) : null;
  const binding = await loadBinding(tx, office, event.channel, reading, person, now);
  await people.load(peopleIn(target, own));
  const { conversation } = event;
  const thread = event.body.type === 'message' ? event.body.thread : null;
  const here = { type: 'place' as const, conversation, personId: person.id, thread };
  const direct: Audience =
    conversation.kind === 'direct' ? here : { type: 'person', personId: person.id, channel: event.channel };
  const inGroup = conversation.kind === 'group';
  const can = office.capabilities(event.channel) ?? { forms: false, ephemeral: false, threads: false };
  const place = inGroup && !isHouseGroup(office, conversationKey(conversation)) ? direct : here;
  const aside: Audience =
    inGroup && can.ephemeral ? { type: 'aside', conversation, personId: person.id, thread } : place;
  const seesThreads = inGroup && can.threads && isStaff(person);
  return {
    now,
    person,
    locale: query.locale,
    channel: event.channel,
    session,
    own,
    place,
    aside,
    direct,
    group: here,
    inGroup,
    can,
    trigger: 'trigger' in reading ? reading.trigger : null,
    knowsThreads: !seesThreads || (await wasTold(tx, person.id, 'threads')),
    home,
    pickedBy: query.pickedBy,
    binding,
    thoughts: query.thoughts,
    corrections: await loadCorrections(tx, people, reading, person),
    articles: await loadArticleFacts(tx, people, reading, person, query.locale),
    target,
    assigned,
    listed,
    named,
    sla: await loadSlaFacts(tx, office, people, query),
    findPerson: (id) => people.find(id),
    desk: deskWith(office.desk, query.thoughts),
  };
}

/** The desk as it reads this one text with the model's reading beside its own. */
function deskWith(desk: Desk, { reading, vector }: Thoughts): Desk {
  if (vector) return deskWith(searchingWith(desk, vector), { ...noThoughts, reading });
  if (!reading) return desk;
  const { text, read } = reading;
  return {
    ...desk,
    understand: (other) =>
      other === text ? withLlmReading(desk.understand(text), read) : desk.understand(other),
  };
}

/** The desk as it searches for this one text with its vector. */
function searchingWith(desk: Desk, { text, vector }: NonNullable<Thoughts['vector']>): Desk {
  return {
    ...desk,
    search: (query) => desk.search(query.text === text ? { ...query, vector } : query),
  };
}

export function verbOf(reading: Reading): VerbId | null {
  if (reading.type === 'command') return reading.command.verb;
  if (reading.type !== 'ticket-press' && reading.type !== 'ticket-form') return null;
  return verbs.find(({ id }) => id === reading.verb)?.id ?? null;
}

function namedTicket(reading: Reading): number | null {
  if (reading.type === 'command') return reading.command.ticket;
  return 'ticket' in reading ? reading.ticket : null;
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
  if ((reading.type === 'words' || reading.type === 'dialog-press') && session.state.name === 'joining')
    return session.state.ticket;
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
  return withPromises(tx, office, tickets, now);
}

/** What the person's own page shows. */
async function loadHome(
  tx: Tx,
  office: Office,
  person: Person,
  own: readonly Ticket[],
  now: number,
): Promise<HomeLists> {
  const staff = isStaff(person);
  const mine = staff ? await listByAssignee(tx, person.id, listLength) : [];
  const queue = staff ? await listUnassigned(tx, listLength) : [];
  return {
    own: await withPromises(tx, office, own.filter(isUnfinished), now),
    mine: await withPromises(tx, office, mine, now),
    queue: await withPromises(tx, office, queue, now),
  };
}

async function withPromises(
  tx: Tx,
  office: Office,
  tickets: readonly Ticket[],
  now: number,
): Promise<ListedTicket[]> {
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
