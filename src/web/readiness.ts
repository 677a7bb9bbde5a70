import type { ChannelHealth } from '../channel/adapter.ts';
import { unreachable } from '../kernel/bot-error.ts';

export type Readiness = {
  readonly ready: boolean;
  /** Every enabled channel by name. */
  readonly channels: Readonly<Record<string, ChannelHealth>>;
};

type ChannelReport =
  | { state: 'starting' }
  | { state: 'connected'; lastFrameAgeMs: number | null }
  | { state: 'down'; sinceMs: number; reason: string };

function describe(health: ChannelHealth, now: number): ChannelReport {
  switch (health.state) {
    case 'starting':
      return { state: 'starting' };
    case 'connected':
      return {
        state: 'connected',
        lastFrameAgeMs: health.lastFrameAt === null ? null : Math.max(0, now - health.lastFrameAt),
      };
    case 'down':
      return { state: 'down', sinceMs: Math.max(0, now - health.since), reason: health.reason };
    default:
      return unreachable(health);
  }
}

/** 200 only when the product says so and every enabled channel is connected: a load balancer acts on the status alone. */
export function readinessResponse(readiness: Readiness, now: number): Response {
  const channels: Record<string, ChannelReport> = {};
  for (const [name, health] of Object.entries(readiness.channels)) channels[name] = describe(health, now);
  const ready =
    readiness.ready && Object.values(readiness.channels).every(({ state }) => state === 'connected');
  return Response.json({ ready, channels }, { status: ready ? 200 : 503 });
}
