import { BotError, unreachable } from '../kernel/bot-error.ts';
import type { ClockFact } from './clock.ts';
import type { Exclusion } from './exclusion.ts';
import type { FrozenPolicy } from './policy.ts';

/** A span in which the ticket was over. */
export type Ending = { readonly from: number; to: number | null; readonly by: 'resolved' | 'cancelled' };

/** An unanswered message of the requester and its answer. */
export type Exchange = { readonly startAt: number; answeredAt: number | null };

export type PolicyPeriod = { readonly at: number; readonly policy: FrozenPolicy };

/** A ticket's facts, sorted by what the clocks ask for. */
export type TicketLife = {
  readonly openedAt: number;
  readonly by: 'requester' | 'agent';
  /** Ascending, never empty. */
  readonly policies: readonly [PolicyPeriod, ...PolicyPeriod[]];
  readonly holds: readonly Exclusion[];
  readonly endings: readonly Ending[];
  readonly exchanges: readonly Exchange[];
  readonly firstResponseAt: number | null;
  readonly latestAt: number;
};

/**
 * Reads the facts once, in time order; facts of one instant keep their order, `opened` comes first whatever its place.
 * Facts without effect (resuming what runs, closing what is resolved) are no errors: chat delivers them.
 * @throws BotError `bug` without exactly one `opened`.
 */
export function readLife(facts: readonly ClockFact[]): TicketLife {
  const [opened, ...others] = facts.filter((fact) => fact.type === 'opened');
  if (!opened || others.length > 0) throw new BotError('bug', 'a ticket is opened exactly once');
  const policies: [PolicyPeriod, ...PolicyPeriod[]] = [{ at: opened.at, policy: opened.policy }];
  const holds: { from: number; to: number | null; reason: string }[] = [];
  const endings: Ending[] = [];
  const exchanges: Exchange[] = [];
  let firstResponseAt: number | null = null;
  let latestAt = opened.at;

  const endHold = (at: number): void => {
    const hold = holds.at(-1);
    if (hold?.to === null) hold.to = at;
  };
  const end = (at: number, by: Ending['by']): void => {
    if (endings.at(-1)?.to === null) return;
    endHold(at);
    endings.push({ from: at, to: null, by });
  };

  for (const fact of [...facts].sort((a, b) => a.at - b.at)) {
    latestAt = Math.max(latestAt, fact.at);
    const ending = endings.at(-1);
    switch (fact.type) {
      case 'opened':
        break;
      case 'first_response':
        firstResponseAt ??= fact.at;
        break;
      case 'requester_wrote':
        if (exchanges.at(-1)?.answeredAt !== null) exchanges.push({ startAt: fact.at, answeredAt: null });
        break;
      case 'agent_replied': {
        const exchange = exchanges.at(-1);
        if (exchange?.answeredAt === null) exchange.answeredAt = fact.at;
        break;
      }
      case 'held':
        endHold(fact.at);
        if (ending?.to !== null) holds.push({ from: fact.at, to: null, reason: fact.reason });
        break;
      case 'resumed':
        endHold(fact.at);
        break;
      case 'resolved':
      case 'closed':
        end(fact.at, 'resolved');
        break;
      case 'cancelled':
        end(fact.at, 'cancelled');
        break;
      case 'reopened':
        if (ending?.to === null) ending.to = fact.at;
        break;
      case 'policy_changed':
        policies.push({ at: fact.at, policy: fact.policy });
        break;
      default:
        unreachable(fact);
    }
  }
  return {
    openedAt: opened.at,
    by: opened.by,
    policies,
    holds,
    endings,
    exchanges,
    firstResponseAt,
    latestAt,
  };
}
