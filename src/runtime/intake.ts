import type { Intake } from '../channel/adapter.ts';
import type { InboundEvent } from '../channel/inbound.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Database } from '../store/database.ts';
import { insertInbound } from '../store/inbox-store.ts';

/** The inbox's door: an event is durable, and known once, before its platform hears that we have it. */
export function createIntake(
  database: Database,
  clock: Clock,
  onAccepted: (id: number, event: InboundEvent) => void,
): Intake {
  return {
    accept: async (event) => {
      const id = await database.transact((tx) => insertInbound(tx, event, clock()));
      if (id === undefined) return 'duplicate';
      onAccepted(id, event);
      return 'accepted';
    },
  };
}
