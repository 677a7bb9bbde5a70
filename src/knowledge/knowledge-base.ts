import type { Locale } from '../kernel/locale.ts';
import type { FindConcepts } from '../understanding/text/lexicon.ts';
import type { Article } from './article.ts';
import { noExperience, type Experience } from './experience.ts';
import { createKnowledgeSearch, type KnowledgeSearch } from './knowledge-search.ts';
import type { SearchArticles } from './search.ts';
import { noConcepts } from './terms.ts';
import type { Translations } from './translations.ts';

/** Articles people can find, as they are now. It follows the store; the store is the truth. */
export type KnowledgeBase = {
  readonly search: SearchArticles;
  /** In that language or the nearest there is; undefined where nobody may find it. */
  readonly find: (id: string, locale: Locale) => Article | undefined;
  /** Shows it from now on, as given. */
  put(article: Article): void;
  /** Hides that language of it; the last one takes the article away. */
  hide(id: string, locale: Locale): void;
  /** Somebody put the question like this, and it helped. */
  addPhrasing(id: string, locale: Locale, text: string): void;
  /** What articles did for people, as counted lately. */
  learn(experience: Experience): void;
  /** Where an embedding model puts an article; an article that goes takes it along. */
  setVector(id: string, vector: Float32Array): void;
  /** Builds on for about a millisecond; false: all is built. */
  step(): boolean;
};

/** A corpus of this size is built at once when the first question comes first; a larger one answers with what it has. */
const builtAtOnce = 2_000;

const order: Readonly<Record<Locale, readonly Locale[]>> = {
  'zh-CN': ['zh-CN', 'zh-TW', 'en'],
  'zh-TW': ['zh-TW', 'zh-CN', 'en'],
  en: ['en', 'zh-CN', 'zh-TW'],
};

/** @param findConcepts what words of the trade mean: articles are found by other names of a thing, in either language */
export function createKnowledgeBase(findConcepts: FindConcepts = noConcepts): KnowledgeBase {
  const articles = new Map<string, Map<Locale, Article>>();
  const phrasings = new Map<string, { locale: Locale; text: string }[]>();
  const vectors = new Map<string, Float32Array>();
  let knowledge: KnowledgeSearch | undefined;
  let experience = noExperience;

  /** Built when first needed: whoever only wants one article does not pay for the index. */
  const searching = (): KnowledgeSearch => {
    knowledge ??= createKnowledgeSearch(
      [...articles.keys()].flatMap((id) => [...(withPhrasings(id) ?? [])]),
      () => experience,
      findConcepts,
      vectors,
    );
    return knowledge;
  };

  const withPhrasings = (id: string): Translations | undefined => {
    const [first, ...rest] = [...(articles.get(id)?.values() ?? [])];
    if (!first) return undefined;
    const learnt = phrasings.get(id) ?? [];
    const add = (article: Article, isFirst: boolean): Article => {
      const own = learnt.filter(({ locale }) =>
        isFirst ? locale === article.locale || !articles.get(id)?.has(locale) : locale === article.locale,
      );
      return own.length === 0
        ? article
        : { ...article, askedAs: [...article.askedAs, ...own.map(({ text }) => text)] };
    };
    return [add(first, true), ...rest.map((article) => add(article, false))];
  };

  const refresh = (id: string): void => {
    if (!knowledge) return;
    const translations = withPhrasings(id);
    if (translations) knowledge.put(translations);
    else knowledge.drop(id);
  };

  return {
    search: (query) => {
      const ready = searching();
      if (articles.size <= builtAtOnce) ready.finish();
      return ready.search(query);
    },
    find: (id, locale) => {
      const translations = articles.get(id);
      return order[locale].map((one) => translations?.get(one)).find((article) => article !== undefined);
    },
    put: (article) => {
      keep(articles, article);
      refresh(article.id);
    },
    hide: (id, locale) => {
      const translations = articles.get(id);
      if (!translations?.delete(locale)) return;
      if (translations.size === 0) {
        articles.delete(id);
        vectors.delete(id);
      }
      refresh(id);
    },
    addPhrasing: (id, locale, text) => {
      phrasings.set(id, [...(phrasings.get(id) ?? []), { locale, text }]);
      refresh(id);
    },
    learn: (latest) => {
      experience = latest;
    },
    setVector: (id, vector) => {
      vectors.set(id, vector);
    },
    step: () => searching().step(),
  };
}

function keep(articles: Map<string, Map<Locale, Article>>, article: Article): void {
  const translations = articles.get(article.id);
  if (translations) translations.set(article.locale, article);
  else articles.set(article.id, new Map([[article.locale, article]]));
}
