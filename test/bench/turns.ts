import { randomUUID } from 'node:crypto';
import type { ChannelAdapter } from '../../src/channel/adapter.ts';
import type { InboundEvent } from '../../src/channel/inbound.ts';
import { createDispatcher } from '../../src/runtime/dispatcher.ts';
import { createIntake } from '../../src/runtime/intake.ts';
import { createOutboxWorker } from '../../src/runtime/outbox-worker.ts';
import type { Office } from '../../src/runtime/office.ts';
import { percentile } from './percentiles.ts';

/** Takes every message at once: the platform's own time is not ours to measure. */
const swallowingChannel: ChannelAdapter = {
  name: 'web',
  capabilities: {
    buttons: true,
    edit: true,
    threads: false,
    forms: false,
    ephemeral: false,
    home: false,
    repeats: 'kept',
    maxTextLength: 20_000,
  },
  start: () => Promise.resolve(),
  stop: () => Promise.resolve(),
  health: () => ({ state: 'connected', lastFrameAt: null }),
  send: ({ idempotencyKey }) => Promise.resolve({ type: 'sent', messageId: idempotencyKey }),
};

/**
 * What employees type, in order: a report given up, a look at their tickets, a ticket opened and taken back, another report.
 * Nothing is left open, so the last turn costs what the first one did.
 */
const dialogue = [
  'VPN 连不上了，提示错误 809，我在家办公',
  '没解决',
  '1',
  '取消',
  '我的工单',
  '转人工',
  '打印机卡纸了，打不出来',
  '撤销',
  '是',
  '三楼投影仪坏了，没信号',
  '没解决',
  '取消',
  '帮助',
] as const;

export type TurnResult = {
  readonly turns: number;
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
};

/**
 * Durable turns: from handing an event to the intake until its turn is committed (inbox row, session, tickets, outbox; two
 * synced commits on its way). `rate` null: as many as `people` at once can do; else so many turns a second, sent whether or
 * not earlier ones are done.
 */
export async function measureTurns(
  office: Office,
  options: { turns: number; people: number; rate: number | null; deliver: boolean },
): Promise<TurnResult> {
  const waiting = new Map<number, () => void>();
  const early = new Set<number>();
  const ids = new Map<string, number>();
  const outbox = createOutboxWorker({
    database: office.database,
    channels: new Map([['web', swallowingChannel]]),
    clock: office.clock,
    logger: office.logger,
    random: Math.random,
  });
  const dispatcher = createDispatcher(office, (id) => {
    if (options.deliver) outbox.wake();
    const done = waiting.get(id);
    if (done) done();
    else early.add(id);
  });
  const intake = createIntake(office.database, office.clock, (id, event) => {
    ids.set(event.eventId, id);
    dispatcher.handle(id, event);
  });
  const durations: number[] = [];
  const run = randomUUID().slice(0, 8);
  const turn = async (person: number, line: number): Promise<void> => {
    // Everybody is at another line, as in an office, not all at their first words in the same second.
    const event = eventOf(`${run}-${person}`, line + person);
    const start = performance.now();
    await intake.accept(event);
    const id = ids.get(event.eventId) ?? -1;
    if (!early.delete(id)) await new Promise<void>((resolve) => waiting.set(id, resolve));
    waiting.delete(id);
    ids.delete(event.eventId);
    durations.push(performance.now() - start);
  };
  const start = performance.now();
  if (options.rate === null) {
    const perPerson = Math.ceil(options.turns / options.people);
    await Promise.all(
      Array.from({ length: options.people }, async (_, person) => {
        for (let line = 0; line < perPerson; line += 1) await turn(person, line);
      }),
    );
  } else {
    await openLoop(options.turns, options.people, options.rate, turn);
  }
  const seconds = (performance.now() - start) / 1_000;
  await dispatcher.stop();
  if (options.deliver) await outbox.idle();
  await outbox.stop();
  return {
    turns: durations.length,
    perSecond: durations.length / seconds,
    p50Ms: percentile(durations, 0.5),
    p99Ms: percentile(durations, 0.99),
    maxMs: percentile(durations, 1),
  };
}

/** Sends by the clock, not by the answers: a slow answer does not spare the next. */
async function openLoop(
  turns: number,
  people: number,
  rate: number,
  turn: (person: number, line: number) => Promise<void>,
): Promise<void> {
  const start = performance.now();
  const pending: Promise<void>[] = [];
  for (let sent = 0; sent < turns;) {
    const due = Math.min(turns, Math.floor(((performance.now() - start) / 1_000) * rate));
    for (; sent < due; sent += 1) pending.push(turn(sent % people, Math.floor(sent / people)));
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  await Promise.all(pending);
}

function eventOf(userId: string, line: number): InboundEvent {
  return {
    channel: 'web',
    eventId: randomUUID(),
    conversation: { kind: 'direct', channel: 'web', userId },
    sender: {
      userId,
      name: userId,
      locale: 'zh-CN',
      timeZone: 'Asia/Shanghai',
      email: null,
      department: null,
    },
    occurredAt: Date.now(),
    body: {
      type: 'message',
      // No two reports are the same, or the readings kept of earlier ones would be measured.
      text: (dialogue[line % dialogue.length] ?? '').replace('了，', `了${userId.slice(-4)}${line}，`),
      mentions: [],
      attachments: [],
      addressed: true,
      thread: null,
    },
  };
}
