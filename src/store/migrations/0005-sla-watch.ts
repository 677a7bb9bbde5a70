import type { Migration } from '../migrate.ts';

/** What watches over the promises: audits, calendars as last seen, what administrators were told, and how promises ended. */
export const slaWatch: Migration = {
  number: 5,
  name: 'sla-watch',
  statements: ({ autoId, integer, text, tableEnd }) => [
    `create table sla_audit (
      id ${autoId},
      started_at ${integer} not null,
      finished_at ${integer} not null,
      tickets ${integer} not null,
      differences ${integer} not null,
      kinds ${text} not null
    ) ${tableEnd}`,
    `create index sla_audit_finished on sla_audit (finished_at)`,

    `create table sla_notice (
      kind ${text} not null,
      key ${text} not null,
      at ${integer} not null,
      primary key (kind, key)
    ) ${tableEnd}`,

    `create table sla_calendar (
      name ${text} primary key,
      hash ${text} not null,
      content ${text} not null,
      since_at ${integer} not null
    ) ${tableEnd}`,

    `create table sla_outcome (
      ticket ${integer} not null references ticket (number),
      target ${text} not null,
      cycle ${integer} not null,
      outcome ${text} not null check (outcome in ('open', 'met', 'breached', 'void')),
      day ${integer},
      due_at ${integer},
      priority ${text} not null,
      group_id ${text} not null,
      category ${text} not null,
      cause ${text},
      primary key (ticket, target, cycle),
      check ((outcome in ('met', 'breached')) = (day is not null))
    ) ${tableEnd}`,
    // Holds all an attainment asks for, in the order it adds up: the table itself is not read.
    `create index sla_outcome_day on sla_outcome (day, target, priority, group_id, category, outcome, cause) where day is not null`,
    `create index sla_outcome_open on sla_outcome (due_at, ticket) where outcome = 'open'`,

    `create index ticket_unfinished on ticket (number) where phase in ('open', 'resolved')`,
  ],
};
