import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { AttachmentStore } from '../channel/attachment-store.ts';
import { BotError } from '../kernel/bot-error.ts';
import { cleanFileName, cleanMimeType } from './attachment-file-name.ts';
import { decodeJson, encodeJson } from './column.ts';

type Description = { name: string; mimeType: string };

/** Bytes under `<dataDir>/attachments/<SHA-256>`, beside them `<SHA-256>.json` with the name and type they first came with. */
export function createAttachmentFiles(dataDir: string): AttachmentStore {
  const folder = join(dataDir, 'attachments');
  return {
    async store({ name, mimeType, bytes }) {
      const key = createHash('sha256').update(bytes).digest('hex');
      const description: Description = { name: cleanFileName(name), mimeType: cleanMimeType(mimeType) };
      try {
        // The bytes come last: where they are, the whole is.
        if (!(await exists(join(folder, key)))) {
          await mkdir(folder, { recursive: true });
          await writeDurably(folder, `${key}.json`, Buffer.from(encodeJson(description)));
          await writeDurably(folder, key, bytes);
        }
      } catch (error) {
        throw toBotError(error);
      }
      return { key, ...description, sizeBytes: bytes.byteLength };
    },
    async find(key) {
      // What is no content address is no path either.
      if (!/^[0-9a-f]{64}$/.test(key)) return undefined;
      const bytes = await readIfThere(join(folder, key));
      if (!bytes) return undefined;
      const text = await readIfThere(join(folder, `${key}.json`));
      const description = text
        ? decodeJson<Description>(text.toString('utf8'))
        : { name: 'file', mimeType: 'application/octet-stream' };
      return { ...description, bytes };
    },
  };
}

/** On the disk under its full name, or not there at all, whenever the power goes. */
async function writeDurably(folder: string, name: string, bytes: Uint8Array): Promise<void> {
  const temporary = join(folder, `.${name}.${randomUUID()}`);
  try {
    const file = await open(temporary, 'wx', 0o600);
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, join(folder, name));
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  await syncFolder(folder);
}

/** Makes the new name itself survive a power cut. Windows has no such thing, and says so with EPERM or EISDIR. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function exists(path: string): Promise<boolean> {
  try {
    await (await open(path, 'r')).close();
    return true;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false;
    throw error;
  }
}

async function readIfThere(path: string): Promise<Buffer | undefined> {
  try {
    return await readFile(path);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw toBotError(error);
  }
}

function toBotError(error: unknown): BotError {
  const code = codeOf(error);
  return code === 'ENOSPC' || code === 'EDQUOT'
    ? new BotError('store.full', 'no space left for attachments: free space on the disk of dataDir', {
        cause: error,
      })
    : new BotError(
        'store.broken',
        'attachments cannot be kept: check that dataDir exists and may be written',
        { cause: error },
      );
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
