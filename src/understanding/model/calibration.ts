import { probabilities } from './scores.ts';

/** Scores a model gave to a text it was not trained on, with what the text really is. */
export type HeldOutScores = { readonly scores: Float64Array; readonly label: number };

/**
 * The temperature under which the probabilities are most honest: least cross-entropy on held-out scores.
 * Golden-section search on its logarithm; the loss has one valley.
 */
export function fitTemperature(heldOut: readonly HeldOutScores[]): number {
  const loss = (logTemperature: number): number => crossEntropy(heldOut, Math.exp(logTemperature));
  const golden = (Math.sqrt(5) - 1) / 2;
  let low = Math.log(0.02);
  let high = Math.log(5);
  let left = high - golden * (high - low);
  let right = low + golden * (high - low);
  let leftLoss = loss(left);
  let rightLoss = loss(right);
  while (high - low > 0.02) {
    if (leftLoss < rightLoss) {
      [high, right, rightLoss] = [right, left, leftLoss];
      left = high - golden * (high - low);
      leftLoss = loss(left);
    } else {
      [low, left, leftLoss] = [left, right, rightLoss];
      right = low + golden * (high - low);
      rightLoss = loss(right);
    }
  }
  return Math.exp((low + high) / 2);
}

function crossEntropy(heldOut: readonly HeldOutScores[], temperature: number): number {
  let sum = 0;
  for (const { scores, label } of heldOut)
    sum -= Math.log(Math.max(1e-12, probabilities(scores, temperature)[label] ?? 0));
  return sum;
}

export type Judged = { readonly confidence: number; readonly isRight: boolean };

/**
 * The lowest confidence from which on answers are right at least `precision` of the time. Looks at every cut with
 * twenty answers or more above it, since fewer prove nothing; 1 (never) where no cut is good enough.
 */
export function confidenceFor(precision: number, judged: readonly Judged[]): number {
  const byConfidence = [...judged].sort((one, other) => other.confidence - one.confidence);
  let right = 0;
  let threshold = 1;
  byConfidence.forEach(({ confidence, isRight }, index) => {
    if (isRight) right++;
    // Equals stand or fall together.
    if (byConfidence[index + 1]?.confidence === confidence) return;
    if (index >= 19 && right / (index + 1) >= precision) threshold = confidence;
  });
  return threshold;
}
