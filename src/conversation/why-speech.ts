import type { Block, Inline } from '../channel/outbound.ts';
import { explainTicket } from '../insight/explain-ticket.ts';
import type { ClockExplanation, ExplainedStretch, ExplainedTimer, SpecialDay } from '../sla/explain-clock.ts';
import { breachWords } from '../ticketing/alert-words.ts';
import { breachExplanations } from '../ticketing/breach-cause.ts';
import { findDay } from '../sla/local-date.ts';
import { ticketReference } from '../ticketing/reference.ts';
import type { Ticket } from '../ticketing/ticket.ts';
import { heading, message, plain, strong, text, type Speech } from '../wording/message.ts';
import type { Phrases } from '../wording/phrases.ts';
import type { Facts } from './facts.ts';

/** More stretches than this are told as a sum with the last ones in full. */
const maxStretches = 14;
/** Of the way to the deadline so much is told, holidays on it among them. */
const maxAhead = 7;
/** Of the levels to come: warning, breach, and what follows it. */
const maxLevels = 3;

/** `/why`: the priority with the words that led to it, then each promise stretch by stretch, on the calendar's own clock. */
export function whySpeech(ticket: Ticket, facts: Facts): Speech {
  return (phrases) => {
    const { target, desk } = facts;
    const explained = target && explainTicket(ticket, target.events, target.clock, desk.calendars);
    const breaches = breachExplanations(facts.target?.events ?? []);
    return message([
      heading(phrases.say('why.title', { ticket: ticketReference(ticket.number) })),
      text(priorityWords(ticket, facts, phrases)),
      ...policyBlocks(explained?.policies ?? [], phrases),
      ...(explained?.timers ?? []).flatMap((timer) => timerBlocks(timer, phrases)),
      ...(explained && explained.timers.length === 0 ? [text(phrases.say('why.nothing-promised'))] : []),
      ...(breaches.length === 0
        ? []
        : [text(phrases.say('why.breach-cause', { causes: breachWords(breaches, phrases) }))]),
    ]);
  };
}

function priorityWords(ticket: Ticket, facts: Facts, phrases: Phrases): Inline[] {
  // Set by hand it no longer follows from impact and urgency.
  const set = facts.target?.events.findLast(({ change }) => change.type === 'priority_changed');
  const by = set?.actorId == null ? undefined : facts.findPerson(set.actorId);
  if (by)
    return phrases.say('why.priority.set', {
      priority: phrases.label(`priority.${ticket.priority}`),
      agent: by.name,
      policy: ticket.policy.name,
    });
  const parameters = {
    priority: phrases.label(`priority.${ticket.priority}`),
    impact: phrases.label(`impact.${ticket.impact}`),
    urgency: phrases.label(`urgency.${ticket.urgency}`),
    words: ticket.priorityReasons.join(phrases.locale === 'en' ? ', ' : '、'),
    policy: ticket.policy.name,
  };
  return phrases.say(
    ticket.priorityReasons.length === 0 ? 'why.priority' : 'why.priority.because',
    parameters,
  );
}

/** Changes of policy: from when which one counts. Deadlines are reckoned from the opening under the latest. */
function policyBlocks(policies: ClockExplanation['policies'], phrases: Phrases): Block[] {
  return policies.slice(1).map(({ at, name }, index) =>
    text(
      phrases.say('why.policy-changed', {
        time: phrases.instant(at),
        before: policies[index]?.name ?? '',
        after: name,
      }),
    ),
  );
}

function timerBlocks(timer: ExplainedTimer, phrases: Phrases): Block[] {
  const past = timer.stretches.filter((stretch) => !stretch.ahead && isWorthTelling(stretch));
  const ahead = timer.stretches.filter((stretch) => stretch.ahead && isWorthTelling(stretch));
  const shown = past.slice(-maxStretches);
  const hidden = past.length - shown.length;
  const later = ahead.length - maxAhead;
  const again = timer.cycle > 1 ? phrases.label('why.again', { count: timer.cycle }) : '';
  const name = phrases.label(`why.target.${timer.target}`) + again;
  const sum = {
    used: minutes(timer.usedMs, phrases),
    target: minutes(timer.targetMs, phrases),
    calendar: timer.calendar,
    zone: timer.timeZone,
  };
  return [
    text([strong(name), plain(' · '), ...stateWords(timer, phrases)]),
    ...(hidden > 0 ? [text(phrases.say('why.earlier', { count: hidden }))] : []),
    ...stretchList(shown, phrases),
    text(phrases.say('why.sum', sum)),
    ...(ahead.length > 1 ? [text(phrases.say('why.ahead'))] : []),
    ...(ahead.length > 1 ? stretchList(ahead.slice(0, maxAhead), phrases) : []),
    ...(ahead.length > 1 && later > 0 ? [text(phrases.say('why.later', { count: later }))] : []),
    ...(timer.provisional ? [text(phrases.say('why.provisional', { calendar: timer.calendar }))] : []),
    ...timer.nextLevels.slice(0, maxLevels).map((level) =>
      text(
        phrases.say(level.kind === 'warn' ? 'why.next-warning' : 'why.next-breach', {
          time: local(level.moment.local),
        }),
      ),
    ),
  ];
}

function stateWords(timer: ExplainedTimer, phrases: Phrases): Inline[] {
  const due = timer.due === null ? '' : local(timer.due.local);
  switch (timer.state.name) {
    case 'running':
      return phrases.say(timer.remainingMs < 0 ? 'why.state.overdue' : 'why.state.running', {
        due,
        left: minutes(Math.abs(timer.remainingMs), phrases),
      });
    case 'paused':
      return phrases.say('why.state.paused', { reason: phrases.label(`hold.${timer.state.reason}`) });
    case 'met':
      return phrases.say(timer.breachedAt === null ? 'why.state.met' : 'why.state.met-late', { due });
    case 'stopped':
      return phrases.say('why.state.stopped');
  }
}

/** The first seconds of a minute are nothing to tell. */
function isWorthTelling({ from, to }: ExplainedStretch): boolean {
  return to.at - from.at >= 30_000;
}

function stretchList(stretches: readonly ExplainedStretch[], phrases: Phrases): Block[] {
  if (stretches.length === 0) return [];
  return [
    { type: 'list', ordered: false, items: stretches.map((stretch) => stretchWords(stretch, phrases)) },
  ];
}

/** `10-01 – 10-08 国庆节`: days in a row of one name are one. */
function daysWords(days: readonly SpecialDay[], phrases: Phrases): string[] {
  const rows: { first: string; last: string; words: string }[] = [];
  for (const { date, kind, name } of days) {
    const words = `${name ?? ''}${kind === 'make-up' ? phrases.label('why.make-up') : ''}`;
    const row = rows.at(-1);
    if (row?.words === words && (findDay(row.last) ?? 0) + 1 === findDay(date)) row.last = date;
    else rows.push({ first: date, last: date, words });
  }
  return rows.map(({ first, last, words }) => {
    const span = first === last ? first.slice(5) : `${first.slice(5)} – ${last.slice(5)}`;
    return `${span} ${words}`.trim();
  });
}

function stretchWords(stretch: ExplainedStretch, phrases: Phrases): Inline[] {
  const span = `${local(stretch.from.local)} – ${local(stretch.to.local, stretch.from.local)}`;
  const days = daysWords(stretch.days, phrases);
  const special = days.length === 0 ? '' : ` (${days.join(', ')})`;
  const what =
    stretch.kind === 'running'
      ? phrases.label('why.running', { minutes: minutes(stretch.workingMs, phrases) })
      : stretch.kind === 'paused'
        ? phrases.label('why.paused', { reason: pauseReason(stretch.reason, phrases) })
        : phrases.label('why.outside');
  return [plain(`${span}  `), strong(what), plain(special)];
}

function pauseReason(reason: string | null, phrases: Phrases): string {
  return phrases.label(
    reason === 'resolved' || reason === 'cancelled' ? `status.${reason}` : `hold.${reason ?? 'requester'}`,
  );
}

/** `2026-02-14T09:30:08` → `02-14 09:30`; the day is left out where it equals the one before it. */
function local(moment: string, before?: string): string {
  const [date = '', time = ''] = moment.split('T');
  const minute = time.slice(0, 5);
  return before?.startsWith(date) === true ? minute : `${date.slice(5)} ${minute}`;
}

function minutes(spanMs: number, phrases: Phrases): string {
  const total = Math.round(spanMs / 60_000);
  const hours = Math.floor(total / 60);
  if (hours === 0) return phrases.label('span.minutes', { minutes: total });
  return total % 60 === 0
    ? phrases.label('span.whole-hours', { hours })
    : phrases.label('span.hours', { hours, minutes: total % 60 });
}
