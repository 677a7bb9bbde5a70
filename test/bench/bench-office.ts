import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BotConfig } from '../../src/config/bot-config.ts';
import { loadConfig } from '../../src/config/load-config.ts';
import { createDesk } from '../../src/create-desk.ts';
import { createKnowledgeBase } from '../../src/knowledge/knowledge-base.ts';
import { createTicketMemory } from '../../src/knowledge/ticket-memory.ts';
import { decodeLexicon } from '../../src/understanding/text/decode-lexicon.ts';
import { createFindConcepts } from '../../src/understanding/text/lexicon.ts';
import { silentLogger } from '../../src/kernel/logger.ts';
import type { Office } from '../../src/runtime/office.ts';
import { openDatabase } from '../../src/store/database.ts';
import { syncConfiguredPeople } from '../../src/store/person-store.ts';
import { castYaml, loadShippedContent, loadShippedModels } from '../support/world.ts';

export type BenchOffice = { readonly office: Office; readonly config: BotConfig; close(): Promise<void> };

/** The real desk on a new SQLite file under `parent` (a real disk: a memory file system syncs for free), without channels. */
export async function openBenchOffice(parent = tmpdir()): Promise<BenchOffice> {
  const dir = mkdtempSync(join(parent, 'bangban-bench-'));
  const content = loadShippedContent();
  const loaded = loadConfig({
    file: join(dir, 'bot.config.yaml'),
    text: `${castYaml}\ndataDir: ${JSON.stringify(dir)}\n`,
    env: {},
    articleDir: '',
    known: {
      categories: content.taxonomy.map(({ id }) => id),
      calendars: content.calendars,
      channels: ['web'],
    },
    readText: () => '',
  });
  if (!loaded.ok) throw new Error('the bench configuration is wrong');
  const { config } = loaded;
  const database = await openDatabase(config.storage.url);
  await database.transact((tx) => syncConfiguredPeople(tx, config.people, Date.now()));
  const knowledge = createKnowledgeBase(createFindConcepts(decodeLexicon(content.vocabulary).lexicon));
  for (const article of content.articles) knowledge.put(article);
  const office: Office = {
    database,
    clock: Date.now,
    logger: silentLogger,
    desk: createDesk(config, content, await loadShippedModels(), knowledge, createTicketMemory()),
    copy: content.copy,
    locale: config.locale,
    timeZone: config.timeZone,
    channels: new Set(['web']),
    capabilities: () => undefined,
    mind: null,
    managers: config.managers.conversations,
    closeAfter: { duration: config.sla.closeAfter, calendar: 'cn' },
  };
  return {
    office,
    config,
    close: async () => {
      await database.close();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
