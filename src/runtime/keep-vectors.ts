import { createHash } from 'node:crypto';
import type { Clock } from '../kernel/clock.ts';
import type { Logger } from '../kernel/logger.ts';
import type { Article } from '../knowledge/article.ts';
import type { KnowledgeBase } from '../knowledge/knowledge-base.ts';
import { isFound } from '../knowledge/stored-article.ts';
import { listChangedArticles } from '../store/article-store.ts';
import { listArticleVectors, saveArticleVectors } from '../store/article-vector-store.ts';
import type { Database } from '../store/database.ts';
import { recordLlmUses } from '../store/llm-use-store.ts';
import { createSweeper } from './sweeper.ts';
import type { Mind } from './think-ahead.ts';

const everyMs = 5_000;
const page = 500;
/** Texts of one request. */
const batch = 32;
const longestText = 2_000;

/** Fetches vectors of published articles in the background and keeps them. */
export type VectorKeeper = {
  start(): void;
  stop(): Promise<void>;
  /** Does now what it does by itself. */
  settle(): Promise<void>;
};

/** undefined where no embedding model is configured. */
export function createVectorKeeper(
  database: Database,
  mind: Mind | null,
  knowledge: KnowledgeBase,
  clock: Clock,
  logger: Logger,
): VectorKeeper | undefined {
  const embedder = mind?.embedder;
  if (!mind || !embedder) return undefined;
  /** Article id → its languages, as found by people. */
  const articles = new Map<string, Map<string, Article>>();
  /** Article id → hash of the text its vector was made from. */
  let known: Map<string, string> | undefined;
  const waiting = new Set<string>();
  let seen = 0;
  let stopped = false;
  let running: Promise<void> = Promise.resolve();

  const load = async (): Promise<Map<string, string>> => {
    const kept = await listArticleVectors(database.db, embedder.model);
    for (const { articleId, vector } of kept) knowledge.setVector(articleId, vector);
    return new Map(kept.map(({ articleId, sourceHash }) => [articleId, sourceHash]));
  };

  const follow = async (): Promise<void> => {
    for (;;) {
      const changed = await listChangedArticles(database.db, seen, page);
      for (const { stored, seq } of changed) {
        const { article } = stored;
        const translations = articles.get(article.id) ?? new Map<string, Article>();
        if (isFound(stored)) translations.set(article.locale, article);
        else translations.delete(article.locale);
        articles.set(article.id, translations);
        if (translations.size > 0) waiting.add(article.id);
        seen = seq;
      }
      if (changed.length < page) return;
    }
  };

  const work = async (): Promise<void> => {
    known ??= await load();
    await follow();
    while (waiting.size > 0 && !stopped) {
      const wanted = [...waiting].slice(0, batch).flatMap((id) => {
        const text = textOf([...(articles.get(id)?.values() ?? [])]);
        const sourceHash = createHash('sha256').update(text).digest('hex');
        if (text !== '' && known?.get(id) !== sourceHash) return [{ id, text, sourceHash }];
        waiting.delete(id);
        return [];
      });
      if (wanted.length === 0) continue;
      const vectors = await embedder.embed(
        'embed-articles',
        wanted.map(({ text }) => text),
        [],
      );
      const uses = mind.takeUses();
      await database.transact(async (tx) => {
        await recordLlmUses(tx, uses, { personId: null, said: null });
        const saved = (vectors ?? []).map((vector, index) => ({
          articleId: wanted[index]?.id ?? '',
          model: embedder.model,
          sourceHash: wanted[index]?.sourceHash ?? '',
          vector,
        }));
        await saveArticleVectors(tx, saved, clock());
      });
      // The next round tries again; until then search goes on as it is.
      if (!vectors) return;
      for (const [index, { id, sourceHash }] of wanted.entries()) {
        const vector = vectors[index];
        if (!vector) continue;
        knowledge.setVector(id, vector);
        known.set(id, sourceHash);
        waiting.delete(id);
      }
    }
  };

  const once = (): Promise<void> => (running = running.then(work, work));
  const sweeper = createSweeper('vectors', everyMs, logger, once);
  return {
    start: () => {
      sweeper.start();
    },
    stop: async () => {
      stopped = true;
      await sweeper.stop();
    },
    settle: once,
  };
}

/** What an article is about, in all its languages: names first, for models read the beginning best. */
function textOf(translations: readonly Article[]): string {
  return translations
    .toSorted((one, other) => (one.locale < other.locale ? -1 : 1))
    .filter(({ locale }, _, all) => locale !== 'zh-TW' || all.every((other) => other.locale !== 'zh-CN'))
    .flatMap(({ title, keywords, symptom, askedAs }) => [
      title,
      symptom ?? '',
      ...askedAs,
      keywords.join(', '),
    ])
    .filter((part) => part !== '')
    .join('\n')
    .slice(0, longestText);
}
