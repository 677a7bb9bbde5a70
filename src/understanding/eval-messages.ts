import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Content } from '../content/content.ts';
import { loadContent, loadFoundations } from '../content/load-content.ts';
import { trainingMaterial } from '../content/training-material.ts';
import { createUnderstand } from './create-understand.ts';
import { trainBayesBaseline } from './evaluation/bayes-baseline.ts';
import { decodeMessages, type LabelledMessage } from './evaluation/message.ts';
import { formatShare, score, type Share } from './evaluation/score.ts';
import { judgeMessage, type Verdict } from './evaluation/verdict.ts';
import { trainModel } from './model/train-model.ts';
import { decodeLexicon } from './text/decode-lexicon.ts';
import { createTokenizer } from './text/tokenizer.ts';

const usage = 'npm run eval:messages -- FILE.jsonl [--out OUT.jsonl] [--baseline]';

/**
 * Trains on the shipped examples and runs over labelled messages, a line each: `{id, text, category?, kind?, impact?,
 * urgency?, priority?}`. `--out` writes what was made of every line; `--baseline` also measures natural's naive Bayes.
 */
function main(): void {
  const { values, positionals } = parseArgs({
    options: { out: { type: 'string' }, baseline: { type: 'boolean', default: false } },
    allowPositionals: true,
  });
  const [file] = positionals;
  if (file === undefined) {
    console.error(usage);
    process.exitCode = 2;
    return;
  }
  const { messages, problems } = decodeMessages(readFileSync(file, 'utf8'));
  for (const { line, message } of problems) console.error(`${file}:${line}: ${message}`);
  const content = loadShipped();
  console.log(`${messages.length} messages, ${problems.length} bad lines`);
  const verdicts = evaluate(content, messages);
  if (values.out !== undefined) {
    writeFileSync(
      values.out,
      verdicts.map((verdict) => `${JSON.stringify({ ...verdict, band: undefined })}\n`).join(''),
    );
  }
  if (values.baseline) evaluateBaseline(content, messages);
}

function loadShipped(): Content {
  const root = join(import.meta.dirname, '..', '..');
  const foundations = loadFoundations(root);
  const { content, problems } = loadContent({
    root,
    articleDir: join(root, 'data', 'kb'),
    foundations,
    cacheDir: null,
  });
  if (content) return content;
  throw new Error(
    `the shipped content is broken: ${problems.map(({ file, line }) => `${file}:${line ?? ''}`).join(', ')}`,
  );
}

function evaluate(content: Content, messages: readonly LabelledMessage[]): Verdict[] {
  const { lexicon } = decodeLexicon(content.vocabulary);
  const examples = trainingMaterial(content);
  const startedAt = performance.now();
  const model = trainModel(examples, lexicon);
  console.log(`trained on ${examples.length} examples in ${Math.round(performance.now() - startedAt)} ms`);
  const understand = createUnderstand(model, content.taxonomy, createTokenizer(lexicon));
  understand('热身 warm up');
  const times: number[] = [];
  const verdicts = messages.map(({ id, text }) => {
    const begunAt = performance.now();
    const verdict = judgeMessage(id, text, understand);
    times.push(performance.now() - begunAt);
    return verdict;
  });
  const scores = score(messages, verdicts);
  print('category', scores.category);
  print('category in the top three', scores.topThree);
  print('right where confident', scores.confident);
  print('said with confidence', scores.coverage);
  print('kind', scores.kind);
  print('impact', scores.impact);
  print('urgency', scores.urgency);
  print('priority', scores.priority);
  times.sort((one, other) => one - other);
  const timeAt = (part: number): string => (times[Math.floor(times.length * part)] ?? 0).toFixed(2);
  console.log(`whole reading p50 ${timeAt(0.5)} ms, p99 ${timeAt(0.99)} ms`);
  return verdicts;
}

function evaluateBaseline(content: Content, messages: readonly LabelledMessage[]): void {
  const rank = trainBayesBaseline(
    content.training,
    createTokenizer(decodeLexicon(content.vocabulary).lexicon),
  );
  const placed = messages
    .filter(({ category }) => category !== undefined)
    .map(({ text, category }) => rank(text).indexOf(category ?? ''));
  print('naive Bayes: category', { right: placed.filter((place) => place === 0).length, of: placed.length });
  print('naive Bayes: top three', {
    right: placed.filter((place) => place >= 0 && place < 3).length,
    of: placed.length,
  });
}

function print(name: string, share: Share): void {
  if (share.of > 0) console.log(`${name.padEnd(26)} ${formatShare(share)}`);
}

main();
