import type { KnownCorrection } from '../conversation/correction-commands.ts';
import type { Reading } from '../conversation/reading.ts';
import type { Person } from '../people/person.ts';
import { findCorrection, listLatestCorrections, type RecordedCorrection } from '../store/correction-store.ts';
import type { Tx } from '../store/database.ts';
import { mayUse, verbs } from '../ticketing/verb.ts';
import type { People } from './people.ts';

const listLength = 15;

/** For whoever looks after what the desk learns: the latest corrections, or the one that is to be taken back. */
export async function loadCorrections(
  tx: Tx,
  people: People,
  reading: Reading,
  person: Person,
): Promise<KnownCorrection[]> {
  if (reading.type !== 'command') return [];
  const { verb, rest } = reading.command;
  const wanted = verbs.find(({ id }) => id === verb);
  if ((verb !== 'corrections' && verb !== 'undo') || !wanted || !mayUse(person, wanted)) return [];
  const number = /\d{1,9}/.exec(rest.normalize('NFKC'))?.[0];
  const found =
    verb === 'corrections'
      ? await listLatestCorrections(tx, listLength)
      : number === undefined
        ? []
        : await findCorrection(tx, Number(number));
  await people.load(found.map(({ personId }) => personId));
  return found.map(known);
}

function known({
  id,
  text,
  fromCategory,
  toCategory,
  personId,
  at,
  undone,
}: RecordedCorrection): KnownCorrection {
  return { id, text, from: fromCategory, to: toCategory, personId, at, isUndone: undone !== null };
}
