import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { loadContent, loadFoundations } from '../content/load-content.ts';
import { articleExamples } from '../knowledge/article-examples.ts';
import { createUnderstand } from './create-understand.ts';
import { decodeMessages } from './evaluation/message.ts';
import { ratio, score, type Scores, type Share } from './evaluation/score.ts';
import { judgeMessage } from './evaluation/verdict.ts';
import { trainModel } from './model/train-model.ts';
import type { Understand } from './understanding.ts';
import { decodeLexicon } from './text/decode-lexicon.ts';
import { createTokenizer } from './text/tokenizer.ts';

const usage = 'npm run eval:messages -- FILE.jsonl [--out OUT.jsonl]';

/** Trains the shipped model and runs it over labelled messages: `{id, text, category?, kind?, impact?, urgency?, priority?}` a line. */
function main(): void {
  const { values, positionals } = parseArgs({ options: { out: { type: 'string' } }, allowPositionals: true });
  const [file] = positionals;
  if (file === undefined) {
    console.error(usage);
    process.exitCode = 2;
    return;
  }
  const { messages, problems } = decodeMessages(readFileSync(file, 'utf8'));
  for (const { line, message } of problems) console.error(`${file}:${line}: ${message}`);
  const understand = trainShipped();
  understand('热身 warm up');
  const times: number[] = [];
  const verdicts = messages.map(({ id, text }) => {
    const startedAt = performance.now();
    const verdict = judgeMessage(id, text, understand);
    times.push(performance.now() - startedAt);
    return verdict;
  });
  if (values.out !== undefined) {
    writeFileSync(values.out, verdicts.map(({ band: _band, ...line }) => `${JSON.stringify(line)}\n`).join(''));
  }
  console.log(`${messages.length} messages, ${problems.length} bad lines`);
  print(score(messages, verdicts));
  times.sort((one, other) => one - other);
  const at = (part: number): string => (times[Math.floor(times.length * part)] ?? 0).toFixed(2);
  console.log(`understanding p50 ${at(0.5)} ms, p99 ${at(0.99)} ms; resident ${Math.round(process.memoryUsage.rss() / 1e6)} MB`);
}

function trainShipped(): Understand {
  const root = join(import.meta.dirname, '..', '..');
  const foundations = loadFoundations(root);
  const { content, problems } = loadContent({ root, articleDir: join(root, 'data', 'kb'), foundations, cacheDir: null });
  if (!content) throw new Error(`the shipped content is broken: ${problems.map(({ file, line }) => `${file}:${line ?? ''}`).join(', ')}`);
  const { lexicon } = decodeLexicon(content.vocabulary);
  const examples = [...content.training, ...content.articles.flatMap(articleExamples)];
  const startedAt = performance.now();
  const model = trainModel(examples, lexicon);
  console.log(`trained on ${examples.length} examples in ${Math.round(performance.now() - startedAt)} ms`);
  return createUnderstand(model, content.taxonomy, createTokenizer(lexicon));
}

function print(scores: Scores): void {
  const lines: readonly (readonly [string, Share])[] = [
    ['category', scores.category],
    ['category in the top three', scores.topThree],
    ['right where confident', scores.confident],
    ['said with confidence', scores.coverage],
    ['kind', scores.kind],
    ['impact', scores.impact],
    ['urgency', scores.urgency],
    ['priority', scores.priority],
  ];
  for (const [name, share] of lines) {
    if (share.of > 0) console.log(`${name.padEnd(26)} ${(100 * ratio(share)).toFixed(1).padStart(5)} %  ${share.right} of ${share.of}`);
  }
}

main();
