import { dueAlerts, type Alert } from '../sla/alert.ts';
import { computeClock } from '../sla/compute-clock.ts';
import type { Tx } from '../store/database.ts';
import { loadTicketEvents } from '../store/ticket-event-store.ts';
import { listDueAlerts, loadTicket, updateTicket } from '../store/ticket-store.ts';
import { alertSpeech } from '../ticketing/alert-speech.ts';
import { clockFacts } from '../ticketing/clock-facts.ts';
import type { Ticket } from '../ticketing/ticket.ts';
import { say } from '../wording/say.ts';
import type { Office } from './office.ts';
import { createPeople, type People } from './people.ts';
import { createSpeaker, type Speaker } from './speak.ts';
import { alertedKeys, createTicketWriter, deadlinesOf } from './ticket-writer.ts';

const batch = 100;
/** The next sweep goes on; nothing else waits meanwhile. */
const maxPerSweep = 20_000;

/** Tells every SLA alert that is due, once. May run twice, late, or not for an hour. Returns how many tickets it looked at. */
export async function sweepAlerts(office: Office): Promise<number> {
  let seen = 0;
  for (;;) {
    const numbers = await listDueAlerts(office.database.db, office.clock(), batch);
    await Promise.all(
      numbers.map((number) => office.database.transact((tx) => alertTicket(tx, office, number))),
    );
    seen += numbers.length;
    if (numbers.length < batch || seen >= maxPerSweep) return seen;
  }
}

/** Truth is computed here from events; the column only said where to look. */
async function alertTicket(tx: Tx, office: Office, number: number): Promise<void> {
  const ticket = await loadTicket(tx, number);
  if (!ticket) return;
  const now = office.clock();
  const events = await loadTicketEvents(tx, number);
  const clock = computeClock(clockFacts(events), office.desk.calendars, now);
  const alerts = dueAlerts(clock, alertedKeys(events), now);
  if (alerts.length === 0) {
    // The index was ahead of the truth: set it right, or this ticket would be looked at for ever.
    await updateTicket(tx, ticket, ticket.version, deadlinesOf(ticket, clock, events, office));
    return;
  }
  const people = createPeople(tx);
  const speaker = createSpeaker(
    tx,
    office,
    `alert:${number}:${alerts.map(({ key }) => key).join(',')}`,
    now,
    (id) => people.find(id),
  );
  for (const alert of alerts) await tellAlert(office, people, speaker, ticket, alert);
  const writer = createTicketWriter(tx, office, people, speaker, now);
  await writer.change(
    ticket,
    alerts.map(({ key }) => ({ type: 'alerted', key })),
    null,
    null,
    null,
  );
}

/** The assignee, or the group with its lead while nobody has it; and always the managers. */
async function tellAlert(
  office: Office,
  people: People,
  speaker: Speaker,
  ticket: Ticket,
  alert: Alert,
): Promise<void> {
  const leadId = office.desk.groups.find(({ id }) => id === ticket.groupId)?.lead ?? null;
  await people.load([ticket.assigneeId, leadId].filter((id) => id !== null));
  const assignee = ticket.assigneeId === null ? undefined : people.find(ticket.assigneeId);
  const lead = leadId === null ? undefined : people.find(leadId);
  if (assignee)
    await speaker.speak(
      say(
        { type: 'person', personId: assignee.id, channel: null },
        alertSpeech(ticket, alert, [assignee], 'desk'),
      ),
    );
  else
    await speaker.speak(
      say({ type: 'group', groupId: ticket.groupId }, alertSpeech(ticket, alert, lead ? [lead] : [], 'desk')),
    );
  const responsible = [assignee, lead].filter((person) => person !== undefined);
  await speaker.speak(say({ type: 'managers' }, alertSpeech(ticket, alert, responsible, 'managers')));
}
