import { defaultTraining, trainModel } from './train-model.ts';
import type { Lexicon } from '../text/lexicon.ts';
import type { Example } from './example.ts';
import type { Model } from './model.ts';
import { isForTrial, runTrial, type Trial } from './trial.ts';

/** A text and the label it belongs to: an example, or what a correction teaches. */
export type Lesson = Pick<Example, 'text' | 'label'>;

export type Retrained = {
  /** Learnt from everything. */
  readonly model: Model;
  /** How a twin did that was trained without the regression set but with the corrections. */
  readonly trial: Trial;
  /** How a twin did that was trained without either: what to compare with where no older version was tried. */
  readonly baseline: Trial;
};

/**
 * Trains with corrections, and says what the corrections do to texts nobody corrected. A model that has seen the
 * regression set cannot be tried on it, so a twin without it is tried in its place. Three trainings: some five seconds.
 */
export function retrain(
  shipped: readonly Lesson[],
  corrected: readonly Lesson[],
  lexicon: Lexicon,
): Retrained {
  const seen = shipped.filter(({ text }) => !isForTrial(text));
  const trialOf = (examples: readonly Lesson[]): Trial =>
    runTrial(trainModel(examples, lexicon, { ...defaultTraining, calibrated: false }), shipped);
  return {
    model: trainModel([...shipped, ...corrected], lexicon),
    trial: trialOf([...seen, ...corrected]),
    baseline: trialOf(seen),
  };
}
