import type { Locale } from '../../kernel/locale.ts';
import type { Script } from '../understanding.ts';

/** Words that only an English sentence uses. Two of them outweigh a Chinese product or room name inside it. */
const functionWords =
  /\b(?:i|i'm|my|me|we|our|the|an|is|are|was|isn't|it|it's|can't|cannot|can|won't|don't|doesn't|didn't|not|to|of|on|in|for|with|and|but|please|need|how|what|when|where|why|this|that|any|has|have|from|after|every|keeps|could|would)\b/g;

/** Names and abbreviations people write alike in every language: alone they show none. */
const neutralWords = new Set(
  'vpn wifi wi-fi wlan lan oa erp crm hr it pc nb mac macbook windows win office word excel ppt powerpoint outlook teams zoom slack wps chrome edge safari firefox sap mfa otp sso usb hdmi app ios android thinkpad dell hp lenovo pdf qr ok email mail id ip dns anyconnect easyconnect globalprotect dingtalk wecom bitlocker ldap ad url http https www com cn'.split(
    ' ',
  ),
);

const han = /\p{Script=Han}/gu;

/**
 * The language of a text (normalised, in its own script), or null where it shows none: digits, pictures, a bare
 * product name or error code.
 */
export function detectLocale(text: string, script: Script): Locale | null {
  if (script === 'latin')
    return words(text).some((word) => word.length > 1 && !neutralWords.has(word)) ? 'en' : null;
  const english = text.match(functionWords)?.length ?? 0;
  const chinese = text.match(han)?.length ?? 0;
  if (english >= 2 && words(text).length * 2 > chinese) return 'en';
  return script === 'traditional' ? 'zh-TW' : 'zh-CN';
}

/** Latin words without a digit: codes and model numbers belong to no language. */
function words(text: string): readonly string[] {
  return text.match(/(?<![\p{L}\p{N}])[\p{Script=Latin}][\p{Script=Latin}'-]*(?![\p{N}])/gu) ?? [];
}
