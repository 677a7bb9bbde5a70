import { categoryOf } from '../model/category-confidence.ts';
import { createClassifier } from '../model/classifier.ts';
import type { Model } from '../model/model.ts';
import type { Lesson } from '../model/retrain.ts';
import { readText } from '../text/reading.ts';

export type Confusion = {
  readonly category: string;
  readonly of: number;
  readonly right: number;
  /** What it is taken for, most often first. */
  readonly takenFor: readonly { readonly category: string; readonly times: number }[];
};

/** How often texts of each category are taken for others, weakest category first. */
export function confusions(model: Model, texts: readonly Lesson[]): Confusion[] {
  const classifier = createClassifier(model);
  const rows = new Map<string, Map<string, number>>();
  for (const { text, label } of texts) {
    const wanted = categoryOf(label);
    const found = classifier.classify(readText(text).text).ranking[0]?.category ?? 'other.unknown';
    const row = rows.get(wanted) ?? new Map<string, number>();
    row.set(found, (row.get(found) ?? 0) + 1);
    rows.set(wanted, row);
  }
  return [...rows]
    .map(([category, row]) => ({
      category,
      of: [...row.values()].reduce((sum, times) => sum + times, 0),
      right: row.get(category) ?? 0,
      takenFor: [...row]
        .filter(([other]) => other !== category)
        .map(([other, times]) => ({ category: other, times }))
        .sort((one, two) => two.times - one.times),
    }))
    .sort((one, other) => one.right / one.of - other.right / other.of);
}
