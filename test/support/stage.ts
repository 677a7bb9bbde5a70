import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Capabilities, ChannelAdapter, Delivery, Intake } from '../../src/channel/adapter.ts';
import { conversationKey, type Conversation } from '../../src/channel/conversation.ts';
import type { Form, FormAnswers } from '../../src/channel/form.ts';
import type { InboundBody, Sender } from '../../src/channel/inbound.ts';
import type { OutboundMessage } from '../../src/channel/outbound.ts';
import { loadConfig } from '../../src/config/load-config.ts';
import { createDesk } from '../../src/create-desk.ts';
import { createKnowledgeBase } from '../../src/knowledge/knowledge-base.ts';
import { createTicketMemory } from '../../src/knowledge/ticket-memory.ts';
import { decodeLexicon } from '../../src/understanding/text/decode-lexicon.ts';
import { createFindConcepts } from '../../src/understanding/text/lexicon.ts';
import type { Logger } from '../../src/kernel/logger.ts';
import type { Person } from '../../src/people/person.ts';
import { createService } from '../../src/runtime/service.ts';
import { type Database, openDatabase } from '../../src/store/database.ts';
import { syncConfiguredPeople } from '../../src/store/person-store.ts';
import { plainMessage } from './plain-message.ts';
import { castYaml, loadShippedContent, loadShippedModels } from './world.ts';

/** A turn that fails is seen where it failed, not where its answer is missed. */
const loud: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: (message, _, error) => {
    throw new Error(message, { cause: error });
  },
  child: () => loud,
};

const poor: Capabilities = {
  buttons: false,
  edit: false,
  threads: false,
  forms: false,
  ephemeral: false,
  home: false,
  repeats: 'kept',
  maxTextLength: 10_000,
};
const rich: Capabilities = {
  buttons: true,
  edit: true,
  threads: true,
  forms: true,
  ephemeral: true,
  home: true,
  repeats: 'kept',
  maxTextLength: 10_000,
};

/** Two platforms in memory: `rich` can everything a channel may, `poor` nothing but text. */
export type ChannelName = 'rich' | 'poor';

export type Shown = {
  readonly messageId: string;
  readonly text: string;
  readonly message: OutboundMessage;
  readonly threadOf: string | null;
  /** The one person who sees it; null: everybody there. */
  readonly visibleTo: string | null;
};

/** Where somebody acts: their direct conversation, or a group. */
export type Scene = {
  readonly channel?: ChannelName;
  readonly group?: string;
  readonly thread?: string;
  readonly addressed?: boolean;
  readonly email?: string;
  readonly department?: string;
};

export type Stage = {
  /** Types, and waits until all that follows has happened; resolves to what is new in that place. */
  says(userId: string, text: string, scene?: Scene): Promise<Shown[]>;
  /** Presses the newest button with that label there; forms are opened by it. */
  presses(userId: string, label: string, scene?: Scene): Promise<Shown[]>;
  /** Anything else a platform may tell. */
  does(userId: string, body: InboundBody, scene?: Scene): Promise<Shown[]>;
  sendsForm(userId: string, form: Form, answers: FormAnswers, scene?: Scene): Promise<Shown[]>;
  /** The form on somebody's screen. */
  form(userId: string, channel?: ChannelName): Form;
  forms(): number;
  /** `@lin` or `desk`, oldest first. */
  shown(place: string, channel?: ChannelName): readonly Shown[];
  home(userId: string): string;
  passes(ms: number): void;
  /** What an administrator's restart with another list of people does. */
  configures(people: readonly Person[]): Promise<void>;
  readonly database: Database;
};

export function somebody(id: string, facts: Partial<Person> = {}): Person {
  return {
    id,
    name: id,
    email: null,
    roles: ['requester'],
    locale: 'zh-CN',
    timeZone: null,
    level: 'standard',
    department: null,
    identities: { rich: id },
    ...facts,
  };
}

export const cast: readonly Person[] = [
  somebody('lin', { name: '小林' }),
  somebody('emma', { name: 'Emma', locale: 'en' }),
  somebody('yating', { name: '雅婷', locale: 'zh-TW' }),
  somebody('wang', { name: '王工', roles: ['agent'], email: 'wang@corp.cn' }),
  somebody('li', { name: '李工', roles: ['agent'] }),
  somebody('boss', { name: '管理员', roles: ['administrator'], email: 'boss@corp.cn' }),
];

/** The real desk with the shipped content, on platforms that show what a platform would. */
export async function openStage(people: readonly Person[] = cast, yaml = ''): Promise<Stage> {
  const dir = mkdtempSync(join(tmpdir(), 'bangban-stage-'));
  const content = loadShippedContent();
  const loaded = loadConfig({
    file: join(dir, 'bot.config.yaml'),
    text: `${castYaml}\n${yaml}\ndataDir: ${JSON.stringify(dir)}\n`,
    env: {},
    articleDir: '',
    known: {
      categories: content.taxonomy.map(({ id }) => id),
      calendars: content.calendars,
      channels: ['web'],
    },
    readText: () => '',
  });
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  const config = {
    ...loaded.config,
    groups: [
      {
        id: 'service-desk',
        name: '服务台',
        tier: 1 as const,
        categories: [],
        lead: null,
        conversations: [{ kind: 'group' as const, channel: 'rich', groupId: 'desk' }],
      },
    ],
  };
  const database = await openDatabase(config.storage.url);
  await database.transact((tx) => syncConfiguredPeople(tx, people, 0));
  let now = Date.parse('2026-11-24T10:00:00+08:00');
  let count = 0;
  const places = new Map<string, Shown[]>();
  const screens = new Map<string, Form>();
  const homes = new Map<string, string>();
  let formCount = 0;
  const intakes = new Map<string, Intake>();

  const show = (delivery: Delivery): string | null => {
    const key = conversationKey(delivery.to);
    const there = places.get(key) ?? [];
    places.set(key, there);
    switch (delivery.kind) {
      case 'post': {
        count += 1;
        const messageId = `m${count}`;
        const { message, threadOf, visibleTo } = delivery;
        there.push({ messageId, text: plainMessage(message), message, threadOf, visibleTo });
        return messageId;
      }
      case 'edit': {
        const at = there.findIndex(({ messageId }) => messageId === delivery.messageId);
        const old = there[at];
        if (old) there[at] = { ...old, message: delivery.message, text: plainMessage(delivery.message) };
        return delivery.messageId;
      }
      case 'home':
        homes.set(key, plainMessage(delivery.message));
        return null;
      case 'form':
        formCount += 1;
        screens.set(key.replace(/:.*/, '') + delivery.trigger, delivery.form);
        return null;
    }
  };
  const adapter = (name: ChannelName, capabilities: Capabilities): ChannelAdapter => ({
    name,
    capabilities,
    start: (intake) => {
      intakes.set(name, intake);
      return Promise.resolve();
    },
    stop: () => Promise.resolve(),
    health: () => ({ state: 'connected', lastFrameAt: null }),
    send: (delivery) => Promise.resolve({ type: 'sent', messageId: show(delivery) }),
  });
  const knowledge = createKnowledgeBase(createFindConcepts(decodeLexicon(content.vocabulary).lexicon));
  for (const article of content.articles) knowledge.put(article);
  const service = createService({
    office: {
      database,
      clock: () => now,
      logger: loud,
      desk: createDesk(config, content, await loadShippedModels(), knowledge, createTicketMemory()),
      copy: content.copy,
      locale: config.locale,
      timeZone: config.timeZone,
      mind: null,
      managers: [],
      closeAfter: { duration: config.sla.closeAfter, calendar: 'cn' },
    },
    adapters: [adapter('rich', rich), adapter('poor', poor)],
    policies: config.sla.policies,
    random: () => 0.5,
    alertsEveryMs: 3_600_000,
    closingsEveryMs: 3_600_000,
  });
  await service.start();
  onTestFinished(async () => {
    await service.stop();
    await database.close();
    rmSync(dir, { recursive: true, force: true });
  });

  const nameOf = (userId: string): string => people.find(({ id }) => id === userId)?.name ?? userId;
  const placeOf = (userId: string, { channel = 'rich', group }: Scene): Conversation =>
    group === undefined ? { kind: 'direct', channel, userId } : { kind: 'group', channel, groupId: group };
  const senderOf = (userId: string, scene: Scene): Sender => ({
    userId,
    name: nameOf(userId),
    locale: null,
    timeZone: null,
    email: scene.email ?? null,
    department: scene.department ?? null,
  });
  let events = 0;
  const does: Stage['does'] = async (userId, body, scene = {}) => {
    events += 1;
    const conversation = placeOf(userId, scene);
    const key = conversationKey(conversation);
    const before = new Set((places.get(key) ?? []).map(({ messageId }) => messageId));
    const { channel } = conversation;
    await intakes.get(channel)?.accept({
      channel,
      eventId: `e${events}`,
      conversation,
      sender: senderOf(userId, scene),
      occurredAt: now,
      body,
    });
    await service.settle();
    now += 1_000;
    return (places.get(key) ?? []).filter(({ messageId }) => !before.has(messageId));
  };
  return {
    does,
    says: (userId, text, scene = {}) =>
      does(
        userId,
        {
          type: 'message',
          text,
          mentions: [],
          attachments: [],
          addressed: scene.addressed ?? true,
          thread: scene.thread ?? null,
        },
        scene,
      ),
    presses: (userId, label, scene = {}) => {
      const there = places.get(conversationKey(placeOf(userId, scene))) ?? [];
      const action = there
        .filter(({ visibleTo }) => visibleTo === null || visibleTo === userId)
        .flatMap(({ message }) => message.actions)
        .findLast((one) => one.label === label || one.action === label)?.action;
      if (action === undefined) throw new Error(`${userId} sees no button "${label}"`);
      return does(userId, { type: 'press', action, trigger: `@${userId}` }, scene);
    },
    sendsForm: (userId, { formId }, answers, scene = {}) =>
      does(userId, { type: 'form', formId, answers }, scene),
    form: (userId, channel = 'rich') => {
      const form = screens.get(`${channel}@${userId}`);
      if (!form) throw new Error(`${userId} has no form on the screen`);
      return form;
    },
    forms: () => formCount,
    shown: (place, channel = 'rich') => places.get(`${channel}:${place}`) ?? [],
    home: (userId) => homes.get(`rich:@${userId}`) ?? '',
    passes: (ms) => {
      now += ms;
    },
    configures: (list) => database.transact((tx) => syncConfiguredPeople(tx, list, now)),
    database,
  };
}

/** From a jammed printer to the first question. */
export async function toFirstQuestion(stage: Stage, userId = 'lin'): Promise<Shown> {
  await stage.says(userId, '三楼打印机卡纸了，怎么都打不出来');
  const said = await stage.presses(userId, userId === 'emma' ? 'Not solved' : '没解决');
  const question = said.at(-1);
  if (!question) throw new Error('nothing was asked');
  return question;
}

/** A printer ticket with its card in the group. */
export async function openTicket(stage: Stage, userId = 'lin'): Promise<Shown> {
  await stage.says(userId, '/human');
  await stage.says(userId, '三楼打印机卡纸了，怎么都打不出来');
  const card = stage.shown('desk').findLast(({ text }) => /^T-\d+ ·/.test(text));
  if (!card) throw new Error('no ticket was opened');
  return card;
}
