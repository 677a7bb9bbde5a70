import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { same } from '../kernel/document/words.ts';
import { loadConfig, type KnownNames, type LoadedConfig } from './load-config.ts';
import { readFailure } from './read-failure.ts';

export type ConfigFileOptions = {
  /** As given by `--config`, relative to the working directory. null: bot.config.yaml of the program's folder, if there. */
  readonly configFile: string | null;
  /** The program's folder: the one package.json lies in. */
  readonly root: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly known: KnownNames;
};

/** Reads and checks the configuration. Never throws: an unreadable file is a problem. */
export function loadConfigFile({ configFile, root, env, known }: ConfigFileOptions): LoadedConfig {
  const file = configFile === null ? join(root, 'bot.config.yaml') : resolve(configFile);
  let text: string | null = null;
  try {
    text = readText(file);
  } catch (error) {
    const isAbsent = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    if (configFile !== null || !isAbsent) {
      const problem = {
        file,
        line: null,
        path: '',
        seen: same(file),
        expected: readFailure(error),
        example: 'npm start -- --config bot.config.yaml',
      };
      return { ok: false, problems: [problem], locale: 'zh-CN' };
    }
  }
  return loadConfig({ file, text, env, known, readText, articleDir: join(root, 'data', 'kb') });
}

function readText(path: string): string {
  return readFileSync(path, 'utf8');
}
