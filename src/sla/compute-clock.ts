import { unreachable } from '../kernel/bot-error.ts';
import type { Calendars } from './calendar.ts';
import type { ClockFact, TicketClock, Timer } from './clock.ts';
import type { ReopenMode, Target } from './policy.ts';
import { readLife, type TicketLife } from './ticket-life.ts';
import { measure, type Measurement } from './measure.ts';

function firstResponse(life: TicketLife): Measurement[] {
  if (life.by === 'agent') return [];
  const { openedAt: startAt, firstResponseAt: metAt, endings } = life;
  return [{ target: 'firstResponse', cycle: 1, startAt, metAt, endings }];
}

function nextReplies(life: TicketLife): Measurement[] {
  return life.exchanges.map(({ startAt, answeredAt }, i) => ({
    target: 'nextReply',
    cycle: i + 1,
    startAt,
    metAt: answeredAt,
    endings: life.endings,
  }));
}

function resolutions(life: TicketLife, mode: ReopenMode): Measurement[] {
  const { openedAt, endings } = life;
  const resolved = endings.filter(({ by }) => by === 'resolved');
  const stays = resolved.find(({ to }) => to === null);
  const one = (metAt: number | null, counted = endings): Measurement[] => [
    { target: 'resolution', cycle: 1, startAt: openedAt, metAt, endings: counted },
  ];
  switch (mode) {
    case 'continue':
      return one(stays?.from ?? null);
    case 'total':
      return one(
        stays?.from ?? null,
        endings.filter(({ by }) => by === 'cancelled'),
      );
    case 'first':
      return one(resolved[0]?.from ?? null);
    case 'new_cycle': {
      const starts = [openedAt, ...resolved.flatMap(({ to }) => to ?? [])];
      return starts.map((startAt, i) => ({
        target: 'resolution',
        cycle: i + 1,
        startAt,
        metAt: resolved[i]?.from ?? null,
        endings: endings.filter(({ by }) => by === 'cancelled'),
      }));
    }
    default:
      return unreachable(mode);
  }
}

/**
 * A ticket's promises as of `nowAt` (epoch ms), from its facts alone: nothing is accumulated, so the same facts always give
 * the same answer. A change of policy counts from opening; what was met before it stays judged as it was.
 * @throws BotError `config.invalid` where a policy names a calendar that is not in `calendars`.
 */
export function computeClock(facts: readonly ClockFact[], calendars: Calendars, nowAt: number): TicketClock {
  const life = readLife(facts);
  // A wall clock that jumped back must not undo what happened.
  const asOf = Math.max(nowAt, life.latestAt);
  const policy = life.policies.at(-1)?.policy ?? life.policies[0].policy;
  const timers = [...firstResponse(life), ...nextReplies(life), ...resolutions(life, policy.reopen)].flatMap(
    (measurement): Timer | [] => measure(life, measurement, calendars, asOf) ?? [],
  );
  return { asOf, policy, policies: life.policies, timers };
}

/** The latest cycle of a target; undefined where it is not promised or has not begun. */
export function findTimer(clock: TicketClock, target: Target): Timer | undefined {
  return clock.timers.findLast((timer) => timer.target === target);
}

/** The earliest deadline still running; null where none is. */
export function nextDueAt(clock: TicketClock): number | null {
  const due = clock.timers.flatMap(({ state, dueAt }) =>
    state.name === 'running' && dueAt !== null ? [dueAt] : [],
  );
  return due.length > 0 ? Math.min(...due) : null;
}
