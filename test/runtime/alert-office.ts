import { loadConfig } from '../../src/config/load-config.ts';
import type { OutboundMessage } from '../../src/channel/outbound.ts';
import { createDesk } from '../../src/create-desk.ts';
import { silentLogger } from '../../src/kernel/logger.ts';
import { createKnowledgeBase } from '../../src/knowledge/knowledge-base.ts';
import type { Office } from '../../src/runtime/office.ts';
import { createPeople } from '../../src/runtime/people.ts';
import { createSpeaker } from '../../src/runtime/speak.ts';
import { sweepAlerts } from '../../src/runtime/sweep-alerts.ts';
import { createTicketWriter } from '../../src/runtime/ticket-writer.ts';
import type { Database } from '../../src/store/database.ts';
import { loadPerson, syncConfiguredPeople } from '../../src/store/person-store.ts';
import { loadTicket } from '../../src/store/ticket-store.ts';
import type { TicketChange } from '../../src/ticketing/ticket-event.ts';
import type { Priority } from '../../src/ticketing/classification.ts';
import { plainMessage } from '../support/plain-message.ts';
import { castYaml, loadShippedContent } from '../support/world.ts';
import { openTemporary } from '../store/temporary-database.ts';

export type ToldMessage = {
  readonly text: string;
  readonly message: OutboundMessage;
  readonly kind: string;
  readonly key: string;
};

/** A desk without channels, words or models: tickets, a clock to be turned, and what would be sent. */
export type AlertOffice = {
  readonly office: Office;
  readonly database: Database;
  now(): number;
  turnTo(at: string | number): void;
  /** Resolves to its number. */
  open(priority: Priority, facts?: { title?: string; groupId?: string }): Promise<number>;
  change(number: number, actorId: string | null, ...changes: TicketChange[]): Promise<void>;
  sweep(): Promise<void>;
  /** Posts that are alerts, by conversation (`web:@wang`, `web:desk`), oldest first; repaints too where asked. */
  told(place: string, kind?: 'post' | 'edit'): Promise<ToldMessage[]>;
  keys(): Promise<string[]>;
};

/** `yaml` is added to the cast's; `database`: one that is there already. */
export async function openAlertOffice(
  at: string,
  yaml = '',
  { cast = castYaml, database: given }: { cast?: string; database?: Database } = {},
): Promise<AlertOffice> {
  const content = loadShippedContent();
  const loaded = loadConfig({
    file: '/nowhere/bot.config.yaml',
    text: `${cast}\n${yaml}`,
    env: {},
    articleDir: '',
    known: {
      categories: content.taxonomy.map(({ id }) => id),
      calendars: content.calendars,
      channels: ['web'],
    },
    readText: () => '',
  });
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems, null, 2));
  const { config } = loaded;
  const database = given ?? (await openTemporary());
  let now = Date.parse(at);
  await database.transact((tx) => syncConfiguredPeople(tx, config.people, now));
  const models = {
    understand: () => {
      throw new Error('nobody says anything here');
    },
    warmUp: () => undefined,
  };
  const office: Office = {
    database,
    clock: () => now,
    logger: silentLogger,
    desk: createDesk(config, content, models, createKnowledgeBase()),
    copy: content.copy,
    locale: config.locale,
    timeZone: config.timeZone,
    channels: new Set(['web']),
    capabilities: () => undefined,
    mind: null,
    managers: config.managers.conversations,
    closeAfter: { duration: config.sla.closeAfter, calendar: 'cn' },
  };
  let causes = 0;
  const write = async <T>(
    actorId: string | null,
    work: (
      writer: ReturnType<typeof createTicketWriter>,
      actor: NonNullable<Awaited<ReturnType<typeof loadPerson>>> | null,
    ) => Promise<T>,
  ): Promise<T> =>
    database.transact(async (tx) => {
      const people = createPeople(tx);
      const actor = actorId === null ? null : await people.get(actorId);
      causes += 1;
      const speaker = createSpeaker(tx, office, `test:${now}:${causes}`, now, (id) => people.find(id));
      return work(createTicketWriter(tx, office, people, speaker, now), actor);
    });

  return {
    office,
    database,
    now: () => now,
    turnTo: (to) => {
      now = typeof to === 'number' ? to : Date.parse(to);
    },
    open: async (priority, { title = '打印机卡纸', groupId = 'service-desk' } = {}) => {
      const policy = office.desk.policyFor({ priority });
      const lin = await loadPerson(database.db, 'lin');
      const ticket = await write('lin', (writer) =>
        writer.open(
          {
            type: 'opened',
            kind: 'incident',
            category: 'hardware.printer',
            impact: 'user',
            urgency: 'blocked',
            priority,
            priorityReasons: [],
            title,
            description: title,
            requesterId: 'lin',
            groupId,
            locale: 'zh-CN',
            questionnaire: null,
            attachments: [],
            policy,
            recoveryFor: null,
          },
          lin ?? null,
          'web',
        ),
      );
      return ticket.number;
    },
    change: async (number, actorId, ...changes) => {
      await write(actorId, async (writer, actor) => {
        const ticket = await loadTicket(database.db, number);
        if (!ticket) throw new Error(`there is no T-${number}`);
        return writer.change(ticket, changes, actor, 'web', null);
      });
    },
    sweep: async () => {
      await sweepAlerts(office);
    },
    told: async (place, kind = 'post') => {
      const rows = await database.db
        .selectFrom('outbox')
        .select(['message', 'kind', 'idem_key', 'card_key'])
        .where('conversation_key', '=', place)
        .where('kind', '=', kind)
        .orderBy('id')
        .execute();
      return rows
        .filter((row) => row.card_key?.startsWith('alert:') === true && row.message !== null)
        .map((row) => {
          const message = JSON.parse(row.message ?? '') as OutboundMessage;
          return { text: plainMessage(message), message, kind: row.kind, key: row.idem_key };
        });
    },
    keys: async () => {
      const rows = await database.db
        .selectFrom('sla_alert')
        .select(['ticket', 'cycle', 'target', 'level', 'repetition'])
        .orderBy('id')
        .execute();
      return rows.map(
        ({ ticket, cycle, target, level, repetition }) =>
          `T-${ticket} ${cycle}/${target}/${level}${repetition > 0 ? `#${repetition + 1}` : ''}`,
      );
    },
  };
}
