import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readCacheFile, writeCacheFile } from './cache-file.ts';

/**
 * Values that were expensive to parse, by what they were parsed from. Parsing all YAML takes half a second of a cold start;
 * reading what was parsed the last time takes a few milliseconds.
 */
export type ParseCache = {
  /** The kept value, else what `parse` makes of it. `undefined` (it cannot be parsed) is not kept. Values must survive JSON. */
  recall<T>(key: string, parse: () => T | undefined): T | undefined;
  /** Keeps what was recalled or parsed, and nothing else, for the next start. */
  save(): void;
};

export const noParseCache: ParseCache = { recall: (_, parse) => parse(), save: () => undefined };

/** What decides how a file is understood: when one of these changes, what was kept is worth nothing. */
const parsers = [
  '../kernel/document/read-json.ts',
  '../kernel/document/read-yaml.ts',
  '../knowledge/decode-article.ts',
  '../knowledge/front-matter.ts',
].map((path) => join(import.meta.dirname, path));

/** @param cacheDir absolute; need not exist */
export function createParseCache(cacheDir: string): ParseCache {
  const file = join(cacheDir, 'content.json');
  const code = codeHash();
  const known = new Map(Object.entries(findKept(file, code)));
  const used = new Map<string, unknown>();
  let isNew = false;
  return {
    recall<T>(key: string, parse: () => T | undefined): T | undefined {
      let value = known.get(key) as T | undefined;
      if (value === undefined) {
        value = parse();
        isNew ||= value !== undefined;
      }
      if (value !== undefined) used.set(key, value);
      return value;
    },
    save: () => {
      if (isNew || used.size < known.size) writeCacheFile(file, { code, values: Object.fromEntries(used) });
    },
  };
}

function codeHash(): string {
  const hash = createHash('sha256');
  for (const path of parsers) hash.update(readFileSync(path));
  return hash.digest('hex');
}

/** Values by key; none where the file is missing, broken, or of other code. */
function findKept(file: string, code: string): Record<string, unknown> {
  const kept = readCacheFile(file);
  if (typeof kept !== 'object' || kept === null || !('code' in kept) || !('values' in kept)) return {};
  const { values } = kept;
  return kept.code === code && typeof values === 'object' && values !== null
    ? (values as Record<string, unknown>)
    : {};
}
