import type { Migration } from '../migrate.ts';

export const foundations: Migration = {
  number: 1,
  name: 'foundations',
  statements: ({ autoId, integer, text, tableEnd, appendOnly }) => [
    `create table counter (name ${text} primary key, value ${integer} not null) ${tableEnd}`,

    `create table inbox (
      id ${autoId},
      channel ${text} not null,
      event_id ${text} not null,
      conversation_key ${text} not null,
      payload ${text} not null,
      received_at ${integer} not null,
      state ${text} not null check (state in ('pending', 'handled', 'dead')),
      attempts ${integer} not null,
      next_attempt_at ${integer},
      error_code ${text},
      handled_at ${integer},
      unique (channel, event_id),
      check ((state = 'pending') = (next_attempt_at is not null))
    ) ${tableEnd}`,
    `create index inbox_pending on inbox (id) where next_attempt_at is not null`,
    `create index inbox_handled on inbox (handled_at) where handled_at is not null`,

    `create table outbox (
      id ${autoId},
      idem_key ${text} not null unique,
      channel ${text} not null,
      conversation_key ${text} not null,
      conversation ${text} not null,
      kind ${text} not null check (kind in ('post', 'edit')),
      card_key ${text},
      copy_id ${integer},
      message ${text} not null,
      state ${text} not null check (state in ('pending', 'sending', 'sent', 'dead', 'unknown')),
      attempts ${integer} not null,
      next_attempt_at ${integer},
      created_at ${integer} not null,
      sent_at ${integer},
      message_id ${text},
      error ${text},
      check ((state in ('pending', 'sending')) = (next_attempt_at is not null))
    ) ${tableEnd}`,
    `create index outbox_queued on outbox (conversation_key, id) where next_attempt_at is not null`,
    `create index outbox_unsent on outbox (state, id) where state in ('sending', 'dead', 'unknown')`,
    `create index outbox_sent on outbox (sent_at) where sent_at is not null`,

    `create table card_copy (
      outbox_id ${integer} primary key references outbox (id),
      card_key ${text} not null,
      conversation_key ${text} not null,
      conversation ${text} not null,
      message_id ${text}
    ) ${tableEnd}`,
    `create index card_copy_card on card_copy (card_key)`,

    `create table person (
      id ${text} primary key,
      name ${text} not null,
      email ${text},
      roles ${text} not null,
      locale ${text},
      chosen_locale ${text},
      time_zone ${text},
      level ${text} not null,
      configured ${integer} not null check (configured in (0, 1)),
      created_at ${integer} not null
    ) ${tableEnd}`,
    `create table identity (
      channel ${text} not null,
      user_id ${text} not null,
      person_id ${text} not null references person (id),
      primary key (channel, user_id),
      unique (person_id, channel)
    ) ${tableEnd}`,
    `create table person_key (
      key ${text} not null,
      person_id ${text} not null references person (id),
      primary key (key, person_id)
    ) ${tableEnd}`,
    `create index person_key_person on person_key (person_id)`,

    `create table session (
      person_id ${text} primary key references person (id),
      state ${text} not null,
      turn ${integer} not null,
      updated_at ${integer} not null
    ) ${tableEnd}`,

    `create table ticket (
      number ${integer} primary key,
      status ${text} not null,
      status_at ${integer},
      hold_reason ${text},
      kind ${text} not null,
      category ${text} not null,
      impact ${text} not null,
      urgency ${text} not null,
      priority ${text} not null,
      priority_reasons ${text} not null,
      title ${text} not null,
      description ${text} not null,
      requester_id ${text} not null references person (id),
      assignee_id ${text} references person (id),
      group_id ${text} not null,
      channel ${text} not null,
      locale ${text} not null,
      questionnaire ${text},
      attachments ${text} not null,
      policy ${text} not null,
      opened_at ${integer} not null,
      first_response_at ${integer},
      rating_score ${integer},
      rating_reason ${text},
      rating_at ${integer},
      recovery_for ${integer} references ticket (number),
      version ${integer} not null,
      phase ${text} not null check (phase in ('open', 'resolved', 'done')),
      first_response_due_at ${integer},
      resolution_due_at ${integer},
      next_alert_at ${integer},
      close_at ${integer}
    ) ${tableEnd}`,
    `create index ticket_assignee on ticket (assignee_id, priority, number) where phase = 'open'`,
    `create index ticket_requester on ticket (requester_id, number)`,
    `create index ticket_requester_unsettled on ticket (requester_id, number) where phase in ('open', 'resolved')`,
    `create index ticket_alert on ticket (next_alert_at, number) where next_alert_at is not null`,
    `create index ticket_closing on ticket (close_at, number) where close_at is not null`,

    `create table ticket_event (
      ticket ${integer} not null references ticket (number),
      seq ${integer} not null,
      at ${integer} not null,
      actor_id ${text},
      channel ${text},
      type ${text} not null,
      payload ${text} not null,
      primary key (ticket, seq)
    ) ${tableEnd}`,
    ...appendOnly('ticket_event'),

    `create table article_feedback (
      id ${autoId},
      article_id ${text} not null,
      locale ${text} not null,
      person_id ${text} not null references person (id),
      ticket ${integer} references ticket (number),
      verdict ${text} not null check (verdict in ('shown', 'opened', 'solved', 'not_solved', 'not_mine')),
      at ${integer} not null
    ) ${tableEnd}`,
    `create index article_feedback_article on article_feedback (article_id, id)`,

    `create table deflection (
      id ${autoId},
      person_id ${text} not null references person (id),
      category ${text} not null,
      article_ids ${text} not null,
      at ${integer} not null,
      state ${text} not null check (state in ('pending', 'counted', 'void'))
    ) ${tableEnd}`,
    `create index deflection_state on deflection (state, at)`,
    `create index deflection_person on deflection (person_id, at)`,

    `create table correction (
      id ${autoId},
      text ${text} not null,
      from_category ${text},
      to_category ${text} not null,
      ticket ${integer} references ticket (number),
      person_id ${text} not null references person (id),
      at ${integer} not null
    ) ${tableEnd}`,

    `create table transcript (
      id ${autoId},
      idem_key ${text} not null unique,
      cursor ${integer} not null,
      conversation_key ${text} not null,
      conversation ${text} not null,
      author_user_id ${text},
      at ${integer} not null,
      edited_at ${integer},
      message ${text} not null
    ) ${tableEnd}`,
    `create index transcript_conversation on transcript (conversation_key, cursor)`,
  ],
};
