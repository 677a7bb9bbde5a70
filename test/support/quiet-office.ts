import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig } from '../../src/config/load-config.ts';
import { createDesk } from '../../src/create-desk.ts';
import type { OpenedChange } from '../../src/conversation/effect.ts';
import { silentLogger, type Logger } from '../../src/kernel/logger.ts';
import { createKnowledgeBase } from '../../src/knowledge/knowledge-base.ts';
import type { Person } from '../../src/people/person.ts';
import type { Office } from '../../src/runtime/office.ts';
import { createPeople } from '../../src/runtime/people.ts';
import { gentlePace, type Pace } from '../../src/runtime/recompute-pace.ts';
import { createSpeaker } from '../../src/runtime/speak.ts';
import { createTicketWriter } from '../../src/runtime/ticket-writer.ts';
import type { Calendar } from '../../src/sla/calendar.ts';
import type { Policy } from '../../src/sla/policy.ts';
import { openDatabase } from '../../src/store/database.ts';
import { syncConfiguredPeople } from '../../src/store/person-store.ts';
import { loadTicket } from '../../src/store/ticket-store.ts';
import type { TicketChange } from '../../src/ticketing/ticket-event.ts';
import type { Ticket } from '../../src/ticketing/ticket.ts';
import type { OutboundMessage } from '../../src/channel/outbound.ts';
import { aTicket } from './a-ticket.ts';
import { plainMessage } from './plain-message.ts';
import { castYaml, loadShippedContent } from './world.ts';

/** What is told, as it lies in the outbox. */
export type Told = { readonly to: string; readonly text: string };

export type QuietOffice = {
  readonly office: Office;
  readonly policies: readonly Policy[];
  /** Holds `bangban.db`. */
  readonly dir: string;
  now(): number;
  /** ISO, or ms from now. */
  turn(to: string | number): void;
  /** An open ticket under the policy in force, without any dialogue. */
  open(facts?: Partial<OpenedChange>): Promise<Ticket>;
  /** Something happens to it, by somebody. */
  happen(number: number, actorId: string | null, ...changes: TicketChange[]): Promise<Ticket>;
  /** Posts in the outbox since the last look, oldest first; card repaints are left out. */
  told(): Promise<Told[]>;
  /** The same database under another configuration or other calendars, as after a restart. */
  restarted(change: { yaml?: string; calendars?: readonly Calendar[]; logger?: Logger }): Office;
  close(): Promise<void>;
};

/** Never rests by time: a slice ends after so many looks at the clock. */
export const steadyPace: Pace = { ...gentlePace, elapsed: () => 0 };

const admin = `  - { id: guan, name: 关姐, roles: [administrator], locale: zh-CN, identities: { web: guan } }\n`;
export const adminYaml = castYaml.replace('groups:\n', `${admin}groups:\n`);

/** The desk's runtime on a real SQLite file, with shipped content, without channels, models or dialogues. */
export async function openQuietOffice(options: { at: string; yaml?: string }): Promise<QuietOffice> {
  const dir = mkdtempSync(join(tmpdir(), 'bangban-office-'));
  const content = loadShippedContent();
  let now = Date.parse(options.at);
  const database = await openDatabase(join(dir, 'bangban.db'));
  const configure = (yaml: string, calendars: ReadonlyMap<string, Calendar>) => {
    const loaded = loadConfig({
      file: join(dir, 'bot.config.yaml'),
      text: yaml,
      env: {},
      articleDir: '',
      known: { categories: content.taxonomy.map(({ id }) => id), calendars, channels: ['web'] },
      readText: () => '',
    });
    if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems, null, 2));
    return loaded.config;
  };
  const build = (yaml: string, changed: readonly Calendar[], logger: Logger): Office => {
    const calendars = new Map([...content.calendars, ...changed.map((one) => [one.name, one] as const)]);
    const config = configure(yaml, calendars);
    const models = {
      understand: () => {
        throw new Error('nothing is read here');
      },
      warmUp: () => undefined,
    };
    return {
      database,
      clock: () => now,
      logger,
      desk: createDesk(config, { ...content, calendars }, models, createKnowledgeBase()),
      copy: content.copy,
      locale: config.locale,
      timeZone: config.timeZone,
      channels: new Set(['web']),
      capabilities: () => undefined,
      mind: null,
      managers: config.managers.conversations,
      closeAfter: { duration: config.sla.closeAfter, calendar: 'cn' },
    };
  };
  const yaml = options.yaml ?? adminYaml;
  const office = build(yaml, [], silentLogger);
  const config = configure(yaml, content.calendars);
  await database.transact((tx) => syncConfiguredPeople(tx, config.people, now));
  let seen = 0;

  const write = <T>(
    actorId: string | null,
    work: (writer: ReturnType<typeof createTicketWriter>, actor: Person | null) => Promise<T>,
  ): Promise<T> =>
    database.transact(async (tx) => {
      const people = createPeople(tx);
      const actor = actorId === null ? null : await people.get(actorId);
      seen += 1;
      const speaker = createSpeaker(tx, office, `test:${seen}:${now}`, now, (id) => people.find(id));
      return work(createTicketWriter(tx, office, people, speaker, now), actor);
    });
  let lastId = 0;

  return {
    office,
    policies: config.sla.policies,
    dir,
    now: () => now,
    turn: (to) => {
      now = typeof to === 'number' ? now + to : Date.parse(to);
    },
    open: async (facts = {}) => {
      const plain = aTicket();
      const priority = facts.priority ?? 'P3';
      const requesterId = facts.requesterId ?? 'lin';
      const category = facts.category ?? plain.category;
      const policy = office.desk.policyFor({
        priority,
        category,
        impact: plain.impact,
        level: 'standard',
        group: 'service-desk',
        channel: 'web',
        kind: plain.kind,
      });
      const change: OpenedChange = {
        ...plain,
        type: 'opened',
        groupId: 'service-desk',
        requesterId,
        category,
        priority,
        policy,
        ...facts,
      };
      return write(requesterId, (writer, actor) => writer.open(change, actor, 'web'));
    },
    happen: async (number, actorId, ...changes) =>
      write(actorId, async (writer, actor) => {
        const ticket = await loadTicket(database.db, number);
        if (!ticket) throw new Error(`there is no T-${number}`);
        return writer.change(ticket, changes, actor, actorId === null ? null : 'web', null);
      }),
    told: async () => {
      const rows = await database.db
        .selectFrom('outbox')
        .select(['id', 'conversation_key', 'message', 'kind'])
        .where('id', '>', lastId)
        .orderBy('id')
        .execute();
      lastId = rows.at(-1)?.id ?? lastId;
      return rows
        .filter(({ kind }) => kind === 'post')
        .map(({ conversation_key, message }) => ({
          to: conversation_key,
          text: plainMessage(JSON.parse(message ?? '{}') as OutboundMessage),
        }));
    },
    restarted: (change) => build(change.yaml ?? yaml, change.calendars ?? [], change.logger ?? silentLogger),
    close: async () => {
      await database.close();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
