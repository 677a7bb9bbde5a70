import type { Migration } from '../migrate.ts';

/** One person on several platforms: codes asked for, what was bound how, what a directory tells; and thumbs for articles. */
export const identityBinding: Migration = {
  number: 3,
  name: 'identity-binding',
  statements: ({ autoId, integer, text, tableEnd }) => [
    `create table binding_request (
      asker_id ${text} primary key references person (id),
      target_id ${text} references person (id),
      salt ${text} not null,
      code_hash ${text} not null,
      tries_left ${integer} not null,
      expires_at ${integer} not null
    ) ${tableEnd}`,

    `create table binding_attempt (
      id ${autoId},
      asker_id ${text} not null,
      target_id ${text},
      at ${integer} not null
    ) ${tableEnd}`,
    `create index binding_attempt_asker on binding_attempt (asker_id, at)`,
    `create index binding_attempt_target on binding_attempt (target_id, at) where target_id is not null`,

    `create table bound_identity (
      channel ${text} not null,
      user_id ${text} not null,
      person_id ${text} not null references person (id),
      how ${text} not null check (how in ('email', 'code')),
      at ${integer} not null,
      primary key (channel, user_id),
      unique (person_id, channel)
    ) ${tableEnd}`,

    `create table told (
      person_id ${text} not null references person (id),
      what ${text} not null,
      at ${integer} not null,
      primary key (person_id, what)
    ) ${tableEnd}`,

    `alter table person add column department ${text}`,
    `alter table person add column told_department ${text}`,

    `create index card_copy_message on card_copy (conversation_key, message_id) where message_id is not null`,

    // A check cannot be widened in place.
    `create table article_feedback_wider (
      id ${autoId},
      article_id ${text} not null,
      locale ${text} not null,
      person_id ${text} not null references person (id),
      ticket ${integer} references ticket (number),
      verdict ${text} not null check (verdict in
        ('shown', 'opened', 'solved', 'not_solved', 'not_mine', 'helpful', 'unhelpful')),
      at ${integer} not null
    ) ${tableEnd}`,
    `insert into article_feedback_wider (id, article_id, locale, person_id, ticket, verdict, at)
      select id, article_id, locale, person_id, ticket, verdict, at from article_feedback`,
    `drop table article_feedback`,
    `alter table article_feedback_wider rename to article_feedback`,
    `create index article_feedback_article on article_feedback (article_id, id)`,
  ],
};
