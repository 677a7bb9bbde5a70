import { createFindConcepts, type ConceptMatch } from '../text/lexicon.ts';
import { tokensOf } from '../text/tokens.ts';
import type { CategoryGuess } from '../understanding.ts';
import { rankCategories } from './category-confidence.ts';
import { createFeatureSource, type FeatureSource } from './features.ts';
import type { LinearWeights } from './linear-svm.ts';
import { growWeights } from './growing-weights.ts';
import { learnOnline } from './learn-online.ts';
import type { Model } from './model.ts';
import { createRepair } from './repair-words.ts';
import { probabilities, scoreRow } from './scores.ts';
import type { SparseRow } from './sparse-matrix.ts';
import { countFeatures, weigh } from './vocabulary.ts';

/** A stretch of the text and how much it spoke for the best label. */
export type Contribution = { readonly start: number; readonly end: number; readonly weight: number };

export type Classification = {
  /** Best first; confidences sum to 1. Empty where the text has no feature the model knows. */
  readonly ranking: readonly CategoryGuess[];
  /** Probability by label: tells small talk and off topic apart, which the ranking counts as unknown. */
  readonly labels: ReadonlyMap<string, number>;
};

export type Classifier = {
  /** @param text as `readText` leaves it. */
  classify(text: string): Classification;
  /** One score per label of the model, before they become probabilities. */
  scores(text: string): Float64Array;
  /** What in the text spoke for a category, unordered. */
  explain(text: string, category: string): readonly Contribution[];
  findConcepts(text: string): readonly ConceptMatch[];
  /**
   * Learns at once that a text belongs to a label. A lesson cannot be taken back: who wants that makes a new classifier
   * of the same model and teaches it the rest. False where the model has no such label or the text no feature.
   */
  teach(text: string, label: string): boolean;
  readonly confidentFrom: number;
};

/** Unpacks a model and closes over it. */
export function createClassifier(model: Model): Classifier {
  const weights = growWeights(model);
  const findConcepts = createFindConcepts(model.lexicon);
  const plain = createFeatureSource(findConcepts);
  const source = createFeatureSource(
    findConcepts,
    createRepair({ isKnown: (stem) => weights.columnOf(`w${stem}`) !== undefined, all: weights.words }),
  );
  const read = (text: string): SparseRow =>
    weigh(countFeatures(text, source, weights.columnOf), weights.idf());
  return {
    confidentFrom: model.confidentFrom,
    findConcepts: (text) => findConcepts(tokensOf(text)),
    classify(text) {
      const row = read(text);
      if (row.columns.length === 0) return { ranking: [], labels: new Map() };
      const scores = scoreRow(row, weights.linear());
      const chances = probabilities(scores, model.temperature);
      return {
        ranking: rankCategories(scores, model.labels, model.temperature),
        labels: new Map(model.labels.map((label, index) => [label, chances[index] ?? 0])),
      };
    },
    scores: (text) => scoreRow(read(text), weights.linear()),
    explain: (text, category) =>
      contributions(text, model.labels.indexOf(category), {
        source,
        columnOf: weights.columnOf,
        idf: weights.idf(),
        linear: weights.linear(),
      }),
    teach(text, label) {
      const index = model.labels.indexOf(label);
      // A word nobody knows yet is learnt as it is written.
      const counts = countFeatures(text, plain, weights.grow);
      if (index < 0 || counts.columns.length === 0) return false;
      learnOnline(weights.linear(), weigh(counts, weights.idf()), index);
      return true;
    },
  };
}

type Weighing = {
  readonly source: FeatureSource;
  readonly columnOf: (key: string) => number | undefined;
  readonly idf: Float32Array;
  readonly linear: LinearWeights;
};

/** Every occurrence of a feature with its part of the score: value × how much more it speaks for this label than on average. */
function contributions(
  text: string,
  label: number,
  { source, columnOf, idf, linear }: Weighing,
): Contribution[] {
  if (label < 0) return [];
  const { columns, values } = weigh(countFeatures(text, source, columnOf), idf);
  const valueOf = new Map(columns.map((column, index) => [column, values[index] ?? 0]));
  const labelCount = linear.bias.length;
  const found: Contribution[] = [];
  source(text, (_group, key, start, end) => {
    const column = columnOf(key);
    if (column === undefined) return;
    const weights = linear.weights.subarray(column * labelCount, (column + 1) * labelCount);
    const average = weights.reduce((sum, weight) => sum + weight, 0) / labelCount;
    found.push({ start, end, weight: (valueOf.get(column) ?? 0) * ((weights[label] ?? 0) - average) });
  });
  return found;
}
