import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { silentLogger } from '../../src/kernel/logger.ts';
import type { Article } from '../../src/knowledge/article.ts';
import { decodeArticle } from '../../src/knowledge/decode-article.ts';
import { createKnowledgeBase } from '../../src/knowledge/knowledge-base.ts';
import type { StoredArticle } from '../../src/knowledge/stored-article.ts';
import { createKnowledgeFollower } from '../../src/runtime/follow-knowledge.ts';
import { createKnowledgeKeeper } from '../../src/runtime/keep-knowledge.ts';
import { saveArticle } from '../../src/store/article-store.ts';
import { openDatabase } from '../../src/store/database.ts';
import type { Taxonomy } from '../../src/understanding/taxonomy.ts';
import { decodeLexicon } from '../../src/understanding/text/decode-lexicon.ts';
import { createFindConcepts } from '../../src/understanding/text/lexicon.ts';
import { milliseconds, percentile } from './percentiles.ts';
import { withFolder } from './start.ts';

/*
 * npm run bench:search [-- ARTICLES]: an index of so many articles (100,000), made of shuffled sentences of the shipped ones and
 * made-up names; how long it takes to build and in what slices, what it weighs, how fast it answers, and how long after its
 * transaction a published article is found.
 */

const data = join(import.meta.dirname, '../../data');
const questions = 4_000;
const publications = 20;

async function main(): Promise<void> {
  const count = Number(process.argv[2] ?? 100_000);
  const random = seeded(7);
  const shipped = loadShipped();
  const sentences = shipped
    .filter(({ locale }) => locale !== 'zh-TW')
    .flatMap(({ title, symptom, steps, keywords, body }) => [
      title,
      symptom ?? '',
      ...steps,
      ...keywords,
      body,
    ])
    .filter((text) => text !== '');
  const pick = (): string => sentences[Math.floor(random() * sentences.length)] ?? '';
  const { lexicon } = decodeLexicon(readFileSync(join(data, 'vocabulary/it.txt'), 'utf8'));
  const knowledge = createKnowledgeBase(createFindConcepts(lexicon));
  for (let number = 0; number < count; number += 1)
    knowledge.put(makeArticle(number, shipped[number % shipped.length], pick, random));

  const begunAt = performance.now();
  const slices: number[] = [];
  for (let more = true; more;) {
    const at = performance.now();
    more = knowledge.step();
    slices.push(performance.now() - at);
  }
  console.log(`articles            ${count}`);
  console.log(`built in            ${((performance.now() - begunAt) / 1_000).toFixed(1)} s of computing`);
  const worst = slices.reduce((most, one) => Math.max(most, one), 0);
  console.log(
    `slices              ${slices.length}, p99 ${milliseconds(percentile(slices, 0.99))}, worst ${milliseconds(worst)}`,
  );
  const { rss, arrayBuffers, heapUsed } = process.memoryUsage();
  const mega = (bytes: number): string => `${Math.round(bytes / 1e6)} MB`;
  console.log(
    `memory              ${mega(rss)} resident: ${mega(heapUsed)} heap, ${mega(arrayBuffers)} arrays`,
  );

  const times = Array.from({ length: questions }, (_, index) => {
    const text = index % 3 === 0 ? `${pick().slice(0, 30)} ${name(random)}` : pick().slice(0, 30);
    const at = performance.now();
    knowledge.search({ text, locale: 'zh-CN', category: index % 2 === 0 ? 'network.vpn' : null, limit: 3 });
    return performance.now() - at;
  });
  console.log(
    `search              p50 ${milliseconds(percentile(times, 0.5))}, p99 ${milliseconds(percentile(times, 0.99))}, worst ${milliseconds(times.at(-1) ?? 0)}`,
  );

  await withFolder(async (dir) => {
    const found = await measurePublishing(dir, knowledge, makeArticle(count, shipped[0], pick, random));
    console.log(
      `published → found   p50 ${milliseconds(percentile(found, 0.5))}, worst ${milliseconds(found.at(-1) ?? 0)}`,
    );
  });
}

/** Of each publication the time from its commit until a question finds it, in ms. The keeper runs as in the product. */
async function measurePublishing(
  dir: string,
  knowledge: ReturnType<typeof createKnowledgeBase>,
  template: Article,
): Promise<number[]> {
  const database = await openDatabase(`sqlite:${join(dir, 'bench.db')}`);
  const follower = createKnowledgeFollower(database, knowledge);
  const keeper = createKnowledgeKeeper(
    [knowledge],
    async () => {
      await follower.follow();
    },
    silentLogger,
  );
  keeper.start();
  const durations: number[] = [];
  for (let number = 0; number < publications; number += 1) {
    const word = `zebrafish${number}`;
    const article = { ...template, id: `published-${number}`, title: `${word} holodeck`, askedAs: [] };
    await database.transact((tx) =>
      saveArticle(tx, published(article), 0, { actorId: null, reason: null, at: Date.now() }),
    );
    const committedAt = performance.now();
    const isFound = (): boolean =>
      knowledge
        .search({ text: `${word} holodeck`, locale: 'en', category: null, limit: 3 })
        .some((hit) => hit.article.id === article.id);
    while (!isFound()) await new Promise((resolve) => setTimeout(resolve, 5));
    durations.push(performance.now() - committedAt);
  }
  await keeper.stop();
  await database.close();
  return durations;
}

function published(article: Article): StoredArticle {
  return {
    ...{
      article,
      status: 'published',
      origin: 'desk',
      sourceHash: '',
      version: 1,
      ownerId: null,
      authorId: null,
    },
    ...{ ticket: null, updatedAt: 0, confirmedAt: Date.now(), askedAt: null },
  };
}

function loadShipped(): Article[] {
  const taxonomy = parse(readFileSync(join(data, 'taxonomy.yaml'), 'utf8')) as Taxonomy;
  return globSync('kb/*/*.md', { cwd: data })
    .sort()
    .flatMap((path) => {
      const decoded = decodeArticle(readFileSync(join(data, path), 'utf8'), taxonomy);
      return 'article' in decoded ? [decoded.article] : [];
    });
}

function makeArticle(
  number: number,
  like: Article | undefined,
  pick: () => string,
  random: () => number,
): Article {
  if (!like) throw new Error('no article is shipped');
  return {
    ...like,
    id: `a-${number}`,
    locale: number % 2 === 0 ? 'zh-CN' : 'en',
    title: `${pick().slice(0, 60)} ${name(random)}`,
    symptom: pick().slice(0, 80),
    keywords: [name(random), pick().slice(0, 20)],
    askedAs: [],
    body: pick() + pick(),
    steps: [pick(), pick()],
    ...{ prerequisites: [], risks: null, rollback: null, verify: null, appliesWhen: null },
  };
}

const syllables = ['ka', 'lo', 'mi', 'ra', 'te', 'su', 'no', 'vi', 'pe', 'da', 'zu', 'fi', 'ho', 'ba'];

/** Of a product nobody has heard of. */
function name(random: () => number): string {
  return Array.from(
    { length: 2 + Math.floor(random() * 3) },
    () => syllables[Math.floor(random() * syllables.length)],
  ).join('');
}

function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) & 0x7fffffff;
    return state / 0x7fffffff;
  };
}

await main();
