import type { Kysely } from 'kysely';
import type { Tables, Tx } from './tables.ts';

/** What differs between databases, all of it: SQLite in engine-sqlite*.ts, PostgreSQL to come. */
export type Engine = {
  /** Words of its data definition language, for migrations. */
  readonly ddl: Ddl;
  /** Reads only, sees what is committed. Not before the schema exists. */
  readonly reader: () => Kysely<Tables>;
  /** See `Database.transact`. */
  readonly transact: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>;
  /** Text that changes whenever a table or a trigger does, whoever changed it. */
  readonly describeSchema: (tx: Tx) => Promise<string>;
  readonly checkpoint: () => Promise<void>;
  readonly close: () => Promise<void>;
};

export type Ddl = {
  /** Column type of a primary key that numbers itself upwards and never reuses a number. */
  readonly autoId: string;
  /** 64 bits: counts, flags, epoch ms. */
  readonly integer: string;
  readonly text: string;
  /** Follows the closing parenthesis of a table. */
  readonly tableEnd: string;
  /** Statements that make the database itself refuse to change or delete a row of the table. */
  readonly appendOnly: (table: string) => string[];
};
