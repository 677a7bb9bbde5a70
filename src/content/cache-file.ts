import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** What a cache file holds, as JSON; undefined where there is none or it is broken. */
export function readCacheFile(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/** Written beside and renamed, so that neither a reader nor a crash meets half a file. A folder that cannot be written is no problem. */
export function writeCacheFile(file: string, value: unknown): void {
  const temporary = `${file}.${process.pid}-${randomUUID()}.tmp`;
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(temporary, JSON.stringify(value));
    renameSync(temporary, file);
  } catch {
    try {
      rmSync(temporary, { force: true });
    } catch {
      // Where even its folder is none, nothing was written.
    }
  }
}
