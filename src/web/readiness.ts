import type { ChannelHealth } from '../channel/adapter.ts';
import { unreachable } from '../kernel/bot-error.ts';

export type Readiness = {
  /** The product itself has started and is not stopping. */
  readonly ready: boolean;
  /** Every enabled channel by name. */
  readonly channels: Readonly<Record<string, ChannelHealth>>;
  /** How the audit of the deadlines fares: told, but no reason to send nobody here. */
  readonly audit?: AuditHealth;
};

export type AuditHealth = {
  readonly state: 'waiting' | 'fine' | 'absent';
  /** The one completed last; epoch ms. */
  readonly last: {
    readonly finishedAt: number;
    readonly tickets: number;
    readonly differences: number;
  } | null;
};

function describeAudit({ state, last }: AuditHealth) {
  return last === null
    ? { state }
    : {
        state,
        lastAt: new Date(last.finishedAt).toISOString(),
        tickets: last.tickets,
        differences: last.differences,
      };
}

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

/**
 * Every channel knows where it stands, and at least one is connected. One that is down makes nobody stay away from the
 * others: it is told in the body.
 */
function serves(channels: readonly ChannelHealth[]): boolean {
  return (
    channels.every(({ state }) => state !== 'starting') && channels.some(({ state }) => state === 'connected')
  );
}

/** 200 or 503: a load balancer acts on the status alone, an operator reads the body. */
export function readinessResponse(readiness: Readiness, now: number): Response {
  const channels: Record<string, ChannelReport> = {};
  for (const [name, health] of Object.entries(readiness.channels)) channels[name] = describe(health, now);
  const ready = readiness.ready && serves(Object.values(readiness.channels));
  const audit = readiness.audit && { audit: describeAudit(readiness.audit) };
  return Response.json({ ready, channels, ...audit }, { status: ready ? 200 : 503 });
}
