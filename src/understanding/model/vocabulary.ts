import { featureGroups, type FeatureGroup, type FeatureSource } from './features.ts';
import type { SparseRow } from './sparse-matrix.ts';

/** The features a model knows, with how telling each is. */
export type Vocabulary = {
  /** Feature key → column. */
  readonly columns: ReadonlyMap<string, number>;
  /** Inverse document frequency by column: ln((1 + texts) / (1 + texts with it)) + 1. */
  readonly idf: Float32Array;
};

/** The length a group is brought to. Chosen by cross-validation on the training data, long messages first. */
const groupWeights: Record<FeatureGroup, number> = { word: 1, letters: 0.6, han: 1, concept: 1, pair: 0.5 };

/**
 * Squared length every text is given on top. One concept in a long story must not weigh as much as five in a short
 * one, so these two groups are not brought to full length when little of them is there.
 */
const groupSoftness: Record<FeatureGroup, number> = { word: 0, letters: 0, han: 0, concept: 60, pair: 100 };

/**
 * A feature never seen in training has no weight but counts towards the length of its group, with about the idf of a
 * feature seen once or twice in thousands: a text of unknown words gets low scores instead of confident ones.
 */
export const unseenIdf = 5;

/** The known features of a text, each once, side by side in three lists, and how many features are unknown. */
export type FeatureCounts = {
  readonly columns: readonly number[];
  readonly counts: readonly number[];
  readonly groups: readonly FeatureGroup[];
  readonly unseen: Readonly<Record<FeatureGroup, number>>;
};

/** @param columnOf column of a feature key, or undefined for a feature the model does not know. */
export function countFeatures(
  text: string,
  source: FeatureSource,
  columnOf: (key: string) => number | undefined,
): FeatureCounts {
  const places = new Map<number, number>();
  const columns: number[] = [];
  const counts: number[] = [];
  const groups: FeatureGroup[] = [];
  const unseen: Record<FeatureGroup, number> = { word: 0, letters: 0, han: 0, concept: 0, pair: 0 };
  source(text, (group, key) => {
    const column = columnOf(key);
    if (column === undefined) {
      unseen[group]++;
      return;
    }
    const place = places.get(column);
    if (place !== undefined) {
      counts[place] = (counts[place] ?? 0) + 1;
      return;
    }
    places.set(column, columns.length);
    columns.push(column);
    counts.push(1);
    groups.push(group);
  });
  return { columns, counts, groups, unseen };
}

/** TF-IDF with sublinear counts, every feature group brought to its own length. */
export function weigh({ columns, counts, groups, unseen }: FeatureCounts, idf: Float32Array): SparseRow {
  const squares: Record<FeatureGroup, number> = { ...groupSoftness };
  for (const group of featureGroups) squares[group] += unseen[group] * unseenIdf * unseenIdf;
  const values = columns.map((column, place) => {
    const value = (1 + Math.log(counts[place] ?? 1)) * (idf[column] ?? 0);
    squares[groups[place] ?? 'word'] += value * value;
    return value;
  });
  const scales: Record<FeatureGroup, number> = { ...groupWeights };
  for (const group of featureGroups) scales[group] /= Math.sqrt(squares[group] || 1);
  return { columns, values: values.map((value, place) => value * scales[groups[place] ?? 'word']) };
}

/** Learns the features of the training texts and weighs them, reading every text once. */
export function learnVocabulary(
  texts: readonly string[],
  source: FeatureSource,
): { vocabulary: Vocabulary; rows: SparseRow[] } {
  const columns = new Map<string, number>();
  const grow = (key: string): number => {
    const column = columns.get(key) ?? columns.size;
    if (column === columns.size) columns.set(key, column);
    return column;
  };
  const counted = texts.map((text) => countFeatures(text, source, grow));
  const frequencies = new Uint32Array(columns.size);
  for (const { columns: present } of counted)
    for (const column of present) frequencies[column] = (frequencies[column] ?? 0) + 1;
  const idf = Float32Array.from(
    frequencies,
    (frequency) => Math.log((1 + texts.length) / (1 + frequency)) + 1,
  );
  return { vocabulary: { columns, idf }, rows: counted.map((counts) => weigh(counts, idf)) };
}
