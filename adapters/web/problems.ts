import { findLocale, type Localized } from '../../src/kernel/locale.ts';
import type { WireProblem } from './wire.ts';

/** Everything the channel refuses, with its HTTP status and what the person reads. */
const problems = {
  'bad-request': {
    status: 400,
    'zh-CN': '这个请求看不懂，请刷新页面后再试。',
    'zh-TW': '無法辨識這個請求，請重新整理頁面後再試。',
    en: 'This request could not be understood. Reload the page and try again.',
  },
  empty: {
    status: 400,
    'zh-CN': '写点什么，或者附上文件，再发送。',
    'zh-TW': '請輸入內容或附上檔案後再傳送。',
    en: 'Write something or attach a file, then send.',
  },
  'text-too-long': {
    status: 413,
    'zh-CN': '内容太长（上限 12 万字），请作为附件发送。',
    'zh-TW': '內容太長（上限 12 萬字），請改以附件傳送。',
    en: 'This is too long (the limit is 120,000 characters). Please send it as an attachment.',
  },
  'bad-name': {
    status: 400,
    'zh-CN': '请输入 1 到 40 个字的名字，至少含一个字母、汉字或数字。',
    'zh-TW': '請輸入 1 到 40 個字的名字，至少要有一個字母、漢字或數字。',
    en: 'Enter a name of 1 to 40 characters with at least one letter or digit.',
  },
  'unknown-person': {
    status: 403,
    'zh-CN': '没有这个人，请重新选择身份。',
    'zh-TW': '沒有這個人，請重新選擇身分。',
    en: 'There is no such person here. Choose again who you are.',
  },
  'unknown-conversation': {
    status: 403,
    'zh-CN': '你看不到这个会话，消息没有发出。',
    'zh-TW': '你看不到這個對話，訊息沒有送出。',
    en: 'You cannot see this conversation, so nothing was sent.',
  },
  'not-delivered': {
    status: 503,
    'zh-CN': '服务台暂时没能收下，内容还在，请稍后重试。',
    'zh-TW': '服務台暫時無法收下，內容還在，請稍後重試。',
    en: 'The service desk could not take this just now. Nothing is lost; please try again in a moment.',
  },
  'id-in-use': {
    status: 409,
    'zh-CN': '这条消息的编号已被另一条消息占用，请重新发送。',
    'zh-TW': '這則訊息的編號已被另一則訊息使用，請重新傳送。',
    en: 'Another message already has this id. Please send it anew.',
  },
  'message-gone': {
    status: 404,
    'zh-CN': '这里没有这条消息。',
    'zh-TW': '這裡沒有這則訊息。',
    en: 'There is no such message here.',
  },
  'button-gone': {
    status: 409,
    'zh-CN': '这个按钮已经失效，请看卡片的最新内容。',
    'zh-TW': '這個按鈕已經失效，請看卡片的最新內容。',
    en: 'This button is no longer in use. Please look at the card as it is now.',
  },
  'attachment-too-large': {
    status: 413,
    'zh-CN': '文件太大（上限 10 MB）。',
    'zh-TW': '檔案太大（上限 10 MB）。',
    en: 'This file is too large (the limit is 10 MB).',
  },
  'attachment-type': {
    status: 415,
    'zh-CN': '不支持这种文件。可以发图片、PDF、Office 文档、压缩包和文本。',
    'zh-TW': '不支援這種檔案。可以傳圖片、PDF、Office 文件、壓縮檔與文字檔。',
    en: 'This kind of file is not accepted. Images, PDF, Office documents, archives and text are.',
  },
  'attachment-empty': {
    status: 400,
    'zh-CN': '这个文件是空的。',
    'zh-TW': '這個檔案是空的。',
    en: 'This file is empty.',
  },
  'attachment-missing': {
    status: 404,
    'zh-CN': '找不到这个附件，请重新上传。',
    'zh-TW': '找不到這個附件，請重新上傳。',
    en: 'This attachment is not here. Please upload it again.',
  },
  'too-many-attachments': {
    status: 400,
    'zh-CN': '一条消息最多带 6 个附件。',
    'zh-TW': '一則訊息最多附 6 個檔案。',
    en: 'One message takes at most 6 attachments.',
  },
  'too-fast': {
    status: 429,
    'zh-CN': '发得太快了，请过几秒再试。',
    'zh-TW': '傳得太快了，請過幾秒再試。',
    en: 'That was too fast. Please try again in a few seconds.',
  },
  'too-many-pages': {
    status: 503,
    'zh-CN': '打开的页面太多了，请关掉几个再试。',
    'zh-TW': '開啟的頁面太多了，請關掉幾個再試。',
    en: 'Too many pages are open. Close some and try again.',
  },
  stopping: {
    status: 503,
    'zh-CN': '服务正在重启，内容还在，请稍后重试。',
    'zh-TW': '服務正在重新啟動，內容還在，請稍後重試。',
    en: 'The service is restarting. Nothing is lost; please try again in a moment.',
  },
  'not-found': {
    status: 404,
    'zh-CN': '这里什么也没有。',
    'zh-TW': '這裡什麼也沒有。',
    en: 'There is nothing at this address.',
  },
} as const satisfies Record<string, Localized & { status: number }>;

export type ProblemCode = keyof typeof problems;

/** A refusal on its way out of a handler; turned into an answer in one place. */
export class Problem extends Error {
  readonly code: ProblemCode;
  readonly retryAfterMs: number | null;

  constructor(code: ProblemCode, retryAfterMs: number | null = null) {
    super(code);
    this.name = 'Problem';
    this.code = code;
    this.retryAfterMs = retryAfterMs;
  }
}

/** @param acceptLanguage the page sets it to the language of whoever speaks. */
export function problemResponse(problem: Problem, acceptLanguage: string | null): Response {
  const tag = acceptLanguage?.split(/[,;]/u)[0]?.trim() ?? '';
  const sentence = problems[problem.code];
  const body: WireProblem = { error: problem.code, message: sentence[findLocale(tag) ?? 'zh-CN'] };
  const headers: Record<string, string> =
    problem.retryAfterMs === null ? {} : { 'retry-after': String(Math.ceil(problem.retryAfterMs / 1000)) };
  return Response.json(body, { status: sentence.status, headers });
}
