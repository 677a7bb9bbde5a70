import type { Block, Inline } from '../channel/outbound.ts';
import { explainClock, type ExplainedStretch, type ExplainedTimer } from '../sla/explain-clock.ts';
import { ticketReference } from '../ticketing/reference.ts';
import type { Ticket } from '../ticketing/ticket.ts';
import { heading, message, plain, strong, text, type Speech } from '../wording/message.ts';
import type { Phrases } from '../wording/phrases.ts';
import type { Facts } from './facts.ts';

/** More stretches than this are told as a sum with the last ones in full. */
const maxStretches = 14;

/** `/why`: the priority with the words that led to it, then each promise stretch by stretch, on the calendar's own clock. */
export function whySpeech(ticket: Ticket, facts: Facts): Speech {
  return (phrases) => {
    const explained = facts.target ? explainClock(facts.target.clock, facts.desk.calendars) : undefined;
    return message([
      heading(phrases.say('why.title', { ticket: ticketReference(ticket.number) })),
      text(priorityWords(ticket, facts, phrases)),
      ...(explained?.timers ?? []).flatMap((timer) => timerBlocks(timer, phrases)),
      ...(explained && explained.timers.length === 0 ? [text(phrases.say('why.nothing-promised'))] : []),
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

function timerBlocks(timer: ExplainedTimer, phrases: Phrases): Block[] {
  const past = timer.stretches.filter(({ ahead }) => !ahead);
  const shown = past.slice(-maxStretches);
  const hidden = past.length - shown.length;
  const sum = {
    used: minutes(timer.usedMs, phrases),
    target: minutes(timer.targetMs, phrases),
    calendar: timer.calendar,
    zone: timer.timeZone,
  };
  return [
    text([strong(phrases.label(`why.target.${timer.target}`)), plain(' · '), ...stateWords(timer, phrases)]),
    ...(hidden > 0 ? [text(phrases.say('why.earlier', { count: hidden }))] : []),
    ...(shown.length === 0
      ? []
      : [
          {
            type: 'list' as const,
            ordered: false,
            items: shown.map((stretch) => stretchWords(stretch, phrases)),
          },
        ]),
    text(phrases.say('why.sum', sum)),
    ...timer.nextLevels.slice(0, 2).map((level) =>
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

function stretchWords(stretch: ExplainedStretch, phrases: Phrases): Inline[] {
  const span = `${local(stretch.from.local)} – ${local(stretch.to.local, stretch.from.local)}`;
  const days = stretch.days.map(({ date, kind, name }) =>
    `${date.slice(5)} ${name ?? ''}${kind === 'make-up' ? phrases.label('why.make-up') : ''}`.trim(),
  );
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
