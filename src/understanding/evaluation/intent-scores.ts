import { outOfScope, type LabelledText } from './labelled-text.ts';
import type { Prediction } from './intent-model.ts';
import type { Share } from './score.ts';

/** A text with what was made of it. */
export type Judged = Prediction & { readonly wanted: string };

export function judgeTexts(texts: readonly LabelledText[], predict: (text: string) => Prediction): Judged[] {
  return texts.map(({ text, label }) => ({ ...predict(text), wanted: label }));
}

const isStranger = ({ wanted }: Judged): boolean => wanted === outOfScope;
const isRight = ({ wanted, label }: Judged): boolean => wanted === label;

/**
 * The threshold on `belonging` that finds most strangers while at most `points` hundredths of the texts in scope are
 * lost by it. −∞, rejecting nothing, where no strangers are there to be found.
 */
export function chooseThreshold(judged: readonly Judged[], points: number): number {
  if (!judged.some(isStranger)) return -Infinity;
  const right = judged.filter((one) => !isStranger(one) && isRight(one));
  const mayLose = Math.floor((judged.filter((one) => !isStranger(one)).length * points) / 100);
  const byBelonging = right.map(({ belonging }) => belonging).sort((one, other) => one - other);
  return byBelonging[mayLose] ?? -Infinity;
}

export type IntentScores = {
  readonly accuracy: Share;
  readonly inScope: Share;
  /** Strangers told as such, of all strangers, and of all told as such. */
  readonly strangerRecall: Share;
  readonly strangerPrecision: Share;
};

/** @param threshold under it a text is said to be out of scope */
export function scoreIntents(judged: readonly Judged[], threshold: number): IntentScores {
  const rejected = (one: Judged): boolean => one.belonging < threshold;
  const strangers = judged.filter(isStranger);
  const known = judged.filter((one) => !isStranger(one));
  const inScope = { right: known.filter((one) => isRight(one) && !rejected(one)).length, of: known.length };
  const found = strangers.filter(rejected).length;
  return {
    accuracy: { right: inScope.right + found, of: judged.length },
    inScope,
    strangerRecall: { right: found, of: strangers.length },
    strangerPrecision: { right: found, of: judged.filter(rejected).length },
  };
}

/** How often a text in scope belongs more than a stranger, 0…1; null without strangers or without others. */
export function areaUnderCurve(judged: readonly Judged[]): number | null {
  const sorted = [...judged].sort((one, other) => one.belonging - other.belonging);
  const strangers = judged.filter(isStranger).length;
  const others = judged.length - strangers;
  if (strangers === 0 || others === 0) return null;
  let below = 0;
  let won = 0;
  for (let at = 0; at < sorted.length;) {
    // Equals are worth half a win each.
    let end = at;
    let strange = 0;
    while (end < sorted.length && sorted[end]?.belonging === sorted[at]?.belonging) {
      const one = sorted[end++];
      if (one && isStranger(one)) strange++;
    }
    won += (end - at - strange) * (below + strange / 2);
    below += strange;
    at = end;
  }
  return won / (strangers * others);
}

/** Mean distance of confidence and truth over equal-width bins of confidence, 0…1, of texts in scope. */
export function calibrationError(judged: readonly Judged[], bins = 15): number {
  const known = judged.filter((one) => !isStranger(one));
  let error = 0;
  for (let bin = 0; bin < bins; bin++) {
    const inside = known.filter(
      ({ confidence }) => Math.min(bins - 1, Math.floor(confidence * bins)) === bin,
    );
    if (inside.length === 0) continue;
    const mean = inside.reduce((sum, { confidence }) => sum + confidence, 0) / inside.length;
    error += Math.abs(mean - inside.filter(isRight).length / inside.length) * inside.length;
  }
  return known.length === 0 ? 0 : error / known.length;
}

/** What is said from `confidence` on: how much of the texts in scope, and how much of it is right. */
export function coverageFrom(judged: readonly Judged[], confidence: number): { said: Share; right: Share } {
  const known = judged.filter((one) => !isStranger(one));
  const said = known.filter((one) => one.confidence >= confidence);
  return {
    said: { right: said.length, of: known.length },
    right: { right: said.filter(isRight).length, of: said.length },
  };
}
