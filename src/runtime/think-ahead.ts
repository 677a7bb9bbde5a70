import type { InboundEvent } from '../channel/inbound.ts';
import { readEvent } from '../conversation/reading.ts';
import type { Session } from '../conversation/session.ts';
import { namesIn, solvedTicketOf } from '../conversation/solved-ticket.ts';
import type { Locale } from '../kernel/locale.ts';
import { draftFromTicket } from '../knowledge/draft-from-ticket.ts';
import { composeAnswer } from '../llm/compose-answer.ts';
import { improveDraft } from '../llm/draft-article.ts';
import type { Embedder } from '../llm/embedder.ts';
import type { Llm, LlmUse } from '../llm/llm.ts';
import type { LlmPrompts } from '../llm/prompts.ts';
import { readMessage, withLlmReading } from '../llm/read-message.ts';
import { summariseTicket } from '../llm/summarise-ticket.ts';
import { noThoughts, type Thoughts } from '../llm/thoughts.ts';
import { isStaff, type Person } from '../people/person.ts';
import { recordLlmUses } from '../store/llm-use-store.ts';
import { findPersonByIdentity, loadPeople } from '../store/person-store.ts';
import { loadSession } from '../store/session-store.ts';
import { loadTicketEvents } from '../store/ticket-event-store.ts';
import { loadTicket } from '../store/ticket-store.ts';
import { handoverOf, storyOf } from '../ticketing/ticket-story.ts';
import type { Office } from './office.ts';

/** The optional language model with its prompts, and the book of what was asked. */
export type Mind = {
  readonly llm: Llm;
  readonly prompts: LlmPrompts;
  /** null: no embedding model is configured. */
  readonly embedder: Embedder | null;
  /** What was asked since the last time, to be written down. */
  readonly takeUses: () => readonly LlmUse[];
};

const articlesRead = 3;
/** A shorter message says nothing a model could read better. */
const shortest = 4;

/**
 * Asks the model what may help with an event, before the turn and outside any transaction: a turn waits for it no longer than
 * configured, other conversations not at all. Never throws; whatever is missing, the turn goes on without.
 */
export async function thinkAhead(office: Office, mind: Mind | null, event: InboundEvent): Promise<Thoughts> {
  if (!mind) return noThoughts;
  try {
    const { db } = office.database;
    const person = await findPersonByIdentity(db, event.channel, event.sender.userId);
    const thoughts = await think(office, mind, event, person);
    const uses = mind.takeUses();
    const about = { personId: person?.id ?? null, said: thoughts.reading?.read.category ?? null };
    if (uses.length > 0) await office.database.transact((tx) => recordLlmUses(tx, uses, about));
    return thoughts;
  } catch (error) {
    office.logger.warn('thinking ahead failed; the turn goes on without', {}, error);
    return noThoughts;
  }
}

async function think(
  office: Office,
  mind: Mind,
  event: InboundEvent,
  person: Person | undefined,
): Promise<Thoughts> {
  const reading = readEvent(event, null);
  const { db } = office.database;
  if (reading.type === 'words' && reading.text.length >= shortest) {
    const session = person && (await loadSession(db, person.id));
    return isFirstWords(session) ? thinkOfMessage(office, mind, reading.text, person, event) : noThoughts;
  }
  if (reading.type === 'command' && reading.command.verb === 'kb')
    return thinkOfSearch(mind, reading.command.rest, [event.sender.name, ...(person ? [person.name] : [])]);
  if (reading.type !== 'command' || !person || !isStaff(person)) return noThoughts;
  const { verb, ticket } = reading.command;
  if (ticket === null || (verb !== 'draft' && verb !== 'summary')) return noThoughts;
  return thinkOfTicket(office, mind, verb, ticket, person.locale ?? office.locale);
}

function isFirstWords(session: Session | undefined): boolean {
  return session === undefined || session.state.name === 'idle' || session.state.name === 'clarifying';
}

async function thinkOfMessage(
  office: Office,
  { llm, prompts, embedder }: Mind,
  text: string,
  person: Person | undefined,
  event: InboundEvent,
): Promise<Thoughts> {
  const { desk } = office;
  const own = desk.understand(text);
  if (own.kind === 'small-talk' || own.kind === 'off-topic') return noThoughts;
  const names = [event.sender.name, ...(person ? [person.name] : [])];
  const placing = embedder?.embed('embed-question', [text], names);
  const read =
    own.band === 'confident' ? undefined : await readMessage(llm, prompts, text, desk.taxonomy, names);
  const place = (await placing)?.[0];
  const vector = place ? { text, vector: place } : null;
  const merged = read ? withLlmReading(own, read) : own;
  const reading = read ? { text, read } : null;
  if (merged.band !== 'confident') return { ...noThoughts, reading, vector };
  const locale = person?.locale ?? own.locale ?? office.locale;
  const hits = desk.search({
    text,
    locale,
    category: merged.guesses[0]?.category ?? null,
    department: person?.department ?? null,
    ...(place && { vector: place }),
    limit: articlesRead,
  });
  const articles = hits.map(({ article }) => article);
  const answer =
    articles.length === 0 ? undefined : await composeAnswer(llm, prompts, text, articles, locale, names);
  return { ...noThoughts, reading, vector, answer: answer ?? null };
}

async function thinkOfSearch({ embedder }: Mind, words: string, names: readonly string[]): Promise<Thoughts> {
  const [vector] = (words === '' ? [] : await embedder?.embed('embed-question', [words], names)) ?? [];
  return vector ? { ...noThoughts, vector: { text: words, vector } } : noThoughts;
}

async function thinkOfTicket(
  office: Office,
  { llm, prompts }: Mind,
  verb: 'draft' | 'summary',
  number: number,
  locale: Locale,
): Promise<Thoughts> {
  const { db } = office.database;
  const ticket = await loadTicket(db, number);
  if (!ticket) return noThoughts;
  const events = await loadTicketEvents(db, number);
  const ids = [ticket.requesterId, ticket.assigneeId, ...events.map(({ actorId }) => actorId)];
  const people = await loadPeople(db, [...new Set(ids.filter((id) => id !== null))]);
  const find = (id: string): Person | undefined => people.find((person) => person.id === id);
  const { words } = office.desk;
  if (verb === 'summary') {
    const story = storyOf(ticket, events, handoverOf(ticket, events, words, locale));
    const summary = await summariseTicket(llm, prompts, story, locale, namesIn(ticket, events, find));
    return { ...noThoughts, summary: summary ?? null };
  }
  const solved = solvedTicketOf(ticket, events, words, find);
  const draft = solved && (await improveDraft(llm, prompts, draftFromTicket(solved), solved.names));
  return { ...noThoughts, draft: draft ?? null };
}
