import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { installedChannels } from '../adapters/registry.ts';
import { describeConfigProblems } from './config/describe-problems.ts';
import { loadConfigFile } from './config/load-config-file.ts';
import { loadFoundations } from './content/load-content.ts';
import { systemClock } from './kernel/clock.ts';
import { llmCosts } from './llm/llm-costs.ts';
import { openDatabase } from './store/database.ts';
import { countLlmSaved } from './store/llm-saved-store.ts';
import { listLlmUses } from './store/llm-use-store.ts';

/* npm run llm:report: what the optional language model cost and what it saved. */

const usage = 'npm run llm:report -- [--days 30] [--config FILE]';
const dayMs = 86_400_000;

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: { config: { type: 'string' }, days: { type: 'string', default: '30' } },
  });
  const days = Number(values.days);
  if (!Number.isInteger(days) || days < 1) {
    console.error(usage);
    return 2;
  }
  const root = join(import.meta.dirname, '..');
  const { taxonomy, calendars } = loadFoundations(root).foundations;
  const loaded = loadConfigFile({
    configFile: values.config ?? null,
    root,
    env: process.env,
    known: { categories: taxonomy.map(({ id }) => id), calendars, channels: installedChannels },
  });
  if (!loaded.ok) {
    for (const line of describeConfigProblems(loaded.problems, loaded.locale)) console.error(line);
    return 1;
  }
  const { url } = loaded.config.storage;
  if (!existsSync(url.replace(/^sqlite:/, ''))) {
    console.error(`there is no database at ${url}`);
    return 1;
  }
  const database = await openDatabase(url);
  try {
    const since = systemClock() - days * dayMs;
    const costs = llmCosts(await listLlmUses(database.db, since));
    if (costs.length === 0) {
      console.log(`Nothing was asked in ${days} days.`);
      return 0;
    }
    console.log(
      'purpose            asked  used  unusable  failed  late  resting  p50 ms  p95 ms  tokens in  out',
    );
    for (const { purpose, asked, outcomes, p50Ms, p95Ms, promptTokens, completionTokens } of costs) {
      const columns: [number, number][] = [
        [asked, 5],
        [outcomes.used, 5],
        [outcomes.unusable, 9],
        [outcomes.failed, 7],
        [outcomes['timed-out'], 5],
        [outcomes.resting, 8],
        [p50Ms, 7],
        [p95Ms, 7],
        [promptTokens, 10],
        [completionTokens, 4],
      ];
      console.log(
        `${purpose.padEnd(18)} ${columns.map(([value, width]) => String(value).padStart(width)).join(' ')}`,
      );
    }
    const { composed, composedSolved, read, readConfirmed } = await countLlmSaved(database.db, since);
    console.log(`composed answers followed by "solved" within an hour      ${composedSolved} of ${composed}`);
    console.log(`messages whose ticket got the category the model read    ${readConfirmed} of ${read}`);
    return 0;
  } finally {
    await database.close();
  }
}

process.exitCode = await main();
