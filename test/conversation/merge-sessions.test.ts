import { expect, test } from 'vitest';
import { mergeSessions } from '../../src/conversation/merge-sessions.ts';
import type { Session, SessionState } from '../../src/conversation/session.ts';

const session = (personId: string, state: SessionState, turn: number, updatedAt: number): Session => ({
  personId,
  state,
  turn,
  updatedAt,
});
const idle: SessionState = { name: 'idle' };
const busy: SessionState = { name: 'handing-over' };
const writing: SessionState = { name: 'composing', verb: 'reply', ticket: 1 };

test('what is being talked about goes on, whoever began it', () => {
  expect(mergeSessions(session('wang', idle, 9, 500), session('new', busy, 2, 100), 'wang')).toEqual(
    session('wang', busy, 10, 500),
  );
  expect(mergeSessions(session('wang', busy, 3, 100), session('new', idle, 9, 500), 'wang')).toEqual(
    session('wang', busy, 10, 500),
  );
});

test('of two dialogues the one with the latest word', () => {
  expect(mergeSessions(session('wang', writing, 1, 100), session('new', busy, 1, 200), 'wang')?.state).toBe(
    busy,
  );
  expect(mergeSessions(session('wang', writing, 1, 300), session('new', busy, 1, 200), 'wang')?.state).toBe(
    writing,
  );
});

test('somebody who has never spoken has nothing to lose', () => {
  expect(mergeSessions(undefined, session('new', busy, 4, 100), 'wang')).toEqual(
    session('wang', busy, 5, 100),
  );
  expect(mergeSessions(session('wang', busy, 4, 100), undefined, 'wang')).toEqual(
    session('wang', busy, 4, 100),
  );
  expect(mergeSessions(undefined, undefined, 'wang')).toBeUndefined();
});
