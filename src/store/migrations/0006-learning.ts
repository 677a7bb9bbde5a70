import type { Migration } from '../migrate.ts';

/** Corrections can be undone; what was trained from them is kept with its scores. */
export const learning: Migration = {
  number: 6,
  name: 'learning',
  statements: ({ autoId, integer, text, tableEnd }) => [
    `alter table correction add column undone_at ${integer}`,
    `alter table correction add column undone_by ${text}`,
    `create index correction_undone on correction (undone_at, id) where undone_at is not null`,

    `create table model_version (
      id ${autoId},
      trained_at ${integer} not null,
      reason ${text} not null check (reason in ('corrections', 'nightly', 'asked')),
      content_key ${text} not null,
      learnt_up_to ${integer} not null,
      taught_from ${integer} not null,
      examples ${integer} not null,
      corrections ${integer} not null,
      trial ${text} not null,
      state ${text} not null check (state in ('active', 'kept', 'refused', 'stepped_back')),
      objections ${text} not null,
      model ${text}
    ) ${tableEnd}`,
    `create unique index model_version_active on model_version (state) where state = 'active'`,
  ],
};
