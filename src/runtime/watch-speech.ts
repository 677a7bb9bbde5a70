import type { DeadlineDifference } from '../sla/clock-difference.ts';
import { ticketReference } from '../ticketing/reference.ts';
import { heading, message, plain, text, type Speech } from '../wording/message.ts';
import type { AuditKind } from './audit-ticket.ts';

/** What the promises' own machinery says to administrators and assignees. */

/** @param tickets some of them, to look at */
export function auditSpeech(kind: AuditKind, count: number, tickets: readonly number[]): Speech {
  return (phrases) =>
    message([
      heading(phrases.say('watch.audit', { count })),
      text([
        plain(phrases.label(`watch.audit.${kind}`)),
        plain(` ${tickets.map(ticketReference).join(' ')}${count > tickets.length ? ' …' : ''}`),
      ]),
      text(phrases.say('watch.once-a-day')),
    ]);
}

/** @param lastAt epoch ms of the last one completed; null: there was none */
export function absenceSpeech(lastAt: number | null): Speech {
  return (phrases) =>
    message([
      text(
        lastAt === null
          ? phrases.say('watch.absent.never')
          : phrases.say('watch.absent', { time: phrases.instant(lastAt) }),
      ),
      text(phrases.say('watch.absent.what-to-do')),
    ]);
}

export type CoverageNews = {
  readonly calendar: string;
  readonly lastDate: string;
  /** Null: more than 60, and yet a deadline lies beyond. */
  readonly daysLeft: number | null;
  readonly tickets: number;
};

export function coverageSpeech({ calendar, lastDate, daysLeft, tickets }: CoverageNews): Speech {
  return (phrases) => {
    const until = { calendar, date: lastDate, days: daysLeft ?? 0 };
    return message([
      text(
        phrases.say(
          daysLeft === 0
            ? 'watch.coverage.over'
            : daysLeft === null
              ? 'watch.coverage.later'
              : 'watch.coverage.soon',
          until,
        ),
      ),
      ...(tickets > 0 ? [text(phrases.say('watch.coverage.tickets', { count: tickets }))] : []),
      text(phrases.say('watch.coverage.what-to-do', { calendar })),
    ]);
  };
}

/** A deadline moved although nothing happened to the ticket: the calendar or the policy did. */
export function movedSpeech(reference: string, title: string, moves: readonly DeadlineDifference[]): Speech {
  return (phrases) => {
    const instant = (at: number | null): string =>
      at === null ? phrases.label('watch.moved.paused') : phrases.instant(at);
    return message([
      text(phrases.say('watch.moved', { ticket: reference, title })),
      {
        type: 'list',
        ordered: false,
        items: moves.map(({ target, dueBefore, dueAfter }) => [
          plain(
            `${phrases.label(`why.target.${target}`)}${phrases.locale === 'en' ? ': ' : '：'}${instant(dueBefore)} → ${instant(dueAfter)}`,
          ),
        ]),
      },
    ]);
  };
}
