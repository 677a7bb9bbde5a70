import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createContentFiles } from './content/content-files.ts';
import { loadArticles } from './content/load-articles.ts';
import { loadContent, loadFoundations } from './content/load-content.ts';
import { noParseCache } from './content/parse-cache.ts';
import type { Article } from './knowledge/article.ts';
import { createKnowledgeSearch } from './knowledge/knowledge-search.ts';
import { partOf } from './knowledge/evaluation/question-part.ts';
import { decodeQuestions, type Question } from './knowledge/evaluation/search-lines.ts';
import { scoreRanking, type Ranked } from './knowledge/evaluation/search-score.ts';
import type { SearchArticles } from './knowledge/search.ts';
import { loadModels } from './load-models.ts';
import { decodeLexicon } from './understanding/text/decode-lexicon.ts';
import { createFindConcepts, type Lexicon } from './understanding/text/lexicon.ts';

/*
 * npm run eval:knowledge: asks the articles of a folder the questions of a file, each in its own language, and prints how
 * high the right one stood: of what a person is shown, and of everything in order of likeness.
 */

const usage = `npm run eval:knowledge -- [--part dev|test|all] [--questions FILE] [--kb FOLDER] [--misses] [--category] [--out OUT.jsonl]
  --part      dev (two thirds, the default), test, all
  --category  with the category the shipped model is sure of, as in a dialogue
  --misses    prints what did not come first; of the part dev only`;

const root = join(import.meta.dirname, '..');
const shown = 10;

type Answer = { readonly question: Question; readonly search: string[]; readonly rank: string[] };

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      part: { type: 'string', default: 'dev' },
      questions: { type: 'string', default: join(root, 'test/knowledge/held-out/questions.jsonl') },
      kb: { type: 'string', default: 'data/kb' },
      misses: { type: 'boolean', default: false },
      category: { type: 'boolean', default: false },
      out: { type: 'string' },
    },
  });
  const { part } = values;
  if (!['dev', 'test', 'all'].includes(part) || (values.misses && part !== 'dev')) {
    console.error(usage);
    return 2;
  }
  const { articles, lexicon } = load(values.kb);
  const { lines, problems } = decodeQuestions(readFileSync(values.questions, 'utf8'));
  for (const { line, message } of problems) console.error(`${values.questions}:${line}: ${message}`);
  const questions = lines.filter(({ id }) => part === 'all' || partOf(id) === part);
  const categoryOf = values.category ? await sureCategory() : () => null;
  const knowledge = createKnowledgeSearch(articles, undefined, createFindConcepts(lexicon));
  knowledge.finish();
  const answers = questions.map((question): Answer => {
    const query = {
      text: question.text,
      locale: question.locale ?? 'zh-CN',
      category: categoryOf(question.text),
      limit: shown,
    };
    const idsOf = (find: SearchArticles): string[] => find(query).map(({ article }) => article.id);
    return { question, search: idsOf(knowledge.search), rank: idsOf(knowledge.rank) };
  });
  print(answers);
  if (values.misses) for (const answer of answers) tellMiss(answer);
  if (values.out !== undefined)
    writeFileSync(
      values.out,
      answers
        .map(({ question: { id }, search, rank }) => `${JSON.stringify({ id, search, rank })}\n`)
        .join(''),
    );
  return 0;
}

/** Articles and vocabulary alone: what else the bot says has no say here. */
function load(folder: string): { articles: readonly Article[]; lexicon: Lexicon } {
  const files = createContentFiles(root, noParseCache);
  const articles = loadArticles(files, folder, loadFoundations(root).foundations.taxonomy, noParseCache);
  for (const { file, line, message, severity } of files.problems)
    if (severity === 'error') console.error(`${file}:${line ?? 1}: ${message.en}`);
  const vocabulary = files.read('data/vocabulary/it.txt', 'warning')?.text ?? '';
  return { articles, lexicon: decodeLexicon(vocabulary).lexicon };
}

async function sureCategory(): Promise<(text: string) => string | null> {
  const { content } = loadContent({
    root,
    articleDir: 'data/kb',
    foundations: loadFoundations(root),
    cacheDir: null,
  });
  if (!content) throw new Error('the shipped content is broken: npm run doctor tells where');
  const { understand } = await loadModels(content, join(root, 'data/var/cache'));
  return (text) => {
    const { band, guesses } = understand(text);
    return band === 'confident' ? (guesses[0]?.category ?? null) : null;
  };
}

function print(answers: readonly Answer[]): void {
  const groups = [
    ['all', answers] as const,
    ...(['zh-CN', 'zh-TW', 'en'] as const).map(
      (locale) => [locale, answers.filter(({ question }) => question.locale === locale)] as const,
    ),
  ];
  console.log('                       recall@1  recall@3  recall@10   MRR');
  for (const [name, group] of groups) {
    for (const way of ['search', 'rank'] as const) {
      const ranked = group.map((answer): Ranked => ({
        relevant: answer.question.relevant,
        found: answer[way],
      }));
      const numbers = Object.values(scoreRanking(ranked)).map((value: number) =>
        value.toFixed(3).padStart(9),
      );
      console.log(
        `${name.padEnd(6)} ${way.padEnd(7)} ${String(group.length).padStart(4)} ${numbers.join(' ')}`,
      );
    }
  }
}

function tellMiss({ question, search, rank }: Answer): void {
  if (question.relevant.includes(search[0] ?? '')) return;
  const place = rank.findIndex((id) => question.relevant.includes(id)) + 1;
  console.log(
    `${question.id}\t${question.text}\t#${place || '-'}\tshown ${search.slice(0, 3).join(' ')}\tranked ${rank.slice(0, 2).join(' ')}`,
  );
}

process.exitCode = await main();
