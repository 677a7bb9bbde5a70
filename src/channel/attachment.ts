/** A file that came in, already stored by us under `key`. */
export type Attachment = {
  /** Content address: SHA-256 of the bytes, hex. */
  readonly key: string;
  readonly name: string;
  readonly mimeType: string;
  readonly sizeBytes: number;
};
