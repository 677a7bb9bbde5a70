import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { installedChannels } from '../adapters/registry.ts';
import { listEnabledChannels, type BotConfig } from './config/bot-config.ts';
import { describeConfigProblems } from './config/describe-problems.ts';
import { loadConfigFile } from './config/load-config-file.ts';
import { describeContentProblems } from './content/describe-problems.ts';
import { loadCalendarFolder, loadContent, loadFoundations } from './content/load-content.ts';
import { createDesk, type Models } from './create-desk.ts';
import { explainTicket } from './insight/explain-ticket.ts';
import { BotError } from './kernel/bot-error.ts';
import { systemClock } from './kernel/clock.ts';
import { silentLogger } from './kernel/logger.ts';
import { createKnowledgeBase } from './knowledge/knowledge-base.ts';
import type { Office } from './runtime/office.ts';
import { listCalendarsBefore, syncCalendars } from './runtime/recompute-calendars.ts';
import { applyEdit, dryRun } from './runtime/recompute-dry-run.ts';
import { gentlePace } from './runtime/recompute-pace.ts';
import { computeClock } from './sla/compute-clock.ts';
import { openDatabase, type Database } from './store/database.ts';
import { inspectDatabase } from './store/inspect-database.ts';
import { loadTicketEvents } from './store/ticket-event-store.ts';
import { loadTicket } from './store/ticket-store.ts';
import { describeDryRun, slaUsage } from './sla-cli-words.ts';
import { clockFacts } from './ticketing/clock-facts.ts';
import { findTicketNumber } from './ticketing/reference.ts';

/* npm run sla:dry-run, sla:why, sla:recompute: looks at a bangban's promises from outside, and applies an edit when told to. */

const root = join(import.meta.dirname, '..');

/** Turns understand and search; what only reckons with deadlines does neither. */
const noModels: Models = {
  understand: () => {
    throw new BotError('bug', 'this command reads no messages');
  },
  warmUp: () => undefined,
};

type Given = {
  readonly config?: string;
  readonly calendars?: string;
  readonly apply?: boolean;
  readonly by?: string;
};

class Refused extends Error {}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      config: { type: 'string' },
      calendars: { type: 'string' },
      apply: { type: 'boolean' },
      by: { type: 'string' },
      json: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  const [command, subject] = positionals;
  if (values.help === true || command === undefined) {
    console.log(slaUsage);
    return;
  }
  switch (command) {
    case 'dry-run':
      return withOffice(values, tellDryRun);
    case 'recompute':
      return withOffice(values, async (office) => {
        console.log(JSON.stringify(await syncCalendars(office, gentlePace), null, 2));
      });
    case 'why':
      return withOffice(values, async (office) => {
        await tellWhy(office, subject);
      });
    default:
      throw new Refused(`${command}?\n\n${slaUsage}`);
  }
}

async function tellDryRun(office: Office, config: BotConfig, given: Given): Promise<void> {
  const { before } = await listCalendarsBefore(office);
  const edit = { office, before };
  const run = await dryRun(office.database, edit, gentlePace);
  console.log(describeDryRun(run, config.locale, config.timeZone).join('\n'));
  if (given.apply !== true) return;
  const administrators = config.people.filter(({ roles }) => roles.includes('administrator'));
  const by = given.by ?? (administrators.length === 1 ? administrators[0]?.id : undefined);
  if (by === undefined)
    throw new Refused('--apply --by PERSON: 请写明是哪位管理员 / name the administrator who applies it');
  // Calendars first: what they move is told as such, and not as a change of policy.
  const { moved } = await syncCalendars(office, gentlePace);
  const applied = await applyEdit({ office, before: office.desk.calendars }, by, gentlePace);
  console.log(
    config.locale === 'en'
      ? `Applied: ${applied} tickets have another policy now, deadlines of ${moved} moved with a calendar.`
      : `已应用：${applied} 张工单换了策略，${moved} 张因日历变动而改了时限。`,
  );
}

async function tellWhy(office: Office, subject: string | undefined): Promise<void> {
  const number = subject === undefined ? undefined : findTicketNumber(subject);
  if (number === undefined) throw new Refused('why T-12');
  const { db } = office.database;
  const ticket = await loadTicket(db, number);
  if (!ticket) throw new Refused(`没有 T-${number} / there is no T-${number}`);
  const events = await loadTicketEvents(db, number);
  const clock = computeClock(clockFacts(events), office.desk.calendars, office.clock());
  console.log(JSON.stringify(explainTicket(ticket, events, clock, office.desk.calendars), null, 2));
}

async function withOffice(
  given: Given,
  work: (office: Office, config: BotConfig, given: Given) => Promise<void>,
): Promise<void> {
  const foundations = loadFoundations(root);
  const calendars =
    given.calendars === undefined ? foundations : loadCalendarFolder(root, given.calendars, foundations);
  const { taxonomy } = foundations.foundations;
  const known = {
    categories: taxonomy.map(({ id }) => id),
    calendars: calendars.foundations.calendars,
    channels: installedChannels,
  };
  const loaded = loadConfigFile({ configFile: given.config ?? null, root, env: process.env, known });
  if (!loaded.ok) throw new Refused(describeConfigProblems(loaded.problems, loaded.locale).join('\n'));
  const { config } = loaded;
  const { content, problems } = loadContent({
    root,
    articleDir: config.knowledge.dir,
    foundations: calendars,
    cacheDir: null,
  });
  if (!content) throw new Refused(describeContentProblems(problems, config.locale).join('\n'));
  const database = await openExisting(config);
  try {
    const desk = createDesk(config, content, noModels, createKnowledgeBase());
    const office: Office = {
      database,
      clock: systemClock,
      logger: silentLogger,
      desk,
      copy: content.copy,
      locale: config.locale,
      timeZone: config.timeZone,
      channels: new Set(listEnabledChannels(config)),
      capabilities: () => undefined,
      mind: null,
      managers: config.managers.conversations,
      closeAfter: { duration: config.sla.closeAfter, calendar: 'cn' },
    };
    await work(office, config, given);
  } finally {
    await database.close();
  }
}

/** Never makes or upgrades one: looking is no reason to. */
async function openExisting({ storage }: BotConfig): Promise<Database> {
  const path = storage.url.replace(/^sqlite:/, '');
  if (!existsSync(path)) throw new Refused(`${path}: 还没有数据库 / there is no database yet`);
  const { schema } = await inspectDatabase(path);
  if (schema.own !== schema.known)
    throw new Refused(
      `${path}: 请先启动一次帮办，升级数据库 / start bangban once, it upgrades the database (schema ${schema.own}, needed ${schema.known})`,
    );
  return openDatabase(storage.url);
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
