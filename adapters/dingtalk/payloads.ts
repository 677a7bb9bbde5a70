import { z } from 'zod';

/**
 * DingTalk's frames as far as we read them. Unknown keys are let through: the platform adds some every few months.
 * [robot] open.dingtalk.com/document/development/robot-message-type · [card] …/event-callback-card
 */

const text = z.string();
const optionalText = z.string().nullish();
/** Epoch ms; some clients of the gateway send numbers as strings. */
const instant = z.coerce.number().int().positive();

const richPart = z.object({
  text: optionalText,
  type: optionalText,
  downloadCode: optionalText,
});

/** `data` of a frame on the topic `/v1.0/im/bot/messages/get` [robot]. */
export const robotMessage = z.object({
  msgId: text.min(1),
  msgtype: text,
  /** '1': with one person; '2': in a group. */
  conversationType: z.enum(['1', '2']),
  /** `cid…`: what the robot APIs call openConversationId. */
  conversationId: text.min(1),
  createAt: instant.nullish(),
  senderNick: optionalText,
  senderId: optionalText,
  /** Missing where the app is not published, or the person is not of our company. */
  senderStaffId: optionalText,
  senderCorpId: optionalText,
  chatbotCorpId: optionalText,
  chatbotUserId: optionalText,
  robotCode: optionalText,
  sessionWebhook: optionalText,
  sessionWebhookExpiredTime: instant.nullish(),
  atUsers: z.array(z.object({ dingtalkId: optionalText, staffId: optionalText })).nullish(),
  text: z.object({ content: optionalText }).nullish(),
  content: z
    .object({
      downloadCode: optionalText,
      fileName: optionalText,
      recognition: optionalText,
      richText: z.array(richPart).nullish(),
    })
    .nullish(),
});
export type RobotMessage = z.infer<typeof robotMessage>;

/** `data` of a frame on the topic `/v1.0/card/instances/callback`; `content` is JSON again [card]. */
export const cardCallback = z.object({
  type: optionalText,
  outTrackId: text.min(1),
  corpId: optionalText,
  userId: text.min(1),
  spaceType: optionalText,
  spaceId: optionalText,
  content: optionalText,
});
export type CardCallback = z.infer<typeof cardCallback>;

export const cardContent = z.object({
  cardPrivateData: z.object({
    actionIds: z.array(z.string()).nullish(),
    params: z.record(z.string(), z.unknown()).nullish(),
  }),
});

/** What every frame has; the SDK hands it over parsed. */
export const frame = z.object({
  type: text,
  headers: z.object({
    messageId: text.min(1),
    topic: text.nullish(),
    time: instant.nullish(),
    eventId: optionalText,
    eventType: optionalText,
  }),
  data: text.nullish(),
});
export type Frame = z.infer<typeof frame>;

/** JSON → value; undefined where it is none. */
export function parseJson(json: string): unknown {
  try {
    return JSON.parse(json) as unknown;
  } catch {
    return undefined;
  }
}

/** Answer of the gateway. */
export const gatewayAnswer = z.object({ endpoint: text.min(1), ticket: text.min(1) });
/** Answer of `/v1.0/oauth2/accessToken`; seconds. */
export const tokenAnswer = z.object({ accessToken: text.min(1), expireIn: z.coerce.number() });
/** Of `oToMessages/batchSend`: 200 also where somebody got nothing. */
export const batchAnswer = z.object({
  processQueryKey: optionalText,
  invalidStaffIdList: z.array(z.string()).nullish(),
  flowControlledStaffIdList: z.array(z.string()).nullish(),
  filteredStaffIdList: z.array(z.string()).nullish(),
});
/** Of `card/instances/createAndDeliver`: 200 also where nothing was delivered. */
export const deliverAnswer = z.object({
  result: z
    .object({
      deliverResults: z.array(z.object({ success: z.boolean().nullish(), errorMsg: optionalText })).nullish(),
    })
    .nullish(),
});
export const downloadAnswer = z.object({ downloadUrl: z.url() });
export const uploadAnswer = z.object({ media_id: text.min(1) });
/** Of `topapi/v2/user/get`. */
export const userAnswer = z.object({
  result: z.object({
    name: optionalText,
    email: optionalText,
    org_email: optionalText,
    dept_id_list: z.array(z.coerce.number()).nullish(),
  }),
});
export const departmentAnswer = z.object({ result: z.object({ name: optionalText }) });
/** Where either generation of the API says what is wrong. */
export const problemAnswer = z.object({
  code: z.union([z.string(), z.number()]).nullish(),
  message: optionalText,
  errcode: z.coerce.number().nullish(),
  errmsg: optionalText,
  sub_code: z.union([z.string(), z.number()]).nullish(),
  /** Of the block on an address that calls too much. */
  punish: optionalText,
  accessdenieddetail: z.object({ requiredScopes: z.array(z.string()).nullish() }).nullish(),
});
