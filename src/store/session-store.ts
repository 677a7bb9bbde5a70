import type { Kysely } from 'kysely';
import type { Session, SessionState } from '../conversation/session.ts';
import { decodeJson, encodeJson } from './column.ts';
import { prepareQuery } from './prepared-query.ts';
import type { Tables, Tx } from './tables.ts';

const loadQuery = prepareQuery<{ personId: string }, Tables['session']>((db, slot) =>
  db.selectFrom('session').selectAll().where('person_id', '=', slot.personId),
);

export async function loadSession(db: Kysely<Tables>, personId: string): Promise<Session | undefined> {
  const { rows } = await loadQuery(db, { personId });
  const row = rows[0];
  return (
    row && {
      personId: row.person_id,
      state: decodeJson<SessionState>(row.state),
      turn: row.turn,
      updatedAt: row.updated_at,
    }
  );
}

const saveQuery = prepareQuery<{ personId: string; state: string; turn: number; updatedAt: number }, never>(
  (db, slot) =>
    db
      .insertInto('session')
      .values({ person_id: slot.personId, state: slot.state, turn: slot.turn, updated_at: slot.updatedAt })
      .onConflict((conflict) =>
        conflict.column('person_id').doUpdateSet((eb) => ({
          state: eb.ref('excluded.state'),
          turn: eb.ref('excluded.turn'),
          updated_at: eb.ref('excluded.updated_at'),
        })),
      ),
);

export async function saveSession(tx: Tx, session: Session): Promise<void> {
  await saveQuery(tx, {
    personId: session.personId,
    state: encodeJson(session.state),
    turn: session.turn,
    updatedAt: session.updatedAt,
  });
}
