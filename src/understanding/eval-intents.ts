import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { atMostPerLabel, withTypos } from './evaluation/distort.ts';
import { trainIntentModel, type IntentModel } from './evaluation/intent-model.ts';
import {
  areaUnderCurve,
  calibrationError,
  chooseThreshold,
  coverageFrom,
  judgeTexts,
  scoreIntents,
  type Judged,
} from './evaluation/intent-scores.ts';
import { decodeLabelledTexts, outOfScope, type LabelledText } from './evaluation/labelled-text.ts';
import { formatShare, type Share } from './evaluation/score.ts';
import { confidenceFor } from './model/calibration.ts';

const usage =
  'npm run eval:intents -- --train FILE --test FILE [--valid FILE] --out OUT.jsonl [--per-class N] [--typos] [--lose POINTS]';

/** What the out-of-scope threshold may cost in accuracy on texts in scope, in points, unless `--lose` says otherwise. */
const mayLose = 0.7;
const promisedPrecision = 0.95;

/**
 * Trains a fresh model of the shipped kind on `{text, label}` lines (`oos`: out of scope) and measures it on others.
 * Thresholds are chosen on `--valid`, or on a fifth of the training lines; the test lines are only scored.
 */
function main(): void {
  const { values } = parseArgs({
    options: {
      train: { type: 'string' },
      test: { type: 'string' },
      valid: { type: 'string' },
      out: { type: 'string' },
      'per-class': { type: 'string' },
      lose: { type: 'string' },
      typos: { type: 'boolean', default: false },
    },
  });
  if (values.train === undefined || values.test === undefined) {
    console.error(usage);
    process.exitCode = 2;
    return;
  }
  const read = readTexts(values.train);
  const train = values['per-class'] === undefined ? read : atMostPerLabel(read, Number(values['per-class']));
  const test = values.typos ? withTypos(readTexts(values.test)) : readTexts(values.test);
  if (new Set(train.map(({ label }) => label)).size < 2) {
    console.error('the training file needs lines of two labels or more');
    process.exitCode = 1;
    return;
  }
  const startedAt = performance.now();
  const cpuBefore = process.cpuUsage();
  const trained = trainIntentModel(train);
  const seconds = (performance.now() - startedAt) / 1_000;
  const { user, system } = process.cpuUsage(cpuBefore);
  const tuned = tune(
    values.valid === undefined ? holdOut(train) : judgeTexts(readTexts(values.valid), trained.predict),
    Number(values.lose ?? mayLose),
  );
  const begunAt = performance.now();
  const judged = judgeTexts(test, trained.predict);
  const perSecond = (test.length / (performance.now() - begunAt)) * 1_000;
  report(judged, tuned);
  console.log(
    `training                   ${seconds.toFixed(1)} s, ${((user + system) / 1e6).toFixed(1)} s of processor, ${train.length} lines`,
  );
  console.log(`predictions per second     ${Math.round(perSecond)}`);
  console.log(`model size                 ${sizeOf(trained)}`);
  if (values.out !== undefined) writeFileSync(values.out, outLines(test, judged, tuned.threshold));
}

function readTexts(file: string): readonly LabelledText[] {
  const { texts, problems } = decodeLabelledTexts(readFileSync(file, 'utf8'));
  for (const { line, message } of problems) console.error(`${file}:${line}: ${message}`);
  console.log(`${file}: ${texts.length} lines, ${problems.length} bad ones left out`);
  return texts;
}

/** Every fifth training line under a model that has not seen it: what thresholds are chosen on without a valid file. */
function holdOut(train: readonly LabelledText[]): Judged[] {
  const seen = train.filter((_, index) => index % 5 !== 0);
  const unseen = train.filter((_, index) => index % 5 === 0);
  return judgeTexts(unseen, trainIntentModel(seen).predict);
}

type Tuned = { readonly threshold: number; readonly confidentFrom: number };

function tune(judged: readonly Judged[], lose: number): Tuned {
  const known = judged.filter(({ wanted }) => wanted !== outOfScope);
  return {
    threshold: chooseThreshold(judged, lose),
    confidentFrom: confidenceFor(
      promisedPrecision,
      known.map(({ confidence, label, wanted }) => ({ confidence, isRight: label === wanted })),
    ),
  };
}

function report(judged: readonly Judged[], { threshold, confidentFrom }: Tuned): void {
  const plain = scoreIntents(judged, -Infinity);
  const scores = scoreIntents(judged, threshold);
  const area = areaUnderCurve(judged);
  const { said, right } = coverageFrom(judged, confidentFrom);
  print('accuracy', scores.accuracy);
  print('in scope, nothing rejected', plain.inScope);
  print('in scope', scores.inScope);
  print('out-of-scope recall', scores.strangerRecall);
  print('out-of-scope precision', scores.strangerPrecision);
  if (area !== null) console.log(`AUROC of rejection         ${(100 * area).toFixed(2).padStart(5)} %`);
  console.log(`calibration error, 15 bins ${(100 * calibrationError(judged)).toFixed(1).padStart(5)} %`);
  print('said with confidence', said);
  print('right of what was said', right);
}

function print(name: string, share: Share): void {
  if (share.of > 0) console.log(`${name.padEnd(26)} ${formatShare(share)}`);
}

function sizeOf({ model }: IntentModel): string {
  const bytes = gzipSync(JSON.stringify(model)).length;
  return `${(bytes / 1e6).toFixed(2)} MB packed, ${model.labels.length} labels`;
}

function outLines(texts: readonly LabelledText[], judged: readonly Judged[], threshold: number): string {
  return texts
    .map(({ id, text, label }, index) => {
      const found = judged[index];
      const isRejected = (found?.belonging ?? -Infinity) < threshold;
      const line = {
        ...(id !== null && { id }),
        text,
        label,
        predicted: isRejected ? outOfScope : found?.label,
        confidence: Math.round((found?.confidence ?? 0) * 1e4) / 1e4,
      };
      return `${JSON.stringify(line)}\n`;
    })
    .join('');
}

main();
