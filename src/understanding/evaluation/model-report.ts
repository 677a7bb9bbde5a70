import { gzipSync } from 'node:zlib';
import { categoryOf } from '../model/category-confidence.ts';
import { createClassifier } from '../model/classifier.ts';
import type { Model } from '../model/model.ts';
import type { Lesson } from '../model/retrain.ts';
import { trainModel } from '../model/train-model.ts';
import { isForTrial, percent, runTrial } from '../model/trial.ts';
import type { Lexicon } from '../text/lexicon.ts';
import { readText } from '../text/reading.ts';
import { confusions, type Confusion } from './confusion.ts';
import { tellingWords } from './telling-words.ts';

const weakest = 8;
const wordsPerLabel = 12;
const bins = 10;

/**
 * What the classifier is good and bad at, as lines of text: judged on the fifth of the examples that a twin of it was
 * not trained on.
 */
export function modelReport(
  shipped: readonly Lesson[],
  corrected: readonly Lesson[],
  lexicon: Lexicon,
): string[] {
  const twin = trainModel([...shipped.filter(({ text }) => !isForTrial(text)), ...corrected], lexicon);
  const unseen = shipped.filter(({ text }) => isForTrial(text));
  const model = trainModel([...shipped, ...corrected], lexicon);
  const rows = confusions(twin, unseen);
  const trial = runTrial(twin, shipped);
  return [
    `${shipped.length} examples, ${corrected.length} learnt from corrections, ${model.labels.length} labels`,
    `${model.features.split('\n').length} features, ${(gzipSync(JSON.stringify(model)).length / 1e6).toFixed(2)} MB packed`,
    `said with confidence from ${model.confidentFrom.toFixed(2)}, temperature ${model.temperature.toFixed(2)}`,
    `right on ${percent(trial).toFixed(1)} % of ${trial.of} examples kept out of the training of a twin`,
    '',
    'Weakest categories (recall, and what they are taken for)',
    ...rows.slice(0, weakest).map(weakLine),
    '',
    'Confusions (times: what it is → what it is taken for)',
    ...confusionLines(rows),
    '',
    'Calibration (confidence said, share that was right)',
    ...calibrationLines(twin, unseen),
    '',
    'Most telling words ([concept] of the vocabulary)',
    ...model.labels.map(
      (label) => `  ${label.padEnd(22)} ${tellingWords(model, label, wordsPerLabel).join(', ')}`,
    ),
  ];
}

function weakLine({ category, right, of, takenFor }: Confusion): string {
  const others = takenFor.slice(0, 3).map(({ category: other, times }) => `${other} ${times}`);
  return `  ${percent({ right, of }).toFixed(1).padStart(5)} %  ${category.padEnd(22)} of ${String(of).padStart(3)}  ${others.join(', ')}`;
}

function confusionLines(rows: readonly Confusion[]): string[] {
  return rows
    .flatMap(({ category, takenFor }) =>
      takenFor.map(({ category: other, times }) => ({ category, other, times })),
    )
    .sort((one, two) => two.times - one.times)
    .slice(0, 15)
    .map(({ category, other, times }) => `  ${String(times).padStart(3)}  ${category} → ${other}`);
}

function calibrationLines(model: Model, texts: readonly Lesson[]): string[] {
  const classifier = createClassifier(model);
  const judged = texts.flatMap(({ text, label }) => {
    const best = classifier.classify(readText(text).text).ranking[0];
    return best ? [{ confidence: best.confidence, isRight: best.category === categoryOf(label) }] : [];
  });
  return Array.from({ length: bins }, (_, bin) => {
    const inside = judged.filter(
      ({ confidence }) => Math.min(bins - 1, Math.floor(confidence * bins)) === bin,
    );
    const right = inside.filter(({ isRight }) => isRight).length;
    const range = `${(bin / bins).toFixed(1)}–${((bin + 1) / bins).toFixed(1)}`;
    return `  ${range}  ${percent({ right, of: inside.length }).toFixed(1).padStart(5)} %  of ${inside.length}`;
  });
}
