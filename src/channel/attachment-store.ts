import type { Attachment } from './attachment.ts';

/** Bytes of attachments, by content. */
export type AttachmentStore = {
  /** Durable when it resolves; the same bytes twice are kept once. */
  store(file: { name: string; mimeType: string; bytes: Uint8Array }): Promise<Attachment>;
  /** undefined where nothing is kept under that key. */
  find(key: string): Promise<{ mimeType: string; name: string; bytes: Uint8Array } | undefined>;
};
