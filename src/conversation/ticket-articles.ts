import type { Block } from '../channel/outbound.ts';
import type { Article } from '../knowledge/article.ts';
import type { OutboundMessage } from '../channel/outbound.ts';
import { plain, strong, text, type Speech } from '../wording/message.ts';
import type { Phrases } from '../wording/phrases.ts';
import type { Facts } from './facts.ts';

/** Below a ticket's history: which articles were shown, used, written. */
export function withArticles(speech: Speech, facts: Facts): Speech {
  return (phrases) => {
    const said: OutboundMessage = speech(phrases);
    const ties = facts.target?.articles ?? [];
    if (ties.length === 0) return said;
    const items = ties.map(({ articleId, role }) => [
      plain(
        `${phrases.label(`ticket-article.${role}`)} · ${facts.desk.findArticle(articleId, phrases.locale)?.title ?? articleId} (${articleId})`,
      ),
    ]);
    return {
      ...said,
      blocks: [
        ...said.blocks,
        text([strong(phrases.label('ticket-article.title'))]),
        { type: 'list', ordered: false, items },
      ],
    };
  };
}

/** For staff, below an article: whether it earns its place. */
export function articleUseBlocks(facts: Facts, article: Article, phrases: Phrases): Block[] {
  const use = facts.articles?.use;
  if (!use) return [];
  return [text(phrases.say('article.use', { article: article.id, ...use }))];
}

/** `kb:vpn-error-691` and nothing else: the article itself, to be sent as a reply. Signed with its id, which ties it to the ticket. */
export function expandArticle(words: string, facts: Facts, locale: Facts['locale']): string {
  const id = /^kb[:：]\s*([a-z0-9]+(?:-[a-z0-9]+)*)$/i.exec(words.trim())?.[1]?.toLowerCase();
  const article = id === undefined ? undefined : facts.desk.findArticle(id, locale);
  if (!article) return words;
  const steps = article.steps.map((step, index) => `${index + 1}. ${step}`);
  return [article.title, article.body, ...steps, `(kb:${article.id})`].join('\n');
}
