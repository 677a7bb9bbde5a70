import { join } from 'node:path';
import { loadContent, loadFoundations } from '../content/load-content.ts';
import { loadConfigFile } from '../config/load-config-file.ts';
import type { Locale } from '../kernel/locale.ts';
import { defaultPolicies } from '../sla/default-policies.ts';
import { words } from '../kernel/document/words.ts';
import { check, names, type Check } from './check.ts';
import { checkAudit } from './check-audit.ts';
import { checkCalendars } from './check-calendars.ts';
import { checkChannels, type MissingKeys } from './check-channels.ts';
import { checkConfiguration } from './check-configuration.ts';
import { checkContent } from './check-content.ts';
import { checkDatabase } from './check-database.ts';
import { checkLlm } from './check-llm.ts';
import { lookAtAudit, lookAtDatabase, lookAtInstance } from './look-around.ts';
import { renderReport } from './report.ts';

export type DoctorOptions = {
  /** The program's folder. */
  readonly root: string;
  /** As given by `--config`; null: bot.config.yaml. */
  readonly configFile: string | null;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Names in adapters/registry.ts. */
  readonly installedChannels: readonly string[];
  /** What an enabled channel lacks, as its adapter knows. */
  readonly missingKeys: MissingKeys;
  /** Epoch ms. */
  readonly now: number;
};

/** What was found, as text, and the exit code: 1 where something has to be put right. */
export type Diagnosis = { readonly text: string; readonly exitCode: 0 | 1 };

/** Examines everything a start depends on, and a running instance if there is one. Changes nothing, never throws. */
export async function runDoctor(options: DoctorOptions): Promise<Diagnosis> {
  const { root, configFile, env, installedChannels, now } = options;
  const foundations = loadFoundations(root);
  const { taxonomy, calendars } = foundations.foundations;
  const loaded = loadConfigFile({
    configFile,
    root,
    env,
    known: { categories: taxonomy.map(({ id }) => id), calendars, channels: installedChannels },
  });
  const config = loaded.ok ? loaded.config : undefined;
  const articleDir = config?.knowledge.dir ?? join(root, 'data', 'kb');
  const checks: Check[] = [
    checkConfiguration(loaded),
    config ? checkDatabase(await lookAtDatabase(config), now) : notChecked(names.database),
    checkContent(loadContent({ root, articleDir, foundations, cacheDir: null })),
    checkCalendars(calendars, config?.sla.policies ?? defaultPolicies, now),
    ...(config ? [checkAudit(await lookAtAudit(config), now)] : []),
    ...(config ? [checkLlm(config.llm)] : []),
    config
      ? checkChannels(config, await lookAtInstance(config), options.missingKeys)
      : notChecked(names.channels),
  ];
  const locale: Locale = loaded.ok ? loaded.config.locale : loaded.locale;
  return {
    text: renderReport(checks, locale),
    exitCode: checks.some(({ state }) => state === 'problem') ? 1 : 0,
  };
}

function notChecked(name: Check['name']): Check {
  const line = words('not looked at: the configuration has to be put right first', '未检查：请先改好配置');
  return check(name, [{ state: 'skipped', line }]);
}
