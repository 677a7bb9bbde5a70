import { z } from 'zod';

/** Our own wire, page → server. Strict: an unknown key is a refusal, not a surprise. */

const userId = z.string().regex(/^\S{1,80}$/u);
const who = {
  as: userId,
  /** Display name of a visitor; ignored for configured people. */
  name: z.string().max(200).optional(),
  /** navigator.language */
  lang: z.string().max(35).optional(),
  /** Intl's resolved time zone */
  timeZone: z.string().max(64).optional(),
};
/** `@me`: the direct conversation with the bot; else a group id. */
const conversation = z.string().min(1).max(200);
/** Made by the page once per message; a resend carries the same one. */
const clientId = z.uuid();

export const messagePayload = z.strictObject({
  ...who,
  conversation,
  text: z.string(),
  attachmentKeys: z.array(z.string().regex(/^[0-9a-f]{64}$/)).default([]),
  clientId,
});
export type MessagePayload = z.infer<typeof messagePayload>;

export const pressPayload = z.strictObject({
  ...who,
  conversation,
  messageId: z.string().min(1).max(200),
  action: z.string().min(1).max(255),
  clientId,
});
export type PressPayload = z.infer<typeof pressPayload>;

export const openedPayload = z.strictObject(who);
export type OpenedPayload = z.infer<typeof openedPayload>;

export const guestPayload = z.strictObject({ name: z.string().max(200) });
