import { constants, existsSync } from 'node:fs';
import { access, statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { BotConfig } from '../config/bot-config.ts';
import { inspectAudit, type AuditInspection } from '../store/inspect-audit.ts';
import { inspectDatabase } from '../store/inspect-database.ts';
import type { Running, RunningChannel } from './check-channels.ts';
import type { DatabaseFacts } from './check-database.ts';

/** What the doctor sees of the machine. Changes nothing. */

export async function lookAtDatabase({ storage }: BotConfig): Promise<DatabaseFacts> {
  const path = storage.url.replace(/^sqlite:/, '');
  let folder = dirname(path);
  while (!existsSync(folder) && dirname(folder) !== folder) folder = dirname(folder);
  const isWritable = await access(folder, constants.W_OK).then(
    () => true,
    () => false,
  );
  const freeBytes = await statfs(folder).then(
    ({ bavail, bsize }) => bavail * bsize,
    () => null,
  );
  const inspection = existsSync(path)
    ? await inspectDatabase(path).catch((error: unknown) => ({
        failure: error instanceof Error ? error.message : String(error),
      }))
    : 'absent';
  return { path, inspection, isWritable, freeBytes };
}

/** Undefined where there is no file or it cannot be read: the database's own check tells so. */
export async function lookAtAudit({ storage }: BotConfig): Promise<AuditInspection | undefined> {
  const path = storage.url.replace(/^sqlite:/, '');
  return existsSync(path) ? inspectAudit(path).catch(() => undefined) : undefined;
}

/** Nobody waits longer for a page of this machine. */
const patienceMs = 2_000;

export async function lookAtInstance({ http }: BotConfig): Promise<Running> {
  const host = http.host.includes(':') && !http.host.startsWith('[') ? `[${http.host}]` : http.host;
  // What listens on every address is asked on this one.
  const address = `http://${host === '0.0.0.0' || host === '[::]' ? '127.0.0.1' : host}:${http.port}`;
  if (http.port === 0) return { type: 'nothing' };
  try {
    const response = await fetch(`${address}/readyz`, {
      signal: AbortSignal.timeout(patienceMs),
      redirect: 'manual',
    });
    const channels = decodeReadiness(await response.json().catch(() => null));
    return channels ? { type: 'bangban', channels } : { type: 'stranger', address };
  } catch (error) {
    const refused = error instanceof TypeError && isRefused(error.cause);
    return refused ? { type: 'nothing' } : { type: 'stranger', address };
  }
}

/** Nobody listens there, or there is no such host. */
function isRefused(cause: unknown): boolean {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  return code === 'ECONNREFUSED' || code === 'ENOTFOUND' || code === 'EADDRNOTAVAIL' || code === 'EAI_AGAIN';
}

/** The body of /readyz; undefined where it is somebody else's. */
function decodeReadiness(body: unknown): Record<string, RunningChannel> | undefined {
  if (typeof body !== 'object' || body === null || !('ready' in body) || !('channels' in body))
    return undefined;
  const { channels } = body;
  if (typeof channels !== 'object' || channels === null) return undefined;
  return Object.fromEntries(
    Object.entries(channels).map(([name, told]) => {
      const value = told as {
        state?: unknown;
        lastFrameAgeMs?: unknown;
        sinceMs?: unknown;
        reason?: unknown;
      } | null;
      const channel: RunningChannel = {
        state: typeof value?.state === 'string' ? value.state : '?',
        sinceMs: typeof value?.sinceMs === 'number' ? value.sinceMs : null,
        lastFrameAgeMs: typeof value?.lastFrameAgeMs === 'number' ? value.lastFrameAgeMs : null,
        reason: typeof value?.reason === 'string' ? value.reason : null,
      };
      return [name, channel];
    }),
  );
}
