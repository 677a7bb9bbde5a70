import type { Attachment } from '../channel/attachment.ts';
import type { Locale } from '../kernel/locale.ts';
import type { FrozenPolicy } from '../sla/policy.ts';
import type { Impact, Priority, TicketKind, Urgency } from '../ticketing/classification.ts';
import type {
  HoldReason,
  QuestionnaireAnswers,
  StatusName,
  Ticket,
  TicketStatus,
} from '../ticketing/ticket.ts';
import { BotError } from '../kernel/bot-error.ts';
import { decodeJson, encodeJson } from './column.ts';
import type { Tables, TicketPhase } from './tables.ts';

/** When the sweeper has to look at a ticket. Index columns: the truth is computed from policy and events. */
export type Deadlines = {
  readonly firstResponseDueAt: number | null;
  readonly resolutionDueAt: number | null;
  readonly nextAlertAt: number | null;
  /** When silence closes it. */
  readonly closeAt: number | null;
};

export function toTicketRow(ticket: Ticket, deadlines: Deadlines): Tables['ticket'] {
  const { status, rating } = ticket;
  return {
    number: ticket.number,
    status: status.name,
    status_at: 'at' in status ? status.at : null,
    hold_reason: 'reason' in status ? status.reason : null,
    kind: ticket.kind,
    category: ticket.category,
    impact: ticket.impact,
    urgency: ticket.urgency,
    priority: ticket.priority,
    priority_reasons: encodeJson(ticket.priorityReasons),
    title: ticket.title,
    description: ticket.description,
    requester_id: ticket.requesterId,
    assignee_id: ticket.assigneeId,
    group_id: ticket.groupId,
    channel: ticket.channel,
    locale: ticket.locale,
    questionnaire: ticket.questionnaire && encodeJson(ticket.questionnaire),
    attachments: encodeJson(ticket.attachments),
    policy: encodeJson(ticket.policy),
    opened_at: ticket.openedAt,
    first_response_at: ticket.firstResponseAt,
    rating_score: rating?.score ?? null,
    rating_reason: rating?.reason ?? null,
    rating_at: rating?.at ?? null,
    recovery_for: ticket.recoveryFor,
    also_affected: encodeJson(ticket.alsoAffected),
    version: ticket.version,
    phase: toPhase(status.name),
    first_response_due_at: deadlines.firstResponseDueAt,
    resolution_due_at: deadlines.resolutionDueAt,
    next_alert_at: deadlines.nextAlertAt,
    close_at: deadlines.closeAt,
  };
}

export function toTicket(row: Tables['ticket']): Ticket {
  return {
    number: row.number,
    status: toStatus(row),
    kind: row.kind as TicketKind,
    category: row.category,
    impact: row.impact as Impact,
    urgency: row.urgency as Urgency,
    priority: row.priority as Priority,
    priorityReasons: decodeJson<string[]>(row.priority_reasons),
    title: row.title,
    description: row.description,
    requesterId: row.requester_id,
    assigneeId: row.assignee_id,
    groupId: row.group_id,
    channel: row.channel,
    locale: row.locale as Locale,
    questionnaire: row.questionnaire === null ? null : decodeJson<QuestionnaireAnswers>(row.questionnaire),
    attachments: decodeJson<Attachment[]>(row.attachments),
    policy: decodeJson<FrozenPolicy>(row.policy),
    openedAt: row.opened_at,
    firstResponseAt: row.first_response_at,
    rating:
      row.rating_score === null || row.rating_at === null
        ? null
        : { score: row.rating_score, reason: row.rating_reason, at: row.rating_at },
    recoveryFor: row.recovery_for,
    alsoAffected: decodeJson<string[]>(row.also_affected),
    version: row.version,
  };
}

function toPhase(status: StatusName): TicketPhase {
  switch (status) {
    case 'new':
    case 'assigned':
    case 'in_progress':
    case 'on_hold':
      return 'open';
    case 'resolved':
      return 'resolved';
    case 'closed':
    case 'cancelled':
      return 'done';
  }
}

function toStatus(row: Tables['ticket']): TicketStatus {
  const name = row.status as StatusName;
  switch (name) {
    case 'new':
    case 'assigned':
    case 'in_progress':
      return { name };
    case 'on_hold':
      return { name, reason: row.hold_reason as HoldReason };
    case 'resolved':
    case 'closed':
    case 'cancelled':
      if (row.status_at === null)
        throw new BotError('store.broken', `ticket ${row.number} is ${name} without a time`);
      return { name, at: row.status_at };
  }
}
