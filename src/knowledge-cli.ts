import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { installedChannels } from '../adapters/registry.ts';
import type { BotConfig } from './config/bot-config.ts';
import { describeConfigProblems } from './config/describe-problems.ts';
import { loadConfigFile } from './config/load-config-file.ts';
import type { Content } from './content/content.ts';
import { importWiki } from './content/import-wiki.ts';
import { loadContent, loadFoundations, type LoadedFoundations } from './content/load-content.ts';
import { systemClock } from './kernel/clock.ts';
import type { Article } from './knowledge/article.ts';
import type { ArticleProblem } from './knowledge/article-problem.ts';
import { decodeArticle } from './knowledge/decode-article.ts';
import { importCsv, type Imported } from './knowledge/import-csv.ts';
import { isFound } from './knowledge/stored-article.ts';
import { writeArticle } from './knowledge/write-article.ts';
import { loadModels } from './load-models.ts';
import { importArticles } from './runtime/import-articles.ts';
import { listChangedArticles } from './store/article-store.ts';
import { openDatabase } from './store/database.ts';

/* npm run knowledge: brings articles into a bangban and out of it; a running instance shows them within two seconds. */

const usage = `用法 / Usage
  npm run knowledge -- import FILE.csv|FILE.xml|FILE.md|FOLDER [--publish] [--config FILE]
      导入文章（CSV、MediaWiki 导出、Markdown），默认等人审核 / articles from CSV, a MediaWiki export or Markdown; for review unless --publish
  npm run knowledge -- export FOLDER [--config FILE]
      把大家能搜到的文章写成 Markdown / what people can find, as Markdown`;

const root = join(import.meta.dirname, '..');

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    options: { config: { type: 'string' }, publish: { type: 'boolean', default: false } },
    allowPositionals: true,
  });
  const [command, path, ...rest] = positionals;
  if ((command !== 'import' && command !== 'export') || path === undefined || rest.length > 0) {
    console.error(usage);
    return 2;
  }
  const foundations = loadFoundations(root);
  const loaded = loadConfigFile({
    configFile: values.config ?? null,
    root,
    env: process.env,
    known: {
      categories: foundations.foundations.taxonomy.map(({ id }) => id),
      calendars: foundations.foundations.calendars,
      channels: installedChannels,
    },
  });
  if (!loaded.ok) {
    for (const line of describeConfigProblems(loaded.problems, loaded.locale)) console.error(line);
    return 1;
  }
  return command === 'export'
    ? exportTo(path, loaded.config)
    : importFrom(path, loaded.config, foundations, values.publish);
}

async function importFrom(
  path: string,
  config: BotConfig,
  foundations: LoadedFoundations,
  isPublished: boolean,
): Promise<number> {
  const { articles, problems } = await readArticles(path, config, foundations);
  for (const { file, line, message } of problems)
    console.error(`${file}:${line}: ${config.locale === 'en' ? message.en : message.zh}`);
  const database = await openDatabase(config.storage.url);
  try {
    const { added, changed, same } = await importArticles(database, articles, isPublished, systemClock());
    console.log(
      config.locale === 'en'
        ? `${added} added, ${changed} changed, ${same} as they were, ${problems.length} problems`
        : `新增 ${added} 篇，更新 ${changed} 篇，没变 ${same} 篇，问题 ${problems.length} 个`,
    );
  } finally {
    await database.close();
  }
  return problems.length > 0 && articles.length === 0 ? 1 : 0;
}

type Found = {
  readonly articles: readonly Article[];
  readonly problems: readonly (ArticleProblem & { file: string })[];
};

async function readArticles(path: string, config: BotConfig, foundations: LoadedFoundations): Promise<Found> {
  const { taxonomy } = foundations.foundations;
  const named = ({ articles, problems }: Imported): Found => ({
    articles,
    problems: problems.map((problem) => ({ ...problem, file: path })),
  });
  if (statSync(path).isDirectory()) {
    const { content, problems } = loadContent({ root, articleDir: path, foundations, cacheDir: null });
    return {
      articles: content?.articles ?? [],
      problems: problems.map(({ file, line, message }) => ({ file, line: line ?? 1, message })),
    };
  }
  const text = readFileSync(path, 'utf8');
  switch (extname(path).toLowerCase()) {
    case '.csv':
      return named(importCsv(text, taxonomy));
    case '.xml': {
      const { understand } = await loadModels(
        loadShipped(config, foundations),
        join(config.dataDir, 'cache'),
      );
      return named(
        importWiki(text, taxonomy, {
          locale: config.locale,
          read: (page) => {
            const { locale, guesses } = understand(page);
            return { locale, category: guesses[0]?.category ?? null };
          },
        }),
      );
    }
    default: {
      const decoded = decodeArticle(text, taxonomy);
      return named(
        'problems' in decoded
          ? { articles: [], problems: decoded.problems }
          : { articles: [decoded.article], problems: decoded.warnings },
      );
    }
  }
}

function loadShipped(config: BotConfig, foundations: LoadedFoundations): Content {
  const { content } = loadContent({ root, articleDir: config.knowledge.dir, foundations, cacheDir: null });
  if (!content) throw new Error('the shipped content is broken: npm run doctor tells where');
  return content;
}

async function exportTo(folder: string, config: BotConfig): Promise<number> {
  const database = await openDatabase(config.storage.url);
  let count = 0;
  try {
    for (let after = 0; ;) {
      const page = await listChangedArticles(database.db, after, 500);
      for (const { stored, seq } of page) {
        after = seq;
        if (!isFound(stored)) continue;
        const { article } = stored;
        mkdirSync(join(folder, article.locale), { recursive: true });
        writeFileSync(join(folder, article.locale, `${article.id}.md`), writeArticle(article));
        count += 1;
      }
      if (page.length < 500) break;
    }
  } finally {
    await database.close();
  }
  console.log(
    config.locale === 'en' ? `${count} articles written to ${folder}` : `${count} 篇写到了 ${folder}`,
  );
  return 0;
}

process.exitCode = await main();
