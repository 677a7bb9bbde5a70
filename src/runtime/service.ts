import type { ChannelAdapter, ChannelHealth } from '../channel/adapter.ts';
import { pruneHandled } from '../store/inbox-store.ts';
import { pruneSent } from '../store/outbox-store.ts';
import { createDispatcher } from './dispatcher.ts';
import { createIntake } from './intake.ts';
import type { Office } from './office.ts';
import { createOutboxWorker } from './outbox-worker.ts';
import { sweepAlerts } from './sweep-alerts.ts';
import { sweepClosings } from './sweep-closings.ts';
import { createSweeper } from './sweeper.ts';

/** Platforms redeliver for minutes, operators replay for days. */
const keepHandledMs = 14 * 24 * 3_600_000;

export type ServiceOptions = {
  readonly office: Omit<Office, 'channels'>;
  readonly adapters: readonly ChannelAdapter[];
  /** 0 ≤ r < 1. */
  readonly random: () => number;
  readonly alertsEveryMs: number;
  readonly closingsEveryMs: number;
};

export type Service = {
  /** Takes up what an earlier run left, then opens the channels. */
  start(): Promise<void>;
  /** Channels first, then running turns, then what is due to be sent: nothing accepted is lost. */
  stop(): Promise<void>;
  /** Resolves when all that came in is handled and all that is due is sent. */
  settle(): Promise<void>;
  /** What the sweepers do, now. */
  sweep(): Promise<void>;
  health(): Record<string, ChannelHealth>;
};

/** The running desk without its rim: channels in, turns, channels out, clocks. */
export function createService(options: ServiceOptions): Service {
  const channels = new Map(options.adapters.map((adapter) => [adapter.name, adapter]));
  const office: Office = { ...options.office, channels: new Set(channels.keys()) };
  const { database, clock, logger } = office;
  const outbox = createOutboxWorker({ database, channels, clock, logger, random: options.random });
  const dispatcher = createDispatcher(office, () => {
    outbox.wake();
  });
  const intake = createIntake(database, clock, (id, event) => {
    dispatcher.handle(id, event);
  });
  const tellAlerts = async (): Promise<void> => {
    if ((await sweepAlerts(office)) > 0) outbox.wake();
  };
  const closeSilent = async (): Promise<void> => {
    if ((await sweepClosings(office)) > 0) outbox.wake();
  };
  const prune = async (): Promise<void> => {
    const before = clock() - keepHandledMs;
    await database.transact((tx) => pruneHandled(tx, before));
    await database.transact((tx) => pruneSent(tx, before));
  };
  const sweepers = [
    createSweeper('alerts', options.alertsEveryMs, logger, tellAlerts),
    createSweeper('closings', options.closingsEveryMs, logger, closeSilent),
    createSweeper('prune', 3_600_000, logger, prune),
  ];
  return {
    start: async () => {
      await dispatcher.resume();
      await outbox.start();
      for (const adapter of channels.values()) await adapter.start(intake);
      for (const sweeper of sweepers) sweeper.start();
    },
    stop: async () => {
      await Promise.all([...channels.values()].map((adapter) => adapter.stop()));
      await Promise.all(sweepers.map((sweeper) => sweeper.stop()));
      await dispatcher.stop();
      await outbox.stop();
      await database.checkpoint();
    },
    settle: async () => {
      await dispatcher.idle();
      await outbox.idle();
    },
    sweep: async () => {
      await tellAlerts();
      await closeSilent();
    },
    health: () => Object.fromEntries([...channels].map(([name, adapter]) => [name, adapter.health()])),
  };
}
