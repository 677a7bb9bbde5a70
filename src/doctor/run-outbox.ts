import { existsSync } from 'node:fs';
import { listEnabledChannels, type BotConfig } from '../config/bot-config.ts';
import { describeConfigProblems } from '../config/describe-problems.ts';
import { loadConfigFile } from '../config/load-config-file.ts';
import { loadFoundations } from '../content/load-content.ts';
import { BotError } from '../kernel/bot-error.ts';
import { same, words, type Words } from '../kernel/document/words.ts';
import type { Locale } from '../kernel/locale.ts';
import { openDatabase, type Database } from '../store/database.ts';
import { inspectDatabase } from '../store/inspect-database.ts';
import type { OutboxItem } from '../store/outbox-item.ts';
import { dropStuck, listDead, listUnknown, requeueStuck } from '../store/stuck-outbox-store.ts';
import { describeStuck } from './check-stuck.ts';
import type { Diagnosis, DoctorOptions } from './run-doctor.ts';

/** What an administrator wants done with messages that were not delivered. */
export type OutboxOrder =
  | { readonly type: 'list' }
  | { readonly type: 'resend'; readonly id: number }
  /** Everything that was given up; never what may have arrived. */
  | { readonly type: 'resend-all' }
  | { readonly type: 'drop'; readonly id: number };

type Told = { readonly lines: readonly Words[]; readonly exitCode: 0 | 1 };

const refuse = (...lines: Words[]): Told => ({ lines, exitCode: 1 });
const done = (...lines: Words[]): Told => ({ lines, exitCode: 0 });

/**
 * Lists, sends again or drops what got stuck in the outbox; a running instance may be at work on the same database, and
 * finds within seconds what was queued. Starts nothing, connects to nothing, never throws.
 */
export async function runOutbox(
  options: Pick<DoctorOptions, 'root' | 'configFile' | 'env' | 'installedChannels' | 'now'>,
  order: OutboxOrder,
): Promise<Diagnosis> {
  const { root, configFile, env, installedChannels, now } = options;
  const { taxonomy, calendars } = loadFoundations(root).foundations;
  const known = { categories: taxonomy.map(({ id }) => id), calendars, channels: installedChannels };
  const loaded = loadConfigFile({ configFile, root, env, known });
  if (!loaded.ok) {
    const text = describeConfigProblems(loaded.problems, loaded.locale).join('\n');
    return { text, exitCode: 1 };
  }
  const { lines, exitCode } = await obey(loaded.config, order, now);
  return { text: inLanguage(lines, loaded.config.locale), exitCode };
}

function inLanguage(lines: readonly Words[], locale: Locale): string {
  return lines.map(({ en, zh }) => (locale === 'en' ? en : zh)).join('\n');
}

async function obey(config: BotConfig, order: OutboxOrder, now: number): Promise<Told> {
  const path = config.storage.url.replace(/^sqlite:/, '');
  if (!existsSync(path)) return refuse(words(`there is no database at ${path}`, `没有数据库文件：${path}`));
  let database: Database | undefined;
  try {
    const { schema } = await inspectDatabase(path);
    // Opening would bring the schema up to ours, under the feet of an instance that may be running.
    if (schema.own !== schema.known)
      return refuse(
        words(
          `the database has schema ${schema.own} and this program knows ${schema.known}: use the version that runs`,
          `数据库结构是 ${schema.own}，本程序是 ${schema.known}：请使用正在运行的那个版本`,
        ),
      );
    database = await openDatabase(path);
    return await carryOut(database, listEnabledChannels(config), order, now);
  } catch (error) {
    if (error instanceof BotError) return refuse(same(error.message));
    throw error;
  } finally {
    await database?.close();
  }
}

async function carryOut(
  database: Database,
  channels: readonly string[],
  order: OutboxOrder,
  now: number,
): Promise<Told> {
  const { db, transact } = database;
  const stuck = [...(await listDead(db)), ...(await listUnknown(db))];
  switch (order.type) {
    case 'list':
      return list(stuck, now);
    case 'resend':
    case 'drop': {
      const item = stuck.find(({ id }) => id === order.id);
      if (!item) return refuse(notStuck(order.id));
      if (order.type === 'drop') {
        await transact((tx) => dropStuck(tx, item.id, now));
        return done(words(`message ${item.id} is dropped`, `消息 ${item.id} 已丢弃`));
      }
      if (!channels.includes(item.to.channel)) return refuse(isOff(item));
      const queued = await transact((tx) => requeueStuck(tx, item.id, now));
      return queued ? done(sendsSoon(1)) : refuse(notStuck(order.id));
    }
    case 'resend-all': {
      const given = (await listDead(db)).filter(({ to }) => channels.includes(to.channel));
      const queued = await transact(async (tx) => {
        let count = 0;
        for (const { id } of given) if (await requeueStuck(tx, id, now)) count += 1;
        return count;
      });
      const left = stuck.length - queued;
      return done(sendsSoon(queued), ...(left > 0 ? [leftAlone(left)] : []));
    }
  }
}

function list(stuck: readonly OutboxItem[], now: number): Told {
  if (stuck.length === 0) return done(words('everything was delivered', '全部已送达'));
  const lines = stuck
    .toSorted((one, other) => one.id - other.id)
    .map((item) => {
      const state = item.state === 'dead' ? 'dead' : 'unknown';
      return describeStuck({ ...item, state }, now).line;
    });
  return done(...lines);
}

function notStuck(id: number): Words {
  return words(
    `message ${id} is neither given up nor of unknown fate: npm run outbox -- list`,
    `消息 ${id} 既没有失败，也没有下落不明：npm run outbox -- list`,
  );
}

function isOff({ id, to }: OutboxItem): Words {
  return words(
    `message ${id} is for ${to.channel}, which is not enabled`,
    `消息 ${id} 属于 ${to.channel}，该渠道没有启用`,
  );
}

function sendsSoon(count: number): Words {
  return words(
    `${count} queued: the running instance sends them within seconds, or the next start does`,
    `已重新排队 ${count} 条：运行中的实例几秒内发送，没有运行则在下次启动时发送`,
  );
}

function leftAlone(count: number): Words {
  return words(
    `${count} left alone: they may have arrived, or their channel is off; send them by their number`,
    `另有 ${count} 条没动：可能已经送达，或渠道未启用；需要时按编号重发`,
  );
}
