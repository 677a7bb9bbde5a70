import type { Migration } from '../../src/store/migrate.ts';

export function slowMigration(number: number): Migration {
  return {
    number,
    name: 'slow',
    statements: ({ integer, tableEnd }) => [
      `alter table inbox add column priority ${integer}`,
      `create table slow (n ${integer} not null) ${tableEnd}`,
      'insert into slow with recursive c(n) as (select 1 union all select n + 1 from c where n < 3000000) select n from c',
      `update counter set value = value + 1`,
    ],
  };
}
