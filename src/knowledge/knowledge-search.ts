import type { FindConcepts } from '../understanding/text/lexicon.ts';
import type { Article } from './article.ts';
import type { ArticleTerms } from './article-terms.ts';
import { unitsOf } from './article-units.ts';
import { experienceOf, noExperience, type Experience } from './experience.ts';
import {
  learnMeanings,
  meaningCounts,
  mostTexts,
  type Counts,
  type MeaningIndex,
} from './meaning/meaning-index.ts';
import { queryTerms, type QueryTerm } from './query-terms.ts';
import { createWordScorer, type ScoreWords, type WordHit } from './scorer.ts';
import { buildSearchIndex, holds, type SearchIndex } from './search-index.ts';
import type { SearchArticles, SearchHit, SearchQuery } from './search.ts';
import { buildFindSimilarWord, type FindSimilarWord } from './similar-words.ts';
import { noConcepts } from './terms.ts';
import { nearestByVector } from './vector-neighbours.ts';
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

const categoryBoost = 1.25;
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
/** Words that agree and stand in titles make an article more likely than rare words do. */
const agreementShare = 0.15;
/** Of a weaker unit's score beside the stronger one's: several phrasings that fit are better than one. */
const secondShare = 0.3;
/** Weight of an embedding model beside words, where there is one. */
const vectorShare = 0.5;
const vectorCandidates = 20;
/** Units found by words that are compared by meaning. */
const wordCandidates = 150;
const meaningCandidates = 30;
/** Articles that came after packing: from so many on it is packed again. */
const mostFresh = 2_000;

type Entry = { readonly translations: Translations; readonly units: readonly number[] };

type Built = {
  readonly index: SearchIndex;
  readonly score: ScoreWords;
  readonly meanings: MeaningIndex;
  readonly findSimilar: FindSimilarWord;
  readonly entries: Map<string, Entry>;
  /** By unit: the article's id. */
  readonly owners: string[];
};

type Candidate = {
  readonly id: string;
  readonly category: string;
  readonly words: WordHit | null;
  /** Words' score with the category's boost: what relevance is judged by. */
  readonly score: number;
  /** The score with a share of the agreement: what the order is made by. */
  readonly weight: number;
  readonly likeness: number;
  readonly isSameCategory: boolean;
  /** Cosine by the embedding endpoint; 0 where there is none. */
  readonly vector: number;
  /** Near enough by it to be shown whatever the words. */
  readonly stands: boolean;
};

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

function* build(groups: readonly Translations[], findConcepts: FindConcepts): Generator<undefined, Built> {
  const meanings = yield* learnMeanings(yield* sampleOf(groups, findConcepts), seeded(1));
  const owners: string[] = [];
  const entries = new Map<string, Entry>();
  const units = function* (): Generator<ArticleTerms> {
    for (const translations of groups) {
      const own: number[] = [];
      for (const terms of unitsOf(translations, findConcepts)) {
        meanings.put(owners.length, meaningCounts(terms.uses));
        own.push(owners.length);
        owners.push(translations[0].id);
        yield terms;
      }
      entries.set(translations[0].id, { translations, units: own });
    }
  };
  const index = yield* buildSearchIndex(units());
  const findSimilar = yield* buildFindSimilarWord(yield* vocabularyOf(index));
  return { index, score: createWordScorer(index), meanings, findSimilar, entries, owners };
}

/** What meanings are learnt from: all of a small corpus, an even spread over a large one. */
function* sampleOf(
  groups: readonly Translations[],
  findConcepts: FindConcepts,
): Generator<undefined, Counts[]> {
  const counts: Counts[] = [];
  const every = Math.max(1, groups.length / mostTexts);
  for (let at = 0; at < groups.length && counts.length < mostTexts; at += every) {
    const translations = groups[Math.floor(at)];
    for (const { uses } of translations ? unitsOf(translations, findConcepts) : [])
      counts.push(meaningCounts(uses));
    yield;
  }
  return counts.slice(0, mostTexts);
}

function empty(): Built {
  const steps = build([], noConcepts);
  for (;;) {
    const done = steps.next();
    if (done.done === true) return done.value;
  }
}

/** Words that more than one article has, where there are very many: a slip of the finger is seldom in a name nobody else uses. */
function* vocabularyOf(index: SearchIndex): Generator<undefined, string[]> {
  const words: string[] = [];
  let seen = 0;
  for (const key of index.keys()) {
    if (key.startsWith('w')) words.push(key.slice(1));
    seen += 1;
    if (seen % keysPerStep === 0) yield;
  }
  if (words.length < mostWords) return words;
  const shared: string[] = [];
  for (const [at, word] of words.entries()) {
    if (shared.length < mostWords && (index.find(`w${word}`)?.size ?? 0) > 1) shared.push(word);
    if (at % keysPerStep === 0) yield;
  }
  return shared;
}

const keysPerStep = 2_000;
const mostWords = 50_000;

function place(built: Built, translations: Translations, findConcepts: FindConcepts): void {
  const { id } = translations[0];
  remove(built, id);
  const units: number[] = [];
  for (const terms of unitsOf(translations, findConcepts)) {
    const unit = built.index.add(terms);
    built.owners[unit] = id;
    built.meanings.put(unit, meaningCounts(terms.uses));
    units.push(unit);
  }
  built.entries.set(id, { translations, units });
}

function remove(built: Built, id: string): void {
  for (const unit of built.entries.get(id)?.units ?? []) built.index.drop(unit);
  built.entries.delete(id);
}

/** By words and by meaning, one candidate per article: its best unit speaks for it. */
function findCandidates(built: Built, terms: readonly QueryTerm[], category: string | null): Candidate[] {
  const { index, owners, entries, meanings } = built;
  const asked: Counts = new Map(terms.map(({ key, share }) => [key, share]));
  const hits = built.score(terms, wordCandidates);
  const byWords = new Map(hits.map((hit) => [hit.unit, hit]));
  const near = meanings.nearest(asked, meaningCandidates).filter(({ unit }) => index.dropped[unit] !== 1);
  const units = [...new Set([...byWords.keys(), ...near.map(({ unit }) => unit)])];
  const likeness = meanings.likeness(asked, units);
  const best = new Map<string, Candidate>();
  for (const [at, unit] of units.entries()) {
    const id = owners[unit];
    const entry = id === undefined ? undefined : entries.get(id);
    if (id === undefined || !entry) continue;
    const words = byWords.get(unit) ?? null;
    const isSameCategory = entry.translations[0].category === category;
    const boost = isSameCategory ? categoryBoost : 1;
    const score = (words?.score ?? 0) * boost;
    const weight = score + agreementShare * (words?.agreement ?? 0) * boost;
    const known = best.get(id);
    best.set(id, {
      id,
      category: entry.translations[0].category,
      words: known && known.score >= score ? known.words : words,
      score: together(score, known?.score ?? 0),
      weight: together(weight, known?.weight ?? 0),
      likeness: Math.max(likeness[at] ?? 0, known?.likeness ?? 0),
      isSameCategory,
      vector: 0,
      stands: false,
    });
  }
  return [...best.values()];
}

/** The same with what an embedding model thinks, where the question came with its vector. */
function withVectors(
  { entries }: Built,
  candidates: readonly Candidate[],
  { vector, category }: SearchQuery,
  vectors: ReadonlyMap<string, Float32Array>,
): readonly Candidate[] {
  if (!vector || vectors.size === 0) return candidates;
  const byId = new Map(candidates.map((candidate) => [candidate.id, candidate]));
  for (const { id, likeness, stands } of nearestByVector(
    vector,
    vectors,
    [...byId.keys()],
    vectorCandidates,
  )) {
    const [article] = entries.get(id)?.translations ?? [];
    if (!article) continue;
    const known = byId.get(id) ?? {
      ...{ id, category: article.category, words: null, score: 0, weight: 0, likeness: 0 },
      isSameCategory: article.category === category,
    };
    byId.set(id, { ...known, vector: Math.max(0, likeness), stands });
  }
  return [...byId.values()];
}

/** Two units of one article: the stronger, and a share of the weaker. */
function together(one: number, other: number): number {
  return Math.max(one, other) + secondShare * Math.min(one, other);
}

/** Terms of the question that the unit holds, those that told most first: for people to see why. */
function tellingTerms(terms: readonly QueryTerm[], unit: number): string[] {
  return terms
    .filter(
      ({ term }) =>
        term.kind !== 'character' && term.kind !== 'whole' && term.kind !== 'concept' && holds(term, unit),
    )
    .toSorted((one, other) => other.term.gain * other.share - one.term.gain * one.share)
    .slice(0, 5)
    .map(({ key }) => key.slice(1));
}

/** The same numbers at every start (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
