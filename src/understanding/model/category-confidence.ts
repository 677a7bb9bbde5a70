import { unknownCategory } from '../taxonomy.ts';
import type { CategoryGuess } from '../understanding.ts';
import { probabilities } from './scores.ts';

/** Labels that are no category: what they mean for the desk is "nothing we know how to place". */
export const smallTalk = 'small-talk';
export const offTopic = 'off-topic';

export function categoryOf(label: string): string {
  return label === smallTalk || label === offTopic ? unknownCategory : label;
}

/** Scores by label → confidence by category, best first. They sum to 1. */
export function rankCategories(
  scores: Float64Array,
  labels: readonly string[],
  temperature: number,
): CategoryGuess[] {
  const sums = new Map<string, number>();
  probabilities(scores, temperature).forEach((probability, label) => {
    const category = categoryOf(labels[label] ?? unknownCategory);
    sums.set(category, (sums.get(category) ?? 0) + probability);
  });
  return [...sums]
    .map(([category, confidence]) => ({ category, confidence }))
    .sort((one, other) => other.confidence - one.confidence);
}
