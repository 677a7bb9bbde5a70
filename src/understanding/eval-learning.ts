import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadContent, loadFoundations } from '../content/load-content.ts';
import { trainingMaterial } from '../content/training-material.ts';
import { half } from './evaluation/half.ts';
import { decodeMessages, type LabelledMessage } from './evaluation/message.ts';
import { formatShare, type Share } from './evaluation/score.ts';
import { categoryOf } from './model/category-confidence.ts';
import { createClassifier, type Classifier } from './model/classifier.ts';
import { seededRandom } from './model/linear-svm.ts';
import type { Model } from './model/model.ts';
import type { Lesson } from './model/retrain.ts';
import { trainModel } from './model/train-model.ts';
import { decodeLexicon } from './text/decode-lexicon.ts';
import { readText } from './text/reading.ts';

const usage = 'npm run eval:learning -- FILE.jsonl [dev|test]';
const correctionCount = 400;
const wrongShares = [0, 0.05, 0.1];

/**
 * What corrections do: some hundred shipped examples are kept from a model and then told to it as corrections, rightly
 * or in part wrongly, online and by retraining. Scored on labelled messages that are neither.
 */
function main(): void {
  const [file, part] = process.argv.slice(2);
  if (file === undefined) {
    console.error(usage);
    process.exitCode = 2;
    return;
  }
  const messages = decodeMessages(readFileSync(file, 'utf8')).messages.filter(
    ({ id }) => part === undefined || half(id) === part,
  );
  const root = join(import.meta.dirname, '..', '..');
  const foundations = loadFoundations(root);
  const { content } = loadContent({
    root,
    articleDir: join(root, 'data', 'kb'),
    foundations,
    cacheDir: null,
  });
  if (!content) throw new Error('the shipped content is broken');
  const { lexicon } = decodeLexicon(content.vocabulary);
  const shuffled = shuffle(trainingMaterial(content));
  const told = shuffled.slice(0, correctionCount);
  const known = shuffled.slice(correctionCount);
  const base = trainModel(known, lexicon);
  console.log(`${known.length} examples, ${told.length} corrections, ${messages.length} messages`);
  print('before', shareRight(createClassifier(base), messages));
  print('corrections themselves, before', placed(createClassifier(base), told));
  for (const share of wrongShares) {
    const corrections = withMistakes(told, share, base.labels);
    const { classifier, times } = teach(base, corrections);
    print(`online, ${share * 100} % wrong`, shareRight(classifier, messages));
    if (share === 0) print('corrections themselves, after', placed(classifier, told));
    const timeAt = (part: number): string => (times[Math.floor(times.length * part)] ?? 0).toFixed(2);
    console.log(
      `  a correction takes p50 ${timeAt(0.5)} ms, p99 ${timeAt(0.99)} ms, ${timeAt(0.999)} at most`,
    );
    const retrained = createClassifier(trainModel([...known, ...corrections], lexicon));
    print(`retrained, ${share * 100} % wrong`, shareRight(retrained, messages));
  }
}

function teach(base: Model, corrections: readonly Lesson[]): { classifier: Classifier; times: number[] } {
  const classifier = createClassifier(base);
  const times = corrections.map(({ text, label }) => {
    const startedAt = performance.now();
    classifier.teach(readText(text).text, label);
    return performance.now() - startedAt;
  });
  return { classifier, times: times.sort((one, other) => one - other) };
}

function withMistakes(lessons: readonly Lesson[], share: number, labels: readonly string[]): Lesson[] {
  const random = seededRandom();
  return lessons.map((lesson) => {
    if (random() >= share) return lesson;
    const others = labels.filter((label) => label !== lesson.label);
    return { ...lesson, label: others[Math.floor(random() * others.length)] ?? lesson.label };
  });
}

function placed(classifier: Classifier, lessons: readonly Lesson[]): Share {
  const right = lessons.filter(
    ({ text, label }) => classifier.classify(readText(text).text).ranking[0]?.category === categoryOf(label),
  ).length;
  return { right, of: lessons.length };
}

function shareRight(classifier: Classifier, messages: readonly LabelledMessage[]): Share {
  return placed(
    classifier,
    messages.map(({ text, category }) => ({ text, label: category ?? '' })),
  );
}

function shuffle(lessons: readonly Lesson[]): Lesson[] {
  const random = seededRandom();
  return lessons
    .map((lesson) => ({ lesson, place: random() }))
    .sort((one, other) => one.place - other.place)
    .map(({ lesson }) => lesson);
}

function print(name: string, share: Share): void {
  console.log(`${name.padEnd(32)} ${formatShare(share)}`);
}

main();
