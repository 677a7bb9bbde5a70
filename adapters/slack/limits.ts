/** What Slack takes, and how often. Lengths are UTF-16 units, as Slack counts them. */

/** docs.slack.dev/reference/block-kit/blocks */
export const blockLimits = {
  perMessage: 50,
  perHome: 100,
  headerLength: 150,
  fieldsPerSection: 10,
  fieldLength: 2_000,
  /** Of a section's text; kept for rich text too, for which no limit is written down. */
  textLength: 3_000,
  buttonsPerRow: 25,
  buttonLength: 75,
  actionIdLength: 255,
  valueLength: 2_000,
} as const;

/** Slack cuts at 40,000; what nobody reads in one bubble is worth a second one. */
export const messageLength = 12_000;
/** Of `text`, which only notifications and screen readers show. */
export const fallbackLength = 3_000;

/** docs.slack.dev/reference/views */
export const viewLimits = {
  titleLength: 24,
  buttonLength: 24,
  blocks: 100,
  labelLength: 2_000,
  hintLength: 2_000,
  inputLength: 3_000,
  optionLength: 75,
  optionValueLength: 150,
  radios: 10,
  options: 100,
  callbackIdLength: 255,
  metadataLength: 3_000,
} as const;

/**
 * How often we call: below what Slack allows, as it tells nobody how much below its limits a burst may go.
 * docs.slack.dev/apis/web-api/rate-limits: one message per second and channel; tier 3 is 50 a minute, tier 4 is 100.
 */
export const paces = {
  channel: [{ count: 1, perMs: 1_000 }],
  posts: [{ count: 240, perMs: 60_000 }],
  tier3: [{ count: 50, perMs: 60_000 }],
  tier4: [{ count: 100, perMs: 60_000 }],
} as const;

export const maxAttachmentBytes = 10 * 1024 * 1024;
export const maxAttachments = 10;
/** A signed request; Slack's largest payload, a modal, is 250 kB. */
export const maxRequestBytes = 1024 * 1024;

/** Slack gives us 3 s to say "we have it"; the rest is for the store. */
export const fileBudgetMs = 2_000;
/** How long an event waits for a profile that is not known yet. */
export const profileBudgetMs = 300;
export const callTimeoutMs = 10_000;
