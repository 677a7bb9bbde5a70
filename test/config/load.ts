import { join } from 'node:path';
import type { ConfigProblem } from '../../src/config/config-problem.ts';
import { loadConfig, type LoadedConfig } from '../../src/config/load-config.ts';
import { loadFoundations } from '../../src/content/load-content.ts';

export const root = join(import.meta.dirname, '..', '..');
const { foundations } = loadFoundations(root);
export const known = {
  categories: foundations.taxonomy.map(({ id }) => id),
  // The others come and go with what is published.
  calendars: new Map([...foundations.calendars].filter(([name]) => ['24x7', 'cn'].includes(name))),
  channels: ['web'],
};

export type Given = {
  readonly env?: Readonly<Record<string, string>>;
  /** Path → text of files the configuration refers to. */
  readonly files?: Readonly<Record<string, string>>;
  readonly channels?: readonly string[];
};

/** As /etc/desk/bot.config.yaml. */
export function load(
  text: string | null,
  { env = {}, files = {}, channels = known.channels }: Given = {},
): LoadedConfig {
  return loadConfig({
    file: '/etc/desk/bot.config.yaml',
    text,
    env,
    articleDir: '/opt/bangban/data/kb',
    known: { ...known, channels },
    readText: (path) => {
      const found = files[path];
      if (found === undefined) throw Object.assign(new Error('no such file'), { code: 'ENOENT' });
      return found;
    },
  });
}

/** `3 http.port: 0 | a whole number from 1 to 3 | port: 8080`: line, path, seen, expected, example, in English. */
export function told({ file, line, path, seen, expected, example }: ConfigProblem): string {
  const place = file.endsWith('/bot.config.yaml') ? '' : `${file} `;
  return `${place}${line ?? '-'} ${path}: ${seen.en} | ${expected.en} | ${example ?? '-'}`;
}

export function problemsOf(loaded: LoadedConfig): string[] {
  return loaded.ok ? [] : loaded.problems.map(told);
}
