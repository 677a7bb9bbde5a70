import type { ClockFact } from '../../../src/sla/clock.ts';
import { reopenModes, type FrozenPolicy, type TargetPromise } from '../../../src/sla/policy.ts';
import type { World } from './arithmetic-case.ts';
import type { Random } from './random.ts';

const minuteMs = 60_000;
const reasons = ['requester', 'vendor', 'change', 'scheduled'] as const;

function randomPromise(random: Random, calendar: string): TargetPromise | null {
  if (random.chance(15)) return null;
  if (random.chance(25)) return { duration: { unit: 'workingDay', value: 1 + random.below(3) }, calendar };
  const minutes = 1 + random.below(random.chance(50) ? 120 : 2_400);
  return { duration: { unit: 'ms', value: minutes * minuteMs }, calendar };
}

function randomPolicy(random: Random, calendar: string): FrozenPolicy {
  const some = (): string[] => reasons.filter(() => random.chance(45));
  return {
    name: `policy-${random.below(100)}`,
    targets: {
      firstResponse: randomPromise(random, calendar),
      nextReply: randomPromise(random, calendar),
      resolution: randomPromise(random, calendar),
    },
    levels: random.chance(50)
      ? null
      : [
          { kind: 'percent', percent: 50 },
          { kind: 'offset', offsetMs: -30 * minuteMs },
          { kind: 'offset', offsetMs: 60 * minuteMs },
        ],
    pauses: { firstResponse: random.chance(70) ? [] : some(), nextReply: some(), resolution: some() },
    reopen: random.pick(reopenModes),
  };
}

function randomFact(random: Random, at: number, calendar: string): ClockFact {
  const kind = random.below(12);
  if (kind < 3) return { type: 'held', at, reason: random.pick(reasons) };
  if (kind < 5) return { type: 'resumed', at };
  if (kind === 5) return { type: 'requester_wrote', at };
  if (kind === 6) return { type: 'agent_replied', at };
  if (kind === 7) return { type: 'first_response', at };
  if (kind === 8) return { type: random.chance(70) ? 'resolved' : 'closed', at };
  if (kind === 9) return { type: 'reopened', at };
  if (kind === 10) return { type: random.chance(20) ? 'cancelled' : 'reopened', at };
  return { type: 'policy_changed', at, policy: randomPolicy(random, calendar) };
}

export type RandomTicket = { readonly facts: readonly ClockFact[]; readonly nowAt: number };

/** A ticket's life on whole minutes in the first part of the world's range; several facts may fall on one minute. */
export function randomTicket(world: World, random: Random): RandomTicket {
  const { calendar, minutes } = world;
  let minute = minutes.first + random.below(Math.floor(minutes.open.length / 4));
  const opened: ClockFact = {
    type: 'opened',
    at: minute * minuteMs,
    by: random.chance(85) ? 'requester' : 'agent',
    policy: randomPolicy(random, calendar.name),
  };
  const facts: ClockFact[] = [opened];
  const count = random.below(14);
  for (let i = 0; i < count; i += 1) {
    if (!random.chance(15)) minute += random.below(random.chance(70) ? 400 : 2_500);
    facts.push(randomFact(random, minute * minuteMs, calendar.name));
  }
  return { facts, nowAt: (minute + random.below(3_000)) * minuteMs };
}
