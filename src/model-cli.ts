import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { installedChannels } from '../adapters/registry.ts';
import { describeConfigProblems } from './config/describe-problems.ts';
import { loadConfigFile } from './config/load-config-file.ts';
import type { Content } from './content/content.ts';
import { loadContent, loadFoundations } from './content/load-content.ts';
import { unpackModel } from './content/model-cache.ts';
import { trainingMaterial } from './content/training-material.ts';
import { systemClock } from './kernel/clock.ts';
import { listCorrections, undoCorrection } from './store/correction-store.ts';
import { openDatabase, type Database } from './store/database.ts';
import { listModelVersions, loadPackedModel, readActiveModelId, stepModelBack } from './store/model-store.ts';
import { modelReport } from './understanding/evaluation/model-report.ts';
import { createClassifier } from './understanding/model/classifier.ts';
import { createFindNeighbours } from './understanding/model/neighbours.ts';
import type { Lesson } from './understanding/model/retrain.ts';
import { trainModel } from './understanding/model/train-model.ts';
import { percent, type Trial } from './understanding/model/trial.ts';
import { createUnderstand } from './understanding/create-understand.ts';
import { decodeLexicon } from './understanding/text/decode-lexicon.ts';
import { createTokenizer } from './understanding/text/tokenizer.ts';

const usage = `npm run model:report                 what the classifier is good and bad at
npm run model:explain -- TEXT        what a text is taken for, and why
npm run model:versions               models trained from corrections, with their scores
npm run model:corrections            what people have put right
npm run model:undo -- ID             takes a correction back; a running desk follows at once
npm run model:back                   one version back; a running desk follows at once
  --config FILE   another configuration than bot.config.yaml`;

const root = join(import.meta.dirname, '..');

class Refused extends Error {}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    options: { config: { type: 'string' } },
    allowPositionals: true,
  });
  const [verb, ...rest] = positionals;
  const location = databaseOf(values.config ?? null);
  const withDatabase = async (work: (database: Database) => Promise<void>): Promise<void> => {
    if (!existsSync(location.replace(/^sqlite:/, '')))
      throw new Refused(`there is no database at ${location}`);
    const database = await openDatabase(location);
    try {
      await work(database);
    } finally {
      await database.close();
    }
  };
  switch (verb) {
    case 'report':
      report(await correctedTexts(location));
      return;
    case 'explain':
      explain(rest.join(' '));
      return;
    case 'versions':
      await withDatabase(printVersions);
      return;
    case 'corrections':
      await withDatabase(printCorrections);
      return;
    case 'undo':
      await withDatabase((database) => undo(database, Number(rest[0])));
      return;
    case 'back':
      await withDatabase(back);
      return;
    default:
      throw new Refused(usage);
  }
}

function databaseOf(configFile: string | null): string {
  const { taxonomy, calendars } = loadFoundations(root).foundations;
  const known = { categories: taxonomy.map(({ id }) => id), calendars, channels: installedChannels };
  const loaded = loadConfigFile({ configFile, root, env: process.env, known });
  if (!loaded.ok) throw new Refused(describeConfigProblems(loaded.problems, loaded.locale).join('\n'));
  return loaded.config.storage.url;
}

function shippedContent(): Content {
  const foundations = loadFoundations(root);
  const { content, problems } = loadContent({
    root,
    articleDir: join(root, 'data', 'kb'),
    foundations,
    cacheDir: null,
  });
  if (content) return content;
  throw new Refused(
    `the content is broken: ${problems.map(({ file, line }) => `${file}:${line ?? ''}`).join(', ')}`,
  );
}

async function correctedTexts(location: string): Promise<Lesson[]> {
  if (!existsSync(location.replace(/^sqlite:/, ''))) return [];
  const database = await openDatabase(location);
  try {
    const corrections = await listCorrections(database.db);
    const active = await readActiveModelId(database.db);
    const packed = active === 0 ? null : await loadPackedModel(database.db, active);
    const usable = packed !== null && (await unpackModel(packed)) !== null;
    console.log(
      `in use: ${usable ? `version ${active}` : 'the shipped model'}; corrections: ${corrections.length}, undone: ${corrections.filter(({ undone }) => undone !== null).length}\n`,
    );
    return corrections
      .filter(({ undone }) => undone === null)
      .map(({ text, toCategory }) => ({ text, label: toCategory }));
  } finally {
    await database.close();
  }
}

function report(corrected: readonly Lesson[]): void {
  const content = shippedContent();
  const { lexicon } = decodeLexicon(content.vocabulary);
  console.log(modelReport(trainingMaterial(content), corrected, lexicon).join('\n'));
}

function explain(text: string): void {
  if (text.trim() === '') throw new Refused(usage);
  const content = shippedContent();
  const { lexicon } = decodeLexicon(content.vocabulary);
  const examples = trainingMaterial(content);
  const model = trainModel(examples, lexicon);
  const read = createUnderstand(model, content.taxonomy, createTokenizer(lexicon))(text);
  const sure = createClassifier(model).confidentFrom;
  console.log(`${read.kind}, ${read.band} (said from ${sure.toFixed(2)})`);
  for (const { category, confidence } of read.guesses) console.log(`  ${confidence.toFixed(3)}  ${category}`);
  console.log(`decided by: ${read.words.join(', ')}`);
  console.log('most like:');
  for (const { text: like, label, likeness } of createFindNeighbours(model, examples)(text, 5))
    console.log(`  ${likeness.toFixed(2)}  ${label}  ${like}`);
}

async function printVersions({ db }: Database): Promise<void> {
  const versions = await listModelVersions<Trial>(db, 20);
  if (versions.length === 0) console.log('only the shipped model');
  for (const { id, trainedAt, reason, corrections, trial, state, objections } of versions) {
    console.log(
      `${id}  ${new Date(trainedAt).toISOString()}  ${state}  ${reason}  ${corrections} corrections  ${percent(trial).toFixed(1)} % of ${trial.of}`,
    );
    for (const objection of objections) console.log(`     ${objection}`);
  }
}

async function printCorrections({ db }: Database): Promise<void> {
  const corrections = await listCorrections(db);
  if (corrections.length === 0) console.log('nobody has put anything right yet');
  for (const { id, at, personId, fromCategory, toCategory, text, undone } of corrections)
    console.log(
      `${id}  ${new Date(at).toISOString()}  ${personId}  ${fromCategory ?? '–'} → ${toCategory}${undone ? `  undone by ${undone.by}` : ''}  ${text.replaceAll('\n', ' ').slice(0, 80)}`,
    );
}

async function undo(database: Database, id: number): Promise<void> {
  const done =
    Number.isInteger(id) &&
    (await database.transact((tx) => undoCorrection(tx, id, 'operator', systemClock())));
  if (!done) throw new Refused('there is no such correction, or it is undone already');
  console.log(`correction ${id} is undone`);
}

async function back(database: Database): Promise<void> {
  if (!(await database.transact((tx) => stepModelBack(tx)))) throw new Refused('the shipped model is in use');
  const active = await readActiveModelId(database.db);
  console.log(active === 0 ? 'the shipped model is in use again' : `version ${active} is in use again`);
}

try {
  await main();
} catch (error) {
  if (!(error instanceof Refused)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
