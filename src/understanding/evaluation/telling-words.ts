import { growWeights } from '../model/growing-weights.ts';
import type { Model } from '../model/model.ts';

/** Features as a person would read them: words and characters as they are, concepts in square brackets. */
const readers: Readonly<Record<string, (key: string) => string>> = {
  w: (key) => key,
  h: (key) => key,
  k: (key) => `[${key}]`,
};

/** What speaks most for a label against the average of all labels; letter n-grams and pairs are left out, as nobody can read them. */
export function tellingWords(model: Model, label: string, count: number): string[] {
  const index = model.labels.indexOf(label);
  if (index < 0) return [];
  const weights = growWeights(model);
  const { weights: cells } = weights.linear();
  const labelCount = model.labels.length;
  return model.features
    .split('\n')
    .flatMap((key, column) => {
      const reader = readers[key.charAt(0)];
      const own = cells.subarray(column * labelCount, (column + 1) * labelCount);
      const average = own.reduce((sum, weight) => sum + weight, 0) / labelCount;
      return reader
        ? [
            {
              word: reader(key.slice(1)),
              weight: ((own[index] ?? 0) - average) * (weights.idf()[column] ?? 0),
            },
          ]
        : [];
    })
    .sort((one, other) => other.weight - one.weight)
    .slice(0, count)
    .map(({ word }) => word);
}
