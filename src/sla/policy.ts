import type { Duration } from '../kernel/duration.ts';

/** What is promised: a person's first reply, the next reply to an unanswered message, the resolution. */
export const targets = ['firstResponse', 'nextReply', 'resolution'] as const;
export type Target = (typeof targets)[number];

/** One promise. `calendar` is a calendar's name: its hours and holidays are looked up, so a newly imported year counts. */
export type TargetPromise = { readonly duration: Duration; readonly calendar: string };

/** Who is told, from the person who has it to whoever answers for the house that day. */
export const recipients = ['assignee', 'group', 'lead', 'managers', 'duty'] as const;
export type Recipient = (typeof recipients)[number];

/** Told again until somebody acknowledges it, at most `max` times; `everyMs` is working time of the target's calendar. */
export type Repeat = { readonly everyMs: number; readonly max: number };

/** Absent, as in promises frozen before there was a choice: the recipients of its kind (see ladder.ts); no repeat. */
export type Telling = { readonly to?: readonly Recipient[]; readonly repeat?: Repeat };

/**
 * When to tell somebody. `percent` of the target's working time (80: a warning, 150: half as long again), or an offset in
 * working ms relative to the deadline (-3,600,000: an hour before). Breach (offset 0) is always told and never listed.
 */
export type Level = Telling &
  (
    | { readonly kind: 'percent'; readonly percent: number }
    | { readonly kind: 'offset'; readonly offsetMs: number }
  );

/**
 * What a resolution clock does after reopening. `continue`: goes on where it stood; `new_cycle`: a new full promise, the
 * first one stays judged; `total`: the time it lay resolved counts too; `first`: the first resolution kept the promise.
 */
export const reopenModes = ['continue', 'new_cycle', 'total', 'first'] as const;
export type ReopenMode = (typeof reopenModes)[number];

/** Hold reasons during which a target's clock stands still. */
export type PauseRules = Readonly<Record<Target, readonly string[]>>;

/**
 * The promise as saved in a ticket: plain JSON, complete, independent of later edits of the configuration.
 * A target that is null is not promised. `levels: null` means the default rule of {@link levelsFor}.
 */
export type FrozenPolicy = {
  readonly name: string;
  readonly targets: Readonly<Record<Target, TargetPromise | null>>;
  readonly levels: readonly Level[] | null;
  /** Who hears of the breach, and how often; absent: the default. */
  readonly breach?: Telling;
  readonly pauses: PauseRules;
  readonly reopen: ReopenMode;
};

/** What a policy may ask about. */
export const conditionKeys = [
  'priority',
  'category',
  'impact',
  'level',
  'department',
  'group',
  'channel',
  'kind',
] as const;
export type ConditionKey = (typeof conditionKeys)[number];

/** All keys must hold; a key holds if the attribute is one of its values (category: also as prefix `network`). */
export type PolicyCondition = Readonly<Partial<Record<ConditionKey, readonly string[]>>>;

/** What is known of a ticket when its policy is chosen. */
export type PolicyAttributes = Readonly<Partial<Record<ConditionKey, string>>>;

export type Policy = FrozenPolicy & { readonly when: PolicyCondition };

/** First response is never paused; waiting for the requester, an approval or an agreed date is not our time. */
export const defaultPauses: PauseRules = {
  firstResponse: [],
  nextReply: ['requester', 'scheduled', 'approval'],
  resolution: ['requester', 'scheduled', 'approval'],
};

/** For tickets no policy matches: nothing is promised. */
export const noPolicy: FrozenPolicy = {
  name: 'none',
  targets: { firstResponse: null, nextReply: null, resolution: null },
  levels: null,
  pauses: defaultPauses,
  reopen: 'continue',
};

function holds(key: ConditionKey, values: readonly string[], attribute: string | undefined): boolean {
  if (attribute === undefined) return false;
  return values.some(
    (value) => attribute === value || (key === 'category' && attribute.startsWith(`${value}.`)),
  );
}

function matches(when: PolicyCondition, attributes: PolicyAttributes): boolean {
  return conditionKeys.every((key) => {
    const values = when[key];
    return values === undefined || holds(key, values, attributes[key]);
  });
}

/** The first policy whose conditions all hold; undefined where none does. */
export function choosePolicy(policies: readonly Policy[], attributes: PolicyAttributes): Policy | undefined {
  return policies.find((policy) => matches(policy.when, attributes));
}

/** The promise without its conditions, to be saved in the ticket; {@link noPolicy} where none was chosen. */
export function freezePolicy(policy: Policy | undefined): FrozenPolicy {
  if (!policy) return noPolicy;
  const { name, targets: promised, levels, breach, pauses, reopen } = policy;
  return { name, targets: promised, levels, ...(breach ? { breach } : {}), pauses, reopen };
}
