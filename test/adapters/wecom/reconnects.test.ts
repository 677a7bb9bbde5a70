import { expect, test } from 'vitest';
import type { Schedule } from '../../../src/connection/timers.ts';
import { eventually, startWecomChannel } from './channel.ts';

/** A week, one a minute, is 10,080: npm run faults:reconnects. */
const reconnects = Number(process.env['RECONNECTS'] ?? 1_000);

const sockets = (): number =>
  process.getActiveResourcesInfo().filter((kind) => kind === 'TCPSocketWrap').length;
const timers = (): number => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;

test('a week of reconnects leaves no socket, no timer and no listener behind', async () => {
  const waiting = new Set<object>();
  const schedule: Schedule = (ms, then) => {
    const key = {};
    waiting.add(key);
    // The next try comes at once; deadlines and watches never do.
    if (ms < 1_000) {
      setImmediate(() => {
        if (waiting.delete(key)) then();
      });
    }
    return () => waiting.delete(key);
  };
  const { fake, adapter, arrived, close } = await startWecomChannel({ identities: 'bot', schedule });
  const stands = (opened: number) => () =>
    fake.gateway.opened() >= opened && fake.connections() === 1 && adapter.health().state === 'connected'
      ? true
      : undefined;
  const once = async (round: number): Promise<void> => {
    // Cut, closed politely, or with a frame nobody can read before: a week sees all of them.
    if (round % 3 === 0) fake.gateway.raw('{');
    fake.disconnect();
    const look = stands(round + 1);
    while (look() !== true) await new Promise((resolve) => setImmediate(resolve));
  };
  for (let round = 1; round <= 50; round += 1) await once(round);
  const before = { sockets: sockets(), timers: timers(), waiting: waiting.size };
  for (let round = 51; round <= reconnects; round += 1) await once(round);
  await eventually(() => (sockets() <= before.sockets && timers() <= before.timers ? true : undefined));
  expect(fake.gateway.opened()).toBe(reconnects + 1);
  expect(fake.gateway.sockets()).toBe(1);
  expect(waiting.size).toBeLessThanOrEqual(before.waiting);
  for (const name of ['exit', 'unhandledRejection', 'uncaughtException', 'warning']) {
    expect(process.listenerCount(name)).toBeLessThan(10);
  }
  await fake.says('lin', '@lin', '还在吗');
  await arrived(1);
  await close();
  await eventually(() => (fake.gateway.sockets() === 0 ? true : undefined));
  expect(waiting.size).toBe(0);
}, 240_000);
