import type { Article } from './article.ts';
import type { ArticleStatus, StoredArticle } from './stored-article.ts';

/** Half a year: what nobody has confirmed since is asked about. */
export const freshForMs = 183 * 24 * 3_600_000;
/** What nobody answers for so long after the question is retired. */
export const patienceMs = 30 * 24 * 3_600_000;

export type ArticleEdit = Partial<
  Pick<
    Article,
    | 'title'
    | 'category'
    | 'symptom'
    | 'appliesWhen'
    | 'prerequisites'
    | 'steps'
    | 'risks'
    | 'rollback'
    | 'verify'
    | 'body'
    | 'keywords'
    | 'askedAs'
  >
>;

export type ArticleAction =
  | { readonly type: 'edit'; readonly edit: ArticleEdit }
  | { readonly type: 'submit' }
  | { readonly type: 'publish' }
  | { readonly type: 'return'; readonly reason: string | null }
  | { readonly type: 'keep' }
  | { readonly type: 'retire'; readonly reason: string | null };

/** What somebody is to an article. */
export type Standing = {
  readonly personId: string;
  readonly isEditor: boolean;
  readonly isKnowledgeManager: boolean;
};

export type ArticleRefusal =
  | { readonly type: 'not-yours' }
  /** Its words come from a file of the knowledge folder. */
  | { readonly type: 'from-file' }
  | { readonly type: 'not-now'; readonly status: ArticleStatus }
  | { readonly type: 'incomplete'; readonly missing: readonly ('title' | 'body' | 'steps')[] };

export type ArticleDecision =
  | { readonly type: 'changed'; readonly stored: StoredArticle }
  | { readonly type: 'refused'; readonly refusal: ArticleRefusal };

const from: Readonly<Record<Exclude<ArticleAction['type'], 'edit'>, readonly ArticleStatus[]>> = {
  submit: ['draft'],
  publish: ['draft', 'review', 'retired'],
  return: ['review'],
  keep: ['due', 'published'],
  retire: ['draft', 'review', 'published', 'due'],
};

/** Whether this person may do that to the article now, and what it then is. */
export function decideArticle(
  stored: StoredArticle,
  action: ArticleAction,
  who: Standing,
  now: number,
): ArticleDecision {
  const refused = (refusal: ArticleRefusal): ArticleDecision => ({ type: 'refused', refusal });
  const isTheirs = stored.authorId === who.personId || stored.ownerId === who.personId;
  const changed = (change: Partial<StoredArticle>): ArticleDecision => ({
    type: 'changed',
    stored: { ...stored, ...change, version: stored.version + 1, updatedAt: now },
  });
  if (!mayDo(action, who, isTheirs)) return refused({ type: 'not-yours' });
  if (action.type !== 'edit' && !from[action.type].includes(stored.status))
    return refused({ type: 'not-now', status: stored.status });
  switch (action.type) {
    case 'edit':
      if (stored.origin === 'file') return refused({ type: 'from-file' });
      // What is public changes only through a review, unless a reviewer does it.
      return changed({
        article: { ...stored.article, ...action.edit },
        status: who.isKnowledgeManager || stored.status === 'draft' ? stored.status : 'review',
      });
    case 'submit': {
      const missing = missingParts(stored.article);
      return missing.length > 0 ? refused({ type: 'incomplete', missing }) : changed({ status: 'review' });
    }
    case 'publish': {
      const missing = missingParts(stored.article);
      if (missing.length > 0) return refused({ type: 'incomplete', missing });
      return changed({
        status: 'published',
        ownerId: stored.ownerId ?? stored.authorId ?? who.personId,
        confirmedAt: now,
        askedAt: null,
        article: { ...stored.article, validUntil: dateOf(now + freshForMs) },
      });
    }
    case 'return':
      return changed({ status: 'draft' });
    case 'keep':
      return changed({
        status: 'published',
        confirmedAt: now,
        askedAt: null,
        article: { ...stored.article, validUntil: dateOf(now + freshForMs) },
      });
    case 'retire':
      return changed({ status: 'retired', askedAt: null });
  }
}

function mayDo(action: ArticleAction, who: Standing, isTheirs: boolean): boolean {
  switch (action.type) {
    case 'edit':
    case 'submit':
      return who.isKnowledgeManager || (who.isEditor && isTheirs);
    case 'keep':
    case 'retire':
      return who.isKnowledgeManager || isTheirs;
    case 'publish':
    case 'return':
      return who.isKnowledgeManager;
  }
}

function missingParts({ title, body, steps }: Article): ('title' | 'body' | 'steps')[] {
  return [
    ...(title.trim() === '' ? ['title' as const] : []),
    ...(body.trim() === '' ? ['body' as const] : []),
    ...(steps.length === 0 && body.trim().length < 40 ? ['steps' as const] : []),
  ];
}

/** When its owner is to be asked: at the end of its stated validity (UTC), else half a year after it was confirmed. */
export function dueAt({ article, confirmedAt }: Pick<StoredArticle, 'article' | 'confirmedAt'>): number {
  const stated = article.validUntil === null ? Number.NaN : Date.parse(`${article.validUntil}T23:59:59Z`);
  return Number.isNaN(stated) ? confirmedAt + freshForMs : stated;
}

/** When {@link ageArticle} next has something to say; null: never, as it stands. */
export function agesAt(stored: StoredArticle): number | null {
  if (stored.status === 'published') return dueAt(stored);
  if (stored.status !== 'due') return null;
  return stored.askedAt === null ? stored.updatedAt : stored.askedAt + patienceMs;
}

/** What the calendar does to an article: nothing, ask its owner, or take it away. */
export function ageArticle(stored: StoredArticle, now: number): 'nothing' | 'ask' | 'retire' {
  if (stored.status === 'published') return now >= dueAt(stored) ? 'ask' : 'nothing';
  if (stored.status !== 'due') return 'nothing';
  // Sent back for a check by its failures: nobody has been asked yet.
  if (stored.askedAt === null) return 'ask';
  return now >= stored.askedAt + patienceMs ? 'retire' : 'nothing';
}

/** Failures that bring an article back to review, if nothing worked in between. */
export const mostFailures = 3;

/** Of the latest verdicts, newest first: whether the article keeps failing. */
export function keepsFailing(verdicts: readonly ('solved' | 'not_solved')[]): boolean {
  return (
    verdicts.length >= mostFailures && verdicts.slice(0, mostFailures).every((one) => one === 'not_solved')
  );
}

/** `2027-05-31`, UTC. */
function dateOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}
