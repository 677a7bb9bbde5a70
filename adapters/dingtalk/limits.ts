import type { Limit } from '../../src/connection/pace.ts';

/**
 * What DingTalk allows, and how far we stay below it. Pages under open.dingtalk.com/document/development:
 * [throttling] how-to-process-api-throttling-on-the-dingtalk-server · [cards] create-and-deliver-cards ·
 * [robot] robot-message-type.
 */

/** 20 a second per app and API [throttling]; their seconds do not begin with ours. */
export const apiPace: readonly Limit[] = [{ count: 18, perMs: 1_000 }];

/** 20 a minute per webhook robot, above that ten minutes of silence (errcode 130101) [robot]. */
export const webhookPace: readonly Limit[] = [{ count: 18, perMs: 61_000 }];
export const webhookBlockMs = 10 * 60_000;

/** Calls a month of an organisation on the standard edition [throttling]. */
export const monthlyCalls = 10_000;
/** Used up, it is asked again only so often. */
export const quotaRestMs = 30 * 60_000;

/** Bytes of one markdown text as JSON: a robot message's `msgParam` may have 15,000 [robot], with title and buttons. */
export const maxTextBytes = 11_000;
/** The same for whoever counts characters: Chinese ones have three bytes. */
export const maxTextLength = 3_600;
/** Buttons of an action card: there is a sampleActionCard2 to 5 [robot]. */
export const maxActionCardButtons = 5;

/** Bytes of one card variable [cards]. */
export const maxVariableBytes = 1_024;
/** As many as the shipped card template shows. */
export const cardBodies = 6;
export const cardButtons = 8;
export const maxTitleBytes = 240;

/** Preview of a message in the list of conversations. */
export const maxPreviewLength = 60;

/** Files in, and out: DingTalk takes 20 MB, our store 10. */
export const maxFileBytes = 10 * 1024 * 1024;
/** All files of one message, so that we acknowledge before it is pushed again after 60 s. */
export const fileDeadlineMs = 40_000;
/** What a robot may send as a file [robot]. */
export const fileTypes: ReadonlySet<string> = new Set(['xlsx', 'pdf', 'zip', 'rar', 'doc', 'docx']);

export const requestTimeoutMs = 10_000;
export const uploadTimeoutMs = 30_000;
