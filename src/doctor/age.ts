import { words, type Words } from '../kernel/document/words.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** How long ago, in the largest unit that fits. @param ms not negative, or a clock was turned */
export function age(ms: number): Words {
  if (ms < minuteMs) return words('just now', '刚刚');
  const [count, en, zh] =
    ms < hourMs
      ? ([Math.floor(ms / minuteMs), 'min', '分钟'] as const)
      : ms < 2 * dayMs
        ? ([Math.floor(ms / hourMs), 'h', '小时'] as const)
        : ([Math.floor(ms / dayMs), 'days', '天'] as const);
  return words(`${count} ${en} ago`, `${count} ${zh}前`);
}
