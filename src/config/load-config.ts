import { dirname, join, resolve } from 'node:path';
import type { Path } from '../kernel/document/document.ts';
import { readDocument } from '../kernel/document/read-document.ts';
import { same, words } from '../kernel/document/words.ts';
import type { Locale } from '../kernel/locale.ts';
import type { Calendars } from '../sla/calendar.ts';
import type { BotConfig } from './bot-config.ts';
import { channelBlocks } from './channel-block.ts';
import type { ConfigProblem } from './config-problem.ts';
import { defaultGroup, demoCast, demoChannel } from './demo-cast.ts';
import { exampleFor } from './examples.ts';
import { readRecord, refuse, warn, type Context, type Field } from './field.ts';
import { readPeopleSource } from './people-source.ts';
import { readChannels } from './read-channels.ts';
import { onEnabled, readConversations, readGroups } from './read-groups.ts';
import { readLlm } from './read-llm.ts';
import { readHttp, readStorage } from './read-server.ts';
import { readSla } from './read-sla.ts';
import { readLocale, readText, readTimeZone, readWhole } from './values.ts';

/** What a configuration may refer to. */
export type KnownNames = {
  /** Ids of the taxonomy's categories. */
  readonly categories: readonly string[];
  readonly calendars: Calendars;
  /** Channels whose adapter is installed: the names in adapters/registry.ts. */
  readonly channels: readonly string[];
};

export type ConfigSource = {
  /** Absolute path: other paths are relative to its folder. */
  readonly file: string;
  /** Content of the file; null where there is none: all defaults. */
  readonly text: string | null;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The shipped articles, where `knowledge.dir` is not given. Absolute. */
  readonly articleDir: string;
  readonly known: KnownNames;
  /** Reads a file the configuration refers to. @throws the file system's error */
  readonly readText: (path: string) => string;
};

export type LoadedConfig =
  /** `warnings`: it works, but hardly as intended. */
  | { readonly ok: true; readonly config: BotConfig; readonly warnings: readonly ConfigProblem[] }
  /** `locale`: as configured, where that much can be read, to tell the problems in. */
  | { readonly ok: false; readonly problems: readonly ConfigProblem[]; readonly locale: Locale };

const keys = [
  'locale',
  'timeZone',
  'dataDir',
  'http',
  'storage',
  'knowledge',
  'people',
  'groups',
  'managers',
  'sla',
  'ratings',
  'llm',
  'channels',
] as const;

const defaultLocale: Locale = 'zh-CN';

const yamlFile = words('a YAML or JSON file', 'YAML 或 JSON 文件');
const folderWords = words('a folder', '文件夹');

/** Text and environment → configuration, or everything that is wrong with it at once. Reads nothing but through `readText`. */
export function loadConfig(source: ConfigSource): LoadedConfig {
  const { file, text } = source;
  const read = text === null ? null : readDocument(text);
  if (read && !read.ok) {
    const problems = read.problems.map(({ line, path, message }) => ({
      file,
      line,
      path,
      seen: message,
      expected: yamlFile,
      example: exampleFor([]),
    }));
    return { ok: false, problems, locale: defaultLocale };
  }
  const lineOf = (path: Path): number | null => read?.document.lineOf(path) ?? null;
  const context: Context = {
    file,
    lineOf,
    env: source.env,
    problems: [],
    warnings: [],
    omitted: { count: 0 },
  };
  const config = readConfig({ value: read?.document.value ?? undefined, path: [], context }, source);
  if (context.problems.length > 0)
    return { ok: false, problems: inOrder(context, 'problems', file), locale: config.locale };
  return { ok: true, config, warnings: inOrder(context, 'warnings', file) };
}

function readConfig(
  root: Field,
  { file, text, articleDir, known, readText: readFile }: ConfigSource,
): BotConfig {
  const folder = dirname(file);
  const field = readRecord(root, keys);
  const declared = [...new Set([...Object.keys(channelBlocks), ...known.channels])];

  const locale = readLocale(field.locale) ?? defaultLocale;
  const dataDir = resolve(folder, readText(field.dataDir, folderWords) ?? join('data', 'var'));
  const channels = readChannels(field.channels, known.channels);
  const enabled = Object.entries(channels).flatMap(([name, settings]) => (settings.enabled ? [name] : []));
  const demo = enabled.includes(demoChannel);
  const people =
    readPeopleSource(field.people, {
      channels: declared,
      demoChannel: demo ? demoChannel : null,
      folder,
      readFile,
    }) ?? (demo ? demoCast : []);
  const options = { people, categories: known.categories, channels: declared, enabledChannels: enabled };
  const groups = readGroups(field.groups, options) ?? [defaultGroup(locale, people, demo)];
  if (field.groups.value === undefined && !demo && enabled.length > 0) {
    refuse(
      field.groups,
      words('a support group with a conversation on an enabled channel', '一个支持组，带已启用渠道上的会话'),
    );
  }
  const { dir } = readRecord(field.knowledge, ['dir']);
  const knowledgeDir = readText(dir, folderWords);
  const { threshold } = readRecord(field.ratings, ['threshold']);
  return {
    file: text === null ? null : file,
    locale,
    timeZone: readTimeZone(field.timeZone) ?? 'Asia/Shanghai',
    dataDir,
    http: readHttp(field.http, demo),
    storage: readStorage(field.storage, folder, dataDir),
    knowledge: { dir: knowledgeDir === undefined ? articleDir : resolve(folder, knowledgeDir) },
    people,
    groups,
    managers: { conversations: readManagers(field.managers, { channels: declared, enabled, demo }) },
    sla: readSla(field.sla, {
      calendars: known.calendars,
      categories: known.categories,
      groupIds: groups.map(({ id }) => id),
      personIds: people.map(({ id }) => id),
      channels: declared,
    }),
    ratings: { threshold: readWhole(threshold, { min: 1, max: 5 }) ?? 3 },
    llm: readLlm(field.llm),
    channels,
  };
}

function readManagers(
  field: Field,
  { channels, enabled, demo }: { channels: readonly string[]; enabled: readonly string[]; demo: boolean },
): BotConfig['managers']['conversations'] {
  const { conversations } = readRecord(field, ['conversations']);
  if (conversations.value !== undefined)
    return onEnabled(readConversations(conversations, { channels }), enabled);
  if (demo) return [{ kind: 'group', channel: demoChannel, groupId: 'managers' }];
  warn(
    conversations,
    words('a conversation for the managers: nobody is told of a breach', '主管群会话：否则超时没有人会收到'),
  );
  return [];
}

/** By place in the file; other files (of people) after it. */
function inOrder(
  { problems, warnings, omitted }: Context,
  which: 'problems' | 'warnings',
  file: string,
): ConfigProblem[] {
  const ordered = (which === 'problems' ? problems : warnings).toSorted(
    (a, b) => Number(a.file !== file) - Number(b.file !== file) || (a.line ?? 0) - (b.line ?? 0),
  );
  if (which === 'warnings' || omitted.count === 0) return ordered;
  const seen = words(`${omitted.count} more problems`, `还有 ${omitted.count} 个问题`);
  return [...ordered, { file, line: null, path: '', seen, expected: same('0'), example: null }];
}
