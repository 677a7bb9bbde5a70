import type { FindConcepts } from '../understanding/text/lexicon.ts';
import type { Article } from './article.ts';
import { build, empty, place, remove, type Built } from './built-search.ts';
import { experienceOf, noExperience, type Experience } from './experience.ts';
import { queryTerms } from './query-terms.ts';
import { findCandidates, tellingTerms, withVectors, type Candidate } from './search-candidates.ts';
import type { SearchArticles, SearchHit, SearchQuery } from './search.ts';
import { noConcepts } from './terms.ts';
import { groupTranslations, translationFor, type Translations } from './translations.ts';

/** Search over articles that come, change and go. */
export type KnowledgeSearch = {
  /** What is relevant enough to show. */
  readonly search: SearchArticles;
  /** Everything in order of likeness, relevant or not: for evaluation. */
  readonly rank: SearchArticles;
  /** From the next question on the article is as given, in all its languages. */
  put(translations: Translations): void;
  drop(id: string): void;
  /** Does the next slice of building or packing, about a millisecond; false: there is nothing to do. */
  step(): boolean;
  /** Does all of it. */
  finish(): void;
};

/** Beside the best hit, one with less than this share of its score is noise. */
const leastOfBest = 0.4;
/**
 * What an article must reach, in points of score: chance gives a high score to a long question, but rarely several words
 * that agree, of which one is in a title or keyword. Tuned on data/training so that 5 % of small talk and off-topic pass.
 */
const floor = 24;
/** For an article of the category the question was sorted into. */
const categoryPoints = 10;
/** Weight of meaning beside words, both as shares of their best. */
const meaningShare = 0.1;
/** Weight of an embedding model beside words, where there is one. */
const vectorShare = 0.5;
/** Articles that came after packing: from so many on it is packed again. */
const mostFresh = 2_000;

/** @param experience asked at every question */
export function createKnowledgeSearch(
  articles: readonly Article[],
  experience: () => Experience = () => noExperience,
  findConcepts: FindConcepts = noConcepts,
  vectors: ReadonlyMap<string, Float32Array> = new Map(),
): KnowledgeSearch {
  const wanted = new Map(groupTranslations(articles).map((group) => [group[0].id, group]));
  let built = empty();
  let building: Generator<undefined, Built> | undefined = build([...wanted.values()], findConcepts);
  /** Changes while a build runs on: made again on what it comes to. */
  const meanwhile: (() => void)[] = [];

  const step = (): boolean => {
    if (!building) return false;
    const done = building.next();
    if (done.done !== true) return true;
    built = done.value;
    building = undefined;
    for (const change of meanwhile.splice(0)) change();
    return false;
  };

  const apply = (change: () => void): void => {
    change();
    if (building) meanwhile.push(change);
    else if (built.index.freshCount > mostFresh) building = build([...wanted.values()], findConcepts);
  };

  const ask = (
    query: SearchQuery,
    isRelevant: (candidate: Candidate, best: number) => boolean,
  ): SearchHit[] => {
    const terms = queryTerms(query.text, built.index, built.findSimilar, findConcepts);
    const candidates = withVectors(built, findCandidates(built, terms, query.category), query, vectors);
    const best = Math.max(0, ...candidates.map(({ score }) => score));
    const nearest = Math.max(0, ...candidates.map(({ likeness }) => likeness));
    const closest = Math.max(0, ...candidates.map(({ vector }) => vector));
    const heaviest = Math.max(0, ...candidates.map(({ weight }) => weight));
    const known = experience();
    const fused = ({ id, category, weight, likeness, vector }: Candidate): number =>
      (heaviest > 0 ? weight / heaviest : 0) +
      (nearest > 0 ? (meaningShare * likeness) / nearest : 0) +
      (closest > 0 ? (vectorShare * vector) / closest : 0) +
      experienceOf(known, id, category, query.department ?? null);
    return candidates
      .filter((candidate) => isRelevant(candidate, best))
      .map((candidate) => ({ candidate, score: fused(candidate) }))
      .sort((one, other) => other.score - one.score)
      .slice(0, query.limit)
      .flatMap(({ candidate, score }) => {
        const entry = built.entries.get(candidate.id);
        if (!entry) return [];
        const article = translationFor(entry.translations, query.locale);
        return { article, score, words: candidate.words ? tellingTerms(terms, candidate.words.unit) : [] };
      });
  };

  return {
    search: (query) =>
      ask(query, ({ words, score, isSameCategory, stands }, best) => {
        if (stands) return true;
        if (!words || score < best * leastOfBest) return false;
        return words.isCertain || score + words.agreement + (isSameCategory ? categoryPoints : 0) >= floor;
      }),
    rank: (query) => ask(query, () => true),
    put: (translations) => {
      wanted.set(translations[0].id, translations);
      apply(() => {
        place(built, translations, findConcepts);
      });
    },
    drop: (id) => {
      wanted.delete(id);
      apply(() => {
        remove(built, id);
      });
    },
    step,
    finish: () => {
      while (step());
    },
  };
}
