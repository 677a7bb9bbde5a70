import type { Exclusion } from './exclusion.ts';
import type { FrozenPolicy, Level, Target, TargetPromise } from './policy.ts';

/**
 * What the clock needs to know of a ticket's life, in the order it happened (equal instants keep their order in the list).
 * A person's first reply is two facts, `first_response` and `agent_replied`; so is a resolution that answers the requester.
 */
export type ClockFact =
  /** Always first. A ticket an agent opened for somebody owes no first response. */
  | {
      readonly type: 'opened';
      readonly at: number;
      readonly by: 'requester' | 'agent';
      readonly policy: FrozenPolicy;
    }
  | { readonly type: 'first_response'; readonly at: number }
  | { readonly type: 'requester_wrote'; readonly at: number }
  | { readonly type: 'agent_replied'; readonly at: number }
  /** A second `held` changes the reason. */
  | { readonly type: 'held'; readonly at: number; readonly reason: string }
  | { readonly type: 'resumed'; readonly at: number }
  | { readonly type: 'resolved'; readonly at: number }
  | { readonly type: 'reopened'; readonly at: number }
  /** Without a `resolved` before it, closing resolves. */
  | { readonly type: 'closed'; readonly at: number }
  | { readonly type: 'cancelled'; readonly at: number }
  /** Counts from opening, pauses kept; targets already met stay judged by the promise they were met under. */
  | { readonly type: 'policy_changed'; readonly at: number; readonly policy: FrozenPolicy };

export type TimerState =
  | { readonly name: 'running' }
  | { readonly name: 'paused'; readonly since: number; readonly reason: string }
  /** Kept, in time or late: late if the timer's `breachedAt` is set. */
  | { readonly name: 'met'; readonly at: number }
  /** The ticket ended before it was met; reopening lets it run on. */
  | { readonly name: 'stopped'; readonly at: number; readonly by: 'resolved' | 'cancelled' };

export type LevelKind = 'warn' | 'breach' | 'after';

/** An instant at which somebody is to be told. */
export type TimerLevel = {
  /** Stable: `warn:80%`, `warn:1h`, `breach`, `after:2h`. */
  readonly id: string;
  readonly kind: LevelKind;
  readonly level: Level;
  /** Null while the clock is paused before it. */
  readonly at: number | null;
  /** Instants at which it is told again, ascending, all before the next level. */
  readonly repeats: readonly number[];
};

/** One promise being measured. All `Ms` are working time of its calendar. */
export type Timer<T extends string = Target> = {
  readonly target: T;
  /** 1, 2, 3 …: exchanges of `nextReply`, resolutions under `reopen: new_cycle`. */
  readonly cycle: number;
  /** 1, and one more for each change of policy that changed this promise. */
  readonly revision: number;
  /** When the present revision came in; null for the first. */
  readonly revisedAt: number | null;
  readonly promise: TargetPromise;
  readonly startAt: number;
  readonly state: TimerState;
  /** The deadline; null while paused before it. Kept when met or stopped: the deadline that applied. */
  readonly dueAt: number | null;
  /** True where the deadline lies beyond what the calendar knows: it may move when a new year is imported. */
  readonly provisional: boolean;
  /** The deadline, where it passed before the promise was kept. */
  readonly breachedAt: number | null;
  readonly targetMs: number;
  readonly usedMs: number;
  /** `targetMs - usedMs`; negative: overdue by so much. */
  readonly remainingMs: number;
  /** Sorted, disjoint, from `startAt` on. */
  readonly exclusions: readonly Exclusion[];
  /** In the order they fall due, breach always among them. */
  readonly levels: readonly TimerLevel[];
};

/** A ticket's promises as of an instant. Derived, never saved; columns made of it are an index only. */
export type TicketClock = {
  /** What it was computed for: the given now, or the latest fact where that is later (a clock that jumped back). */
  readonly asOf: number;
  readonly policy: FrozenPolicy;
  /** Every policy it was under, the first with the opening. */
  readonly policies: readonly { readonly at: number; readonly policy: FrozenPolicy }[];
  /** By target in order, then by cycle. Targets that are not promised have none. */
  readonly timers: readonly Timer[];
};
