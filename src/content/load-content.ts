import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import type { Content, ContentProblem, Foundations } from './content.ts';
import { createContentFiles, type ContentFiles } from './content-files.ts';
import { loadArticles } from './load-articles.ts';
import { loadCalendars } from './load-calendars.ts';
import { loadCopy } from './load-copy.ts';
import { loadLlmPrompts } from './load-llm-prompts.ts';
import { loadQuestionnaires } from './load-questionnaires.ts';
import { loadTaxonomy, taxonomyFiles } from './load-taxonomy.ts';
import { loadTraining } from './load-training.ts';
import { createParseCache, noParseCache, type ParseCache } from './parse-cache.ts';

export type LoadedFoundations = {
  readonly foundations: Foundations;
  readonly problems: readonly ContentProblem[];
};

/**
 * Reads taxonomy and calendars under `root` (the program's folder). Never throws: what cannot be read is a problem.
 * @param ownCalendars folder of the installation's own calendars, from the environment: they are read before the
 *   configuration, which names them
 */
export function loadFoundations(
  root: string,
  ownCalendars: string | undefined = process.env['BANGBAN_CALENDARS'],
): LoadedFoundations {
  const files = createContentFiles(root, noParseCache);
  const own = ownCalendars === undefined || ownCalendars === '' ? null : resolve(ownCalendars);
  const foundations = { taxonomy: loadTaxonomy(files), calendars: loadCalendars(files, undefined, own) };
  return { foundations, problems: files.problems };
}

/** The same foundations with the calendars of another folder (absolute, or relative to where the command is run). */
export function loadCalendarFolder(
  root: string,
  folder: string,
  { foundations, problems }: LoadedFoundations,
): LoadedFoundations {
  const files = createContentFiles(root, noParseCache);
  const calendars = loadCalendars(files, resolve(folder));
  return { foundations: { ...foundations, calendars }, problems: [...problems, ...files.problems] };
}

export type ContentOptions = {
  /** The program's folder: holds prompts/ and data/. */
  readonly root: string;
  /** `knowledge.dir` of the configuration. */
  readonly articleDir: string;
  readonly foundations: LoadedFoundations;
  /** Where parsed files are kept for the next start (`<dataDir>/cache`); null: nothing is kept. */
  readonly cacheDir: string | null;
};

/** `content` is null where a problem is an error; `problems` has those of the foundations as well. */
export type LoadedContent = {
  readonly content: Content | null;
  readonly problems: readonly ContentProblem[];
};

/** Reads and checks everything the bot says or learns from. Never throws: what cannot be read is a problem. */
export function loadContent({
  root,
  articleDir,
  foundations: loaded,
  cacheDir,
}: ContentOptions): LoadedContent {
  const cache = cacheDir === null ? noParseCache : createParseCache(cacheDir);
  const files = createContentFiles(root, cache);
  const { foundations } = loaded;
  const copy = loadCopy(files);
  const isSound = (problems: readonly ContentProblem[]): boolean =>
    problems.every(({ severity }) => severity !== 'error');
  // Without the categories everything else would seem to be of categories that do not exist.
  const isNamed = isSound(loaded.problems.filter(({ file }) => file.startsWith(taxonomyFiles)));
  const content = isNamed
    ? { ...foundations, copy, ...loadRest(files, foundations, articleDir, cache) }
    : null;
  cache.save();
  const problems = [...loaded.problems, ...files.problems];
  return { content: isSound(problems) ? content : null, problems };
}

type Rest = Omit<Content, keyof Foundations | 'copy'>;

function loadRest(
  files: ContentFiles,
  { taxonomy }: Foundations,
  articleDir: string,
  cache: ParseCache,
): Rest {
  const questionnaires = loadQuestionnaires(files, taxonomy);
  const training = loadTraining(files, taxonomy);
  const articles = loadArticles(files, articleDir, taxonomy, cache);
  const vocabulary = files.read('data/vocabulary/it.txt', 'warning')?.text ?? '';
  return {
    questionnaires,
    training,
    articles,
    vocabulary,
    llmPrompts: loadLlmPrompts(files),
    hash: hashOf([taxonomy, training, articles, vocabulary]),
  };
}

function hashOf(values: readonly unknown[]): string {
  const hash = createHash('sha256');
  for (const value of values) hash.update(JSON.stringify(value));
  return hash.digest('hex');
}
