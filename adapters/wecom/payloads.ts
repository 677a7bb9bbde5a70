import { z } from 'zod';

/**
 * WeCom's frames and answers, as far as we read them. Everything else in them is ignored; what does not fit is no event of
 * ours. Pages: 101463 (long connection), 101027 (events), 90239 and 90240 (the app's messages and events).
 */

const text = z.object({ content: z.string() });
const media = z.object({
  url: z.string(),
  aeskey: z.string().optional(),
  filename: z.string().optional(),
});
const mixedItem = z.object({ msgtype: z.string(), text: text.optional(), image: media.optional() });

export const botMessage = z.object({
  msgid: z.string().min(1),
  aibotid: z.string(),
  chatid: z.string().min(1).optional(),
  chattype: z.enum(['single', 'group']),
  from: z.object({ userid: z.string().min(1) }),
  create_time: z.number().optional(),
  msgtype: z.string(),
  text: text.optional(),
  voice: text.optional(),
  mixed: z.object({ msg_item: z.array(mixedItem) }).optional(),
  image: media.optional(),
  file: media.optional(),
  video: media.optional(),
});
export type BotMessage = z.infer<typeof botMessage>;

const selectedItems = z.object({
  selected_item: z.array(
    z.object({
      question_key: z.string(),
      option_ids: z.object({ option_id: z.array(z.string()) }).optional(),
    }),
  ),
});

const cardEvent = z.object({
  event_key: z.string().optional(),
  task_id: z.string().optional(),
  selected_items: selectedItems.optional(),
});

export const botEvent = z.object({
  msgid: z.string().min(1),
  aibotid: z.string(),
  chatid: z.string().min(1).optional(),
  chattype: z.enum(['single', 'group']).optional(),
  from: z.object({ userid: z.string().min(1) }),
  create_time: z.number().optional(),
  event: cardEvent.extend({
    eventtype: z.string(),
    // The page nests it, the SDK's types have it flat: both are read.
    template_card_event: cardEvent.optional(),
    feedback_event: z.object({ id: z.string(), type: z.number() }).optional(),
  }),
});
export type BotEvent = z.infer<typeof botEvent>;

/** The app's callback after decryption; XML knows only text. */
export const appMessage = z.object({
  ToUserName: z.string(),
  FromUserName: z.string().min(1),
  CreateTime: z.string().regex(/^\d{1,12}$/u),
  AgentID: z.string().optional(),
  MsgType: z.string(),
  MsgId: z.string().min(1).optional(),
  Content: z.string().optional(),
  MediaId: z.string().optional(),
  FileName: z.string().optional(),
  Title: z.string().optional(),
  Url: z.string().optional(),
  Label: z.string().optional(),
  Event: z.string().optional(),
  EventKey: z.string().optional(),
  TaskId: z.string().optional(),
  ResponseCode: z.string().optional(),
  SelectedItems: z
    .object({
      SelectedItem: z.union([z.array(z.unknown()), z.unknown()]).optional(),
    })
    .optional()
    .catch(undefined),
});
export type AppMessage = z.infer<typeof appMessage>;

export const selectedItem = z.object({
  OptionIds: z.object({ OptionId: z.union([z.string(), z.array(z.string())]) }),
});

/** Every answer of the API and every receipt of a frame. */
export const receipt = z.object({ errcode: z.number(), errmsg: z.string().optional() });

export const tokenAnswer = z.object({ access_token: z.string().min(1), expires_in: z.number() });
export const sendAnswer = z.object({
  invaliduser: z.string().optional(),
  response_code: z.string().optional(),
});
export const userAnswer = z.object({
  name: z.string(),
  department: z.array(z.number()).optional(),
  main_department: z.number().optional(),
  email: z.string().optional(),
  biz_mail: z.string().optional(),
});
export const departmentAnswer = z.object({ department: z.object({ name: z.string() }) });
export const mediaAnswer = z.object({ media_id: z.string().min(1) });

export type CardField = {
  readonly type?: 3;
  readonly keyname: string;
  readonly value: string;
  readonly userid?: string;
};

/** A template card as we make them (101032), without the task_id its sender gives it. */
export type CardBody = {
  readonly card_type: 'button_interaction' | 'vote_interaction' | 'text_notice';
  readonly main_title?: { readonly title: string };
  readonly sub_title_text?: string;
  readonly quote_area?: { readonly type: 0; readonly quote_text: string };
  readonly horizontal_content_list?: readonly CardField[];
  readonly button_list?: readonly { readonly text: string; readonly style: number; readonly key: string }[];
  readonly checkbox?: {
    readonly question_key: string;
    readonly mode: 0;
    readonly option_list: readonly { readonly id: string; readonly text: string }[];
  };
  readonly submit_button?: { readonly text: string; readonly key: string };
  readonly card_action?: { readonly type: 1; readonly url: string };
};
export type Card = CardBody & { readonly task_id: string; readonly feedback?: { readonly id: string } };
