import type { Attachment } from '../channel/attachment.ts';
import type { FrozenPolicy } from '../sla/policy.ts';
import type { BreachCause } from './breach-cause.ts';
import type { Priority } from './classification.ts';
import type { HoldReason, TicketOpening } from './ticket.ts';

/** Everything that can happen to a ticket. Append-only: a change that is no event did not happen. */
export type TicketChange =
  | ({ readonly type: 'opened' } & TicketOpening)
  | { readonly type: 'claimed' }
  | { readonly type: 'assigned'; readonly assigneeId: string }
  | { readonly type: 'released' }
  /** Agent to requester. */
  | { readonly type: 'replied'; readonly text: string; readonly attachments: readonly Attachment[] }
  /** Requester to agent. */
  | { readonly type: 'requester_wrote'; readonly text: string; readonly attachments: readonly Attachment[] }
  /** Somebody else has the same trouble; the actor is who. */
  | { readonly type: 'joined'; readonly text: string }
  /** Work note: internal. */
  | { readonly type: 'noted'; readonly text: string }
  | { readonly type: 'held'; readonly reason: HoldReason; readonly text: string | null }
  | { readonly type: 'resumed' }
  | { readonly type: 'priority_changed'; readonly priority: Priority; readonly policy: FrozenPolicy }
  | {
      readonly type: 'category_changed';
      readonly category: string;
      readonly groupId: string;
      readonly policy: FrozenPolicy;
    }
  /** An administrator applied an edited policy to an open ticket; nothing else does so. */
  | { readonly type: 'policy_changed'; readonly policy: FrozenPolicy }
  | { readonly type: 'urged' }
  | { readonly type: 'resolved'; readonly text: string }
  | { readonly type: 'reopened'; readonly text: string | null }
  | { readonly type: 'closed'; readonly by: 'requester' | 'agent' | 'silence' }
  | { readonly type: 'cancelled'; readonly text: string | null }
  | { readonly type: 'rated'; readonly score: number }
  | { readonly type: 'rating_explained'; readonly text: string }
  /** A bad rating told the managers and opened this follow-up. */
  | { readonly type: 'recovery_opened'; readonly followUp: number }
  /** The requester turned out to be somebody we know from elsewhere. */
  | { readonly type: 'requester_changed'; readonly from: string; readonly requesterId: string }
  /** An SLA alert went out; `key` is (cycle, target, level, repeat). */
  | { readonly type: 'alerted'; readonly key: string }
  /** Somebody took note of alerts; `keys` are their levels' keys. */
  | { readonly type: 'acknowledged'; readonly keys: readonly string[] }
  /** Why a promise was broken; said again, it corrects what was said before. */
  | {
      readonly type: 'breach_explained';
      /** Cycle and target: `1/resolution`. */
      readonly key: string;
      readonly cause: BreachCause;
      readonly text: string | null;
    }
  /** Handed on to another support group, which starts without an assignee. */
  | { readonly type: 'transferred'; readonly groupId: string; readonly policy: FrozenPolicy };

export type TicketEvent = {
  readonly ticket: number;
  /** 1, 2, 3 … without gaps. */
  readonly seq: number;
  readonly at: number;
  /** Person id; null where the bot did it by itself. */
  readonly actorId: string | null;
  /** Channel it came in by; null where the bot did it by itself. */
  readonly channel: string | null;
  readonly change: TicketChange;
};
