import type { LevelKind, Timer, TimerLevel } from './clock.ts';
import type { Target } from './policy.ts';

/** Somebody is to be told, once. Everything one call returns belongs in one message. */
export type Alert<T extends string = Target> = {
  /** Unique per ticket: `1/resolution/breach`. Save it with what is sent, under a unique index. */
  readonly key: string;
  readonly target: T;
  readonly level: TimerLevel;
  /** When it fell due, epoch ms. */
  readonly at: number;
  readonly dueAt: number | null;
  /** Told noticeably after it fell due: after downtime, say. */
  readonly late: boolean;
  /** True where a change of policy put the level into the past, not the passing of time. */
  readonly onChange: boolean;
  readonly timer: Timer<T>;
};

/** Later than this is worth saying. */
const lateAfterMs = 60_000;

const strength: Readonly<Record<LevelKind, number>> = { warn: 0, breach: 1, after: 2 };

function prefix(timer: Timer<string>, revision: number): string {
  return `${timer.cycle}${revision > 1 ? `r${revision}` : ''}/${timer.target}/`;
}

/** `1/resolution/warn:1h`; a promise changed by a change of policy is `1r2/…`, as its levels are new ones. */
export function alertKey(timer: Timer<string>, level: TimerLevel): string {
  return prefix(timer, timer.revision) + level.id;
}

/** The strongest kind told under an earlier promise of this timer; -1 for none. */
function toldBefore(timer: Timer<string>, sent: ReadonlySet<string>): number {
  let strongest = -1;
  for (let revision = 1; revision < timer.revision; revision += 1) {
    const start = prefix(timer, revision);
    for (const key of sent) {
      if (!key.startsWith(start)) continue;
      const id = key.slice(start.length);
      const kind = id === 'breach' ? 'breach' : id.startsWith('warn') ? 'warn' : 'after';
      strongest = Math.max(strongest, strength[kind]);
    }
  }
  return strongest;
}

function isOnChange(timer: Timer<string>, at: number): boolean {
  return timer.revisedAt !== null && at <= timer.revisedAt;
}

/** A promise already kept, or standing still, is warned of no more; that it was broken is told even afterwards. */
function matters(timer: Timer<string>, level: TimerLevel, at: number): boolean {
  switch (timer.state.name) {
    case 'running':
      return true;
    case 'paused':
      return level.kind !== 'warn';
    case 'met':
    case 'stopped':
      return level.kind !== 'warn' && timer.breachedAt !== null && at < timer.state.at;
  }
}

type OpenLevel = { readonly level: TimerLevel; readonly at: number };

/** Levels still to be told, weakest first: neither told themselves nor outdone by a stronger one that was. */
function openLevels(timer: Timer<string>, sent: ReadonlySet<string>): OpenLevel[] {
  const lastTold = timer.levels.findLastIndex((level) => sent.has(alertKey(timer, level)));
  const before = timer.revision > 1 ? toldBefore(timer, sent) : -1;
  return timer.levels.slice(lastTold + 1).flatMap((level): OpenLevel | [] => {
    const { at } = level;
    if (at === null || !matters(timer, level, at)) return [];
    return isOnChange(timer, at) && strength[level.kind] <= before ? [] : { level, at };
  });
}

/**
 * What is to be told now. `sent`: keys already told for this ticket, in any order. Of several levels of one target that were
 * missed only the strongest is told, the weaker ones never. Safe to call twice, late, or after an hour's silence: an alert
 * comes until its key is in `sent`, then not again.
 */
export function dueAlerts<T extends string>(
  clock: { readonly timers: readonly Timer<T>[] },
  sent: ReadonlySet<string>,
  nowAt: number,
): Alert<T>[] {
  return clock.timers.flatMap((timer): Alert<T> | [] => {
    const due = openLevels(timer, sent).findLast(({ at }) => at <= nowAt);
    if (!due) return [];
    const { level, at } = due;
    const onChange = isOnChange(timer, at);
    const late = nowAt - Math.max(at, timer.revisedAt ?? at) > lateAfterMs;
    return {
      key: alertKey(timer, level),
      target: timer.target,
      level,
      at,
      dueAt: timer.dueAt,
      late,
      onChange,
      timer,
    };
  });
}

/**
 * When {@link dueAlerts} will next have something to tell, if nothing else happens to the ticket; not after now: it has
 * already. Null: never. Made to be a column a sweeper looks for.
 */
export function nextAlertAt(
  clock: { readonly timers: readonly Timer<string>[] },
  sent: ReadonlySet<string>,
): number | null {
  const instants = clock.timers.flatMap((timer) => openLevels(timer, sent).map(({ at }) => at));
  return instants.length > 0 ? Math.min(...instants) : null;
}
