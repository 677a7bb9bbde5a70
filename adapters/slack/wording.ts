import { findLocale, type Locale, type Localized } from '../../src/kernel/locale.ts';

/** The few words this adapter adds by itself. */
const wording = {
  helpful: { 'zh-CN': '有帮助', 'zh-TW': '有幫助', en: 'Helpful' },
  notHelpful: { 'zh-CN': '没帮上', 'zh-TW': '沒幫上', en: 'Not helpful' },
  repliesDirectly: {
    'zh-CN': '收到，我在私聊里回复你。',
    'zh-TW': '收到，我在私訊裡回覆你。',
    en: 'Got it. I am answering you in our direct messages.',
  },
  unknownCommand: {
    'zh-CN': '我不认识这个命令。试试 /it help。',
    'zh-TW': '我不認得這個指令。試試 /it help。',
    en: 'I do not know that command. Try /it help.',
  },
  notSaved: {
    'zh-CN': '刚才没能记下来，请再发一次。',
    'zh-TW': '剛才沒能記下來，請再送一次。',
    en: 'I could not take that down. Please send it again.',
  },
  tooMuch: {
    'zh-CN': '还有更多，这里放不下了。',
    'zh-TW': '還有更多，這裡放不下了。',
    en: 'There is more than fits here.',
  },
} satisfies Record<string, Localized>;

export function say(key: keyof typeof wording, locale: Locale): string {
  return wording[key][locale];
}

/** Stands in the text where a file of the message could not be fetched. */
export function missingFile(name: string, locale: Locale): string {
  switch (locale) {
    case 'zh-CN':
      return `［附件“${name}”没能取到，请重新发送］`;
    case 'zh-TW':
      return `［附件「${name}」沒能取得，請重新傳送］`;
    case 'en':
      return `[The file "${name}" could not be fetched; please send it again]`;
  }
}

/** What the platform says about somebody's language; English where it says nothing we speak. */
export function localeOf(tag: string | null): Locale {
  return (tag === null ? undefined : findLocale(tag)) ?? 'en';
}
