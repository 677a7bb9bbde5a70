import { defaultPolicies } from '../../../src/sla/default-policies.ts';
import type { ClockFact, TicketClock, Timer } from '../../../src/sla/clock.ts';
import { computeClock, findTimer } from '../../../src/sla/compute-clock.ts';
import { choosePolicy, freezePolicy, type FrozenPolicy, type Target } from '../../../src/sla/policy.ts';
import { calendars, shanghai } from './calendars.ts';

type Step =
  | 'first_response'
  | 'requester_wrote'
  | 'agent_replied'
  | 'resumed'
  | 'resolved'
  | 'reopened'
  | 'closed'
  | 'cancelled'
  | { readonly held: string }
  | { readonly policy: FrozenPolicy };

export function frozen(priority: string, change: Partial<FrozenPolicy> = {}): FrozenPolicy {
  return { ...freezePolicy(choosePolicy(defaultPolicies, { priority })), ...change };
}

/** A ticket's facts, with times as people in Shanghai write them. */
export function ticket(
  openedAt: string,
  policy: FrozenPolicy,
  steps: Readonly<Record<string, Step | readonly Step[]>> = {},
  by: 'requester' | 'agent' = 'requester',
): ClockFact[] {
  const facts: ClockFact[] = [{ type: 'opened', at: shanghai(openedAt), by, policy }];
  for (const [time, value] of Object.entries(steps)) {
    for (const step of Array.isArray(value) ? (value as readonly Step[]) : [value as Step]) {
      const at = shanghai(time);
      if (typeof step === 'string') facts.push({ type: step, at });
      else if ('held' in step) facts.push({ type: 'held', at, reason: step.held });
      else facts.push({ type: 'policy_changed', at, policy: step.policy });
    }
  }
  return facts;
}

export function clockAt(facts: readonly ClockFact[], now: string): TicketClock {
  return computeClock(facts, calendars, shanghai(now));
}

export function timerOf(clock: TicketClock, target: Target): Timer {
  const timer = findTimer(clock, target);
  if (!timer) throw new Error(`no timer for ${target}`);
  return timer;
}
