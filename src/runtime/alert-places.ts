import type { Person } from '../people/person.ts';
import type { Recipient } from '../sla/policy.ts';
import { loadPeople } from '../store/person-store.ts';
import type { Ticket } from '../ticketing/ticket.ts';
import { placesFor, type AlertPlace } from './alert-recipients.ts';
import type { Office } from './office.ts';

/** Where alerts are told, found out once for all that are for the same people of the same ticket's kind. */
export type AlertPlaces = {
  of(recipients: readonly Recipient[], ticket: Pick<Ticket, 'groupId' | 'assigneeId'>): Promise<AlertPlace[]>;
};

/** For one sweep: people and where they are reached may change until the next. */
export function createAlertPlaces(office: Office): AlertPlaces {
  const known = new Map<string, Person>();
  const found = new Map<string, Promise<AlertPlace[]>>();
  const people = {
    find: (id: string) => known.get(id),
    load: async (ids: readonly string[]) => {
      const missing = [...new Set(ids)].filter((id) => !known.has(id));
      for (const person of await loadPeople(office.database.db, missing)) known.set(person.id, person);
    },
  };
  return {
    of: (recipients, { groupId, assigneeId }) => {
      const key = JSON.stringify([groupId, assigneeId, recipients]);
      const places = found.get(key) ?? placesFor(recipients, { groupId, assigneeId }, office, people);
      found.set(key, places);
      return places;
    },
  };
}
