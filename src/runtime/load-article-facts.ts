import type { ArticleFacts } from '../conversation/article-facts.ts';
import type { Reading } from '../conversation/reading.ts';
import type { Locale } from '../kernel/locale.ts';
import type { StoredArticle } from '../knowledge/stored-article.ts';
import { hasRole, isStaff, type Person } from '../people/person.ts';
import { listByStatus, listTranslations } from '../store/article-store.ts';
import type { Tx } from '../store/database.ts';
import { listPeopleByRole } from '../store/person-store.ts';
import { countArticleUse } from '../store/ticket-article-store.ts';
import type { People } from './people.ts';

const listLength = 15;
const verbs: readonly string[] = ['draft', 'edit', 'submit', 'publish', 'rework', 'keep', 'retire', 'review'];

const order: Readonly<Record<Locale, readonly Locale[]>> = {
  'zh-CN': ['zh-CN', 'zh-TW', 'en'],
  'zh-TW': ['zh-TW', 'zh-CN', 'en'],
  en: ['en', 'zh-CN', 'zh-TW'],
};

/** Articles a turn is about; null for every other turn. Drafts are for those who work on knowledge. */
export async function loadArticleFacts(
  tx: Tx,
  people: People,
  reading: Reading,
  person: Person,
  locale: Locale,
): Promise<ArticleFacts | null> {
  if (reading.type !== 'command') return null;
  if (!isStaff(person) && !hasRole(person, 'knowledge-manager')) return null;
  if (reading.command.verb === 'kb') return loadUse(tx, reading.command.rest);
  if (!verbs.includes(reading.command.verb)) return null;
  const { verb, ticket, rest } = reading.command;
  const id =
    verb === 'draft' ? (ticket === null ? '' : `t-${ticket}`) : (/^\S+/.exec(rest.trim())?.[0] ?? '');
  const reviewers = await listPeopleByRole(tx, 'knowledge-manager');
  const translations = id === '' ? [] : await listTranslations(tx, id.toLowerCase());
  const named = nearest(translations, locale);
  const waiting = verb === 'review' ? await listByStatus(tx, ['review', 'due'], listLength) : [];
  for (const reviewer of reviewers) people.remember(reviewer);
  await people.load([named?.authorId, named?.ownerId].filter((one) => typeof one === 'string'));
  return { named, translations, reviewers, waiting };
}

/** `kb vpn-error-691`: an article by its id, with what became of it. */
async function loadUse(tx: Tx, words: string): Promise<ArticleFacts | null> {
  const id = words.trim().toLowerCase();
  if (!/^[a-z0-9-]{1,80}$/.test(id)) return null;
  return {
    ...{ named: null, translations: [], reviewers: [], waiting: [] },
    use: await countArticleUse(tx, id),
  };
}

function nearest(translations: readonly StoredArticle[], locale: Locale): StoredArticle | null {
  return (
    order[locale]
      .map((one) => translations.find(({ article }) => article.locale === one))
      .find((found) => found !== undefined) ?? null
  );
}
