import { expect, test } from 'vitest';
import type { ChannelAdapter, Intake } from '../../src/channel/adapter.ts';
import { silentLogger } from '../../src/kernel/logger.ts';
import { createChannels, type Channels } from '../../src/runtime/channels.ts';
import { anEvent } from '../store/samples.ts';
import { createScriptedAdapter } from './scripted-adapter.ts';

const intake: Intake = { accept: () => Promise.resolve('accepted') };
const never = (): Promise<void> => new Promise(() => undefined);

function create(...adapters: ChannelAdapter[]): Channels {
  const options = { clock: () => 7, logger: silentLogger, startPatienceMs: 30, stopPatienceMs: 30 };
  return createChannels({ adapters, ...options });
}

test('a channel that hangs, rejects or throws at its start keeps no other from serving', async () => {
  const started: string[] = [];
  const sound = (name: string): ChannelAdapter =>
    createScriptedAdapter(name, {
      start: () => {
        started.push(name);
        return Promise.resolve();
      },
    });
  const starting = { state: 'starting' } as const;
  const channels = create(
    createScriptedAdapter('hangs', { start: never, health: () => starting }),
    createScriptedAdapter('rejects', {
      start: () => Promise.reject(new Error('xoxb-secret')),
      health: () => starting,
    }),
    createScriptedAdapter('throws', {
      start: () => {
        throw new Error('boom');
      },
      health: () => starting,
    }),
    sound('web'),
    sound('wecom'),
  );
  await channels.start(intake);
  expect(started).toEqual(['web', 'wecom']);
  expect(channels.health()).toEqual({
    hangs: { state: 'down', since: 7, reason: 'has not started within 0.03 s' },
    rejects: { state: 'down', since: 7, reason: 'could not be started: see the log' },
    throws: { state: 'down', since: 7, reason: 'could not be started: see the log' },
    web: { state: 'connected', lastFrameAt: null },
    wecom: { state: 'connected', lastFrameAt: null },
  });
});

test('a channel that starts late is told as it is from then on', async () => {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  let state: 'starting' | 'connected' = 'starting';
  const late = createScriptedAdapter('late', {
    start: async () => {
      await promise;
    },
    health: () => (state === 'starting' ? { state } : { state, lastFrameAt: 3 }),
  });
  const channels = create(late);
  await channels.start(intake);
  expect(channels.health()).toMatchObject({ late: { state: 'down' } });
  state = 'connected';
  resolve(undefined);
  await new Promise((done) => setImmediate(done));
  expect(channels.health()).toEqual({ late: { state: 'connected', lastFrameAt: 3 } });
});

test("a channel's own word on why it is down is better than ours", async () => {
  const own = { state: 'down', since: 1, reason: 'channels.slack.botToken: invalid_auth' } as const;
  const channels = create(createScriptedAdapter('slack', { start: never, health: () => own }));
  await channels.start(intake);
  expect(channels.health()).toEqual({ slack: own });
});

test('a channel that cannot tell its state is down', () => {
  const channels = create(
    createScriptedAdapter('slack', {
      health: () => {
        throw new Error('no idea');
      },
    }),
  );
  expect(channels.health()).toMatchObject({ slack: { state: 'down', since: 7 } });
});

test('a channel that does not stop is left behind, and can hand over nothing any more', async () => {
  let handOver: Intake | undefined;
  let stopped = 0;
  const stuck: ChannelAdapter = {
    ...createScriptedAdapter('stuck', { stop: never }),
    start: (given) => {
      handOver = given;
      return Promise.resolve();
    },
  };
  const rejects = createScriptedAdapter('rejects', { stop: () => Promise.reject(new Error('no')) });
  const sound = createScriptedAdapter('sound', {
    stop: () => {
      stopped += 1;
      return Promise.resolve();
    },
  });
  const channels = create(stuck, rejects, sound);
  await channels.start(intake);
  expect(await handOver?.accept(anEvent('1'))).toBe('accepted');
  await channels.stop();
  expect(stopped).toBe(1);
  await expect(handOver?.accept(anEvent('2'))).rejects.toThrow('stopping');
});
