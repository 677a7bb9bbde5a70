import { join, resolve } from 'node:path';
import { same, words } from '../kernel/document/words.ts';
import type { BotConfig } from './bot-config.ts';
import { readRecord, refuse, type Field } from './field.ts';
import { isLoopback } from './loopback.ts';
import { readText, readUrl, readWhole } from './values.ts';

const hostWords = words('a host name or an address of this machine', '本机的主机名或地址');
const why = {
  en: 'the web channel has no login, anyone there may be anyone. Or: channels: { web: { enabled: false } }',
  zh: 'web 渠道没有登录，谁都能扮演任何人。或者关掉它：channels: { web: { enabled: false } }',
};

/** @param demo the web channel is enabled: nobody but this machine may reach it */
export function readHttp(field: Field, demo: boolean): BotConfig['http'] {
  const { host, port, publicUrl } = readRecord(field, ['host', 'port', 'publicUrl']);
  const boundHost = readText(host, hostWords, (text) => /^[\w.:[\]-]{1,255}$/.test(text)) ?? '127.0.0.1';
  const url = readUrl(publicUrl, 'http') ?? null;
  if (demo && !isLoopback(boundHost)) {
    refuse(host, words(`a loopback address: ${why.en}`, `回环地址：${why.zh}`));
  }
  if (demo && url !== null && !isLoopback(new URL(url).hostname)) {
    refuse(publicUrl, words(`a loopback address, or none: ${why.en}`, `回环地址，或不写：${why.zh}`), {
      example: 'publicUrl: http://127.0.0.1:8080',
    });
  }
  return { host: boundHost, port: readWhole(port, { min: 0, max: 65_535 }) ?? 8080, publicUrl: url };
}

const storageWords = words(
  'sqlite: and the path of a file (PostgreSQL is not available yet)',
  'sqlite: 加文件路径（PostgreSQL 尚不可用）',
);

export function readStorage(field: Field, folder: string, dataDir: string): BotConfig['storage'] {
  const { url } = readRecord(field, ['url']);
  const usual = join(dataDir, 'bangban.db');
  // An address of another database holds its password.
  const scheme = typeof url.value === 'string' ? /^([a-z][a-z0-9+]+):/i.exec(url.value)?.[1] : undefined;
  if (scheme !== undefined && scheme.toLowerCase() !== 'sqlite') {
    refuse(url, storageWords, { seen: same(`"${scheme}:..."`) });
    return { url: `sqlite:${usual}` };
  }
  const path = readText(url, storageWords, (text) => !/^(sqlite:)?(\/\/)?(:memory:)?$/.test(text));
  return {
    url: `sqlite:${path === undefined ? usual : resolve(folder, path.replace(/^sqlite:(\/\/)?/, ''))}`,
  };
}
