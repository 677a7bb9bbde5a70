import type { Locale } from '../kernel/locale.ts';
import type { Article } from './article.ts';

/** One article in every language it exists in: what is found, before it is known who asks. */
export type Translations = readonly [Article, ...Article[]];

/** In the order of the articles. */
export function groupTranslations(articles: readonly Article[]): Translations[] {
  const groups = new Map<string, [Article, ...Article[]]>();
  for (const article of articles) {
    const group = groups.get(article.id);
    if (group) group.push(article);
    else groups.set(article.id, [article]);
  }
  return [...groups.values()];
}

const order: Readonly<Record<Locale, readonly Locale[]>> = {
  'zh-CN': ['zh-CN', 'zh-TW', 'en'],
  'zh-TW': ['zh-TW', 'zh-CN', 'en'],
  en: ['en', 'zh-CN', 'zh-TW'],
};

/** As the asker reads it, or in the nearest language there is. */
export function translationFor(translations: Translations, locale: Locale): Article {
  for (const wanted of order[locale]) {
    const found = translations.find((article) => article.locale === wanted);
    if (found) return found;
  }
  return translations[0];
}
