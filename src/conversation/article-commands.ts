import { decideArticle, type ArticleAction, type Standing } from '../knowledge/article-life.ts';
import { readArticleText } from '../knowledge/article-text.ts';
import { draftFromTicket } from '../knowledge/draft-from-ticket.ts';
import type { StoredArticle } from '../knowledge/stored-article.ts';
import { hasRole, isStaff, type Person } from '../people/person.ts';
import { sentence } from '../wording/message.ts';
import { say, type Audience } from '../wording/say.ts';
import {
  articleCardKey,
  articleRefusalSpeech,
  draftSpeech,
  reviewSpeech,
  waitingSpeech,
} from './article-speech.ts';
import type { ArticleFacts } from './article-facts.ts';
import { findCategory } from './command-argument.ts';
import { reply } from './commands.ts';
import { outcome, type Effect, type Outcome } from './effect.ts';
import { solvedTicketOf } from './solved-ticket.ts';
import type { Facts, Target } from './facts.ts';

/** `edit A …`, `submit A`, `publish A`, `rework A why`, `keep A`, `retire A why`. */
export type ArticleVerb = 'edit' | 'submit' | 'publish' | 'rework' | 'keep' | 'retire';

function standingOf(person: Person): Standing {
  return {
    personId: person.id,
    isEditor: isStaff(person),
    isKnowledgeManager: hasRole(person, 'knowledge-manager', 'administrator'),
  };
}

/** What waits for somebody's word. */
export function listWaiting(facts: Facts): Outcome {
  return reply(facts, waitingSpeech(facts.articles?.waiting ?? []));
}

/** `draft T`: an article begun from a ticket, prefilled; the one there is, where somebody began it before. */
export function draftArticle(target: Target, facts: Facts): Outcome {
  const { ticket } = target;
  const known = facts.articles?.named;
  const isTheirs = known?.authorId === facts.person.id || standingOf(facts.person).isKnowledgeManager;
  if (known && !isTheirs)
    return reply(
      facts,
      sentence('article.drafted-already', {
        title: known.article.title,
        author: facts.findPerson(known.authorId ?? '')?.name ?? '',
      }),
    );
  if (known) return outcome(facts.session.state, say(facts.direct, draftSpeech(known, false)));
  const solved = solvedTicketOf(ticket, target.events, facts.desk.words, (personId) =>
    facts.findPerson(personId),
  );
  if (!solved) return reply(facts, sentence('article.not-solved-yet'));
  const article = facts.thoughts.draft ?? draftFromTicket(solved);
  const stored: StoredArticle = {
    ...{ article, status: 'draft', origin: 'desk', sourceHash: '', version: 1, ownerId: null },
    ...{ authorId: facts.person.id, ticket: ticket.number, updatedAt: facts.now, confirmedAt: facts.now },
    askedAt: null,
  };
  return outcome(
    facts.session.state,
    { type: 'save-article', stored, expected: 0, reason: null },
    say(facts.direct, draftSpeech(stored, true)),
    ...(facts.inGroup ? [say(facts.place, sentence('article.draft-sent'))] : []),
  );
}

/** Everything that names an article. What the asker may not see of drafts does not exist for them. */
export function onArticle(verb: ArticleVerb, words: string, facts: Facts): Outcome {
  const { articles } = facts;
  const [id = '', rest = ''] = splitFirst(words);
  if (id === '') return reply(facts, sentence('article.which'));
  if (!articles?.named) return reply(facts, sentence('article.unknown', { article: id }));
  const action = actionOf(verb, rest, facts);
  if (action === 'no-such-category') return reply(facts, sentence('article.no-such-category'));
  if (!action) return outcome(facts.session.state, say(facts.direct, draftSpeech(articles.named, false)));
  const decision = decideArticle(articles.named, action, standingOf(facts.person), facts.now);
  return decision.type === 'refused'
    ? reply(facts, articleRefusalSpeech(decision.refusal, articles.named))
    : outcome(
        facts.session.state,
        ...saveAll(articles, action, decision.stored, rest === '' || verb === 'edit' ? null : rest, facts),
        ...tell(action, articles, decision.stored, facts),
      );
}

/** Words are changed in one language; whether the article holds is the same in all of them. */
function saveAll(
  { named, translations }: ArticleFacts,
  action: ArticleAction,
  decided: StoredArticle,
  reason: string | null,
  facts: Facts,
): Effect[] {
  const alike = ['keep', 'retire', 'publish'].includes(action.type) ? translations : [];
  const others = alike.flatMap((stored): StoredArticle | [] => {
    if (stored.article.locale === named?.article.locale) return [];
    const decision = decideArticle(stored, action, standingOf(facts.person), facts.now);
    return decision.type === 'changed' ? decision.stored : [];
  });
  return [decided, ...others].map((stored) => ({
    type: 'save-article',
    stored,
    expected: stored.version - 1,
    reason,
  }));
}

/** undefined: nothing said what to change, so the article is shown as it may be edited. */
function actionOf(
  verb: ArticleVerb,
  rest: string,
  facts: Facts,
): ArticleAction | 'no-such-category' | undefined {
  const reason = rest === '' ? null : rest;
  switch (verb) {
    case 'edit': {
      const edit = readArticleText(rest);
      if (Object.keys(edit).length === 0) return undefined;
      if (edit.category === undefined) return { type: 'edit', edit };
      const category = findCategory(facts.desk.taxonomy, edit.category);
      return category === undefined ? 'no-such-category' : { type: 'edit', edit: { ...edit, category } };
    }
    case 'rework':
      return { type: 'return', reason };
    case 'retire':
      return { type: 'retire', reason };
    case 'submit':
    case 'publish':
    case 'keep':
      return { type: verb };
  }
}

function tell(action: ArticleAction, articles: ArticleFacts, stored: StoredArticle, facts: Facts): Effect[] {
  const before = articles.named;
  const { person } = facts;
  const parameters = { title: stored.article.title, article: stored.article.id };
  const author = stored.authorId === null ? undefined : facts.findPerson(stored.authorId);
  const toAuthor = (key: string, more: Record<string, string> = {}): Effect[] =>
    author === undefined || author.id === person.id
      ? []
      : [say(personally(author), sentence(key, { ...parameters, name: person.name, ...more }))];
  const decided: Effect = {
    type: 'repaint',
    card: articleCardKey(stored),
    speech: reviewSpeech(stored, author, person),
  };
  const toReviewers = (): Effect[] =>
    articles.reviewers
      .filter(({ id }) => id !== person.id)
      .map((reviewer) =>
        say(personally(reviewer), reviewSpeech(stored, author, null), articleCardKey(stored)),
      );
  switch (action.type) {
    case 'edit':
      return [
        say(facts.direct, draftSpeech(stored, false)),
        ...(stored.status === 'review' && before?.status !== 'review' ? toReviewers() : []),
      ];
    case 'submit':
      return [
        say(
          facts.aside,
          sentence(
            articles.reviewers.length > 0 ? 'article.submitted' : 'article.submitted.nobody',
            parameters,
          ),
        ),
        ...toReviewers(),
      ];
    case 'publish':
      return [
        decided,
        say(facts.aside, sentence('article.published', parameters)),
        ...toAuthor('article.published.yours'),
      ];
    case 'return':
      return [
        decided,
        say(facts.aside, sentence('article.returned', parameters)),
        ...toAuthor(
          action.reason === null ? 'article.returned.yours' : 'article.returned.yours.why',
          action.reason === null ? {} : { reason: action.reason },
        ),
      ];
    case 'keep':
      return [decided, say(facts.aside, sentence('article.kept', parameters))];
    case 'retire':
      return [
        decided,
        say(facts.aside, sentence('article.retired', parameters)),
        ...toAuthor('article.retired.yours'),
      ];
  }
}

function personally(person: Person): Audience {
  return { type: 'person', personId: person.id, channel: null };
}

function splitFirst(words: string): string[] {
  const match = /^(\S+)\s*([\s\S]*)$/.exec(words.trim());
  return match ? [match[1] ?? '', match[2] ?? ''] : [];
}
