import { expect, test } from 'vitest';
import { createLanes } from '../../src/connection/lanes.ts';

test('in order within a key, side by side between keys, and a failure holds nothing up', async () => {
  const lanes = createLanes();
  const done: string[] = [];
  const first = Promise.withResolvers<undefined>();
  const a1 = lanes.run('a', async () => {
    await first.promise;
    done.push('a1');
    throw new Error('a1 failed');
  });
  const a2 = lanes.run('a', () => Promise.resolve(done.push('a2')));
  await lanes.run('b', () => Promise.resolve(done.push('b1')));
  expect(done).toEqual(['b1']);
  const drained = lanes.drain();
  first.resolve(undefined);
  await expect(a1).rejects.toThrow('a1 failed');
  expect(await a2).toBe(3);
  await drained;
  expect(done).toEqual(['b1', 'a1', 'a2']);
});

test('what throws at once fails like what rejects', async () => {
  const lanes = createLanes();
  await expect(
    lanes.run('a', () => {
      throw new Error('at once');
    }),
  ).rejects.toThrow('at once');
  expect(await lanes.run('a', () => Promise.resolve('on'))).toBe('on');
});
