import { createHash } from 'node:crypto';
import { readText } from '../text/reading.ts';
import { categoryOf } from './category-confidence.ts';
import { createClassifier } from './classifier.ts';
import type { Example } from './example.ts';
import type { Model } from './model.ts';

type Placed = Pick<Example, 'text' | 'label'>;

/** How a model did on the regression set. */
export type Trial = {
  readonly right: number;
  readonly of: number;
  /** By category of the set. */
  readonly recalls: Readonly<Record<string, { readonly right: number; readonly of: number }>>;
};

/** One shipped example in five, chosen by its text, so that it is the same one in every trial of the same content. */
const trialShare = 0.2;

/** Whether a shipped example belongs to the frozen regression set. Models on trial are trained without it. */
export function isForTrial(text: string): boolean {
  return createHash('sha256').update(text).digest().readUInt32BE() < trialShare * 2 ** 32;
}

/** @param model trained without the regression set */
export function runTrial(model: Model, shipped: readonly Placed[]): Trial {
  const classifier = createClassifier(model);
  const recalls: Record<string, { right: number; of: number }> = {};
  const set = shipped.filter(({ text }) => isForTrial(text));
  let right = 0;
  for (const { text, label } of set) {
    const category = categoryOf(label);
    const recall = (recalls[category] ??= { right: 0, of: 0 });
    recall.of++;
    if (classifier.classify(readText(text).text).ranking[0]?.category !== category) continue;
    recall.right++;
    right++;
  }
  return { right, of: set.length, recalls };
}

/** Points (hundredths) by which a new model may fall behind the old one: over all, and in any one category. */
const tolerance = { overall: 0.5, category: 5 };

/** What speaks against replacing the old model by the new one; empty: nothing. Both were tried on the same set. */
export function objections(old: Trial, fresh: Trial): string[] {
  const fall = percent(old) - percent(fresh);
  const found =
    fall > tolerance.overall
      ? [`accuracy falls from ${percent(old).toFixed(1)} to ${percent(fresh).toFixed(1)} %`]
      : [];
  for (const [category, before] of Object.entries(old.recalls)) {
    const after = fresh.recalls[category] ?? { right: 0, of: before.of };
    if (percent(before) - percent(after) > tolerance.category)
      found.push(
        `recall of ${category} falls from ${percent(before).toFixed(1)} to ${percent(after).toFixed(1)} %`,
      );
  }
  return found;
}

/** 0…100; 0 of none. */
export function percent({ right, of }: { readonly right: number; readonly of: number }): number {
  return of === 0 ? 0 : (100 * right) / of;
}
