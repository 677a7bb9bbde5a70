import type { ClockFact } from '../sla/clock.ts';
import type { TicketEvent } from './ticket-event.ts';

/** What the SLA clock needs of a ticket's story: promises are always derived from events, never accumulated. */
export function clockFacts(events: readonly TicketEvent[]): ClockFact[] {
  let answered = false;
  const answer = (at: number): ClockFact[] => {
    const first: ClockFact[] = answered ? [] : [{ type: 'first_response', at }];
    answered = true;
    return [...first, { type: 'agent_replied', at }];
  };
  return events.flatMap(({ change, at }): ClockFact[] => {
    switch (change.type) {
      case 'opened':
        return [{ type: 'opened', at, by: 'requester', policy: change.policy }];
      case 'replied':
        return answer(at);
      case 'resolved':
        // What a resolution says is a person's answer too.
        return [...answer(at), { type: 'resolved', at }];
      case 'requester_wrote':
        return [{ type: 'requester_wrote', at }];
      case 'held':
        return [{ type: 'held', at, reason: change.reason }];
      case 'resumed':
        return [{ type: 'resumed', at }];
      case 'reopened':
        return [{ type: 'reopened', at }];
      case 'closed':
        return [{ type: 'closed', at }];
      case 'cancelled':
        return [{ type: 'cancelled', at }];
      case 'transferred':
        return [
          { type: 'resumed', at },
          { type: 'policy_changed', at, policy: change.policy },
        ];
      case 'claimed':
      case 'released':
        // Both take a ticket off hold, whether or not that was said: on what runs it has no effect.
        return [{ type: 'resumed', at }];
      case 'priority_changed':
      case 'category_changed':
      case 'policy_changed':
        return [{ type: 'policy_changed', at, policy: change.policy }];
      case 'assigned':
      case 'joined':
      case 'noted':
      case 'urged':
      case 'rated':
      case 'rating_explained':
      case 'recovery_opened':
      case 'requester_changed':
      case 'alerted':
      case 'acknowledged':
      case 'breach_explained':
        return [];
    }
  });
}
