import type { Tx } from '../store/database.ts';
import { settleDeflections } from '../store/deflection-store.ts';
import { listDueClosings, loadTicket } from '../store/ticket-store.ts';
import type { Office } from './office.ts';
import { createPeople } from './people.ts';
import { deflectionWindowMs } from './run-effects.ts';
import { createSpeaker } from './speak.ts';
import { createTicketWriter } from './ticket-writer.ts';

const batch = 100;

/** Closes what was resolved and met with silence, and settles which "solved" articles really spared a ticket. */
export async function sweepClosings(office: Office): Promise<number> {
  const now = office.clock();
  const numbers = await listDueClosings(office.database.db, now, batch);
  for (const number of numbers)
    await office.database.transact((tx) => closeBySilence(tx, office, number, now));
  await office.database.transact((tx) => settleDeflections(tx, now - deflectionWindowMs));
  return numbers.length;
}

async function closeBySilence(tx: Tx, office: Office, number: number, now: number): Promise<void> {
  const ticket = await loadTicket(tx, number);
  if (ticket?.status.name !== 'resolved') return;
  const people = createPeople(tx);
  await people.get(ticket.requesterId);
  const speaker = createSpeaker(tx, office, `closing:${number}:${ticket.version}`, now, (id) =>
    people.find(id),
  );
  await createTicketWriter(tx, office, people, speaker, now).change(
    ticket,
    [{ type: 'closed', by: 'silence' }],
    null,
    null,
    null,
  );
}
