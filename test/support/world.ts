import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installedChannels } from '../../adapters/registry.ts';
import { createApp, type App } from '../../src/app.ts';
import type { OutboundMessage } from '../../src/channel/outbound.ts';
import { loadConfig } from '../../src/config/load-config.ts';
import type { Content } from '../../src/content/content.ts';
import { loadContent, loadFoundations } from '../../src/content/load-content.ts';
import type { LearningModels } from '../../src/create-desk.ts';
import { loadModels } from '../../src/load-models.ts';
import { randomIds } from '../../src/kernel/ids.ts';
import type { Calendar } from '../../src/sla/calendar.ts';
import { silentLogger, type Logger } from '../../src/kernel/logger.ts';
import { openDatabase, type Database } from '../../src/store/database.ts';
import { createTranscript } from '../../src/store/transcript-store.ts';
import { plainMessage } from './plain-message.ts';

const root = join(import.meta.dirname, '../..');
let shippedContent: Content | undefined;

/** The shipped content, read once per test file. */
export function loadShippedContent(): Content {
  if (shippedContent) return shippedContent;
  const foundations = loadFoundations(root);
  const { content, problems } = loadContent({
    root,
    articleDir: join(root, 'data/kb'),
    foundations,
    cacheDir: null,
  });
  if (!content)
    throw new Error(
      problems.map(({ file, line, message }) => `${file}:${line ?? ''} ${message.en}`).join('\n'),
    );
  return (shippedContent = content);
}

let shippedModels: Promise<LearningModels> | undefined;

/** Trained once for all test files: the cache is keyed by the content. */
export function loadShippedModels(): Promise<LearningModels> {
  return (shippedModels ??= loadModels(loadShippedContent(), join(tmpdir(), 'bangban-test-models')));
}

/** The cast of every scenario. */
export const castYaml = `
locale: zh-CN
timeZone: Asia/Shanghai
http: { port: 0 }
people:
  - { id: lin, name: 小林, roles: [requester], locale: zh-CN, identities: { web: lin } }
  - { id: emma, name: Emma, roles: [requester], locale: en, identities: { web: emma } }
  - { id: yating, name: 雅婷, roles: [requester], locale: zh-TW, level: vip, identities: { web: yating } }
  - { id: wang, name: 王工, roles: [agent], locale: zh-CN, identities: { web: wang } }
  - { id: li, name: 李工, roles: [agent], locale: zh-CN, identities: { web: li } }
  - { id: zhou, name: 周主管, roles: [lead], locale: zh-CN, identities: { web: zhou } }
  - { id: chen, name: 陈经理, roles: [manager], locale: zh-CN, identities: { web: chen } }
groups:
  - { id: service-desk, name: 服务台, tier: 1, categories: ["*"], lead: zhou, conversations: ["web:desk"] }
managers: { conversations: ["web:managers"] }
`;

export type Said = {
  readonly text: string;
  readonly message: OutboundMessage;
  readonly messageId: string;
  readonly edited: boolean;
};

export type World = {
  readonly url: string;
  /** The running instance's folder. */
  readonly dir: string;
  /** Types as somebody, and waits until all that follows has happened. Resolves to what the bot said in that conversation. */
  says(userId: string, text: string, place?: string): Promise<Said[]>;
  /** Presses the newest button with that label (or action) that the person sees there. */
  presses(userId: string, label: string, place?: string): Promise<Said[]>;
  sends(userId: string, file: { name: string; bytes: Uint8Array }, text?: string): Promise<Said[]>;
  /** Everything the bot has said there: `@lin`, `desk`, `managers`. */
  heard(place: string): Promise<Said[]>;
  /** Turns the clock to an instant (ISO) or on by a span (ms), and lets what falls due meanwhile happen. */
  passes(to: string | number): Promise<void>;
  now(): number;
  restart(): Promise<void>;
  /** Waits until all that came in has been handled and answered. */
  settle(): Promise<void>;
  readonly database: () => Database;
  close(): Promise<void>;
};

export async function openWorld(options: {
  at: string;
  yaml?: string;
  logger?: Logger;
  /** Besides the shipped ones. */
  calendars?: readonly Calendar[];
}): Promise<World> {
  const dir = mkdtempSync(join(tmpdir(), 'bangban-'));
  const shipped = loadShippedContent();
  const own = (options.calendars ?? []).map((calendar) => [calendar.name, calendar] as const);
  const content = { ...shipped, calendars: new Map([...shipped.calendars, ...own]) };
  const models = await loadShippedModels();
  const file = join(dir, 'bot.config.yaml');
  const loaded = loadConfig({
    file,
    text: `${options.yaml ?? castYaml}\ndataDir: ${JSON.stringify(dir)}\n`,
    env: {},
    articleDir: join(root, 'data/kb'),
    known: {
      categories: content.taxonomy.map(({ id }) => id),
      calendars: content.calendars,
      channels: installedChannels,
    },
    readText: () => '',
  });
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems, null, 2));
  const { config } = loaded;
  let now = Date.parse(options.at);
  let app: App;
  let url = '';
  let database: Database;

  const open = async (): Promise<void> => {
    app = await createApp({
      models,
      config,
      content,
      clock: () => now,
      ids: randomIds,
      random: () => 0.5,
      logger: options.logger ?? silentLogger,
    });
    ({ url } = await app.start());
    database = await openDatabase(config.storage.url);
  };
  const shut = async (): Promise<void> => {
    await database.close();
    await app.stop();
  };
  await open();

  const keyOf = (place: string): string => `web:${place}`;
  const heard = async (place: string): Promise<Said[]> => {
    const entries = await createTranscript(database).list([keyOf(place)], 0, 10_000);
    return (
      entries
        .filter(({ authorUserId }) => authorUserId === null)
        // Entries come in the order they changed; people read them in the order they were said.
        .sort((a, b) => Number(a.messageId.slice(1)) - Number(b.messageId.slice(1)))
        .map(({ message, messageId, editedAt }) => ({
          text: plainMessage(message),
          message,
          messageId,
          edited: editedAt !== null,
        }))
    );
  };
  const post = async (path: string, body: object): Promise<void> => {
    const response = await fetch(`${url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: new URL(url).origin },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${path} → ${response.status} ${await response.text()}`);
  };
  const reactions = async (place: string, act: () => Promise<void>): Promise<Said[]> => {
    const before = new Set((await heard(place)).map(({ messageId }) => messageId));
    await act();
    await app.settle();
    now += 1_000;
    return (await heard(place)).filter(({ messageId }) => !before.has(messageId));
  };
  const conversationOf = (userId: string, place: string): string => (place === `@${userId}` ? '@me' : place);

  return {
    dir,
    get url() {
      return url;
    },
    says: (userId, text, place = `@${userId}`) =>
      reactions(place, () =>
        post('/chat/messages', {
          as: userId,
          conversation: conversationOf(userId, place),
          text,
          clientId: randomUUID(),
        }),
      ),
    presses: (userId, label, place = `@${userId}`) =>
      reactions(place, async () => {
        const found = (await heard(place))
          .reverse()
          .flatMap(({ message, messageId }) =>
            message.actions
              .filter((one) => one.label === label || one.action === label)
              .map(({ action }) => ({ action, messageId })),
          )[0];
        if (!found) throw new Error(`nobody sees a button "${label}" in ${place}`);
        await post('/chat/presses', {
          as: userId,
          conversation: conversationOf(userId, place),
          clientId: randomUUID(),
          ...found,
        });
      }),
    sends: (userId, { name, bytes }, text = '') =>
      reactions(`@${userId}`, async () => {
        const form = new FormData();
        form.set('as', userId);
        form.set('file', new File([new Uint8Array(bytes)], name));
        const response = await fetch(`${url}/chat/attachments`, {
          method: 'POST',
          headers: { origin: new URL(url).origin },
          body: form,
        });
        if (!response.ok) throw new Error(`upload → ${response.status} ${await response.text()}`);
        const { key } = (await response.json()) as { key: string };
        await post('/chat/messages', {
          as: userId,
          conversation: '@me',
          text,
          attachmentKeys: [key],
          clientId: randomUUID(),
        });
      }),
    heard,
    passes: async (to) => {
      now = typeof to === 'number' ? now + to : Date.parse(to);
      await app.sweep();
      await app.settle();
    },
    now: () => now,
    settle: () => app.settle(),
    restart: async () => {
      await shut();
      await open();
    },
    database: () => database,
    close: async () => {
      await shut();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
