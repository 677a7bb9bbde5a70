import type { LevelKind, Timer, TimerLevel } from './clock.ts';
import type { Target } from './policy.ts';

/** Somebody is to be told, once. Everything one call returns belongs in one message. */
export type Alert<T extends string = Target> = {
  /** Unique per ticket: `1/resolution/breach`, a repeat of it `1/resolution/breach#2`. Save it with what is sent, under a unique index. */
  readonly key: string;
  readonly target: T;
  readonly level: TimerLevel;
  /** 0: the first time; 1 …: told again. */
  readonly repeat: number;
  /** When it fell due, epoch ms. */
  readonly at: number;
  readonly dueAt: number | null;
  /** Told noticeably after it fell due: after downtime, say. */
  readonly late: boolean;
  /** True where a change of policy put the level into the past, not the passing of time. */
  readonly onChange: boolean;
  readonly timer: Timer<T>;
};

/** What a ticket's story says of its alerts. */
export type Heard = {
  /** Levels somebody took note of, as {@link levelKey} names them: told no more. */
  readonly acknowledged: ReadonlySet<string>;
  /** Repeats come by the wall clock, whatever the calendar: for what cannot wait until morning. */
  readonly roundTheClock: boolean;
};

const nothingHeard: Heard = { acknowledged: new Set(), roundTheClock: false };

/** Later than this is worth saying. */
const lateAfterMs = 60_000;

const strength: Readonly<Record<LevelKind, number>> = { warn: 0, breach: 1, after: 2 };

/** `1/resolution/`, of a promise a change of policy changed `1r2/resolution/`: its levels are new ones. */
function prefix(timer: Timer<string>, revision: number): string {
  return `${timer.cycle}${revision > 1 ? `r${revision}` : ''}/${timer.target}/`;
}

/** `1/resolution/warn:1h`; told again `1/resolution/breach#2`, `#3` … */
export function alertKey(timer: Timer<string>, level: TimerLevel, repeat = 0): string {
  return prefix(timer, timer.revision) + level.id + (repeat === 0 ? '' : `#${repeat + 1}`);
}

/** The key of a level, whichever time it was told. */
export function levelKey(key: string): string {
  return key.replace(/#\d+$/, '');
}

/** A key's parts, for whoever saves or tells them; undefined for what {@link alertKey} did not make. */
export function parseAlertKey(
  key: string,
): { cycle: string; target: string; level: string; repeat: number } | undefined {
  const match = /^(\d+(?:r\d+)?)\/([^/]+)\/([^#]+)(?:#(\d+))?$/.exec(key);
  if (!match) return undefined;
  const [, cycle = '', target = '', level = '', repeat] = match;
  return { cycle, target, level, repeat: repeat === undefined ? 0 : Number(repeat) - 1 };
}

/** The strongest kind told under an earlier promise of this timer; -1 for none. */
function toldBefore(timer: Timer<string>, sent: ReadonlySet<string>): number {
  let strongest = -1;
  for (let revision = 1; revision < timer.revision; revision += 1) {
    const start = prefix(timer, revision);
    for (const key of sent) {
      if (!key.startsWith(start)) continue;
      const id = key.slice(start.length);
      const kind = id.startsWith('breach') ? 'breach' : id.startsWith('warn') ? 'warn' : 'after';
      strongest = Math.max(strongest, strength[kind]);
    }
  }
  return strongest;
}

function isOnChange(timer: Timer<string>, at: number): boolean {
  return timer.revisedAt !== null && at <= timer.revisedAt;
}

type Step = { readonly level: TimerLevel; readonly repeat: number; readonly at: number | null };

/** Everything a timer has to say, in order: each level, and behind it the times it is told again. */
function stepsOf({ levels }: Timer<string>, roundTheClock: boolean): Step[] {
  return levels.flatMap((level, index): Step[] => {
    const next = levels[index + 1]?.at ?? null;
    const repeats = roundTheClock ? wallClockRepeats(level, next) : level.repeats;
    return [
      { level, repeat: 0, at: level.at },
      ...repeats.map((at, again) => ({ level, repeat: again + 1, at })),
    ];
  });
}

function wallClockRepeats({ level: { repeat }, at }: TimerLevel, until: number | null): number[] {
  if (!repeat || at === null) return [];
  return Array.from({ length: repeat.max }, (_, index) => at + repeat.everyMs * (index + 1)).filter(
    (again) => until === null || again < until,
  );
}

/**
 * A promise already kept, or standing still, is warned of no more; that it was broken is told even afterwards. Told again is
 * only what still runs.
 */
function matters(timer: Timer<string>, { level, repeat }: Step, at: number): boolean {
  switch (timer.state.name) {
    case 'running':
      return true;
    case 'paused':
      return level.kind !== 'warn' && repeat === 0;
    case 'met':
    case 'stopped':
      return level.kind !== 'warn' && repeat === 0 && timer.breachedAt !== null && at < timer.state.at;
  }
}

type OpenStep = Step & { readonly at: number };

/** How often each level was told, by its id: 0 the first time. */
function toldRepeats(timer: Timer<string>, sent: ReadonlySet<string>): ReadonlyMap<string, number> {
  const start = prefix(timer, timer.revision);
  const told = new Map<string, number>();
  for (const key of sent) {
    const parsed = key.startsWith(start) ? parseAlertKey(key) : undefined;
    if (parsed) told.set(parsed.level, Math.max(parsed.repeat, told.get(parsed.level) ?? 0));
  }
  return told;
}

/** Steps still to be told, weakest first: neither told themselves, nor outdone by a stronger one that was, nor acknowledged. */
function openSteps(timer: Timer<string>, sent: ReadonlySet<string>, heard: Heard): OpenStep[] {
  const steps = stepsOf(timer, heard.roundTheClock);
  const told = toldRepeats(timer, sent);
  const lastTold = steps.findLastIndex(({ level, repeat }) => (told.get(level.id) ?? -1) >= repeat);
  const before = timer.revision > 1 ? toldBefore(timer, sent) : -1;
  return steps.slice(lastTold + 1).flatMap((step): OpenStep | [] => {
    const { level, at } = step;
    if (at === null || heard.acknowledged.has(alertKey(timer, level)) || !matters(timer, step, at)) return [];
    return isOnChange(timer, at) && strength[level.kind] <= before ? [] : { ...step, at };
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
  heard: Heard = nothingHeard,
): Alert<T>[] {
  return clock.timers.flatMap((timer): Alert<T> | [] => {
    const due = openSteps(timer, sent, heard).findLast(({ at }) => at <= nowAt);
    if (!due) return [];
    const { level, repeat, at } = due;
    const onChange = isOnChange(timer, at);
    const late = nowAt - Math.max(at, timer.revisedAt ?? at) > lateAfterMs;
    return {
      key: alertKey(timer, level, repeat),
      target: timer.target,
      level,
      repeat,
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
  heard: Heard = nothingHeard,
): number | null {
  const instants = clock.timers.flatMap((timer) => openSteps(timer, sent, heard).map(({ at }) => at));
  return instants.length > 0 ? Math.min(...instants) : null;
}

/** The last thing told of this promise: what an acknowledgement is about. @param sent in the order it was told */
export function lastToldKey(timer: Timer<string>, sent: readonly string[]): string | undefined {
  const start = prefix(timer, timer.revision);
  return sent.findLast((key) => key.startsWith(start));
}
