import type { Connection, Dial, Ending } from '../../src/connection/supervisor.ts';

/** The other end of what a supervisor dials: every dial waits until the test decides what comes of it. */
export type FakeLink = {
  readonly dial: Dial;
  /** Dials so far. */
  dials(): number;
  /** The dial under way stands. */
  stands(): FakeConnection;
  /** The dial under way fails. */
  fails(error: Error): void;
  /** From now on every dial fails so, or (undefined) waits for the test again. */
  failAll(error: Error | undefined): void;
  /** From now on every dial stands at once. */
  standAll(): void;
  /** Connections that stand and were not closed. */
  open(): number;
  readonly connections: readonly FakeConnection[];
};

export type FakeConnection = {
  readonly end: (ending: Ending) => void;
  readonly expire: () => void;
  readonly hear: () => void;
  /** How often it was closed. */
  readonly closed: () => number;
};

export function createFakeLink(): FakeLink {
  type Under = {
    readonly resolve: (connection: Connection) => void;
    readonly reject: (error: Error) => void;
    readonly heard: () => void;
  };
  let under: Under | undefined;
  let count = 0;
  let mode: 'wait' | 'stand' | Error = 'wait';
  const connections: FakeConnection[] = [];

  const stand = (heard: () => void): Connection => {
    const ended = Promise.withResolvers<Ending>();
    const expiring = Promise.withResolvers<undefined>();
    let closed = 0;
    connections.push({
      end: ended.resolve,
      expire: () => {
        expiring.resolve(undefined);
      },
      hear: heard,
      closed: () => closed,
    });
    return {
      ended: ended.promise,
      expiring: expiring.promise,
      close: () => {
        closed += 1;
        ended.resolve({ type: 'lost', reason: 'closed by us' });
        return Promise.resolve();
      },
    };
  };
  const take = (): Under => {
    if (!under) throw new Error('nobody dials');
    const taken = under;
    under = undefined;
    return taken;
  };
  return {
    dial: ({ heard }) => {
      count += 1;
      if (mode === 'stand') return Promise.resolve(stand(heard));
      if (mode instanceof Error) return Promise.reject(mode);
      const { promise, resolve, reject } = Promise.withResolvers<Connection>();
      under = { resolve, reject, heard };
      return promise;
    },
    dials: () => count,
    stands: () => {
      const { resolve, heard } = take();
      resolve(stand(heard));
      return connections.at(-1) ?? missing();
    },
    fails: (error) => {
      take().reject(error);
    },
    failAll: (error) => {
      mode = error ?? 'wait';
    },
    standAll: () => {
      mode = 'stand';
    },
    open: () => connections.filter(({ closed }) => closed() === 0).length,
    connections,
  };
}

function missing(): never {
  throw new Error('there is no connection');
}
