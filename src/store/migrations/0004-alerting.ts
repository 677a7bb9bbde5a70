import type { Migration } from '../migrate.ts';

export const alerting: Migration = {
  number: 4,
  name: 'alerting',
  statements: ({ autoId, integer, text, tableEnd }) => [
    `create table sla_alert (
      id ${autoId},
      ticket ${integer} not null references ticket (number),
      cycle ${text} not null,
      target ${text} not null,
      level ${text} not null,
      repetition ${integer} not null,
      kind ${text} not null check (kind in ('warn', 'breach', 'after')),
      priority ${text} not null,
      at ${integer} not null,
      due_at ${integer},
      overdue_ms ${integer} not null,
      late ${integer} not null check (late in (0, 1)),
      on_change ${integer} not null check (on_change in (0, 1)),
      created_at ${integer} not null,
      acknowledged_by ${text},
      acknowledged_at ${integer},
      unique (ticket, cycle, target, level, repetition)
    ) ${tableEnd}`,

    `create table sla_alert_message (
      id ${autoId},
      conversation_key ${text} not null,
      style ${text} not null check (style in ('single', 'digest', 'late', 'morning')),
      tickets ${integer} not null,
      told_at ${integer}
    ) ${tableEnd}`,
    `create index sla_alert_message_untold on sla_alert_message (id) where told_at is null`,
    `create index sla_alert_message_place on sla_alert_message (conversation_key, told_at)`,

    `create table sla_alert_copy (
      id ${autoId},
      alert_id ${integer} not null references sla_alert (id),
      conversation_key ${text} not null,
      conversation ${text} not null,
      person_id ${text},
      reader ${text} not null check (reader in ('person', 'group', 'managers')),
      mentions ${text} not null,
      held ${integer} not null check (held in (0, 1)),
      next_at ${integer},
      message_id ${integer} references sla_alert_message (id),
      position ${integer},
      unique (alert_id, conversation_key)
    ) ${tableEnd}`,
    `create index sla_alert_copy_waiting on sla_alert_copy (conversation_key, id, next_at) where next_at is not null`,
    `create index sla_alert_copy_message on sla_alert_copy (message_id) where message_id is not null`,

    // One row: the rules by which the tickets' next looks were last reckoned.
    `create table sla_alert_rules (
      id ${integer} primary key check (id = 1),
      hash ${text} not null
    ) ${tableEnd}`,

    // What was opened before there were watches: the sweeper looks at each once and sets its index right.
    `update ticket set next_alert_at = opened_at where phase = 'open'`,
  ],
};
