import type { LevelKind } from './clock.ts';

/** What waits to be told at one destination. */
export type WaitingAlert = {
  readonly id: number;
  readonly ticket: number;
  readonly priority: string;
  readonly kind: LevelKind;
  /** When it fell due, epoch ms. */
  readonly at: number;
  readonly late: boolean;
  /** It was held back by quiet hours. */
  readonly held: boolean;
};

export type DigestRules = {
  /** More tickets than this at once become one message. */
  readonly over: number;
  /** Most messages a destination gets in a minute; what comes on top is gathered until there is room. */
  readonly perMinute: number;
};

/** One message: a ticket's alerts belong together, strongest first; tickets most urgent first. */
export type GatheredMessage = {
  readonly style: 'single' | 'digest' | 'late' | 'morning';
  readonly tickets: readonly (readonly WaitingAlert[])[];
};

export type Gathering = {
  readonly messages: readonly GatheredMessage[];
  /** When the rest may be told; null: there is no rest. */
  readonly againAt: number | null;
};

const minuteMs = 60_000;
/** What interrupts everything may use the group's limit further than anything else. */
const urgentFactor = 2;
const strength: Readonly<Record<LevelKind, number>> = { warn: 0, breach: 1, after: 2 };

export function isUrgent(priority: string): boolean {
  return priority === 'P1';
}

function comparePriorities(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

function byUrgency(a: WaitingAlert, b: WaitingAlert): number {
  return (
    comparePriorities(a.priority, b.priority) ||
    strength[b.kind] - strength[a.kind] ||
    a.at - b.at ||
    a.id - b.id
  );
}

function byTicket(waiting: readonly WaitingAlert[]): WaitingAlert[][] {
  const tickets = new Map<number, WaitingAlert[]>();
  for (const alert of [...waiting].sort(byUrgency)) {
    const same = tickets.get(alert.ticket);
    if (same) same.push(alert);
    else tickets.set(alert.ticket, [alert]);
  }
  return [...tickets.values()];
}

/** The messages for these tickets, given how many the destination can still take; undefined: not even one. */
function messagesFor(
  tickets: readonly (readonly WaitingAlert[])[],
  room: number,
  { over }: DigestRules,
): GatheredMessage[] | undefined {
  if (tickets.length === 0) return [];
  if (room < 1) return undefined;
  const all = tickets.flat();
  if (all.some(({ held }) => held)) return [{ style: 'morning', tickets }];
  const late = tickets.filter((alerts) => alerts.some((alert) => alert.late)).length;
  if (tickets.length <= over && tickets.length <= room && late < 2)
    return tickets.map((alerts) => ({ style: 'single', tickets: [alerts] }));
  return [{ style: late === tickets.length ? 'late' : 'digest', tickets }];
}

/** What lies ahead of now was told before the clock jumped back: it must not silence us until then. */
function toldLately(toldAt: readonly number[], now: number): number[] {
  return toldAt.filter((at) => at > now - minuteMs && at <= now).sort((a, b) => a - b);
}

/** Whether the destination can take anything at all, be it the most urgent. */
export function hasRoom(toldAt: readonly number[], now: number, { perMinute }: DigestRules): boolean {
  return toldLately(toldAt, now).length < perMinute * urgentFactor;
}

/**
 * Turns what waits at a destination into messages: a few alerts one by one, many as one digest, never more in a minute than
 * the destination bears. `toldAt`: when it was told something lately, any order. P1 does not wait for the others' room.
 */
export function gatherAlerts(
  waiting: readonly WaitingAlert[],
  toldAt: readonly number[],
  now: number,
  rules: DigestRules,
): Gathering {
  const lately = toldLately(toldAt, now);
  const tickets = byTicket(waiting);
  const urgent = tickets.filter(([first]) => first !== undefined && isUrgent(first.priority));
  const room = rules.perMinute - lately.length;
  const together = messagesFor(tickets, room, rules);
  if (together) return { messages: together, againAt: null };
  const againAt = (lately[lately.length - rules.perMinute] ?? now) + minuteMs;
  const urgentRoom = rules.perMinute * urgentFactor - lately.length;
  return { messages: messagesFor(urgent, urgentRoom, rules) ?? [], againAt };
}
