import type { FindConcepts } from '../understanding/text/lexicon.ts';
import type { Article } from './article.ts';
import { articleText, textStop } from './search-text.ts';
import { eachTerm, wholeTerm, type TermKind } from './terms.ts';
import type { Translations } from './translations.ts';

/** How an article says a term. */
export type TermUse = {
  readonly kind: TermKind;
  /** Occurrences, each by the weight of its field. */
  count: number;
  /** `named`: in the title or a keyword. `told`: in the symptom. `aside`: only in the answer. */
  place: 'named' | 'told' | 'aside';
};

export type ArticleTerms = {
  readonly uses: Map<string, TermUse>;
  /** Words and pairs, each by the weight of its field; the mean of the translations. */
  readonly length: number;
};

const weights: Readonly<Record<TermUse['place'], number>> = { named: 3, told: 2, aside: 0.3 };

/**
 * Of an article in all its languages. What several translations say counts once, as the one that says it most: a product
 * name that stays the same in all of them is not said three times.
 */
export function countTerms(translations: Translations, findConcepts: FindConcepts): ArticleTerms {
  const uses = new Map<string, TermUse>();
  let length = 0;
  const hasSimplified = translations.some(({ locale }) => locale === 'zh-CN');
  for (const article of translations) {
    // Of Traditional titles beside Simplified ones none: folded, they are the same, or what nobody meant.
    const counted = countTranslation(article, article.locale !== 'zh-TW' || !hasSimplified, findConcepts);
    length += counted.length / translations.length;
    for (const [key, use] of counted.uses) {
      const known = uses.get(key);
      if (!known) uses.set(key, use);
      else {
        known.count = Math.max(known.count, use.count);
        if (weights[use.place] > weights[known.place]) known.place = use.place;
      }
    }
  }
  return { uses, length };
}

function countTranslation(article: Article, withWholes: boolean, findConcepts: FindConcepts): ArticleTerms {
  const { locale, title, keywords, symptom, body, steps } = article;
  const { appliesWhen, prerequisites, risks, rollback, verify } = article;
  const uses = new Map<string, TermUse>();
  let length = 0;
  const count = (place: TermUse['place'], texts: readonly (string | null)[]): string => {
    const read = articleText(
      texts.filter((text) => text !== null),
      locale,
    );
    eachTerm(read, findConcepts, (kind, key) => {
      const use = uses.get(key);
      if (use) use.count += weights[place];
      else uses.set(key, { kind, count: weights[place], place });
      if (kind === 'word' || kind === 'pair') length += weights[place];
    });
    return read;
  };
  // Strongest first: a term keeps the place it was first seen in.
  const named = count('named', [title, ...keywords]);
  count('told', [symptom]);
  count('aside', [body, ...steps, appliesWhen, ...prerequisites, risks, rollback, verify]);
  for (const text of withWholes ? named.split(textStop) : []) {
    const whole = wholeTerm(text);
    if (whole !== null) uses.set(whole, { kind: 'whole', count: weights.named, place: 'named' });
  }
  return { uses, length };
}
