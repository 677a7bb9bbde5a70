import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import { silentLogger, type Logger } from '../../src/kernel/logger.ts';
import { installLastResort } from '../../src/last-resort.ts';

function install() {
  const telling = new EventEmitter();
  const state = { now: 0, ended: 0, logged: [] as unknown[] };
  const logger: Logger = {
    ...silentLogger,
    error: (_, fields) => {
      state.logged.push(fields?.['kind']);
    },
  };
  const giveUp = (): void => {
    state.ended += 1;
  };
  installLastResort(telling, { logger, clock: () => state.now, giveUp });
  return { telling, state };
}

test('an error nobody caught is told and ends nothing', () => {
  const { telling, state } = install();
  telling.emit('unhandledRejection', new Error('socket hang up'));
  telling.emit('uncaughtException', 'not even an error');
  expect(state.logged).toEqual(['rejection', 'exception']);
  expect(state.ended).toBe(0);
});

test('a few now and then never end it, a storm does, once', () => {
  const { telling, state } = install();
  for (let index = 0; index < 1_000; index += 1) {
    state.now += 3_200;
    telling.emit('unhandledRejection', new Error('x'));
  }
  expect(state.ended).toBe(0);
  for (let index = 0; index < 50; index += 1) telling.emit('uncaughtException', new Error('x'));
  expect(state.ended).toBe(1);
});
