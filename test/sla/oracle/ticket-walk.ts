import type { ClockFact } from '../../../src/sla/clock.ts';
import type { FrozenPolicy, Target } from '../../../src/sla/policy.ts';
import type { World } from './arithmetic-case.ts';
import { walkForward, walkBetween } from './minute-walk.ts';

/*
 * A ticket by the plain method: replay the facts minute by minute, wipe out the cells that do not count, count the rest.
 */

const minuteMs = 60_000;

export type WalkedTimer = {
  readonly target: Target;
  readonly state: 'running' | 'paused' | 'met' | 'stopped';
  readonly usedMs: number;
  /** Undefined: beyond the laid-out cells. */
  readonly dueAt: number | null | undefined;
};

type Moment = { readonly held: string | null; readonly over: 'resolved' | 'cancelled' | null };

/** What the ticket is in after the first `count` facts. */
function replay(facts: readonly ClockFact[]): Moment[] {
  let moment: Moment = { held: null, over: null };
  return facts.map((fact) => {
    if (fact.type === 'held' && !moment.over) moment = { ...moment, held: fact.reason };
    if (fact.type === 'resumed') moment = { ...moment, held: null };
    if ((fact.type === 'resolved' || fact.type === 'closed') && !moment.over)
      moment = { held: null, over: 'resolved' };
    if (fact.type === 'cancelled' && !moment.over) moment = { held: null, over: 'cancelled' };
    if (fact.type === 'reopened') moment = { ...moment, over: null };
    return moment;
  });
}

type Job = {
  readonly target: Target;
  readonly startAt: number;
  readonly metAt: number | null;
  readonly ignoreResolved: boolean;
};

function jobs(facts: readonly ClockFact[], moments: readonly Moment[], policy: FrozenPolicy): Job[] {
  const [opened] = facts;
  if (opened?.type !== 'opened') throw new Error('the first fact opens');
  const list: Job[] = [];
  const at = (fact: ClockFact | undefined): number | null => fact?.at ?? null;
  if (opened.by === 'requester') {
    const metAt = at(facts.find(({ type }) => type === 'first_response'));
    list.push({ target: 'firstResponse', startAt: opened.at, metAt, ignoreResolved: false });
  }
  let waiting: number | null = null;
  for (const fact of facts) {
    if (fact.type === 'requester_wrote') waiting ??= fact.at;
    if (fact.type === 'agent_replied' && waiting !== null) {
      list.push({ target: 'nextReply', startAt: waiting, metAt: fact.at, ignoreResolved: false });
      waiting = null;
    }
  }
  if (waiting !== null)
    list.push({ target: 'nextReply', startAt: waiting, metAt: null, ignoreResolved: false });

  const resolvedAt: number[] = [];
  const reopenedAt: number[] = [];
  moments.forEach((moment, i) => {
    const before = moments[i - 1]?.over ?? null;
    if (moment.over === 'resolved' && before === null) resolvedAt.push(facts[i]?.at ?? NaN);
    if (moment.over === null && before === 'resolved') reopenedAt.push(facts[i]?.at ?? NaN);
  });
  const isResolved = moments.at(-1)?.over === 'resolved';
  const lastAt = isResolved ? (resolvedAt.at(-1) ?? null) : null;
  switch (policy.reopen) {
    case 'continue':
      list.push({ target: 'resolution', startAt: opened.at, metAt: lastAt, ignoreResolved: false });
      break;
    case 'total':
      list.push({ target: 'resolution', startAt: opened.at, metAt: lastAt, ignoreResolved: true });
      break;
    case 'first':
      list.push({
        target: 'resolution',
        startAt: opened.at,
        metAt: resolvedAt[0] ?? null,
        ignoreResolved: false,
      });
      break;
    case 'new_cycle':
      [opened.at, ...reopenedAt].forEach((startAt, i) => {
        list.push({ target: 'resolution', startAt, metAt: resolvedAt[i] ?? null, ignoreResolved: true });
      });
      break;
  }
  return list;
}

export function walkTicket(world: World, facts: readonly ClockFact[], nowAt: number): WalkedTimer[] {
  const sorted = [...facts].sort((a, b) => a.at - b.at);
  const moments = replay(sorted);
  const last = moments.at(-1) ?? { held: null, over: null };
  const policies = sorted.flatMap((fact) =>
    fact.type === 'opened' || fact.type === 'policy_changed' ? [{ at: fact.at, policy: fact.policy }] : [],
  );
  const current = policies.at(-1)?.policy;
  if (!current) throw new Error('no policy');
  const asOf = Math.max(nowAt, sorted.at(-1)?.at ?? nowAt);

  return jobs(sorted, moments, current).flatMap(
    ({ target, startAt, metAt, ignoreResolved }): WalkedTimer | [] => {
      const stops = last.over !== null && !(ignoreResolved && last.over === 'resolved');
      const overAt =
        sorted[
          moments.findLastIndex(
            (moment, i) => moment.over !== null && (moments[i - 1]?.over ?? null) === null,
          )
        ]?.at;
      const stoppedAt = metAt === null && stops ? Math.max(overAt ?? startAt, startAt) : null;
      const until = metAt ?? stoppedAt ?? Infinity;
      const policy = policies.findLast((period, i) => i === 0 || period.at <= until)?.policy ?? current;
      const promise = policy.targets[target];
      if (!promise) return [];
      const targetMinutes =
        promise.duration.unit === 'ms'
          ? promise.duration.value / minuteMs
          : promise.duration.value * world.calendar.workingDayMinutes;

      const open = world.minutes.open.slice();
      const { first } = world.minutes;
      const counts = (moment: Moment): boolean =>
        !(moment.held !== null && policy.pauses[target].includes(moment.held)) &&
        !(moment.over !== null && !(ignoreResolved && moment.over === 'resolved'));
      moments.forEach((moment, i) => {
        const from = (sorted[i]?.at ?? 0) / minuteMs;
        const to = sorted[i + 1] ? (sorted[i + 1]?.at ?? 0) / minuteMs : Infinity;
        // What happens after the promise was met is none of its business; nor is, for the deadline, that the ticket now rests.
        const end = Math.min(to, metAt === null ? Infinity : metAt / minuteMs);
        if (counts(moment) || (stoppedAt !== null && from * minuteMs >= stoppedAt)) return;
        if (from < end)
          open.fill(0, from - first, Math.max(from - first, end === Infinity ? open.length : end - first));
      });
      const minutes = { first, open };
      const due = walkForward(minutes, startAt / minuteMs, targetMinutes);
      const endless = metAt === null && stoppedAt === null && !counts(last);
      return {
        target,
        state: metAt !== null ? 'met' : stoppedAt !== null ? 'stopped' : endless ? 'paused' : 'running',
        usedMs: walkBetween(minutes, startAt / minuteMs, Math.min(until, asOf) / minuteMs) * minuteMs,
        dueAt: due !== null ? due * minuteMs : endless ? null : undefined,
      };
    },
  );
}
