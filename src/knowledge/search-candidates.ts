import type { Built } from './built-search.ts';
import type { Counts } from './meaning/meaning-index.ts';
import type { QueryTerm } from './query-terms.ts';
import type { WordHit } from './scorer.ts';
import { holds } from './search-index.ts';
import type { SearchQuery } from './search.ts';
import { nearestByVector } from './vector-neighbours.ts';

const categoryBoost = 1.25;
/** Words that agree and stand in titles make an article more likely than rare words do. */
const agreementShare = 0.15;
/** Of a weaker unit's score beside the stronger one's: several phrasings that fit are better than one. */
const secondShare = 0.3;
const vectorCandidates = 20;
/** Units found by words that are compared by meaning. */
const wordCandidates = 150;
const meaningCandidates = 30;
/** An article that may be the answer, with what speaks for it. */
export type Candidate = {
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

/** By words and by meaning, one candidate per article: its best unit speaks for it. */
export function findCandidates(
  built: Built,
  terms: readonly QueryTerm[],
  category: string | null,
): Candidate[] {
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
export function withVectors(
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
export function tellingTerms(terms: readonly QueryTerm[], unit: number): string[] {
  return terms
    .filter(
      ({ term }) =>
        term.kind !== 'character' && term.kind !== 'whole' && term.kind !== 'concept' && holds(term, unit),
    )
    .toSorted((one, other) => other.term.gain * other.share - one.term.gain * one.share)
    .slice(0, 5)
    .map(({ key }) => key.slice(1));
}
