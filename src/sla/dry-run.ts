import { compareClocks } from './clock-difference.ts';
import type { TicketClock } from './clock.ts';
import type { Target } from './policy.ts';

/** One deadline of an open ticket that an edit would move, break or take away. */
export type Effect = {
  /** 12 of `T-12`. */
  readonly ticket: number;
  readonly target: Target;
  readonly dueBefore: number | null;
  readonly dueAfter: number | null;
  /** Broken at once, in time as things are. */
  readonly breaks: boolean;
  /** `dueAfter - dueBefore`; null where one of the two is not known: paused, or not promised. */
  readonly byMs: number | null;
};

/** What an edit of policies or calendars would do to the open tickets. Nothing has been done. */
export type DryRun = {
  readonly tickets: number;
  /** Tickets with at least one effect. */
  readonly touched: number;
  /** Deadlines. */
  readonly earlier: number;
  readonly later: number;
  /** Deadlines promised newly, or no more; and those that cannot be compared while their clock stands still. */
  readonly added: number;
  readonly removed: number;
  /** Would be broken the moment it is applied. */
  readonly breaks: number;
  /** Ticket numbers with an effect, ascending. */
  readonly numbers: readonly number[];
  /** Those that break first, then by how far they move. */
  readonly most: readonly Effect[];
};

const shownAtMost = 10;

/** Deadlines still owed that differ between the two reckonings of a ticket. */
export function effectsOf(ticket: number, before: TicketClock, after: TicketClock): Effect[] {
  const owed = new Set(
    [...before.timers, ...after.timers].flatMap(({ target, cycle, state }) =>
      state.name === 'running' || state.name === 'paused' ? [`${cycle}/${target}`] : [],
    ),
  );
  return compareClocks(before, after).flatMap(({ target, cycle, dueBefore, dueAfter, breaks }): Effect[] => {
    if (!owed.has(`${cycle}/${target}`)) return [];
    const byMs = dueBefore === null || dueAfter === null ? null : dueAfter - dueBefore;
    return [{ ticket, target, dueBefore, dueAfter, breaks, byMs }];
  });
}

export type DryRunSum = {
  add(ticket: number, effects: readonly Effect[]): void;
  sum(): DryRun;
};

/** Takes tickets one after another, so that a long walk may rest in between. */
export function createDryRun(): DryRunSum {
  let tickets = 0;
  const counts = { earlier: 0, later: 0, added: 0, removed: 0, breaks: 0 };
  const numbers: number[] = [];
  let most: Effect[] = [];
  return {
    add: (ticket, effects) => {
      tickets += 1;
      if (effects.length === 0) return;
      numbers.push(ticket);
      for (const effect of effects) {
        const { byMs, dueBefore, dueAfter, breaks } = effect;
        if (byMs !== null && byMs < 0) counts.earlier += 1;
        if (byMs !== null && byMs > 0) counts.later += 1;
        if (dueBefore === null && dueAfter !== null) counts.added += 1;
        if (dueBefore !== null && dueAfter === null) counts.removed += 1;
        if (breaks) counts.breaks += 1;
        most.push(effect);
      }
      if (most.length > 200) most = strongest(most);
    },
    sum: () => ({ tickets, touched: numbers.length, ...counts, numbers, most: strongest(most) }),
  };
}

function strongest(effects: readonly Effect[]): Effect[] {
  const weight = ({ byMs }: Effect): number => Math.abs(byMs ?? 0);
  return effects
    .toSorted((a, b) => Number(b.breaks) - Number(a.breaks) || weight(b) - weight(a) || a.ticket - b.ticket)
    .slice(0, shownAtMost);
}
