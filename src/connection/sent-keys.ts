import type { SendOutcome } from '../channel/adapter.ts';

type Sent = Extract<SendOutcome, { type: 'sent' }>;

/** What was sent lately, by idempotency key: a delivery repeated by the same process shows once. */
export type SentKeys = {
  find(key: string): Sent | undefined;
  keep(key: string, outcome: SendOutcome): SendOutcome;
};

export function createSentKeys(kept = 5_000): SentKeys {
  const sent = new Map<string, Sent>();
  return {
    find: (key) => sent.get(key),
    keep(key, outcome) {
      if (outcome.type !== 'sent') return outcome;
      const oldest = sent.size < kept ? undefined : sent.keys().next().value;
      if (oldest !== undefined) sent.delete(oldest);
      sent.set(key, outcome);
      return outcome;
    },
  };
}
