import { BotError } from '../kernel/bot-error.ts';
import type { Person } from '../people/person.ts';
import type { Tx } from '../store/database.ts';
import { loadPeople, loadPerson } from '../store/person-store.ts';

/** People of one turn, each read once. */
export type People = {
  /** @throws BotError `bug` for an id nobody has: tickets name only people we know. */
  get(id: string): Promise<Person>;
  /** Those read so far. */
  find(id: string): Person | undefined;
  load(ids: readonly string[]): Promise<void>;
  /** Replaces what was read by what the turn has changed. */
  remember(person: Person): void;
};

export function createPeople(tx: Tx): People {
  const known = new Map<string, Person>();
  return {
    get: async (id) => {
      const person = known.get(id) ?? (await loadPerson(tx, id));
      if (!person) throw new BotError('bug', `nobody has the person id ${id}`);
      known.set(id, person);
      return person;
    },
    find: (id) => known.get(id),
    load: async (ids) => {
      const missing = [...new Set(ids)].filter((id) => !known.has(id));
      for (const person of await loadPeople(tx, missing)) known.set(person.id, person);
    },
    remember: (person) => {
      known.set(person.id, person);
    },
  };
}
