import { AsyncLocalStorage } from 'node:async_hooks';
import { setImmediate as pause, setTimeout as sleep } from 'node:timers/promises';
import { CompiledQuery, type Kysely } from 'kysely';
import { BotError } from '../kernel/bot-error.ts';
import { toStoreError } from './engine-sqlite-error.ts';
import type { Tables, Tx } from './tables.ts';

/** A commit waits for the disk; works that share one share the wait. */
const maxGroupSize = 64;
/** A group that has run this long commits, so that other things get their turn. */
const maxGroupMs = 8;
/** While another program holds the database we ask again this often and this long, without blocking the process. */
const lockRetryMs = 25;
const lockPatienceMs = 5_000;

const savepoint = CompiledQuery.raw('savepoint work');
const release = CompiledQuery.raw('release savepoint work');
const rollbackTo = CompiledQuery.raw('rollback to savepoint work');

type Work = {
  readonly run: (tx: Tx) => Promise<unknown>;
  readonly resolve: (value: never) => void;
  readonly reject: (error: unknown) => void;
};
/** Tells a work's caller how it went. */
type Settle = () => void;

export type GroupCommit = {
  transact<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /** Runs a task while no transaction is open. */
  betweenGroups(task: () => void): Promise<void>;
  /** Resolves when everything queued is settled; nothing is taken from now on. */
  stop(): Promise<void>;
};

/** One writer, many works per commit: each work in its own savepoint, told of its success only after the commit. */
export function createGroupCommit(writer: Kysely<Tables>): GroupCommit {
  const queue: Work[] = [];
  const currentWork = new AsyncLocalStorage<{ isRunning: boolean }>();
  const tasks: (() => void)[] = [];
  let running: Promise<void> | undefined;
  let isStopped = false;

  async function runQueue(): Promise<void> {
    // The pause before every group gives timers and sockets their turn, and whoever calls meanwhile joins the group.
    do {
      await pause();
      for (const task of tasks.splice(0)) task();
      if (queue.length > 0) await runGroup();
    } while (queue.length > 0 || tasks.length > 0);
    running = undefined;
  }

  async function runGroup(): Promise<void> {
    const taken: Work[] = [];
    let settles: Settle[] = [];
    try {
      await begunWithPatience(taken, async () => {
        settles = await writer.transaction().execute((tx) => runWorks(tx, taken));
      });
    } catch (error) {
      // Nothing taken: the lock was never ours, and everybody in the queue has waited for it.
      if (taken.length === 0) taken.push(...queue.splice(0));
      settles = taken.map((work) => () => {
        work.reject(error);
      });
    }
    for (const settle of settles) settle();
  }

  async function runWorks(tx: Tx, taken: Work[]): Promise<Settle[]> {
    const settles: Settle[] = [];
    const endAt = performance.now() + maxGroupMs;
    do {
      const work = queue.shift();
      if (!work) break;
      taken.push(work);
      settles.push(await runWork(tx, work));
    } while (taken.length < maxGroupSize && performance.now() < endAt);
    return settles;
  }

  /** Throws where the transaction as a whole is lost, and only then. */
  async function runWork(tx: Tx, work: Work): Promise<Settle> {
    await tx.executeQuery(savepoint);
    const self = { isRunning: true };
    let settle: Settle;
    try {
      const value = await currentWork.run(self, () => work.run(tx));
      settle = () => {
        work.resolve(value as never);
      };
    } catch (error) {
      await tx.executeQuery(rollbackTo);
      settle = () => {
        work.reject(error);
      };
    }
    self.isRunning = false;
    await tx.executeQuery(release);
    return settle;
  }

  return {
    transact<T>(run: (tx: Tx) => Promise<T>): Promise<T> {
      if (currentWork.getStore()?.isRunning) {
        return Promise.reject(
          new BotError('bug', 'a transaction inside a transaction waits for itself: pass the outer one on'),
        );
      }
      if (isStopped)
        return Promise.reject(new BotError('store.broken', 'the database is closed: the bot is stopping'));
      return new Promise<T>((resolve, reject) => {
        queue.push({ run, resolve, reject });
        running ??= runQueue();
      });
    },
    betweenGroups(task) {
      return new Promise((resolve, reject) => {
        tasks.push(() => {
          try {
            task();
            resolve();
          } catch (error) {
            reject(toStoreError(error));
          }
        });
        running ??= runQueue();
      });
    },
    async stop() {
      isStopped = true;
      await running;
    },
  };
}

/** Tries again while another program holds the database and no work has begun. */
async function begunWithPatience(begun: readonly unknown[], run: () => Promise<void>): Promise<void> {
  const giveUpAt = performance.now() + lockPatienceMs;
  for (;;) {
    try {
      await run();
      return;
    } catch (error) {
      const isWaiting = error instanceof BotError && error.code === 'store.locked' && begun.length === 0;
      if (!isWaiting || performance.now() > giveUpAt) throw error;
      await sleep(lockRetryMs);
    }
  }
}
