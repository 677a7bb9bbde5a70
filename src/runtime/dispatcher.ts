import { conversationKey } from '../channel/conversation.ts';
import type { InboundEvent } from '../channel/inbound.ts';
import { BotError } from '../kernel/bot-error.ts';
import { listPending, markDead, markHandled, markRetry } from '../store/inbox-store.ts';
import { apologise } from './apologise.ts';
import { handleInbound } from './handle-inbound.ts';
import type { Office } from './office.ts';
import { thinkAhead } from './think-ahead.ts';

/** A turn that fails this often is set aside, so that what comes behind it is heard. */
const maxAttempts = 3;
const retryDelaysMs = [200, 2_000] as const;
/** While the disk is full or the database locked, nothing is given up: tried again until it works. */
const storeRetryMs = 1_000;

export type Dispatcher = {
  /** Takes what an earlier run accepted and did not finish. */
  resume(): Promise<void>;
  handle(id: number, event: InboundEvent): void;
  /** Resolves when nothing accepted is left to do. */
  idle(): Promise<void>;
  /** Takes nothing new and resolves when running turns have ended; what is left waits in the inbox. */
  stop(): Promise<void>;
};

type Item = { readonly id: number; readonly event: InboundEvent; attempts: number };
type Lane = Item[];

/**
 * Turns inbox rows into handled ones: in order within a conversation, side by side between them. A conversation with a
 * failing message waits for it; no other does.
 */
export function createDispatcher(office: Office, onHandled: (id: number) => void): Dispatcher {
  const lanes = new Map<string, Lane>();
  const running = new Set<Promise<void>>();
  const waiters: (() => void)[] = [];
  let stopping = false;
  const wake = new Set<() => void>();

  const pause = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        wake.delete(done);
        resolve();
      };
      const timer = setTimeout(done, ms);
      wake.add(done);
    });

  const turn = async (item: Item): Promise<'done' | 'again'> => {
    try {
      const thoughts = await thinkAhead(office, office.mind, item.event);
      await office.database.transact(async (tx) => {
        await handleInbound(tx, item.event, office, thoughts);
        await markHandled(tx, item.id, office.clock());
      });
      onHandled(item.id);
      return 'done';
    } catch (error) {
      return recover(item, error);
    }
  };

  const recover = async (item: Item, error: unknown): Promise<'done' | 'again'> => {
    const code = error instanceof BotError ? error.code : 'turn.failed';
    const fields = { inbox: item.id, channel: item.event.channel, code, attempts: item.attempts + 1 };
    if (code === 'store.full' || code === 'store.locked' || code === 'store.broken') {
      office.logger.error('the store takes nothing at the moment; the message waits', fields, error);
      await pause(storeRetryMs);
      return 'again';
    }
    item.attempts += 1;
    office.logger.error('a turn failed', fields, error);
    try {
      if (item.attempts >= maxAttempts) {
        await office.database.transact(async (tx) => {
          await markDead(tx, item.id, office.clock(), code);
          await apologise(tx, item.event, office);
        });
        onHandled(item.id);
        return 'done';
      }
      const delay = retryDelaysMs[item.attempts - 1] ?? 2_000;
      await office.database.transact((tx) =>
        markRetry(tx, item.id, {
          attempts: item.attempts,
          nextAttemptAt: office.clock() + delay,
          errorCode: code,
        }),
      );
      await pause(delay);
    } catch (cause) {
      office.logger.error('a failed turn could not be recorded; it is tried again', fields, cause);
      await pause(storeRetryMs);
    }
    return 'again';
  };

  const runLane = async (key: string, lane: Lane): Promise<void> => {
    for (let item = lane[0]; item && !stopping; item = lane[0]) {
      if ((await turn(item)) === 'done') lane.shift();
    }
    lanes.delete(key);
  };

  const add = (item: Item): void => {
    if (stopping) return;
    const key = conversationKey(item.event.conversation);
    const lane = lanes.get(key);
    if (lane) {
      lane.push(item);
      return;
    }
    const fresh = [item];
    lanes.set(key, fresh);
    const run = runLane(key, fresh).finally(() => {
      running.delete(run);
      if (running.size === 0) for (const resolve of waiters.splice(0)) resolve();
    });
    running.add(run);
  };

  return {
    resume: async () => {
      for (const { id, event, attempts } of await listPending(office.database.db))
        add({ id, event, attempts });
    },
    handle: (id, event) => {
      add({ id, event, attempts: 0 });
    },
    idle: () => (running.size === 0 ? Promise.resolve() : new Promise((resolve) => waiters.push(resolve))),
    stop: async () => {
      stopping = true;
      for (const done of [...wake]) done();
      await Promise.allSettled([...running]);
    },
  };
}
