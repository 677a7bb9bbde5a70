import type { Migration } from '../migrate.ts';

/**
 * Home pages, forms, threads and messages for one person of a group; the reader's language; what may have arrived already.
 * SQLite cannot change a check, so both tables are written anew; the copies first step aside, because they point at the posts.
 */
export const outboxKinds: Migration = {
  number: 2,
  name: 'outbox-kinds',
  statements: ({ autoId, integer, text, tableEnd }) => [
    `create table card_copy_aside (
      outbox_id ${integer} not null,
      card_key ${text} not null,
      conversation_key ${text} not null,
      conversation ${text} not null,
      message_id ${text}
    ) ${tableEnd}`,
    `insert into card_copy_aside select outbox_id, card_key, conversation_key, conversation, message_id from card_copy`,
    `drop table card_copy`,

    `create table outbox_wide (
      id ${autoId},
      idem_key ${text} not null unique,
      channel ${text} not null,
      conversation_key ${text} not null,
      conversation ${text} not null,
      locale ${text} not null,
      kind ${text} not null check (kind in ('post', 'edit', 'home', 'form')),
      card_key ${text},
      copy_id ${integer},
      thread_card ${text},
      thread_of ${text},
      visible_to ${text},
      message ${text},
      form ${text},
      form_trigger ${text},
      expires_at ${integer},
      state ${text} not null check (state in ('pending', 'sending', 'sent', 'dead', 'unknown', 'dropped')),
      attempts ${integer} not null,
      may_have_arrived ${integer} not null check (may_have_arrived in (0, 1)),
      next_attempt_at ${integer},
      earliest_at ${integer},
      created_at ${integer} not null,
      sent_at ${integer},
      message_id ${text},
      error ${text},
      check ((state in ('pending', 'sending')) = (next_attempt_at is not null)),
      check ((kind = 'form') = (message is null)),
      check ((kind = 'form') = (form is not null and form_trigger is not null and expires_at is not null)),
      check ((kind = 'edit') = (copy_id is not null))
    ) ${tableEnd}`,
    `insert into outbox_wide (
      id, idem_key, channel, conversation_key, conversation, locale, kind, card_key, copy_id, message,
      state, attempts, may_have_arrived, next_attempt_at, created_at, sent_at, message_id, error
    ) select
      id, idem_key, channel, conversation_key, conversation, 'zh-CN', kind, card_key, copy_id, message,
      state, attempts, 0, next_attempt_at, created_at, sent_at, message_id, error
    from outbox`,
    `drop table outbox`,
    `alter table outbox_wide rename to outbox`,
    `create index outbox_queued on outbox (channel, conversation_key, id) where next_attempt_at is not null`,
    `create index outbox_unsent on outbox (state, id) where state in ('sending', 'dead', 'unknown')`,
    `create index outbox_sent on outbox (sent_at) where sent_at is not null`,

    `create table card_copy (
      outbox_id ${integer} primary key references outbox (id),
      card_key ${text} not null,
      conversation_key ${text} not null,
      conversation ${text} not null,
      message_id ${text}
    ) ${tableEnd}`,
    `insert into card_copy (outbox_id, card_key, conversation_key, conversation, message_id)
      select outbox_id, card_key, conversation_key, conversation, message_id from card_copy_aside`,
    `drop table card_copy_aside`,
    `create index card_copy_card on card_copy (card_key)`,
  ],
};
