import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findChannel, installedChannels } from '../adapters/registry.ts';
import { createApp } from './app.ts';
import { parseArguments, usage, type Arguments } from './arguments.ts';
import { listEnabledChannels, type BotConfig } from './config/bot-config.ts';
import { describeConfigProblems } from './config/describe-problems.ts';
import { loadConfigFile } from './config/load-config-file.ts';
import { describeContentProblems } from './content/describe-problems.ts';
import { loadContent, loadFoundations } from './content/load-content.ts';
import { runDoctor } from './doctor/run-doctor.ts';
import { runOutbox, type OutboxOrder } from './doctor/run-outbox.ts';
import { BotError } from './kernel/bot-error.ts';
import { systemClock } from './kernel/clock.ts';
import { randomIds } from './kernel/ids.ts';
import { createJsonLogger } from './kernel/json-logger.ts';
import { installLastResort } from './last-resort.ts';
import { loadModels } from './load-models.ts';

const root = join(import.meta.dirname, '..');

/** Parse arguments, load, start, and stop on a signal. Whatever is wrong is said in plain words and ends with exit code 1. */
async function main(given: Arguments): Promise<number | undefined> {
  switch (given.type) {
    case 'help':
      console.log(usage);
      return 0;
    case 'version':
      console.log(
        (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }).version,
      );
      return 0;
    case 'refused':
      console.error(`${given.problem}\n\n${usage}`);
      return 1;
    case 'outbox':
      return lookAfterOutbox(given.order, given.configFile);
    case 'run':
      return given.command === 'doctor' ? diagnose(given.configFile) : start(given.configFile);
  }
}

async function diagnose(configFile: string | null): Promise<number> {
  const { text, exitCode } = await runDoctor({
    root,
    configFile,
    env: process.env,
    installedChannels,
    missingKeys: (name, values) => findChannel(name)?.missingKeys(values) ?? [],
    now: systemClock(),
  });
  console.log(text);
  return exitCode;
}

async function lookAfterOutbox(order: OutboxOrder, configFile: string | null): Promise<number> {
  const { text, exitCode } = await runOutbox(
    { root, configFile, env: process.env, installedChannels, now: systemClock() },
    order,
  );
  (exitCode === 0 ? console.log : console.error)(text);
  return exitCode;
}

async function start(configFile: string | null): Promise<number | undefined> {
  const foundations = loadFoundations(root);
  const { taxonomy, calendars } = foundations.foundations;
  const known = { categories: taxonomy.map(({ id }) => id), calendars, channels: installedChannels };
  const loaded = loadConfigFile({ configFile, root, env: process.env, known });
  if (!loaded.ok) return refuse(describeConfigProblems(loaded.problems, loaded.locale));
  const { config, warnings } = loaded;
  for (const line of describeConfigProblems(warnings, config.locale)) console.error(line);
  const cacheDir = join(config.dataDir, 'cache');
  const { content, problems } = loadContent({
    root,
    articleDir: config.knowledge.dir,
    foundations,
    cacheDir,
  });
  for (const line of describeContentProblems(problems, config.locale)) console.error(line);
  if (!content) return 1;
  mkdirSync(config.dataDir, { recursive: true });
  const logger = createJsonLogger('info');
  const models = await loadModels(content, cacheDir);
  const app = await createApp({
    models,
    config,
    content,
    clock: systemClock,
    ids: randomIds,
    random: Math.random,
    logger,
  });
  const end = async (): Promise<void> => {
    logger.info('stopping');
    await app.stop();
  };
  installLastResort(process, {
    logger,
    clock: systemClock,
    giveUp: () => {
      void end().finally(() => process.exit(1));
    },
  });
  const { url } = await app.start();
  announce(config, url);
  stopOnSignal(end);
  return undefined;
}

function refuse(lines: readonly string[]): number {
  for (const line of lines) console.error(line);
  return 1;
}

function announce(config: BotConfig, url: string): void {
  const isDemo = listEnabledChannels(config).includes('web');
  console.log(`\n  帮办 Bangban  ${url}\n`);
  if (!isDemo) return;
  console.log('  *** 演示模式：打开网页的人可以扮演任何人，只允许本机访问，请勿用于正式环境 ***');
  console.log(
    '  *** DEMO MODE: whoever opens the page can be anyone. Loopback only; not for production ***\n',
  );
}

/** The first signal ends in order; a second one at once, which is safe: everything accepted is on the disk. */
function stopOnSignal(stop: () => Promise<void>): void {
  let stopping = false;
  const onSignal = (): void => {
    if (stopping) process.exit(1);
    stopping = true;
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(describe(error));
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', onSignal);
  process.on('SIGINT', onSignal);
}

function describe(error: unknown): string {
  if (error instanceof BotError) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

try {
  const exitCode = await main(parseArguments(process.argv.slice(2)));
  if (exitCode !== undefined) process.exitCode = exitCode;
} catch (error) {
  console.error(describe(error));
  // What was opened before it failed would keep the process alive.
  process.exit(1);
}
