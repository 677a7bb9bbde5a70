import type { Locale } from '../kernel/locale.ts';

const dayNames: Record<Locale, { today: string; tomorrow: string; yesterday: string }> = {
  'zh-CN': { today: '今天', tomorrow: '明天', yesterday: '昨天' },
  'zh-TW': { today: '今天', tomorrow: '明天', yesterday: '昨天' },
  en: { today: 'today', tomorrow: 'tomorrow', yesterday: 'yesterday' },
};

// Formatters cost 50 µs to build and 2 µs to use.
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(name: string, locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${name} ${locale} ${options.timeZone ?? ''}`;
  let found = formatters.get(key);
  if (!found) formatters.set(key, (found = new Intl.DateTimeFormat(locale, options)));
  return found;
}

/** Days since 1970 on the wall calendar of `timeZone`. */
function dayNumber(at: number, timeZone: string): number {
  const text = formatter('day', 'en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).format(at);
  return Date.parse(`${text}T00:00:00Z`) / 86_400_000;
}

/** `今天 15:30`, `11月24日 周二 09:00`, `tomorrow 09:00`, `Tue 24 Nov, 09:00`: short, and never ambiguous. */
export function instantWords(at: number, voice: { locale: Locale; timeZone: string; now: number }): string {
  const { locale, timeZone, now } = voice;
  const time = formatter('time', 'en-GB', {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(at);
  const names = dayNames[locale];
  const days = dayNumber(at, timeZone) - dayNumber(now, timeZone);
  if (days === 0) return `${names.today} ${time}`;
  if (days === 1) return `${names.tomorrow} ${time}`;
  if (days === -1) return `${names.yesterday} ${time}`;
  if (locale === 'en') {
    const date = formatter('date', 'en-GB', {
      timeZone,
      weekday: 'short',
      day: 'numeric',
      month: 'short',
    }).format(at);
    return `${date}, ${time}`;
  }
  const date = formatter('date', locale, {
    timeZone,
    month: 'long',
    day: 'numeric',
    weekday: 'short',
  }).format(at);
  return `${date.replace(/(周|週)/, ' $1')} ${time}`;
}
