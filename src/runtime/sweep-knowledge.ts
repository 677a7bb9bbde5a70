import { freshnessSpeech } from '../conversation/article-speech.ts';
import { gapSpeech } from '../conversation/gap-speech.ts';
import { ageArticle } from '../knowledge/article-life.ts';
import { gatherTopics } from '../knowledge/gap-topics.ts';
import type { StoredArticle } from '../knowledge/stored-article.ts';
import type { Person } from '../people/person.ts';
import { toLocalMs } from '../sla/time-zone.ts';
import { listAged, saveArticle } from '../store/article-store.ts';
import type { Tx } from '../store/database.ts';
import { findLastTold, listOpenGaps, saveTopic } from '../store/gap-store.ts';
import { listPeopleByRole, loadPeople } from '../store/person-store.ts';
import type { Speech } from '../wording/message.ts';
import { say } from '../wording/say.ts';
import { directConversation } from './destinations.ts';
import type { Office } from './office.ts';
import { createSpeaker } from './speak.ts';

const batch = 200;
const dayMs = 86_400_000;
const weekMs = 7 * dayMs;
/** Gaps gathered at once; of more the oldest wait for the next week. */
const mostGaps = 2_000;
/** A topic one person asked about once is an accident. */
const leastQuestions = 2;
const topicsTold = 5;

/** What the calendar does to knowledge. May run twice, late, or not for a week. Returns how many articles and topics it touched. */
export async function sweepKnowledge(office: Office): Promise<number> {
  const { database } = office;
  let touched = 0;
  for (;;) {
    const aged = await database.transact((tx) => ageArticles(tx, office));
    touched += aged;
    if (aged < batch) break;
  }
  return touched + (await database.transact((tx) => tellTopics(tx, office)));
}

async function ageArticles(tx: Tx, office: Office): Promise<number> {
  const now = office.clock();
  const aged = await listAged(tx, now, batch);
  const asked: StoredArticle[] = [];
  for (const stored of aged) {
    const age = ageArticle(stored, now);
    if (age === 'nothing') continue;
    const next: StoredArticle =
      age === 'ask'
        ? { ...stored, status: 'due', askedAt: now }
        : { ...stored, status: 'retired', askedAt: null };
    await saveArticle(tx, next, stored.version, {
      actorId: null,
      reason: age === 'ask' ? 'due for a check' : 'nobody confirmed it',
      at: now,
    });
    if (age === 'ask') asked.push(next);
  }
  if (asked.length > 0) await askOwners(tx, office, asked, now);
  return aged.length;
}

/** Each article once, whatever its languages; everything one person is asked stands in one message. */
async function askOwners(
  tx: Tx,
  office: Office,
  asked: readonly StoredArticle[],
  now: number,
): Promise<void> {
  const reviewers = await listPeopleByRole(tx, 'knowledge-manager');
  const owners = await loadPeople(tx, [...new Set(asked.flatMap(({ ownerId }) => ownerId ?? []))]);
  const isReached = (person: Person): boolean =>
    directConversation(person, null, office.channels) !== undefined;
  const byPerson = new Map<string, Map<string, StoredArticle>>();
  for (const stored of asked) {
    const owner = owners.find(({ id }) => id === stored.ownerId);
    const whom = owner && isReached(owner) ? [owner] : reviewers.filter(isReached);
    for (const { id } of whom) {
      const theirs = byPerson.get(id) ?? new Map<string, StoredArticle>();
      if (!theirs.has(stored.article.id)) theirs.set(stored.article.id, stored);
      byPerson.set(id, theirs);
    }
  }
  const people = new Map([...reviewers, ...owners].map((person) => [person.id, person]));
  const told = [...byPerson].map(([personId, theirs]) => ({
    personId,
    speech: freshnessSpeech([...theirs.values()]),
  }));
  // Named by its first article: several batches of one instant are several messages.
  const cause = asked.slice(0, 1).map(({ article, version }) => `${article.id}.${article.locale}.${version}`);
  await tell(tx, office, `fresh:${cause.join()}`, people, told, now);
}

/** On Monday morning: what was asked in vain, gathered into topics. */
async function tellTopics(tx: Tx, office: Office): Promise<number> {
  const now = office.clock();
  const local = new Date(toLocalMs(office.timeZone, now));
  if (local.getUTCDay() !== 1 || local.getUTCHours() < 9) return 0;
  const last = await findLastTold(tx);
  if (last !== null && now - last < weekMs - dayMs) return 0;
  const gaps = await listOpenGaps(tx, now - 4 * weekMs, mostGaps);
  const topics = gatherTopics(gaps).filter(({ questions }) => questions.length >= leastQuestions);
  if (topics.length === 0) return 0;
  for (const topic of topics)
    await saveTopic(tx, {
      category: topic.category,
      label: topic.label,
      gapIds: topic.questions.map(({ id }) => id),
      people: topic.people,
      toldAt: now,
    });
  const reviewers = await listPeopleByRole(tx, 'knowledge-manager');
  const people = new Map(reviewers.map((person) => [person.id, person]));
  const speech = gapSpeech(topics.slice(0, topicsTold), topics.length, office.desk.words);
  const told = reviewers.map(({ id }) => ({ personId: id, speech }));
  await tell(tx, office, `gaps:${now}`, people, told, now);
  return topics.length;
}

/** In person; the managers where nobody can be reached. */
async function tell(
  tx: Tx,
  office: Office,
  cause: string,
  people: ReadonlyMap<string, Person>,
  told: readonly { readonly personId: string; readonly speech: Speech }[],
  now: number,
): Promise<void> {
  const speaker = createSpeaker(tx, office, cause, now, (id) => people.get(id));
  for (const { personId, speech } of told)
    await speaker.speak(say({ type: 'person', personId, channel: null }, speech));
}
