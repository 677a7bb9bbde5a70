import type { FindConcepts } from '../understanding/text/lexicon.ts';
import type { ArticleTerms } from './article-terms.ts';
import { unitsOf } from './article-units.ts';
import {
  learnMeanings,
  meaningCounts,
  mostTexts,
  type Counts,
  type MeaningIndex,
} from './meaning/meaning-index.ts';
import { createWordScorer, type ScoreWords } from './scorer.ts';
import { buildSearchIndex, type SearchIndex } from './search-index.ts';
import { buildFindSimilarWord, type FindSimilarWord } from './similar-words.ts';
import { noConcepts } from './terms.ts';
import type { Translations } from './translations.ts';

export type Entry = { readonly translations: Translations; readonly units: readonly number[] };

/** Everything a question is asked of. */
export type Built = {
  readonly index: SearchIndex;
  readonly score: ScoreWords;
  readonly meanings: MeaningIndex;
  readonly findSimilar: FindSimilarWord;
  readonly entries: Map<string, Entry>;
  /** By unit: the article's id. */
  readonly owners: string[];
};

/** A slice a step. */
export function* build(
  groups: readonly Translations[],
  findConcepts: FindConcepts,
): Generator<undefined, Built> {
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

export function empty(): Built {
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

export function place(built: Built, translations: Translations, findConcepts: FindConcepts): void {
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

export function remove(built: Built, id: string): void {
  for (const unit of built.entries.get(id)?.units ?? []) built.index.drop(unit);
  built.entries.delete(id);
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
