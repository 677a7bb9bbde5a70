import type { ChannelAdapter, ChannelHealth } from '../channel/adapter.ts';
import type { Policy } from '../sla/policy.ts';
import { pruneHandled } from '../store/inbox-store.ts';
import { pruneSent } from '../store/outbox-store.ts';
import { createAlertRounds } from './alert-rounds.ts';
import { createChannels } from './channels.ts';
import { createDispatcher } from './dispatcher.ts';
import { createIntake } from './intake.ts';
import type { Office } from './office.ts';
import { createOutboxWorker } from './outbox-worker.ts';
import { sweepClosings } from './sweep-closings.ts';
import { sweepKnowledge } from './sweep-knowledge.ts';
import { createSweeper } from './sweeper.ts';
import { createWatch, type Watch } from './watch-desk.ts';

/** Articles age by months. */
const knowledgeEveryMs = 10 * 60_000;

/** Platforms redeliver for minutes, operators replay for days. */
const keepHandledMs = 14 * 24 * 3_600_000;

export type ServiceOptions = {
  readonly office: Omit<Office, 'channels' | 'capabilities'>;
  readonly adapters: readonly ChannelAdapter[];
  /** 0 ≤ r < 1. */
  readonly random: () => number;
  readonly alertsEveryMs: number;
  readonly closingsEveryMs: number;
  /** Policies in force, for what watches over the promises. */
  readonly policies: readonly Policy[];
};

export type Service = {
  /** Takes up what an earlier run left, then opens the channels. */
  start(): Promise<void>;
  /**
   * Running turns end, then messages on their way, then the channels. What comes in meanwhile is in the inbox and what is not
   * sent in the outbox: the next start goes on with both.
   */
  stop(): Promise<void>;
  /** Resolves when all that came in is handled and all that is due is sent. */
  settle(): Promise<void>;
  /** What the sweepers do, now. */
  sweep(): Promise<void>;
  health(): Record<string, ChannelHealth>;
  /** The auditor and what else watches over the promises. */
  readonly watch: Pick<Watch, 'catchUp' | 'audit' | 'guard' | 'health'>;
};

/** The running desk without its rim: channels in, turns, channels out, clocks. */
export function createService(options: ServiceOptions): Service {
  const adapters = new Map(options.adapters.map((adapter) => [adapter.name, adapter]));
  const office: Office = {
    ...options.office,
    channels: new Set(adapters.keys()),
    capabilities: (name) => adapters.get(name)?.capabilities,
  };
  const { database, clock, logger } = office;
  const channels = createChannels({
    ...{ adapters: options.adapters, clock, logger },
    stopPatienceMs: 4_000,
  });
  const outbox = createOutboxWorker({
    ...{ database, channels: adapters, clock, logger, random: options.random },
    stopPatienceMs: 5_500,
  });
  const dispatcher = createDispatcher(office, () => {
    outbox.wake();
  });
  const intake = createIntake(database, clock, (id, event) => {
    dispatcher.handle(id, event);
  });
  const alerts = createAlertRounds(office, options.alertsEveryMs);
  const tellAlerts = async (): Promise<void> => {
    if ((await alerts.round()) > 0) outbox.wake();
  };
  const closeSilent = async (): Promise<void> => {
    if ((await sweepClosings(office)) > 0) outbox.wake();
  };
  const tendKnowledge = async (): Promise<void> => {
    if ((await sweepKnowledge(office)) > 0) outbox.wake();
  };
  const prune = async (): Promise<void> => {
    const before = clock() - keepHandledMs;
    await database.transact((tx) => pruneHandled(tx, before));
    await database.transact((tx) => pruneSent(tx, before));
  };
  const watch = createWatch(office, {
    policies: options.policies,
    wake: () => {
      outbox.wake();
    },
  });
  const sweepers = [
    createSweeper('alerts', options.alertsEveryMs, logger, tellAlerts, () => alerts.pauseMs()),
    createSweeper('closings', options.closingsEveryMs, logger, closeSilent),
    createSweeper('knowledge-life', knowledgeEveryMs, logger, tendKnowledge),
    createSweeper('prune', 3_600_000, logger, prune),
  ];
  return {
    start: async () => {
      await dispatcher.resume();
      await outbox.start();
      await channels.start(intake);
      for (const sweeper of sweepers) sweeper.start();
      watch.start();
    },
    stop: async () => {
      await Promise.all([watch.stop(), ...sweepers.map((sweeper) => sweeper.stop())]);
      await dispatcher.stop();
      // Before the channels: a connection closed under a message makes it one of unknown fate.
      await outbox.stop();
      await channels.stop();
      await database.checkpoint();
    },
    settle: async () => {
      await dispatcher.idle();
      await outbox.idle();
    },
    sweep: async () => {
      if ((await alerts.sweep()) > 0) outbox.wake();
      await closeSilent();
      await tendKnowledge();
    },
    watch,
    health: () => channels.health(),
  };
}
