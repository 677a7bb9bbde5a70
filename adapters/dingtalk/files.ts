import type { AttachmentStore } from '../../src/channel/attachment-store.ts';
import type { Attachment } from '../../src/channel/attachment.ts';
import { fetchFile } from '../../src/connection/call-platform.ts';
import type { Clock } from '../../src/kernel/clock.ts';
import type { ApiClient } from './api-client.ts';
import type { RemoteFile } from './decode.ts';
import { fileDeadlineMs, maxFileBytes } from './limits.ts';
import { downloadAnswer } from './payloads.ts';

/** Files people sent: fetched and stored before the message is taken in. */
export type Files = {
  /** What could be had, in order, and how many could not. Never rejects but where our own store does. */
  fetchAll(
    files: readonly RemoteFile[],
  ): Promise<{ readonly attachments: readonly Attachment[]; readonly missing: number }>;
};

const maxFiles = 10;

export function createFiles(
  config: { readonly robotCode: string; readonly apiUrl: string },
  parts: { readonly api: ApiClient; readonly store: AttachmentStore; readonly clock: Clock },
): Files {
  const fetchOne = async (file: RemoteFile, until: number): Promise<Attachment | undefined> => {
    const body = { downloadCode: file.downloadCode, robotCode: config.robotCode };
    const options = { repeatable: true, metered: true };
    const outcome = await parts.api.call('POST', '/v1.0/robot/messageFiles/download', body, options);
    const read = outcome.type === 'ok' ? downloadAnswer.safeParse(outcome.body) : undefined;
    const timeoutMs = until - parts.clock();
    if (!read?.success || timeoutMs <= 0 || !mayFetch(read.data.downloadUrl, config.apiUrl)) return undefined;
    const fetched = await fetchFile(read.data.downloadUrl, { timeoutMs, maxBytes: maxFileBytes });
    if (!fetched) return undefined;
    const { bytes } = fetched;
    const mimeType = mimeTypeOf(bytes, fetched.headers.get('content-type'));
    return parts.store.store({
      name: file.name ?? `picture.${extensions[mimeType] ?? 'bin'}`,
      mimeType,
      bytes,
    });
  };

  return {
    async fetchAll(files) {
      const until = parts.clock() + fileDeadlineMs;
      const attachments: Attachment[] = [];
      for (const file of files.slice(0, maxFiles)) {
        const attachment = await fetchOne(file, until);
        if (attachment) attachments.push(attachment);
      }
      return { attachments, missing: files.length - attachments.length };
    },
  };
}

/** DingTalk answers with an address of its storage, always https; on loopback (tests) what the API is. */
function mayFetch(url: string, apiUrl: string): boolean {
  const { protocol, hostname } = new URL(url);
  return protocol === 'https:'
    ? !/^[\d.:[\]]+$|^localhost$/.test(hostname)
    : new URL(apiUrl).origin === new URL(url).origin;
}

const extensions: Readonly<Record<string, string>> = {
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/gif': 'gif',
  'image/webp': 'webp',
};

/** Pictures by their first bytes, as a name or a header may say anything. */
function mimeTypeOf(bytes: Uint8Array, header: string | null): string {
  const hex = Buffer.from(bytes.subarray(0, 12)).toString('hex');
  if (hex.startsWith('89504e470d0a1a0a')) return 'image/png';
  if (hex.startsWith('ffd8ff')) return 'image/jpeg';
  if (hex.startsWith('474946383')) return 'image/gif';
  if (hex.startsWith('52494646') && hex.endsWith('57454250')) return 'image/webp';
  const told = header?.split(';')[0]?.trim().toLowerCase() ?? '';
  return told === '' || told.startsWith('image/') || told === 'text/html' ? 'application/octet-stream' : told;
}
