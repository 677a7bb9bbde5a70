import { unreachable } from '../kernel/bot-error.ts';
import type { Calendars } from './calendar.ts';
import type { Timer } from './clock.ts';
import type { Exclusion } from './exclusion.ts';
import type { Level, TargetPromise } from './policy.ts';
import { timePromise } from './time-promise.ts';

/**
 * Clocks that are no target of a ticket's policy: how long a tier may keep a ticket, a task's deadline, what a support group
 * owes by its OLA. All tell the same story: somebody has it for a spell, perhaps several times, and time between the spells
 * is not theirs. Alerts (`dueAlerts`, `nextAlertAt`) and explanations (`explainTimer`) take the timer as they take a ticket's.
 */
export type SpellFact =
  /** It is theirs from now on. While it is, of no effect. */
  | { readonly type: 'taken'; readonly at: number }
  /** It is somebody else's: their clock stands still, and goes on where it stood when it comes back. */
  | { readonly type: 'given'; readonly at: number }
  /** Stands still for a reason of its own; ended by `resumed`. */
  | { readonly type: 'held'; readonly at: number; readonly reason: string }
  | { readonly type: 'resumed'; readonly at: number }
  /** What was owed is done. */
  | { readonly type: 'done'; readonly at: number }
  /** Nobody owes it any more. */
  | { readonly type: 'dropped'; readonly at: number };

/** What is owed. `name` tells it apart from others of its ticket: `tier:1`, `ola:network`, `task:7`. */
export type SpellPromise<T extends string> = {
  readonly name: T;
  readonly promise: TargetPromise;
  /** Null: the default rule. */
  readonly levels: readonly Level[] | null;
  /** Hold reasons during which it stands still. */
  readonly pauses: readonly string[];
};

type Life = {
  startAt: number | null;
  metAt: number | null;
  droppedAt: number | null;
  readonly away: { from: number; to: number | null }[];
  readonly holds: { from: number; to: number | null; reason: string }[];
};

/**
 * Where the promise stands at `nowAt` (epoch ms), or undefined before the first `taken`. Facts in the order they happened;
 * what comes after `done` or `dropped` has no effect.
 * @throws BotError `config.invalid` where its calendar is not in `calendars`
 */
export function computeSpellClock<T extends string>(
  promised: SpellPromise<T>,
  facts: readonly SpellFact[],
  calendars: Calendars,
  nowAt: number,
): Timer<T> | undefined {
  const life: Life = { startAt: null, metAt: null, droppedAt: null, away: [], holds: [] };
  for (const fact of [...facts].sort((a, b) => a.at - b.at)) live(life, fact);
  const { startAt, metAt, droppedAt } = life;
  if (startAt === null) return undefined;
  const asOf = Math.max(nowAt, ...facts.map(({ at }) => at));
  const endAt = metAt ?? droppedAt;
  const spans: Exclusion[] = [
    ...life.away.map(({ from, to }) => ({ from, to, reason: 'elsewhere' })),
    ...life.holds.filter(({ reason }) => promised.pauses.includes(reason)),
  ];
  return timePromise(
    {
      target: promised.name,
      cycle: 1,
      revision: 1,
      revisedAt: null,
      promise: promised.promise,
      levels: promised.levels,
      startAt,
      metAt,
      stopped: droppedAt === null ? null : { at: droppedAt, by: 'cancelled' },
      exclusions: disjoint(spans, startAt, endAt),
    },
    calendars,
    asOf,
  );
}

function live(life: Life, fact: SpellFact): void {
  const { at } = fact;
  const away = life.away.at(-1);
  const hold = life.holds.at(-1);
  if (life.metAt !== null || life.droppedAt !== null) return;
  switch (fact.type) {
    case 'taken':
      life.startAt ??= at;
      if (away?.to === null) away.to = at;
      break;
    case 'given':
      if (life.startAt !== null && away?.to !== null) life.away.push({ from: at, to: null });
      break;
    case 'held':
      if (hold?.to === null) hold.to = at;
      life.holds.push({ from: at, to: null, reason: fact.reason });
      break;
    case 'resumed':
      if (hold?.to === null) hold.to = at;
      break;
    case 'done':
      if (life.startAt !== null) life.metAt = at;
      break;
    case 'dropped':
      if (life.startAt !== null) life.droppedAt = at;
      break;
    default:
      unreachable(fact);
  }
}

/** Sorted, without overlap, within `[startAt, endAt]`; of two that lie on each other the earlier gives the reason. */
function disjoint(spans: readonly Exclusion[], startAt: number, endAt: number | null): Exclusion[] {
  const result: Exclusion[] = [];
  let reached = startAt;
  for (const span of spans.toSorted((a, b) => a.from - b.from)) {
    const from = Math.max(span.from, reached);
    const to = endAt === null ? span.to : Math.min(span.to ?? endAt, endAt);
    if (reached === Infinity || (to !== null && to <= from)) continue;
    result.push({ from, to, reason: span.reason });
    reached = to ?? Infinity;
  }
  return result;
}
