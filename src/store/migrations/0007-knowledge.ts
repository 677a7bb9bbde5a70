import type { Migration } from '../migrate.ts';

export const knowledge: Migration = {
  number: 7,
  name: 'knowledge',
  statements: ({ autoId, integer, text, tableEnd, appendOnly }) => [
    `create table article (
      id ${text} not null,
      locale ${text} not null,
      status ${text} not null check (status in ('draft', 'review', 'published', 'due', 'retired')),
      origin ${text} not null check (origin in ('file', 'import', 'desk')),
      category ${text} not null,
      title ${text} not null,
      content ${text} not null,
      source_hash ${text} not null,
      version ${integer} not null,
      owner_id ${text} references person (id),
      author_id ${text} references person (id),
      ticket ${integer} references ticket (number),
      updated_at ${integer} not null,
      confirmed_at ${integer} not null,
      asked_at ${integer},
      due_at ${integer},
      change_seq ${integer} not null unique,
      primary key (id, locale)
    ) ${tableEnd}`,
    `create index article_status on article (status, updated_at)`,
    `create index article_due on article (due_at) where due_at is not null`,

    `create table article_version (
      id ${text} not null,
      locale ${text} not null,
      version ${integer} not null,
      status ${text} not null,
      content ${text} not null,
      actor_id ${text},
      reason ${text},
      at ${integer} not null,
      primary key (id, locale, version)
    ) ${tableEnd}`,
    ...appendOnly('article_version'),

    `create table article_phrasing (
      id ${autoId},
      article_id ${text} not null,
      locale ${text} not null,
      phrasing ${text} not null,
      person_id ${text} references person (id),
      at ${integer} not null,
      change_seq ${integer} not null unique
    ) ${tableEnd}`,
    `create index article_phrasing_article on article_phrasing (article_id, id)`,

    `create table ticket_article (
      ticket ${integer} not null references ticket (number),
      article_id ${text} not null,
      role ${text} not null check (role in ('suggested', 'used', 'resolved', 'drafted')),
      at ${integer} not null,
      primary key (ticket, article_id, role)
    ) ${tableEnd}`,
    `create index ticket_article_article on ticket_article (article_id, at)`,

    `create table knowledge_gap (
      id ${autoId},
      question ${text} not null,
      locale ${text} not null,
      category ${text},
      person_id ${text} not null references person (id),
      outcome ${text} not null check (outcome in ('nothing_found', 'not_solved', 'not_mine')),
      at ${integer} not null,
      topic ${integer}
    ) ${tableEnd}`,
    `create index knowledge_gap_open on knowledge_gap (at) where topic is null`,

    `create index ticket_status_at on ticket (status_at) where status_at is not null`,
    `alter table ticket add column also_affected ${text} not null default '[]'`,

    `create table llm_use (
      id ${autoId},
      purpose ${text} not null,
      at ${integer} not null,
      ms ${integer} not null,
      outcome ${text} not null,
      prompt_tokens ${integer} not null,
      completion_tokens ${integer} not null
    ) ${tableEnd}`,
    `create index llm_use_at on llm_use (at)`,

    `create table gap_topic (
      id ${integer} primary key,
      category ${text},
      label ${text} not null,
      questions ${integer} not null,
      people ${integer} not null,
      told_at ${integer} not null,
      settled_at ${integer}
    ) ${tableEnd}`,
  ],
};
