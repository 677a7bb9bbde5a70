const mebibyte = 1024 * 1024;

/** What one message, one person and the whole channel may use. */
export type WebLimits = {
  /** Characters of one message. More belongs into a file. */
  readonly maxTextLength: number;
  readonly maxAttachmentBytes: number;
  readonly maxAttachmentsPerMessage: number;
  /** Bytes of a JSON body: the longest text with every character escaped, and its envelope. */
  readonly maxJsonBytes: number;
  /** Messages and presses: at once, then per second, per person and for everybody together. */
  readonly personBurst: number;
  readonly personPerSecond: number;
  readonly channelBurst: number;
  readonly channelPerSecond: number;
  /** Uploaded bytes per person. */
  readonly uploadBurstBytes: number;
  readonly uploadBytesPerSecond: number;
  /** Live connections; each browser tab holds one. */
  readonly maxStreams: number;
  readonly maxPeoplePerStream: number;
  /** Newest messages of each conversation that a page starts with. */
  readonly snapshotEntries: number;
  /** A comment on every quiet stream, so that proxies and browsers notice a dead one. */
  readonly heartbeatMs: number;
};

export const defaultLimits: WebLimits = {
  maxTextLength: 120_000,
  maxAttachmentBytes: 10 * mebibyte,
  maxAttachmentsPerMessage: 6,
  maxJsonBytes: mebibyte,
  personBurst: 40,
  personPerSecond: 8,
  channelBurst: 400,
  channelPerSecond: 100,
  uploadBurstBytes: 60 * mebibyte,
  uploadBytesPerSecond: mebibyte / 2,
  maxStreams: 100,
  maxPeoplePerStream: 200,
  snapshotEntries: 200,
  heartbeatMs: 15_000,
};
