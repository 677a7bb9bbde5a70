import type { TicketClock, Timer } from './clock.ts';
import type { Target } from './policy.ts';

/** How a target's deadline differs between two reckonings of one ticket. */
export type DeadlineDifference = {
  readonly target: Target;
  readonly cycle: number;
  readonly dueBefore: number | null;
  readonly dueAfter: number | null;
  /** Broken only in the second reckoning. */
  readonly breaks: boolean;
  /** Broken only in the first. */
  readonly heals: boolean;
};

/**
 * What would move: the same ticket reckoned before and after an edit of its policy (a `policy_changed` fact added) or of a
 * calendar. Two reckonings of unchanged facts that differ tell an auditor that something was forgotten. Targets promised in
 * neither are not listed; nor are those that agree.
 */
export function compareClocks(before: TicketClock, after: TicketClock): DeadlineDifference[] {
  const key = ({ target, cycle }: Timer): string => `${cycle}/${target}`;
  const earlier = new Map(before.timers.map((timer) => [key(timer), timer]));
  const later = new Map(after.timers.map((timer) => [key(timer), timer]));
  return [...new Set([...earlier.keys(), ...later.keys()])].flatMap((each): DeadlineDifference | [] => {
    const [then, now] = [earlier.get(each), later.get(each)];
    const known = now ?? then;
    const [wasBroken, isBroken] = [then?.breachedAt != null, now?.breachedAt != null];
    if (!known || ((then?.dueAt ?? null) === (now?.dueAt ?? null) && wasBroken === isBroken)) return [];
    return {
      target: known.target,
      cycle: known.cycle,
      dueBefore: then?.dueAt ?? null,
      dueAfter: now?.dueAt ?? null,
      breaks: isBroken && !wasBroken,
      heals: wasBroken && !isBroken,
    };
  });
}
