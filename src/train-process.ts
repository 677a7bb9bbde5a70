import { packModel } from './content/model-cache.ts';
import { retrain, type Lesson } from './understanding/model/retrain.ts';
import { trainModel } from './understanding/model/train-model.ts';
import type { Trial } from './understanding/model/trial.ts';
import type { Lexicon } from './understanding/text/lexicon.ts';

/** What this process is sent, once. `corrected`: null trains on the shipped examples only and tries nothing. */
export type TrainingMaterial = {
  readonly shipped: readonly Lesson[];
  readonly corrected: readonly Lesson[] | null;
  readonly lexicon: Lexicon;
};

/** Its only answer. The trials are null where nothing was corrected. */
export type TrainingResult = {
  readonly packed: string;
  readonly trials: { readonly fresh: Trial; readonly baseline: Trial } | null;
};

function train({ shipped, corrected, lexicon }: TrainingMaterial): TrainingResult {
  if (corrected === null) return { packed: packModel(trainModel(shipped, lexicon)), trials: null };
  const { model, trial, baseline } = retrain(shipped, corrected, lexicon);
  return { packed: packModel(model), trials: { fresh: trial, baseline } };
}

process.once('message', (material: TrainingMaterial) => {
  process.send?.(train(material), () => {
    process.disconnect();
  });
});
