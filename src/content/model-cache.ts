import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip as gunzipWithCallback, gzipSync } from 'node:zlib';
import { isModel, type Model } from '../understanding/model/model.ts';
import { readCacheFile, writeCacheFile } from './cache-file.ts';

const gunzip = promisify(gunzipWithCallback);

export type CacheEntry<T> = {
  /** File name without ending. */
  readonly name: string;
  /** Changes whenever the model would: the content's hash and the version of the training code. */
  readonly key: string;
  readonly train: () => Promise<T>;
};

/** What a cache file holds; `key` tells what it was made from. */
type Kept<T> = { readonly key: string; readonly model: T };

/**
 * The model as kept in `cacheDir`, else newly trained and kept there. The model must survive JSON. A missing, broken or
 * outdated file is no problem, nor is a folder that cannot be written: training again costs time only.
 * @param cacheDir absolute; null keeps nothing
 */
export async function getOrTrain<T>(cacheDir: string | null, entry: CacheEntry<T>): Promise<T> {
  if (cacheDir === null) return entry.train();
  const file = join(cacheDir, `${entry.name}.json`);
  const key = createHash('sha256').update(entry.key).digest('hex');
  const kept = readCacheFile(file);
  if (isKept<T>(kept) && kept.key === key) return kept.model;
  const model = await entry.train();
  writeCacheFile(file, { key, model } satisfies Kept<T>);
  return model;
}

function isKept<T>(value: unknown): value is Kept<T> {
  return typeof value === 'object' && value !== null && 'key' in value && 'model' in value;
}

/** A model as one compact text, to be kept in the database or sent between processes. */
export function packModel(model: Model): string {
  return gzipSync(JSON.stringify(model), { level: 6 }).toString('base64');
}

/** null: broken, or of another version of the training code. Most of the work is done off the main thread. */
export async function unpackModel(packed: string): Promise<Model | null> {
  try {
    const json = await gunzip(Buffer.from(packed, 'base64'));
    const model: unknown = JSON.parse(json.toString('utf8'));
    return isModel(model) ? model : null;
  } catch {
    return null;
  }
}
