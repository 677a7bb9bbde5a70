import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findChannel, installedChannels } from '../../adapters/registry.ts';
import { createApp, type App } from '../../src/app.ts';
import { loadConfig } from '../../src/config/load-config.ts';
import { randomIds } from '../../src/kernel/ids.ts';
import { silentLogger, type Logger } from '../../src/kernel/logger.ts';
import { openDatabase, type Database } from '../../src/store/database.ts';
import { findNextAttemptAt } from '../../src/store/outbox-store.ts';
import type { FakePlatform, Place, ShownMessage } from '../fakes/fake-platform.ts';
import { createPlainAdapter } from '../fakes/plain/adapter.ts';
import type { FakePlain } from '../fakes/plain/platform.ts';
import { createWebStage, type Stage } from './web-stage.ts';
import { loadShippedContent, loadShippedModels } from './world.ts';

/** The people of every scenario, as in world.ts, with one identity on each platform they are on. */
const cast = {
  lin: { name: '小林', roles: ['requester'], locale: 'zh-CN' },
  emma: { name: 'Emma', roles: ['requester'], locale: 'en' },
  wang: { name: '王工', roles: ['agent'], locale: 'zh-CN' },
  li: { name: '李工', roles: ['agent'], locale: 'zh-CN' },
  zhou: { name: '周主管', roles: ['lead'], locale: 'zh-CN' },
  chen: { name: '陈经理', roles: ['manager'], locale: 'zh-CN' },
} as const;
export type Who = keyof typeof cast;
export type GroupName = 'desk' | 'managers';

/** How platforms write ids. */
const idStyle: Readonly<Record<string, { person(id: string): string; group(id: string): string }>> = {
  slack: { person: (id) => `U0${id.toUpperCase()}`, group: (id) => `C0${id.toUpperCase()}` },
  dingtalk: { person: (id) => id, group: (id) => `cid${id}` },
  wecom: { person: (id) => id, group: (id) => `wr${id}` },
};

export function userIdOn(channel: string, who: string): string {
  return idStyle[channel]?.person(who) ?? who;
}

export function groupIdOn(channel: string, group: GroupName): string {
  return idStyle[channel]?.group(group) ?? group;
}

/** A clock that runs and can be turned on. Fakes that keep time get the same. */
export type OfficeClock = { readonly now: () => number; turn(ms: number): void };

/** @param at ISO instant at which it starts; null: now */
export function createOfficeClock(at: string | null = null): OfficeClock {
  let offset = at === null ? 0 : Date.parse(at) - Date.now();
  return {
    now: () => Date.now() + offset,
    turn: (ms) => {
      offset += ms;
    },
  };
}

export type OfficeOnOptions = {
  readonly platforms: readonly FakePlatform[];
  /** Whether the web chat runs too. */
  readonly web?: boolean;
  readonly clock?: OfficeClock;
  /** Where somebody is; the first platform by default. One place each: other platforms do not know them. */
  readonly seats?: Partial<Record<Who, string>>;
  /** On which platforms the groups have a conversation; all by default. */
  readonly groups?: Partial<Record<GroupName, readonly string[]>>;
  /** More of bot.config.yaml. */
  readonly yaml?: string;
  readonly logger?: Logger;
};

export type OfficeOn = {
  /** Somebody types where they sit: directly, or in a group. Resolves to what the bot said there in answer. */
  says(who: Who, text: string, group?: GroupName): Promise<readonly ShownMessage[]>;
  /** Presses the newest button with that label they see there, or does what a person would where there are none. */
  presses(who: Who, label: string, group?: GroupName): Promise<readonly ShownMessage[]>;
  /** What stands there now. */
  sees(who: Who, group?: GroupName): Promise<readonly ShownMessage[]>;
  seatOf(who: Who): string;
  stage(channel: string): Stage;
  placeOf(who: Who, group?: GroupName): Place;
  /** Turns the clock and lets what falls due happen: an instant (ISO) or a span (ms). */
  passes(to: string | number): Promise<void>;
  /** Until all that came in is handled, and all that is said has arrived: waits that platforms order are passed over. */
  settle(): Promise<void>;
  restart(): Promise<void>;
  readiness(): Promise<{ status: number; channels: Record<string, { state: string; reason?: string }> }>;
  readonly app: () => App;
  readonly url: () => string;
  readonly database: () => Database;
  close(): Promise<void>;
};

/** The whole product on any set of platforms, in a folder of its own. */
export async function openOfficeOn(options: OfficeOnOptions): Promise<OfficeOn> {
  const { platforms, web = platforms.length === 0, clock = createOfficeClock() } = options;
  const channels = [...platforms.map(({ channel }) => channel), ...(web ? ['web'] : [])];
  const first = channels[0] ?? 'web';
  const seatOf = (who: Who): string => options.seats?.[who] ?? first;
  const dir = mkdtempSync(join(tmpdir(), 'bangban-office-'));
  const content = loadShippedContent();
  const models = await loadShippedModels();
  // A platform waits 3 s for our word; dictionaries are not to be read meanwhile.
  models.warmUp();
  const who = Object.keys(cast) as Who[];

  for (const platform of platforms) {
    for (const id of who) {
      if (seatOf(id) !== platform.channel) continue;
      const { name, locale } = cast[id];
      platform.addPerson({ userId: userIdOn(platform.channel, id), name, locale, timeZone: 'Asia/Shanghai' });
    }
    for (const group of ['desk', 'managers'] as const) platform.addGroup(groupIdOn(platform.channel, group));
  }

  const config = readConfig({ ...options, web, channels, seatOf, dir });
  let app: App;
  let url = '';
  let database: Database;
  const open = async (): Promise<void> => {
    app = await createApp({
      ...{ models, config, content, clock: clock.now, ids: randomIds, random: () => 0.5 },
      logger: options.logger ?? silentLogger,
      findChannel: (name) => plainChannel(platforms, name) ?? findChannel(name),
    });
    ({ url } = await app.start());
    database = await openDatabase(config.storage.url);
  };
  const shut = async (): Promise<void> => {
    await database.close();
    await app.stop();
  };
  await open();

  const stages = new Map<string, Stage>(platforms.map((platform) => [platform.channel, platform]));
  if (web) stages.set('web', createWebStage({ url: () => url, database: () => database }));
  const stage = (channel: string): Stage => {
    const found = stages.get(channel);
    if (!found) throw new Error(`nobody plays ${channel}`);
    return found;
  };
  const placeOf = (id: Who, group?: GroupName): Place =>
    group === undefined ? `@${userIdOn(seatOf(id), id)}` : groupIdOn(seatOf(id), group);
  const sees = async (id: Who, group?: GroupName): Promise<readonly ShownMessage[]> =>
    stage(seatOf(id)).shown(placeOf(id, group), userIdOn(seatOf(id), id));

  const settle = async (): Promise<void> => {
    // Retry-After, a second between messages, thirty a minute: nobody waits for that in a test.
    for (let round = 0; round < 400; round += 1) {
      await app.settle();
      const at = await findNextAttemptAt(database.db);
      if (at === null || at - clock.now() > 90_000) return;
      // A little late, as timers are: the way to a platform is not always equally long.
      if (at > clock.now()) clock.turn(at - clock.now() + 200);
    }
    const waiting = await database.db
      .selectFrom('outbox')
      .select(['id', 'kind', 'conversation_key', 'attempts', 'error'])
      .where('next_attempt_at', 'is not', null)
      .execute();
    throw new Error(`it never comes to rest: ${JSON.stringify(waiting)}`);
  };

  const countEvents = async (): Promise<number> => {
    const rows = await database.db
      .selectFrom('inbox')
      .select((eb) => eb.fn.countAll().as('count'))
      .execute();
    return Number(rows[0]?.count ?? 0);
  };

  const reaction = async (id: Who, group: GroupName | undefined, act: () => Promise<boolean>) => {
    const before = new Map((await sees(id, group)).map((one) => [one.messageId, one.text]));
    const known = await countEvents();
    if (!(await act())) throw new Error(`${seatOf(id)} was not told that we have what ${id} did`);
    // Some platforms ask for no word that we have it: then it may still be on its way.
    for (let wait = 0; wait < 100 && (await countEvents()) === known; wait += 1)
      await new Promise((resolve) => setTimeout(resolve, 10));
    await settle();
    return (await sees(id, group)).filter(({ messageId, text }) => before.get(messageId) !== text);
  };

  return {
    says: (id, text, group) =>
      reaction(id, group, () => stage(seatOf(id)).says(userIdOn(seatOf(id), id), placeOf(id, group), text)),
    presses: (id, label, group) =>
      reaction(id, group, () =>
        stage(seatOf(id)).presses(userIdOn(seatOf(id), id), placeOf(id, group), label),
      ),
    sees,
    seatOf,
    stage,
    placeOf,
    passes: async (to) => {
      clock.turn(typeof to === 'number' ? to : Date.parse(to) - clock.now());
      await app.sweep();
      await settle();
    },
    settle,
    restart: async () => {
      await shut();
      // It takes its time.
      clock.turn(2_000);
      await open();
    },
    readiness: async () => {
      const response = await fetch(`${url}/readyz`);
      const body = (await response.json()) as {
        channels: Record<string, { state: string; reason?: string }>;
      };
      return { status: response.status, channels: body.channels };
    },
    app: () => app,
    url: () => url,
    database: () => database,
    close: async () => {
      await shut();
      for (const platform of platforms) await platform.close();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

type Channel = NonNullable<ReturnType<typeof findChannel>>;

function plainChannel(platforms: readonly FakePlatform[], name: string): Channel | undefined {
  const platform = platforms.find((one) => one.channel === name && 'wire' in one) as FakePlain | undefined;
  return (
    platform && {
      create: ({ context }) => createPlainAdapter(platform.wire, context),
      missingKeys: () => [],
    }
  );
}

function readConfig(options: {
  readonly platforms: readonly FakePlatform[];
  readonly web: boolean;
  readonly channels: readonly string[];
  readonly seatOf: (who: Who) => string;
  readonly groups?: OfficeOnOptions['groups'];
  readonly yaml?: string;
  readonly dir: string;
}) {
  const { platforms, web, channels, seatOf, groups, dir } = options;
  const people = (Object.keys(cast) as Who[]).map((id) => {
    const seat = seatOf(id);
    const identities = { [seat]: userIdOn(seat, id) };
    return { id, ...cast[id], identities };
  });
  const places = (group: GroupName): string[] =>
    (groups?.[group] ?? channels).map((channel) => `${channel}:${groupIdOn(channel, group)}`);
  const desk = { id: 'service-desk', name: '服务台', tier: 1, categories: ['*'], lead: 'zhou' };
  const block = [...platforms.map(({ yaml }) => yaml), ...(web ? ['web:\n  enabled: true'] : [])]
    .flatMap((yaml) => yaml.trimEnd().split('\n'))
    .map((line) => `  ${line}`);
  const text = [
    'locale: zh-CN',
    'timeZone: Asia/Shanghai',
    'http: { port: 0 }',
    `dataDir: ${JSON.stringify(dir)}`,
    `people: ${JSON.stringify(people)}`,
    `groups: ${JSON.stringify([{ ...desk, conversations: places('desk') }])}`,
    `managers: ${JSON.stringify({ conversations: places('managers') })}`,
    'channels:',
    ...block,
    options.yaml ?? '',
  ].join('\n');
  const content = loadShippedContent();
  const loaded = loadConfig({
    file: join(dir, 'bot.config.yaml'),
    text,
    env: Object.assign({}, ...platforms.map(({ env }) => env)) as Record<string, string>,
    articleDir: join(import.meta.dirname, '../../data/kb'),
    known: {
      categories: content.taxonomy.map(({ id }) => id),
      calendars: content.calendars,
      channels: [...new Set([...installedChannels, ...channels])],
    },
    readText: () => '',
  });
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems, null, 2));
  return loaded.config;
}
