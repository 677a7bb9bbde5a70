import type { Limit } from '../../src/connection/pace.ts';

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

/**
 * What WeCom takes, and for how long a frame of its may be answered.
 * Pages: 101463 (long connection), 101032 (cards), 90236 (app messages), 94888 (card update), 91770 (group robot).
 */
export const limits = {
  /** UTF-8 bytes of one markdown message. */
  botTextBytes: 20_480,
  appTextBytes: 2_048,
  webhookTextBytes: 4_096,
  welcomeTextBytes: 2_048,

  /** Per chat with the bot (101463) and per member and app (90236); what is above is dropped without a word. */
  perChat: [
    { count: 30, perMs: minute },
    { count: 1_000, perMs: hour },
  ] satisfies readonly Limit[],
  perWebhook: [{ count: 20, perMs: minute }] satisfies readonly Limit[],
  /** Calls of one API of the app's. */
  appCalls: [{ count: 10_000, perMs: minute }] satisfies readonly Limit[],
  uploads: [
    { count: 30, perMs: minute },
    { count: 1_000, perMs: hour },
  ] satisfies readonly Limit[],

  /** A greeting has 5 s from enter_chat, a card 5 s from the click; the rest is for the way. */
  welcomeMs: 4_500,
  updateMs: 4_500,
  /** A message's req_id is good for several answers; how long is not told, streams of 8 minutes were seen. */
  replyMs: 5 * minute,
  /** A response_code updates one card, once. */
  responseCodeMs: 72 * hour,

  maxAttachmentBytes: 10 * 1024 * 1024,
  maxCallbackBytes: 64 * 1024,
  /** The callback has 5 s; a file that takes longer is told of, not waited for. */
  callbackFileMs: 3_500,
  botFileMs: 20 * second,
  requestMs: 10 * second,
  directoryWaitMs: 300,
  /** Either way: a callback older, or from the future, is refused. */
  clockSkewMs: 300 * second,

  /** The SDK pings every 30 s and is answered. */
  deafAfterMs: 100 * second,
  authMs: 10 * second,
  /** After a kick, and between tries with a wrong secret. */
  slowMs: 2 * minute,
  /** Up to here a message waits for the bot to come back; then the app sends it. */
  botAbsenceMs: 20 * second,
  throttledMs: minute,
} as const;

/** Widths of a card's places, in Chinese characters; a Latin letter counts half (101032 recommends, clients cut). */
export const cardLimits = {
  title: 26,
  subtitle: 30,
  text: 112,
  quote: 112,
  /** Not told; more is cut behind “展开”. */
  textLines: 8,
  fields: 6,
  fieldName: 5,
  fieldValue: 26,
  button: 10,
  buttons: 6,
  option: 11,
  options: 20,
  /** Bytes. */
  keyBytes: 1_024,
  optionIdBytes: 128,
  feedbackBytes: 256,
} as const;
