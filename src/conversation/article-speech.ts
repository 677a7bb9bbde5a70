import type { Action, Block } from '../channel/outbound.ts';
import { writeArticleText } from '../knowledge/article-text.ts';
import type { ArticleRefusal } from '../knowledge/article-life.ts';
import type { StoredArticle } from '../knowledge/stored-article.ts';
import type { Person } from '../people/person.ts';
import { ticketReference } from '../ticketing/reference.ts';
import { heading, message, plain, quote, text, type Speech } from '../wording/message.ts';
import type { Phrases } from '../wording/phrases.ts';

type ArticleVerb = 'submit' | 'publish' | 'rework' | 'keep' | 'retire';

/** Key of the copies of an article that wait for a decision: all are repainted when it falls. */
export function articleCardKey({ article }: StoredArticle): string {
  return `article:${article.id}:${article.locale}`;
}

export function articleAction(
  phrases: Phrases,
  verb: ArticleVerb,
  { article }: StoredArticle,
  style: Action['style'] = 'plain',
): Action {
  return {
    action: `c:${verb}:${article.id}`,
    label: phrases.label(`button.${verb}`),
    style,
    alias: `${phrases.label(`verb.${verb}`)} ${article.id}`,
  };
}

function titleOf({ article }: StoredArticle): { title: string; article: string } {
  return { title: article.title, article: article.id };
}

/** To its author: what was written, and how to change it. */
export function draftSpeech(stored: StoredArticle, isNew: boolean): Speech {
  return (phrases) =>
    message(
      [
        text(
          isNew && stored.ticket !== null
            ? phrases.say('article.drafted', { ...titleOf(stored), ticket: ticketReference(stored.ticket) })
            : phrases.say('article.draft-now', titleOf(stored)),
        ),
        quote(writeArticleText(stored.article, stored.article.locale)),
        text(phrases.say('article.how-to-edit', { article: stored.article.id })),
      ],
      stored.status === 'draft' ? [articleAction(phrases, 'submit', stored, 'primary')] : [],
    );
}

/** To whoever may publish: the whole article and the decision; once it has fallen, what it was. */
export function reviewSpeech(
  stored: StoredArticle,
  author: Person | undefined,
  decidedBy: Person | null,
): Speech {
  return (phrases) => {
    const head: Block[] = [
      heading(phrases.say(`article.status.${stored.status}`, titleOf(stored))),
      text(
        stored.ticket === null
          ? phrases.say('article.by', { author: author?.name ?? phrases.label('article.by.nobody') })
          : phrases.say('article.by.ticket', {
              author: author?.name ?? phrases.label('article.by.nobody'),
              ticket: ticketReference(stored.ticket),
            }),
      ),
    ];
    if (decidedBy) return message([...head, text(phrases.say('article.decided', { name: decidedBy.name }))]);
    return message(
      [...head, quote(writeArticleText(stored.article, stored.article.locale))],
      [
        articleAction(phrases, 'publish', stored, 'primary'),
        articleAction(phrases, 'rework', stored),
        articleAction(phrases, 'retire', stored, 'danger'),
      ],
    );
  };
}

/** Half a year has gone by: does it still hold? */
export function freshnessSpeech(articles: readonly StoredArticle[]): Speech {
  return (phrases) => {
    const [only] = articles;
    if (articles.length === 1 && only)
      return message(
        [
          text(phrases.say('article.due', titleOf(only))),
          quote(writeArticleText(only.article, only.article.locale)),
          text(phrases.say('article.due.how', { article: only.article.id })),
        ],
        [articleAction(phrases, 'keep', only, 'primary'), articleAction(phrases, 'retire', only, 'danger')],
      );
    return message(
      [
        text(phrases.say('article.due.several', { count: articles.length })),
        {
          type: 'list',
          ordered: false,
          items: articles.map((stored) => [plain(`${stored.article.title} (${stored.article.id})`)]),
        },
      ],
      articles.slice(0, 5).map((stored) => ({
        ...articleAction(phrases, 'keep', stored),
        label: phrases.label('button.keep.named', { article: stored.article.id }),
      })),
    );
  };
}

export function waitingSpeech(waiting: readonly StoredArticle[]): Speech {
  return (phrases) =>
    waiting.length === 0
      ? message([text(phrases.say('article.waiting.none'))])
      : message(
          [
            text(phrases.say('article.waiting', { count: waiting.length })),
            {
              type: 'list',
              ordered: true,
              items: waiting.map((stored) => [
                plain(
                  `${phrases.label(`article.state.${stored.status}`)} · ${stored.article.title} (${stored.article.id})`,
                ),
              ]),
            },
          ],
          waiting.slice(0, 5).map((stored) =>
            stored.status === 'due'
              ? {
                  ...articleAction(phrases, 'keep', stored),
                  label: phrases.label('button.keep.named', { article: stored.article.id }),
                }
              : {
                  ...articleAction(phrases, 'publish', stored, 'primary'),
                  label: phrases.label('button.publish.named', { article: stored.article.id }),
                },
          ),
        );
}

export function articleRefusalSpeech(refusal: ArticleRefusal, stored: StoredArticle): Speech {
  return (phrases) => {
    switch (refusal.type) {
      case 'not-yours':
        return message([text(phrases.say('article.refused.not-yours', titleOf(stored)))]);
      case 'from-file':
        return message([text(phrases.say('article.refused.from-file', titleOf(stored)))]);
      case 'not-now':
        return message([
          text(
            phrases.say('article.refused.not-now', {
              ...titleOf(stored),
              status: phrases.label(`article.state.${refusal.status}`),
            }),
          ),
        ]);
      case 'incomplete':
        return message([
          text(
            phrases.say('article.refused.incomplete', {
              ...titleOf(stored),
              parts: refusal.missing.map((part) => phrases.label(`article.part.${part}`)).join(' · '),
            }),
          ),
        ]);
    }
  };
}
