import type { Effect } from '../conversation/effect.ts';
import { redact } from '../kernel/redact.ts';
import { keepsFailing, mostFailures } from '../knowledge/article-life.ts';
import type { Locale } from '../kernel/locale.ts';
import type { Person } from '../people/person.ts';
import { recordArticleFeedback } from '../store/article-feedback-store.ts';
import { listLatestVerdicts } from '../store/article-outcome-store.ts';
import { listTranslations, saveArticle } from '../store/article-store.ts';
import type { Tx } from '../store/database.ts';
import { recordGap } from '../store/gap-store.ts';
import { addPhrasing } from '../store/phrasing-store.ts';

type Feedback = Extract<Effect, { type: 'article-feedback' }>;

/** Longer ones are stories, and nobody tells the same story. */
const longestPhrasing = 120;
const shortestPhrasing = 4;

/**
 * What a verdict teaches: "solved" makes the question one more way to find the article; "not solved" is a gap, and the third
 * in a row sends the article back for a check. Only the first article shown is judged: it is the one people try.
 */
export async function noteArticleFeedback(
  tx: Tx,
  effect: Feedback,
  person: Person,
  locale: Locale,
  now: number,
): Promise<void> {
  const { articleIds, verdict, question } = effect;
  await recordArticleFeedback(
    tx,
    articleIds.map((articleId) => ({
      articleId,
      locale,
      personId: person.id,
      ticket: null,
      verdict,
      at: now,
    })),
  );
  const [first] = articleIds;
  if (first === undefined) return;
  if (verdict === 'solved' && question !== undefined)
    await learnPhrasing(tx, first, question, person, locale, now);
  if ((verdict === 'not_solved' || verdict === 'not_mine') && question !== undefined)
    await noteGap(tx, question, null, verdict, person, locale, now);
  if (verdict === 'not_solved') await checkFailing(tx, first, now);
}

/** @param outcome why: nothing was found, or what was found did not help */
export async function noteGap(
  tx: Tx,
  question: string,
  category: string | null,
  outcome: 'nothing_found' | 'not_solved' | 'not_mine',
  person: Person,
  locale: Locale,
  now: number,
): Promise<void> {
  const text = clean(question, person).slice(0, 500);
  if (text.length >= shortestPhrasing)
    await recordGap(tx, { question: text, locale, category, personId: person.id, outcome, at: now });
}

async function learnPhrasing(
  tx: Tx,
  articleId: string,
  question: string,
  person: Person,
  locale: Locale,
  now: number,
): Promise<void> {
  const text = clean(question, person);
  if (text.length < shortestPhrasing || text.length > longestPhrasing) return;
  await addPhrasing(tx, { articleId, locale, text, personId: person.id, at: now });
}

/** What others will find it by holds nobody's name, number or password. */
function clean(question: string, person: Person): string {
  return redact(question, [person.name], () => '')
    .text.replaceAll(/\s+/g, ' ')
    .trim();
}

async function checkFailing(tx: Tx, articleId: string, now: number): Promise<void> {
  if (!keepsFailing(await listLatestVerdicts(tx, articleId, mostFailures))) return;
  for (const stored of await listTranslations(tx, articleId)) {
    if (stored.status !== 'published') continue;
    // The calendar's sweeper asks its owner: an article that is due and not asked about yet.
    await saveArticle(tx, { ...stored, status: 'due', askedAt: null }, stored.version, {
      actorId: null,
      reason: 'failed three times in a row',
      at: now,
    });
  }
}
