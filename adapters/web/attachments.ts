import type { Attachment } from '../../src/channel/attachment.ts';
import type { AttachmentStore } from '../../src/channel/attachment-store.ts';
import { cleanFileName, findFileType, inlineImageTypes } from './file-type.ts';
import { Problem } from './problems.ts';

export type WebAttachments = {
  /** Checked, typed by its bytes, stored. */
  take(file: { name: string; bytes: Uint8Array }): Promise<Attachment>;
  find(key: string): Promise<Attachment | undefined>;
  /** Rejects with a Problem where one is missing: a message is sent whole or not at all. */
  getAll(keys: readonly string[]): Promise<readonly Attachment[]>;
  download(key: string): Promise<Response>;
};

/** The store finds bytes; for names and sizes of what was just shown nobody should read 10 MB again. */
const rememberedDescriptions = 2_000;
const keyPattern = /^[0-9a-f]{64}$/u;

export function createWebAttachments(store: AttachmentStore, maxBytes: number): WebAttachments {
  const known = new Map<string, Attachment>();

  function remember(attachment: Attachment): Attachment {
    const oldest = known.keys().next();
    if (known.size >= rememberedDescriptions && !oldest.done) known.delete(oldest.value);
    known.set(attachment.key, attachment);
    return attachment;
  }

  async function find(key: string): Promise<Attachment | undefined> {
    const remembered = known.get(key);
    if (remembered) return remembered;
    const file = await store.find(key);
    return (
      file && remember({ key, name: file.name, mimeType: file.mimeType, sizeBytes: file.bytes.byteLength })
    );
  }

  return {
    find,
    async take({ name, bytes }) {
      if (bytes.byteLength === 0) throw new Problem('attachment-empty');
      if (bytes.byteLength > maxBytes) throw new Problem('attachment-too-large');
      const cleanName = cleanFileName(name);
      const mimeType = findFileType(bytes, cleanName);
      if (mimeType === undefined) throw new Problem('attachment-type');
      return remember(await store.store({ name: cleanName, mimeType, bytes }));
    },
    async getAll(keys) {
      const found = await Promise.all(keys.map(find));
      return found.map((attachment) => {
        if (!attachment) throw new Problem('attachment-missing');
        return attachment;
      });
    },
    async download(key) {
      const file = keyPattern.test(key) ? await store.find(key) : undefined;
      if (!file) throw new Problem('attachment-missing');
      const shown = inlineImageTypes.has(file.mimeType);
      const name = encodeURIComponent(cleanFileName(file.name)).replaceAll(
        /['()*]/gu,
        (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
      );
      return new Response(Buffer.from(file.bytes), {
        headers: {
          // Whatever else it claims to be, the browser must not run it under our origin.
          'content-type': shown ? file.mimeType : 'application/octet-stream',
          'content-disposition': `${shown ? 'inline' : 'attachment'}; filename*=UTF-8''${name}`,
          'content-security-policy': "default-src 'none'; sandbox",
          'x-content-type-options': 'nosniff',
          // The key is the content's own hash: what it names never changes.
          'cache-control': 'private, max-age=31536000, immutable',
        },
      });
    },
  };
}
