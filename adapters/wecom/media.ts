import { decryptFile } from '@wecom/aibot-node-sdk';
import { fetchFile } from '../../src/connection/call-platform.ts';
import type { ApiClient } from './api-client.ts';
import type { WecomConfig } from './config.ts';
import type { RemoteFile } from './decode.ts';
import { limits } from './limits.ts';

export type FetchedFile = { readonly name: string; readonly mimeType: string; readonly bytes: Uint8Array };

/** undefined where it cannot be had: gone, too large, too slow, or lying where WeCom keeps no files. */
export type FetchFile = (file: RemoteFile, timeoutMs: number) => Promise<FetchedFile | undefined>;

/** The bot's files lie in WeCom's own bucket, other people's buckets are its neighbours. */
const wecomHosts = [
  /\.weixin\.qq\.com$/u,
  /\.qpic\.cn$/u,
  /^ww-aibot-[a-z]+-1258476243\.cos\.[a-z0-9-]+\.myqcloud\.com$/u,
];

export function createFileFetcher(config: WecomConfig, api: ApiClient | null): FetchFile {
  // A private deployment keeps its files on its own hosts, over http on loopback only (the configuration sees to that).
  const own = new Set(
    [config.bot?.wsUrl, config.app?.apiUrl].flatMap((url) =>
      url === undefined ? [] : [new URL(url.replace(/^ws/u, 'http')).origin],
    ),
  );
  const mayFetch = (text: string): boolean => {
    if (!URL.canParse(text)) return false;
    const url = new URL(text);
    return (
      own.has(url.origin) || (url.protocol === 'https:' && wecomHosts.some((host) => host.test(url.hostname)))
    );
  };

  return async (file, timeoutMs) => {
    if (file.at === 'media') {
      const found = await api?.download(file.mediaId, timeoutMs);
      return found && named(file, found.bytes, found.headers);
    }
    if (!mayFetch(file.url)) return undefined;
    // Not the SDK's downloadFile: that follows redirects anywhere and reads without end.
    const found = await fetchFile(file.url, { timeoutMs, maxBytes: limits.maxAttachmentBytes });
    if (!found) return undefined;
    if (file.aesKey === null) return named(file, found.bytes, found.headers);
    try {
      return named(file, decryptFile(Buffer.from(found.bytes), file.aesKey), found.headers);
    } catch {
      return undefined;
    }
  };
}

function named(file: RemoteFile, bytes: Uint8Array, headers: Headers): FetchedFile {
  const mimeType = typeOf(bytes);
  const extension = extensions[mimeType];
  const name =
    file.name ?? dispositionName(headers.get('content-disposition')) ?? `${file.kind}${extension ?? ''}`;
  // A name is a name and no path.
  return {
    name: (name.split(/[\\/]/u).at(-1) ?? name).slice(0, 200),
    mimeType,
    bytes: new Uint8Array(bytes),
  };
}

function dispositionName(header: string | null): string | undefined {
  const encoded = /filename\*=UTF-8''([^;\s]+)/iu.exec(header ?? '')?.[1];
  const plain = /filename="?([^";]+)"?/iu.exec(header ?? '')?.[1];
  const text = encoded ?? plain;
  if (text === undefined) return undefined;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

const extensions: Readonly<Record<string, string>> = {
  'image/png': '.png',
  'image/jpeg': '.jpg',
  'image/gif': '.gif',
  'image/webp': '.webp',
  'application/pdf': '.pdf',
  'audio/amr': '.amr',
  'video/mp4': '.mp4',
};

/** What its first bytes say, whatever it is called. */
function typeOf(bytes: Uint8Array): string {
  const head = Buffer.from(bytes.subarray(0, 16)).toString('latin1');
  if (head.startsWith('\x89PNG')) return 'image/png';
  if (head.startsWith('\xff\xd8\xff')) return 'image/jpeg';
  if (head.startsWith('GIF8')) return 'image/gif';
  if (head.startsWith('RIFF') && head.slice(8, 12) === 'WEBP') return 'image/webp';
  if (head.startsWith('%PDF')) return 'application/pdf';
  if (head.startsWith('#!AMR')) return 'audio/amr';
  if (head.slice(4, 8) === 'ftyp') return 'video/mp4';
  return 'application/octet-stream';
}
