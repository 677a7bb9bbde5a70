import { createClassifier } from '../model/classifier.ts';
import type { Model } from '../model/model.ts';
import { probabilities } from '../model/scores.ts';
import { defaultTraining, trainModel, type Training } from '../model/train-model.ts';
import { readText } from '../text/reading.ts';
import { outOfScope, type LabelledText } from './labelled-text.ts';

/** What a fresh model makes of one text, before anything is rejected. */
export type Prediction = {
  /** The best label that is not out of scope. */
  readonly label: string;
  /** 0…1, calibrated. */
  readonly confidence: number;
  /** The higher, the likelier the text is in scope. Its zero means nothing: a threshold is chosen on other texts. */
  readonly belonging: number;
};

export type IntentModel = { readonly model: Model; readonly predict: (text: string) => Prediction };

/** As shipped, with less naive Bayes: many labels of few words each are told apart by their features, not by their topic. */
export const intentTraining: Training = { ...defaultTraining, naiveBayesShare: 0.05 };

/** Trains a model of the shipped kind, without the vocabulary of IT, on any labels. */
export function trainIntentModel(
  texts: readonly LabelledText[],
  training: Training = intentTraining,
): IntentModel {
  const model = trainModel(texts, [], training);
  const classifier = createClassifier(model);
  const stranger = model.labels.indexOf(outOfScope);
  return {
    model,
    predict(text) {
      const scores = classifier.scores(readText(text).text);
      const chances = probabilities(scores, model.temperature);
      let best = stranger === 0 ? 1 : 0;
      scores.forEach((score, label) => {
        if (label !== stranger && score > (scores[best] ?? 0)) best = label;
      });
      const height = scores[best] ?? 0;
      return {
        label: model.labels[best] ?? outOfScope,
        confidence: chances[best] ?? 0,
        // Where strangers were shown in training their own score tells most, else how undecided the model is.
        belonging: stranger < 0 ? height - entropy(chances) : height - (scores[stranger] ?? 0),
      };
    },
  };
}

function entropy(chances: Float64Array): number {
  let sum = 0;
  for (const chance of chances) if (chance > 0) sum -= chance * Math.log(chance);
  return sum;
}
