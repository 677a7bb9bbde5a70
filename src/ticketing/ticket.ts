import type { Attachment } from '../channel/attachment.ts';
import type { Locale } from '../kernel/locale.ts';
import type { FrozenPolicy } from '../sla/policy.ts';
import type { Impact, Priority, TicketKind, Urgency } from './classification.ts';

export const holdReasons = ['requester', 'vendor', 'change', 'scheduled'] as const;
export type HoldReason = (typeof holdReasons)[number];

export type TicketStatus =
  | { readonly name: 'new' }
  | { readonly name: 'assigned' }
  | { readonly name: 'in_progress' }
  | { readonly name: 'on_hold'; readonly reason: HoldReason }
  | { readonly name: 'resolved'; readonly at: number }
  | { readonly name: 'closed'; readonly at: number }
  | { readonly name: 'cancelled'; readonly at: number };
export type StatusName = TicketStatus['name'];

/** One question and its answer as the requester gave it; the question id and questionnaire version name it for ever. */
export type Answer = { readonly questionId: string; readonly value: string | readonly string[] };

export type QuestionnaireAnswers = {
  readonly questionnaireId: string;
  readonly version: number;
  readonly answers: readonly Answer[];
};

export type Rating = { readonly score: number; readonly reason: string | null; readonly at: number };

/** What is known of a ticket from its first event on; later events may change some of it. */
export type TicketOpening = {
  readonly kind: TicketKind;
  readonly category: string;
  readonly impact: Impact;
  readonly urgency: Urgency;
  readonly priority: Priority;
  /** The words that led to the priority, for `/why`. */
  readonly priorityReasons: readonly string[];
  readonly title: string;
  readonly description: string;
  readonly requesterId: string;
  readonly groupId: string;
  readonly locale: Locale;
  readonly questionnaire: QuestionnaireAnswers | null;
  readonly attachments: readonly Attachment[];
  /** The promise, frozen at opening; changed only by an event. */
  readonly policy: FrozenPolicy;
  /** Set on the follow-up ticket a bad rating opens: the ticket it makes good. */
  readonly recoveryFor: number | null;
};

/** A ticket is the fold of its events: see apply-event.ts. */
export type Ticket = TicketOpening & {
  /** 12 of `T-12`. */
  readonly number: number;
  readonly status: TicketStatus;
  readonly assigneeId: string | null;
  /** Channel the requester reported on; replies go there. */
  readonly channel: string;
  readonly openedAt: number;
  /** A person's first reply, not the bot's. */
  readonly firstResponseAt: number | null;
  readonly rating: Rating | null;
  /** People who have the same trouble and did not need a ticket of their own. */
  readonly alsoAffected: readonly string[];
  /** Number of events folded in; the expected version of the next write. */
  readonly version: number;
};

export function isOpen(ticket: Ticket): boolean {
  return !['resolved', 'closed', 'cancelled'].includes(ticket.status.name);
}

/** Still somebody's business: open, or resolved and not yet confirmed. */
export function isUnfinished(ticket: Ticket): boolean {
  return isOpen(ticket) || ticket.status.name === 'resolved';
}
