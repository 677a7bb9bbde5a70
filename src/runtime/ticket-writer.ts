import { BotError } from '../kernel/bot-error.ts';
import type { OpenedChange } from '../conversation/effect.ts';
import { departmentOf, type Person } from '../people/person.ts';
import {
  badRatingReasonSpeech,
  badRatingSpeech,
  owesRecovery,
  recoveryOpening,
} from '../quality/recovery.ts';
import { nextAlertAt, parseAlertKey } from '../sla/alert.ts';
import type { TicketClock } from '../sla/clock.ts';
import { computeClock } from '../sla/compute-clock.ts';
import { getCalendar } from '../sla/calendar.ts';
import { durationMs } from '../sla/working-day.ts';
import { addWorkingTime } from '../sla/working-time.ts';
import { outcomesOf } from '../insight/outcome.ts';
import { writeOutcomes } from '../store/attainment-store.ts';
import { acknowledgeAlerts } from '../store/alert-store.ts';
import type { Tx } from '../store/database.ts';
import { appendEvents, loadTicketEvents } from '../store/ticket-event-store.ts';
import { insertTicket, nextTicketNumber, updateTicket, type Deadlines } from '../store/ticket-store.ts';
import { announce } from '../ticketing/announce.ts';
import { applyEvent } from '../ticketing/apply-event.ts';
import { breachExplanations } from '../ticketing/breach-cause.ts';
import { clockFacts } from '../ticketing/clock-facts.ts';
import { promisesOf } from '../ticketing/promises.ts';
import { ticketReference } from '../ticketing/reference.ts';
import type { TicketChange, TicketEvent } from '../ticketing/ticket-event.ts';
import type { TicketView } from '../ticketing/ticket-card.ts';
import type { Ticket } from '../ticketing/ticket.ts';
import { createPhrases } from '../wording/phrases.ts';
import { say, type Audience } from '../wording/say.ts';
import { repaintAlerts } from './alert-message.ts';
import { alertStateOf } from './alert-state-of.ts';
import { voiceFor } from './destinations.ts';
import type { Office } from './office.ts';
import type { People } from './people.ts';
import type { Speaker } from './speak.ts';

export type TicketWriter = {
  open(change: OpenedChange, actor: Person | null, channel: string | null): Promise<Ticket>;
  /** @throws BotError `turn.failed` where somebody else changed the ticket since it was read: the turn is tried again. */
  change(
    ticket: Ticket,
    changes: readonly TicketChange[],
    actor: Person | null,
    channel: string | null,
    place: Audience | null,
  ): Promise<Ticket>;
};

/** Writes tickets, their events and deadlines, and tells everybody concerned: all in the caller's transaction. */
export function createTicketWriter(
  tx: Tx,
  office: Office,
  people: People,
  speaker: Speaker,
  now: number,
): TicketWriter {
  const { desk } = office;

  const tell = async (
    ticket: Ticket,
    clock: TicketClock,
    events: readonly TicketEvent[],
    before: Ticket | undefined,
    changes: readonly TicketChange[],
    actor: Person | null,
    place: Audience | null,
  ) => {
    const view: TicketView = {
      ticket,
      requester: await people.get(ticket.requesterId),
      assignee: ticket.assigneeId === null ? null : await people.get(ticket.assigneeId),
      promises: promisesOf(clock),
      breaches: breachExplanations(events),
      words: desk.words,
    };
    for (const said of announce(changes, {
      view,
      previousGroupId: before?.groupId ?? ticket.groupId,
      actor,
      place,
    }))
      await speaker.speak(said);
  };

  const writer: TicketWriter = {
    open: async (change, actor, channel) => {
      const number = await nextTicketNumber(tx);
      const event: TicketEvent = {
        ticket: number,
        seq: 1,
        at: now,
        actorId: actor?.id ?? null,
        channel,
        change,
      };
      const ticket = applyEvent(undefined, event);
      const clock = computeClock(clockFacts([event]), desk.calendars, now);
      await insertTicket(tx, ticket, deadlinesOf(ticket, clock, [event], office));
      await appendEvents(tx, [event]);
      await writeOutcomes(tx, number, outcomesOf(ticket, clock, [event], office.timeZone));
      await tell(ticket, clock, [event], undefined, [change], actor, null);
      return ticket;
    },
    change: async (ticket, changes, actor, channel, place) => {
      const added = changes.map((change, index): TicketEvent => ({
        ticket: ticket.number,
        seq: ticket.version + 1 + index,
        at: now,
        actorId: actor?.id ?? null,
        channel,
        change,
      }));
      const after = added.reduce((folded: Ticket, event) => applyEvent(folded, event), ticket);
      const events = [...(await loadTicketEvents(tx, ticket.number)), ...added];
      const clock = computeClock(clockFacts(events), desk.calendars, now);
      const written = await updateTicket(
        tx,
        after,
        ticket.version,
        deadlinesOf(after, clock, events, office),
      );
      if (!written)
        throw new BotError('turn.failed', `${ticketReference(ticket.number)} was changed meanwhile`);
      await appendEvents(tx, added);
      // Being told of a deadline changes nothing about it, and ten thousand may be told in a second.
      if (changes.some(({ type }) => type !== 'alerted'))
        await writeOutcomes(tx, after.number, outcomesOf(after, clock, events, office.timeZone));
      await tell(after, clock, events, ticket, changes, actor, place);
      await noteAlerts(after, changes, actor);
      for (const change of changes) await followUp(after, change);
      return after;
    },
  };

  /** What somebody took note of is told no more, and shown so wherever it was told. */
  const noteAlerts = async (
    ticket: Ticket,
    changes: readonly TicketChange[],
    actor: Person | null,
  ): Promise<void> => {
    const keys = changes.flatMap((change) => (change.type === 'acknowledged' ? change.keys : []));
    for (const { cycle, target } of keys.flatMap((key) => parseAlertKey(key) ?? [])) {
      const about = { ticket: ticket.number, cycle, target };
      await acknowledgeAlerts(tx, about, actor?.id ?? '', now);
      await repaintAlerts(tx, office, people, speaker, about);
    }
  };

  /** Service recovery: what a bad rating owes. */
  const followUp = async (ticket: Ticket, change: TicketChange): Promise<void> => {
    const requester = await people.get(ticket.requesterId);
    const managers: Audience = { type: 'managers' };
    if (change.type === 'rating_explained' && ticket.rating && ticket.rating.score < desk.ratingThreshold) {
      await speaker.speak(say(managers, badRatingReasonSpeech(ticket, requester, change.text)));
    }
    if (change.type !== 'rated' || change.score >= desk.ratingThreshold) return;
    const owed = owesRecovery(ticket, change.score, desk.ratingThreshold) ? await openRecovery(ticket) : null;
    const assignee = ticket.assigneeId === null ? null : await people.get(ticket.assigneeId);
    const leadId = desk.groups.find(({ id }) => id === ticket.groupId)?.lead ?? null;
    const lead = leadId === null ? null : await people.get(leadId);
    await speaker.speak(
      say(
        managers,
        badRatingSpeech({ ticket, score: change.score, requester, assignee, lead, followUp: owed }),
      ),
    );
  };

  const openRecovery = async (ticket: Ticket): Promise<number> => {
    const voice = voiceFor(ticket.channel, undefined, office, now);
    const title = createPhrases(office.copy[voice.locale], voice).label('rating.follow-up.title', {
      ticket: ticketReference(ticket.number),
      title: ticket.title,
    });
    const policy = desk.policyFor({
      priority: 'P2',
      category: ticket.category,
      impact: 'user',
      level: (await people.get(ticket.requesterId)).level,
      ...departmentOf(await people.get(ticket.requesterId)),
      group: ticket.groupId,
      channel: ticket.channel,
      kind: 'request',
    });
    const opened = await writer.open(recoveryOpening(ticket, title, policy), null, ticket.channel);
    await writer.change(ticket, [{ type: 'recovery_opened', followUp: opened.number }], null, null, null);
    return opened.number;
  };

  return writer;
}

/** The sweepers' index. The truth stays in policy and events. */
export function deadlinesOf(
  ticket: Ticket,
  clock: TicketClock,
  events: readonly TicketEvent[],
  office: Pick<Office, 'desk' | 'closeAfter'>,
): Deadlines {
  const { firstResponseDueAt, resolutionDueAt } = promisesOf(clock);
  const ended = ticket.status.name === 'closed' || ticket.status.name === 'cancelled';
  const state = alertStateOf(ticket, clock, events, office.desk);
  return {
    firstResponseDueAt,
    resolutionDueAt,
    nextAlertAt: ended ? null : nextAlertAt(state, state.sent, state.heard),
    closeAt: ticket.status.name === 'resolved' ? silenceEndsAt(ticket.status.at, events, office) : null,
  };
}

/** Words of the requester after the resolution are no silence: it is counted from the last of them. */
function silenceEndsAt(
  resolvedAt: number,
  events: readonly TicketEvent[],
  { desk, closeAfter }: Pick<Office, 'desk' | 'closeAfter'>,
): number | null {
  const wroteAt = events.findLast(({ change }) => change.type === 'requester_wrote')?.at ?? resolvedAt;
  const calendar = getCalendar(desk.calendars, closeAfter.calendar);
  return addWorkingTime(calendar, Math.max(resolvedAt, wroteAt), durationMs(closeAfter.duration, calendar));
}
