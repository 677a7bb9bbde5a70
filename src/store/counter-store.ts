import { prepareQuery } from './prepared-query.ts';
import type { Tx } from './tables.ts';

export type Counter = 'ticket' | 'transcript' | 'article-change' | 'gap-topic';

const advanceQuery = prepareQuery<{ name: string }, { value: number }>((db, slot) =>
  db
    .insertInto('counter')
    .values({ name: slot.name, value: 1 })
    .onConflict((conflict) =>
      conflict.column('name').doUpdateSet((eb) => ({ value: eb('counter.value', '+', 1) })),
    )
    .returning('value'),
);

/** 1, 2, 3 …, never the same twice: unlike `max() + 1` it survives deletions, unlike a sequence a rollback leaves no gap. */
export async function advanceCounter(tx: Tx, name: Counter): Promise<number> {
  const { rows } = await advanceQuery(tx, { name });
  return (rows[0] as { value: number }).value;
}
