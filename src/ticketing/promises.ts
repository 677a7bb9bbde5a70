import type { TicketClock, Timer } from '../sla/clock.ts';
import { findTimer } from '../sla/compute-clock.ts';

/** When a ticket's promises fall due; null: met, paused, or not promised. Derived from events by src/sla. */
export type Promises = {
  readonly firstResponseDueAt: number | null;
  readonly resolutionDueAt: number | null;
  readonly firstResponseBreached: boolean;
  readonly resolutionBreached: boolean;
  /** The deadline lies beyond what its calendar knows and may move when a new year is imported. */
  readonly firstResponseProvisional: boolean;
  readonly resolutionProvisional: boolean;
};

export function promisesOf(clock: TicketClock): Promises {
  const firstResponse = findTimer(clock, 'firstResponse');
  const resolution = findTimer(clock, 'resolution');
  return {
    firstResponseDueAt: openDueAt(firstResponse),
    resolutionDueAt: openDueAt(resolution),
    firstResponseBreached: isBreached(firstResponse, clock.asOf),
    resolutionBreached: isBreached(resolution, clock.asOf),
    firstResponseProvisional: firstResponse?.provisional === true,
    resolutionProvisional: resolution?.provisional === true,
  };
}

function openDueAt(timer: Timer | undefined): number | null {
  return timer?.state.name === 'running' ? timer.dueAt : null;
}

function isBreached(timer: Timer | undefined, asOf: number): boolean {
  return (
    timer?.dueAt !== null &&
    timer?.dueAt !== undefined &&
    timer.breachedAt !== null &&
    timer.breachedAt <= asOf
  );
}
