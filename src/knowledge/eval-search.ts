import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { decodeLexicon } from '../understanding/text/decode-lexicon.ts';
import { createFindConcepts } from '../understanding/text/lexicon.ts';
import { decodeDocuments, decodeQuestions, type Problem } from './evaluation/search-lines.ts';
import { scoreRanking } from './evaluation/search-score.ts';
import { createKnowledgeSearch } from './knowledge-search.ts';

const usage =
  'npm run eval:search -- --docs FILE --queries FILE [--out OUT.jsonl] [--phrasings N] [--vocabulary FILE]';
const shown = 10;

/**
 * Indexes documents, a line each (`{id, text, answers?}`), asks questions (`{id, text, relevant: [ids]}`) and prints how high
 * the right document stood. `--phrasings N` gives each document the first N of its own questions as known phrasings, as if
 * people had said "solved" to them, and asks only the others. `--vocabulary` names the words of the trade; '' is none.
 */
function main(): void {
  const { values } = parseArgs({
    options: {
      docs: { type: 'string' },
      queries: { type: 'string' },
      out: { type: 'string' },
      phrasings: { type: 'string', default: '0' },
      vocabulary: { type: 'string', default: 'data/vocabulary/it.txt' },
    },
  });
  const phrasings = Number(values.phrasings);
  if (values.docs === undefined || values.queries === undefined || !Number.isInteger(phrasings)) {
    console.error(usage);
    process.exitCode = 2;
    return;
  }
  const questions = decodeQuestions(readFileSync(values.queries, 'utf8'));
  tell(values.queries, questions.problems);
  const known = new Map<string, string[]>();
  const asked = questions.lines.filter(({ text, relevant: [id] }) => {
    if (id === undefined) return true;
    const own = known.get(id) ?? [];
    if (own.length >= phrasings) return true;
    known.set(id, [...own, text]);
    return false;
  });
  const documents = decodeDocuments(readFileSync(values.docs, 'utf8'), (id) => known.get(id) ?? []);
  tell(values.docs, documents.problems);
  const { lexicon } = decodeLexicon(values.vocabulary === '' ? '' : readFileSync(values.vocabulary, 'utf8'));
  const begunAt = performance.now();
  const knowledge = createKnowledgeSearch(documents.lines, undefined, createFindConcepts(lexicon));
  knowledge.finish();
  const builtMs = performance.now() - begunAt;
  const times: number[] = [];
  const ranked = asked.map(({ id, text, relevant }) => {
    const askedAt = performance.now();
    const hits = knowledge.rank({ text, locale: 'en', category: null, limit: shown });
    times.push(performance.now() - askedAt);
    return { id, relevant, found: hits.map(({ article, score }) => ({ id: article.id, score })) };
  });
  if (values.out !== undefined)
    writeFileSync(values.out, ranked.map((line) => `${JSON.stringify(line)}\n`).join(''));
  const scores = scoreRanking(
    ranked.map(({ relevant, found }) => ({ relevant, found: found.map(({ id }) => id) })),
  );
  times.sort((one, other) => one - other);
  const timeAt = (part: number): string => (times[Math.floor(times.length * part)] ?? 0).toFixed(2);
  console.log(
    `${documents.lines.length} documents indexed in ${Math.round(builtMs)} ms, ${ranked.length} questions`,
  );
  for (const [name, value] of Object.entries(scores)) console.log(`${name.padEnd(12)} ${value.toFixed(3)}`);
  console.log(`latency      p50 ${timeAt(0.5)} ms, p99 ${timeAt(0.99)} ms`);
}

function tell(file: string, problems: readonly Problem[]): void {
  for (const { line, message } of problems) console.error(`${file}:${line}: ${message}`);
}

main();
