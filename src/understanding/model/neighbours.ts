import { createFindConcepts } from '../text/lexicon.ts';
import { readText } from '../text/reading.ts';
import { createFeatureSource } from './features.ts';
import { growWeights } from './growing-weights.ts';
import type { Model } from './model.ts';
import type { Lesson } from './retrain.ts';
import { countFeatures, weigh } from './vocabulary.ts';

/** A training example with how like a text it is: cosine of their features, 0…1. */
export type Neighbour = Lesson & { readonly likeness: number };

/** Finds the examples most like a text: "it was told so because these were". Built over all examples in about a second. */
export function createFindNeighbours(
  model: Model,
  examples: readonly Lesson[],
): (text: string, count: number) => Neighbour[] {
  const weights = growWeights(model);
  const source = createFeatureSource(createFindConcepts(model.lexicon));
  /** Column → which examples have it and, brought to length 1, how much. */
  const postings = new Map<number, { readonly example: number; readonly value: number }[]>();
  const read = (text: string): { columns: readonly number[]; values: readonly number[] } => {
    const { columns, values } = weigh(
      countFeatures(readText(text).text, source, weights.columnOf),
      weights.idf(),
    );
    const length = Math.sqrt(values.reduce((sum, value) => sum + value * value, 0)) || 1;
    return { columns, values: values.map((value) => value / length) };
  };
  examples.forEach(({ text }, example) => {
    const { columns, values } = read(text);
    columns.forEach((column, at) => {
      const list = postings.get(column) ?? [];
      list.push({ example, value: values[at] ?? 0 });
      postings.set(column, list);
    });
  });
  return (text, count) => {
    const likeness = new Float64Array(examples.length);
    const { columns, values } = read(text);
    columns.forEach((column, at) => {
      for (const { example, value } of postings.get(column) ?? [])
        likeness[example] = (likeness[example] ?? 0) + value * (values[at] ?? 0);
    });
    return examples
      .map(({ text: like, label }, example) => ({ text: like, label, likeness: likeness[example] ?? 0 }))
      .filter((neighbour) => neighbour.likeness > 0)
      .sort((one, other) => other.likeness - one.likeness)
      .slice(0, count);
  };
}
