import type { KnowledgeBase } from '../knowledge/knowledge-base.ts';
import { isFound } from '../knowledge/stored-article.ts';
import { listChangedArticles } from '../store/article-store.ts';
import type { Database } from '../store/database.ts';
import { listChangedPhrasings } from '../store/phrasing-store.ts';

const page = 500;

/** Keeps the knowledge base as the store is, whoever changed it: this process, an import beside it, another instance. */
export type KnowledgeFollower = {
  /** Takes over what changed since the last time; all of it the first time. Returns how many changes there were. */
  follow(): Promise<number>;
};

export function createKnowledgeFollower(database: Database, knowledge: KnowledgeBase): KnowledgeFollower {
  let articlesSeen = 0;
  let phrasingsSeen = 0;

  const followArticles = async (): Promise<number> => {
    let count = 0;
    for (;;) {
      const changed = await listChangedArticles(database.db, articlesSeen, page);
      for (const { stored, seq } of changed) {
        const { article } = stored;
        if (isFound(stored)) knowledge.put(article);
        else knowledge.hide(article.id, article.locale);
        articlesSeen = seq;
      }
      count += changed.length;
      if (changed.length < page) return count;
    }
  };

  const followPhrasings = async (): Promise<number> => {
    let count = 0;
    for (;;) {
      const changed = await listChangedPhrasings(database.db, phrasingsSeen, page);
      for (const { phrasing, seq } of changed) {
        knowledge.addPhrasing(phrasing.articleId, phrasing.locale, phrasing.text);
        phrasingsSeen = seq;
      }
      count += changed.length;
      if (changed.length < page) return count;
    }
  };

  return { follow: async () => (await followArticles()) + (await followPhrasings()) };
}
