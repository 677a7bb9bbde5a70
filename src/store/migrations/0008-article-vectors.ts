import type { Migration } from '../migrate.ts';

/** Vectors of articles from the optional embedding endpoint, and what a question to the model was worth. */
export const articleVectors: Migration = {
  number: 8,
  name: 'article vectors',
  statements: ({ integer, text, tableEnd }) => [
    `create table article_vector (
      article_id ${text} not null primary key,
      model ${text} not null,
      source_hash ${text} not null,
      vector ${text} not null,
      at ${integer} not null
    ) ${tableEnd}`,

    `alter table llm_use add column person_id ${text}`,
    `alter table llm_use add column said ${text}`,
  ],
};
