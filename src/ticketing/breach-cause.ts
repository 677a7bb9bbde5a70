import type { TicketEvent } from './ticket-event.ts';

/** Why a promise was broken. A closed list, so that it can be counted; ids are stable, words are in prompts/copy. */
export const breachCauses = [
  'vendor',
  'requester',
  'priority',
  'capacity',
  'complex',
  'handover',
  'calendar',
  'other',
] as const;
export type BreachCause = (typeof breachCauses)[number];

export type BreachExplanation = {
  /** Cycle and target: `1/resolution`. */
  readonly key: string;
  readonly cause: BreachCause;
  readonly text: string | null;
};

/** The latest word on each broken promise, in the order they were first explained. */
export function breachExplanations(events: readonly TicketEvent[]): BreachExplanation[] {
  const latest = new Map<string, BreachExplanation>();
  for (const { change } of events) {
    if (change.type !== 'breach_explained') continue;
    const { key, cause, text } = change;
    latest.set(key, { key, cause, text });
  }
  return [...latest.values()];
}

const words: Readonly<Record<BreachCause, RegExp>> = {
  vendor: /^(?:等待?|(?:waiting for )?(?:an? |the )?)(?:vendor|supplier|供应商|供應商|厂商|廠商|厂家|廠家)/i,
  requester:
    /^(?:等待?|(?:waiting for )?(?:an? |the )?)(?:requester|user|customer|提单人|提單人|请求人|請求人|申请人|申請人|用户|用戶|使用者|对方|對方)/i,
  priority: /^(?:wrong priority|priority|优先级|優先級|優先順序)(?:定错|定錯|错了|錯了)?/i,
  capacity: /^(?:no capacity|capacity|short of staff|(?:人手|人力)(?:不够|不夠|不足)?)/i,
  complex: /^(?:(?:an? )?complex(?: fault)?|(?:故障|问题|問題)?(?:复杂|複雜))/i,
  handover: /^(?:(?:an? )?(?:late )?hand-?over|(?:转交|轉交|交接)(?:太晚|晚了)?)/i,
  calendar: /^(?:(?:an? )?(?:holiday|calendar)|节假日|節假日|假期|假日|国定假日|國定假日|放假|日历|日曆)/i,
  other: /^(?:something else|other|其他|其它)/i,
};

/** Cause first, then free words: `等供应商 配件周五到`. Undefined where no cause is named. */
export function findBreachCause(text: string): { cause: BreachCause; text: string | null } | undefined {
  const typed = text.trim();
  for (const cause of breachCauses) {
    const match = words[cause].exec(typed);
    if (!match) continue;
    const rest = typed.slice(match[0].length).replace(/^[\s,，:：]+/, '');
    return { cause, text: rest === '' ? null : rest };
  }
  return undefined;
}
