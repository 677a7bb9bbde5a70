export const locales = ['zh-CN', 'zh-TW', 'en'] as const;
export type Locale = (typeof locales)[number];

/** Every sentence exists in every locale. */
export type Localized = Record<Locale, string>;

export function isLocale(value: unknown): value is Locale {
  return typeof value === 'string' && (locales as readonly string[]).includes(value);
}

/** BCP 47 tag as a platform gives it ("zh-Hant-HK", "en_US", "zh") → ours, or undefined for a language we do not speak. */
export function findLocale(tag: string): Locale | undefined {
  const lower = tag.toLowerCase().replaceAll('_', '-');
  if (lower.startsWith('en')) return 'en';
  if (!lower.startsWith('zh')) return undefined;
  return /hant|-tw|-hk|-mo/.test(lower) ? 'zh-TW' : 'zh-CN';
}
