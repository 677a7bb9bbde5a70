import type { Locale } from '../../src/kernel/locale.ts';

/** The few words this adapter adds by itself. */
export type WecomWords = {
  /** Stands before what could not be repainted in place. */
  readonly replaces: string;
  readonly choose: string;
  readonly submit: string;
  readonly colon: string;
  reply(label: string, alias: string): string;
  /** In place of a file that came in and could not be fetched. */
  fileLost(kind: 'image' | 'file' | 'video' | 'voice'): string;
  /** In place of a file that could not be sent. */
  fileNotSent(name: string): string;
  readonly menu: { readonly mine: string; readonly help: string; readonly report: string };
};

const words: Readonly<Record<Locale, WecomWords>> = {
  'zh-CN': {
    replaces: '（有更新，以这条为准）',
    choose: '请选择',
    submit: '确定',
    colon: '：',
    reply: (label, alias) => `${label}：回复「${alias}」`,
    fileLost: (kind) =>
      ({
        image: '［发来一张图片，没能取到］',
        file: '［发来一个文件，没能取到］',
        video: '［发来一段视频，没能取到］',
        voice: '［发来一段语音，没能听到，请打字告诉我］',
      })[kind],
    fileNotSent: (name) => `（附件 ${name} 没能发出来）`,
    menu: { mine: '我的工单', help: '帮助', report: '报修' },
  },
  'zh-TW': {
    replaces: '（有更新，以這則為準）',
    choose: '請選擇',
    submit: '確定',
    colon: '：',
    reply: (label, alias) => `${label}：回覆「${alias}」`,
    fileLost: (kind) =>
      ({
        image: '［傳來一張圖片，沒能取到］',
        file: '［傳來一個檔案，沒能取到］',
        video: '［傳來一段影片，沒能取到］',
        voice: '［傳來一段語音，沒能聽到，請打字告訴我］',
      })[kind],
    fileNotSent: (name) => `（附件 ${name} 沒能傳出去）`,
    menu: { mine: '我的工單', help: '說明', report: '報修' },
  },
  en: {
    replaces: '(Updated: this replaces the earlier message.)',
    choose: 'Please choose',
    submit: 'OK',
    colon: ': ',
    reply: (label, alias) => `${label}: reply “${alias}”`,
    fileLost: (kind) =>
      ({
        image: '[An image was sent, but could not be fetched.]',
        file: '[A file was sent, but could not be fetched.]',
        video: '[A video was sent, but could not be fetched.]',
        voice: '[A voice message was sent, but could not be understood. Please type it.]',
      })[kind],
    fileNotSent: (name) => `(The attachment ${name} could not be sent.)`,
    menu: { mine: 'My tickets', help: 'Help', report: 'Report' },
  },
};

export function wordsIn(locale: Locale): WecomWords {
  return words[locale];
}
