import { describe, expect, test } from 'vitest';
import {
  createSupervisor,
  Rejected,
  type Supervisor,
  type SupervisorOptions,
} from '../../src/connection/supervisor.ts';
import { silentLogger } from '../../src/kernel/logger.ts';
import { createTurnedTime, settled, type TurnedTime } from '../support/turned-time.ts';
import { createFakeLink, type FakeLink } from './fake-link.ts';

type Bench = { readonly time: TurnedTime; readonly link: FakeLink; readonly supervisor: Supervisor };

function set(options: Partial<SupervisorOptions> = {}): Bench {
  const time = createTurnedTime();
  const link = createFakeLink();
  const { clock, schedule } = time;
  const base = { dial: link.dial, clock, schedule, random: () => 0.5, logger: silentLogger };
  return { time, link, supervisor: createSupervisor({ ...base, deafAfterMs: 60_000, ...options }) };
}

async function connected(options: Partial<SupervisorOptions> = {}): Promise<Bench> {
  const bench = set(options);
  const started = bench.supervisor.start();
  bench.link.stands();
  await started;
  return bench;
}

const lost = { type: 'lost', reason: 'cut' } as const;
const refused = new Error('connect refused');

describe('the first try', () => {
  test('connects', async () => {
    const { supervisor, link, time } = set();
    expect(supervisor.health()).toEqual({ state: 'starting' });
    const started = supervisor.start();
    link.stands();
    await started;
    expect(supervisor.health()).toEqual({ state: 'connected', lastFrameAt: time.clock() });
  });

  test('that fails ends start all the same, and tells why', async () => {
    const { supervisor, link, time } = set();
    const started = supervisor.start();
    link.fails(refused);
    await started;
    expect(supervisor.health()).toEqual({ state: 'down', since: time.clock(), reason: 'connect refused' });
    await time.pass(1_000);
    expect(link.dials()).toBe(2);
  });

  test('that throws at once is a failed try like any other', async () => {
    const { supervisor } = set({
      dial: () => {
        throw refused;
      },
    });
    await supervisor.start();
    expect(supervisor.health()).toMatchObject({ state: 'down', reason: 'connect refused' });
    await supervisor.stop();
  });

  test('that takes too long is given up; what comes of it all the same is closed', async () => {
    const { supervisor, link, time } = set({ dialTimeoutMs: 10_000 });
    const started = supervisor.start();
    await time.pass(10_000);
    await started;
    expect(supervisor.health()).toMatchObject({ state: 'down', reason: 'no connection within 10 s' });
    const late = link.stands();
    await settled();
    expect(late.closed()).toBe(1);
    expect(supervisor.health()).toMatchObject({ state: 'down' });
  });

  test('is told to stop when it is given up', async () => {
    let aborted = false;
    const { supervisor, time } = set({
      dialTimeoutMs: 10_000,
      dial: ({ signal }) => {
        signal.addEventListener('abort', () => {
          aborted = true;
        });
        return new Promise(() => undefined);
      },
    });
    const started = supervisor.start();
    await time.pass(10_000);
    await started;
    expect(aborted).toBe(true);
  });
});

describe('back-off', () => {
  /** ms between the dials of an outage of `ms`. */
  async function gaps(ms: number, random: () => number): Promise<number[]> {
    const time = createTurnedTime();
    const dials: number[] = [];
    const supervisor = createSupervisor({
      dial: () => {
        dials.push(time.clock());
        return Promise.reject(refused);
      },
      ...{ clock: time.clock, schedule: time.schedule, random, logger: silentLogger, deafAfterMs: 60_000 },
    });
    await supervisor.start();
    await time.pass(ms);
    await supervisor.stop();
    return dials.slice(1).map((at, index) => at - (dials[index] ?? 0));
  }

  test('doubles, up to 4 s while the outage is young', async () => {
    const waits = await gaps(60_000, () => 0.999);
    expect(waits.slice(0, 4).map((ms) => Math.round(ms / 1_000))).toEqual([1, 2, 4, 4]);
    expect(Math.max(...waits)).toBeLessThanOrEqual(4_000);
  });

  test('grows with the outage, up to its greatest', async () => {
    const waits = await gaps(3_600_000, () => 0.999);
    expect(Math.max(...waits)).toBeGreaterThan(29_000);
    expect(Math.max(...waits)).toBeLessThanOrEqual(30_000);
    expect(waits.length).toBeLessThan(200);
  });

  test('is spread over its whole length, but is never nothing', async () => {
    expect(Math.min(...(await gaps(60_000, () => 0)))).toBe(500);
    let seed = 1;
    const random = (): number => (seed = (seed * 16_807) % 2_147_483_647) / 2_147_483_647;
    const waits = await gaps(600_000, random);
    expect(new Set(waits.map((ms) => Math.round(ms / 100))).size).toBeGreaterThan(30);
  });

  test('after an outage of a minute the next try comes within 4 s', async () => {
    for (const random of [0, 0.5, 0.999]) {
      const { supervisor, link, time } = set({ random: () => random });
      link.failAll(refused);
      await supervisor.start();
      await time.pass(60_000);
      link.standAll();
      await time.pass(4_000);
      expect(supervisor.health()).toMatchObject({ state: 'connected' });
      await supervisor.stop();
    }
  });

  test('begins anew after a connection that stood, and goes on after one that did not', async () => {
    const { supervisor, link, time } = set({ random: () => 0.999 });
    link.standAll();
    await supervisor.start();
    const flap = async (): Promise<number> => {
      const before = link.dials();
      link.connections.at(-1)?.end(lost);
      let waited = 0;
      for (; link.dials() === before; waited += 100) await time.pass(100);
      return waited;
    };
    expect(await flap()).toBe(1_000);
    expect(await flap()).toBe(2_000);
    expect(await flap()).toBe(4_000);
    await time.pass(30_000);
    expect(await flap()).toBe(1_000);
  });

  test('is slow where a person has to mend something, and tells what', async () => {
    const { supervisor, link, time } = set({ slowMs: 60_000 });
    link.failAll(new Rejected('botToken: invalid_auth'));
    await supervisor.start();
    expect(supervisor.health()).toMatchObject({ state: 'down', reason: 'botToken: invalid_auth' });
    await time.pass(59_999);
    expect(link.dials()).toBe(1);
    link.standAll();
    await time.pass(1);
    expect(supervisor.health()).toMatchObject({ state: 'connected' });
  });
});

describe('a connection that ends', () => {
  test('is cleared away, told, and replaced', async () => {
    const { supervisor, link, time } = await connected();
    await time.pass(5_000);
    link.connections[0]?.end(lost);
    await settled();
    expect(supervisor.health()).toEqual({ state: 'down', since: time.clock(), reason: 'cut' });
    expect(link.connections[0]?.closed()).toBe(1);
    await time.pass(1_000);
    link.stands();
    await settled();
    expect(supervisor.health()).toMatchObject({ state: 'connected' });
  });

  test('tells since when it is down, however often it was tried', async () => {
    const { supervisor, link, time } = await connected();
    const since = time.clock();
    link.failAll(refused);
    link.connections[0]?.end(lost);
    await time.pass(30_000);
    expect(supervisor.health()).toMatchObject({ state: 'down', since, reason: 'connect refused' });
  });

  test('and cannot be cleared away is replaced all the same', async () => {
    const time = createTurnedTime();
    let dials = 0;
    const { promise: ended, resolve: end } = Promise.withResolvers<typeof lost>();
    const hangs = { ended, expiring: new Promise<void>(() => undefined) };
    const supervisor = createSupervisor({
      dial: () => {
        dials += 1;
        return Promise.resolve({ ...hangs, close: () => new Promise(() => undefined) });
      },
      ...{ clock: time.clock, schedule: time.schedule, random: () => 0, logger: silentLogger },
      deafAfterMs: 60_000,
    });
    await supervisor.start();
    end(lost);
    await time.pass(1_000);
    expect(dials).toBeGreaterThan(1);
  });

  test('because somebody took it over comes back slowly', async () => {
    const { supervisor, link, time } = await connected({ slowMs: 60_000 });
    link.connections[0]?.end({ type: 'taken-over', reason: 'another instance connected' });
    await time.pass(59_999);
    expect(link.dials()).toBe(1);
    expect(supervisor.health()).toMatchObject({ state: 'down', reason: 'another instance connected' });
    await time.pass(1);
    expect(link.dials()).toBe(2);
  });
});

describe('a connection that announces its end', () => {
  test('is closed only when its successor stands', async () => {
    const { supervisor, link } = await connected();
    link.connections[0]?.expire();
    await settled();
    expect(link.dials()).toBe(2);
    expect(link.connections[0]?.closed()).toBe(0);
    expect(supervisor.health()).toMatchObject({ state: 'connected' });
    link.stands();
    await settled();
    expect(link.connections.map(({ closed }) => closed() > 0)).toEqual([true, false]);
    expect(supervisor.health()).toMatchObject({ state: 'connected' });
  });

  test('goes on while no successor comes, and is tried to be replaced again', async () => {
    const { supervisor, link, time } = await connected();
    link.connections[0]?.expire();
    await settled();
    link.fails(refused);
    await settled();
    expect(supervisor.health()).toMatchObject({ state: 'connected' });
    expect(link.open()).toBe(1);
    await time.pass(1_000);
    link.stands();
    await settled();
    expect(link.open()).toBe(1);
  });

  test('and ends before its successor stands: one successor, no second dial', async () => {
    const { supervisor, link, time } = await connected();
    link.connections[0]?.expire();
    await settled();
    link.connections[0]?.end(lost);
    await settled();
    expect(supervisor.health()).toMatchObject({ state: 'down' });
    await time.pass(5_000);
    expect(link.dials()).toBe(2);
    link.stands();
    await time.pass(20_000);
    expect(link.dials()).toBe(2);
    expect(supervisor.health()).toMatchObject({ state: 'connected' });
    expect(link.open()).toBe(1);
  });
});

describe('the watchdog', () => {
  test('replaces what has not been heard for long, and not before', async () => {
    const { supervisor, link, time } = await connected({ deafAfterMs: 60_000 });
    await time.pass(60_000);
    expect(link.dials()).toBe(1);
    await time.pass(30_001);
    expect(link.connections[0]?.closed()).toBeGreaterThan(0);
    expect(supervisor.health()).toMatchObject({ state: 'down', reason: 'nothing was heard for 60 s' });
    expect(link.dials()).toBe(2);
  });

  test('is content with any sign of life', async () => {
    const { supervisor, link, time } = await connected({ deafAfterMs: 60_000 });
    for (let minute = 0; minute < 60; minute += 1) {
      await time.pass(59_000);
      if (minute % 2 === 0) link.connections[0]?.hear();
      else supervisor.heard();
    }
    expect(link.dials()).toBe(1);
    expect(supervisor.health()).toEqual({ state: 'connected', lastFrameAt: time.clock() });
  });

  test('does not believe in a clock that is set back or forward', async () => {
    const { link, time } = await connected({ deafAfterMs: 60_000 });
    time.set(time.clock() + 86_400_000);
    await time.pass(31_000);
    expect(link.dials()).toBe(1);
    link.connections[0]?.hear();
    time.set(time.clock() - 7 * 86_400_000);
    await time.pass(91_000);
    expect(link.dials()).toBe(2);
  });
});

describe('stop', () => {
  const states: Record<string, (bench: Bench) => Promise<unknown>> = {
    'before start': () => Promise.resolve(),
    'while dialling': ({ supervisor }) => {
      void supervisor.start();
      return settled();
    },
    connected: ({ supervisor, link }) => {
      link.standAll();
      return supervisor.start();
    },
    'waiting for the next try': ({ supervisor, link }) => {
      link.failAll(refused);
      return supervisor.start();
    },
    replacing: async ({ supervisor, link }) => {
      link.standAll();
      await supervisor.start();
      link.failAll(undefined);
      link.connections[0]?.expire();
      await settled();
    },
    'down after an end': async ({ supervisor, link }) => {
      link.standAll();
      await supervisor.start();
      link.connections[0]?.end(lost);
      await settled();
    },
  };
  test.each(Object.entries(states))('%s leaves nothing', async (_, reach) => {
    const bench = set();
    await reach(bench);
    await bench.supervisor.stop();
    expect(bench.link.open()).toBe(0);
    expect(bench.time.pending()).toBe(0);
    const dials = bench.link.dials();
    await bench.time.pass(3_600_000);
    expect(bench.link.dials()).toBe(dials);
    expect(bench.supervisor.health()).toMatchObject({ state: 'down', reason: 'stopped' });
    await bench.supervisor.stop();
  });

  test('what a dial brings afterwards is closed', async () => {
    const { supervisor, link } = set();
    void supervisor.start();
    await settled();
    await supervisor.stop();
    const late = link.stands();
    await settled();
    expect(late.closed()).toBe(1);
  });
});

test('10,000 rounds of every kind leave one connection, one watchdog and no unheard failure', async () => {
  const { supervisor, link, time } = set();
  link.standAll();
  await supervisor.start();
  for (let round = 0; round < 10_000; round += 1) {
    const current = link.connections.at(-1);
    switch (round % 4) {
      case 0:
        current?.end(lost);
        break;
      case 1:
        current?.expire();
        break;
      case 2:
        link.failAll(refused);
        current?.end(lost);
        await time.pass(4_000);
        link.standAll();
        break;
      default:
        current?.expire();
        current?.end({ type: 'taken-over', reason: 'kicked' });
    }
    await time.pass(61_000);
    current?.hear();
    link.connections.at(-1)?.hear();
  }
  expect(supervisor.health()).toMatchObject({ state: 'connected' });
  expect(link.dials()).toBeGreaterThan(10_000);
  expect(link.open()).toBe(1);
  expect(time.pending()).toBe(1);
  await supervisor.stop();
  expect(link.open()).toBe(0);
  expect(time.pending()).toBe(0);
});
