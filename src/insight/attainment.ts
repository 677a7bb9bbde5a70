import type { Target } from '../sla/policy.ts';

/** So many promises that agree in all of this. */
export type OutcomeCount = {
  readonly target: Target;
  readonly outcome: 'met' | 'breached';
  readonly priority: string;
  readonly groupId: string;
  readonly category: string;
  readonly cause: string | null;
  readonly count: number;
};

/** Promises not decided yet. */
export type OpenCount = {
  readonly target: Target;
  readonly priority: string;
  readonly groupId: string;
  readonly category: string;
  /** In time so far, and its clock runs. */
  readonly running: number;
  /** In time so far; its clock stands still. */
  readonly paused: number;
  /** The deadline has passed within the period and it is still owed. */
  readonly overdue: number;
  readonly cause: string | null;
};

export type Tally = {
  readonly met: number;
  /** Broken: told or not, answered since or not. */
  readonly breached: number;
  readonly running: number;
  readonly paused: number;
  /** Of what is decided, the share kept, 0 to 1; null where nothing is decided. What still runs is not kept yet. */
  readonly rate: number | null;
};

export type TargetAttainment = Tally & {
  readonly target: Target;
  readonly byPriority: ReadonlyMap<string, Tally>;
  readonly byGroup: ReadonlyMap<string, Tally>;
  readonly byCategory: ReadonlyMap<string, Tally>;
};

export type Attainment = {
  /** Targets somebody was promised, in their order. */
  readonly targets: readonly TargetAttainment[];
  /** Cause → breaches it explains, most first; `null` those nobody has explained. */
  readonly causes: readonly { readonly cause: string | null; readonly count: number }[];
};

type Sum = { met: number; breached: number; running: number; paused: number };
type Sums = {
  readonly all: Sum;
  readonly byPriority: Map<string, Sum>;
  readonly byGroup: Map<string, Sum>;
  readonly byCategory: Map<string, Sum>;
};
type Facet = { readonly priority: string; readonly groupId: string; readonly category: string };

const order: readonly Target[] = ['firstResponse', 'nextReply', 'resolution'];

/** Adds up what the store counted. Nothing is estimated: a promise is kept, broken, running or paused. */
export function addUp(decided: readonly OutcomeCount[], open: readonly OpenCount[]): Attainment {
  const targets = new Map<Target, Sums>();
  const causes = new Map<string | null, number>();
  const explain = (cause: string | null, count: number): void => {
    if (count > 0) causes.set(cause, (causes.get(cause) ?? 0) + count);
  };
  for (const row of decided) {
    add(targets, row.target, row, { ...none, [row.outcome]: row.count });
    if (row.outcome === 'breached') explain(row.cause, row.count);
  }
  for (const row of open) {
    const { running, paused, overdue } = row;
    add(targets, row.target, row, { met: 0, breached: overdue, running, paused });
    explain(row.cause, overdue);
  }
  return {
    targets: order.flatMap((target) => {
      const sums = targets.get(target);
      return sums ? { target, ...tally(sums.all), ...facets(sums) } : [];
    }),
    causes: [...causes].map(([cause, count]) => ({ cause, count })).sort((a, b) => b.count - a.count),
  };
}

const none: Sum = { met: 0, breached: 0, running: 0, paused: 0 };

function add(targets: Map<Target, Sums>, target: Target, facet: Facet, by: Sum): void {
  let sums = targets.get(target);
  if (!sums) {
    sums = { all: { ...none }, byPriority: new Map(), byGroup: new Map(), byCategory: new Map() };
    targets.set(target, sums);
  }
  increase(sums.all, by);
  increase(sumOf(sums.byPriority, facet.priority), by);
  increase(sumOf(sums.byGroup, facet.groupId), by);
  increase(sumOf(sums.byCategory, facet.category), by);
}

function sumOf(sums: Map<string, Sum>, key: string): Sum {
  const known = sums.get(key);
  if (known) return known;
  const made = { ...none };
  sums.set(key, made);
  return made;
}

function increase(sum: Sum, by: Sum): void {
  sum.met += by.met;
  sum.breached += by.breached;
  sum.running += by.running;
  sum.paused += by.paused;
}

function tally(sum: Sum): Tally {
  const decided = sum.met + sum.breached;
  return { ...sum, rate: decided === 0 ? null : sum.met / decided };
}

function facets({ byPriority, byGroup, byCategory }: Sums) {
  const tallies = (sums: Map<string, Sum>): Map<string, Tally> =>
    new Map([...sums].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, sum]) => [key, tally(sum)]));
  return {
    byPriority: tallies(byPriority),
    byGroup: tallies(byGroup),
    byCategory: tallies(byCategory),
  };
}
