import type { Locale, Localized } from '../../src/kernel/locale.ts';

/** The few words this adapter adds by itself. */

const pick = (words: Localized, locale: Locale): string => words[locale];

/** Stands above numbered buttons. */
export function chooseWords(locale: Locale): string {
  return pick(
    { 'zh-CN': '点一下，或直接回复：', 'zh-TW': '點一下，或直接回覆：', en: 'Tap one, or type it:' },
    locale,
  );
}

/** In a group a typed word reaches us only with a mention. */
export function typeInstead(aliases: readonly string[], locale: Locale): string {
  const list = aliases.join(' · ');
  return pick(
    {
      'zh-CN': `按钮点不动？@我 再发：${list}`,
      'zh-TW': `按鈕點不動？@我 再發：${list}`,
      en: `Buttons not working? Mention me and type: ${list}`,
    },
    locale,
  );
}

/** Begins the message that stands for a repainted one. */
export function replacesEarlier(title: string, locale: Locale): string {
  return pick(
    {
      'zh-CN': title === '' ? '更新（以此条为准）' : `更新（以此条为准）：${title}`,
      'zh-TW': title === '' ? '更新（以這則為準）' : `更新（以這則為準）：${title}`,
      en: title === '' ? 'Update, replaces the message above' : `Update, replaces: ${title}`,
    },
    locale,
  );
}

/** Status line of a repainted card. */
export function updated(locale: Locale): string {
  return pick({ 'zh-CN': '已更新', 'zh-TW': '已更新', en: 'Updated' }, locale);
}

/** Status line of a card in a group that one person sees. */
export function onlyYou(locale: Locale): string {
  return pick({ 'zh-CN': '仅你可见', 'zh-TW': '只有你看得到', en: 'Only you can see this' }, locale);
}

/** Added to somebody's message whose file could not be had. */
export function fileMissing(count: number): string {
  return `［有 ${count} 个附件没能取到 / ${count} attachment(s) could not be fetched］`;
}

/** Posted in place of a file DingTalk's robots cannot send. */
export function cannotSendFile(name: string, locale: Locale): string {
  return pick(
    {
      'zh-CN': `附件「${name}」的格式钉钉机器人发不了，请在工单里查看。`,
      'zh-TW': `附件「${name}」的格式釘釘機器人無法傳送，請在工單裡查看。`,
      en: `DingTalk robots cannot send a file like “${name}”; please look at it in the ticket.`,
    },
    locale,
  );
}

/** What the list of conversations shows of a message without words. */
export function newMessage(locale: Locale): string {
  return pick({ 'zh-CN': '新消息', 'zh-TW': '新訊息', en: 'New message' }, locale);
}
