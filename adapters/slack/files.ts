import type { Attachment } from '../../src/channel/attachment.ts';
import type { AttachmentStore } from '../../src/channel/attachment-store.ts';
import { fetchFile } from '../../src/connection/call-platform.ts';
import type { Logger } from '../../src/kernel/logger.ts';
import type { SlackConfig } from './config.ts';
import { fileBudgetMs, maxAttachmentBytes, maxAttachments } from './limits.ts';
import type { FilePayload } from './payloads.ts';

export type FetchedFiles = {
  readonly attachments: readonly Attachment[];
  /** Names of those that could not be had. */
  readonly missing: readonly string[];
};

export type FetchFiles = (files: readonly FilePayload[]) => Promise<FetchedFiles>;

/** The token goes to Slack's own hosts and to the configured API's host, and nowhere else. */
export function isFileAddress(address: string, apiUrl: string): boolean {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  const api = new URL(apiUrl);
  if (url.username !== '' || url.password !== '') return false;
  if (url.host === api.host && url.protocol === api.protocol) return true;
  return url.protocol === 'https:' && url.port === '' && /(?:^|\.)slack\.com$/.test(url.hostname);
}

/** Fetches what came with a message, all at once and within the time an event may take; what is not there by then is missing. */
export function createFetchFiles(config: SlackConfig, store: AttachmentStore, logger: Logger): FetchFiles {
  const fetchOne = async (file: FilePayload, deadlineMs: number): Promise<Attachment | undefined> => {
    const address = file.url_private_download ?? file.url_private;
    if (address === null || !isFileAddress(address, config.apiUrl)) return undefined;
    if ((file.size ?? 0) > maxAttachmentBytes) return undefined;
    const fetched = await fetchFile(address, {
      headers: { authorization: `Bearer ${config.botToken.reveal()}` },
      timeoutMs: deadlineMs,
      maxBytes: maxAttachmentBytes,
    });
    if (!fetched) return undefined;
    const mimeType = file.mimetype ?? 'application/octet-stream';
    // Without the scope files:read Slack answers 200 and a page to sign in on.
    const isSignIn =
      (fetched.headers.get('content-type') ?? '').startsWith('text/html') && mimeType !== 'text/html';
    if (isSignIn) return undefined;
    return store.store({ name: file.name ?? file.id, mimeType, bytes: fetched.bytes });
  };

  return async (files) => {
    const wanted = files.slice(0, maxAttachments);
    const fetched = await Promise.all(
      wanted.map((file) =>
        fetchOne(file, fileBudgetMs).catch((error: unknown) => {
          logger.warn('a file could not be stored', { file: file.id }, error);
          return undefined;
        }),
      ),
    );
    const missing = files.filter((_, index) => fetched[index] === undefined);
    if (missing.length > 0) logger.warn('files could not be fetched', { count: missing.length });
    return {
      attachments: fetched.filter((file) => file !== undefined),
      missing: missing.map(({ name, id }) => name ?? id),
    };
  };
}
