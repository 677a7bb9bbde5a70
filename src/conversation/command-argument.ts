import type { Locale } from '../kernel/locale.ts';
import { priorities, type Priority } from '../ticketing/classification.ts';
import type { HoldReason } from '../ticketing/ticket.ts';
import { holdReasons } from '../ticketing/ticket.ts';
import type { Taxonomy } from '../understanding/taxonomy.ts';

const priorityWords: Record<Priority, RegExp> = {
  P1: /^(p?1|紧急|緊急|urgent)$/i,
  P2: /^(p?2|重要|high|important)$/i,
  P3: /^(p?3|一般|普通|normal)$/i,
  P4: /^(p?4|低|low)$/i,
};

export function findPriority(text: string): Priority | undefined {
  const word = text.trim();
  return priorities.find((priority) => priorityWords[priority].test(word));
}

const holdWords: Record<HoldReason, RegExp> = {
  requester:
    /^(requester|user|customer|请求人|請求人|提单人|提單人|申请人|申請人|用户|用戶|使用者|等用户|等使用者|等回复|等回覆|等对方|等對方)/i,
  vendor: /^(vendor|supplier|供应商|供應商|厂商|廠商|厂家|廠家|等供应商|等廠商|等厂家)/i,
  change: /^(change|变更|變更|等变更|等變更)/i,
  scheduled: /^(scheduled|schedule|appointment|约定|約定|预约|預約|改期|定时|排期)/i,
};

/** Reason first, then free words: `供应商 等配件到货`. */
export function findHoldReason(text: string): { reason: HoldReason; rest: string | null } | undefined {
  for (const reason of holdReasons) {
    const match = holdWords[reason].exec(text.trim());
    if (match) {
      const rest = text
        .trim()
        .slice(match[0].length)
        .replace(/^[\s,，:：]+/, '');
      return { reason, rest: rest === '' ? null : rest };
    }
  }
  return undefined;
}

/** By id, last part of the id, or name in any language; undefined unless exactly one fits. */
export function findCategory(taxonomy: Taxonomy, text: string): string | undefined {
  const word = text.trim().toLowerCase();
  if (word === '') return undefined;
  const exact = taxonomy.find(
    ({ id, name }) => id === word || Object.values(name).some((one) => one.toLowerCase() === word),
  );
  if (exact) return exact.id;
  const partial = taxonomy.filter(
    ({ id, name }) =>
      id.split('.')[1] === word || Object.values(name).some((one) => one.toLowerCase().includes(word)),
  );
  return partial.length === 1 ? partial[0]?.id : undefined;
}

export function findLocaleWord(text: string): Locale | undefined {
  const word = text.trim().toLowerCase().replace('_', '-');
  if (/^(zh-tw|zh-hant|zh-hk|tw|繁|繁体|繁體|繁体中文|繁體中文|正體|正體中文)$/.test(word)) return 'zh-TW';
  if (/^(zh|zh-cn|zh-hans|cn|简|简体|簡體|中文|简体中文|簡體中文)$/.test(word)) return 'zh-CN';
  return /^(en|en-us|en-gb|english|英文|英语|英語)$/.test(word) ? 'en' : undefined;
}
