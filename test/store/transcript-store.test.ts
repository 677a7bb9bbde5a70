import { expect, test } from 'vitest';
import { createTranscript } from '../../src/store/transcript-store.ts';
import { aMessage, desk, hostileTexts, linDirect } from './samples.ts';
import { openTemporary } from './temporary-database.ts';

const entry = (key: string, conversation = linDirect) => ({
  key,
  conversation,
  authorUserId: null,
  at: 5,
  message: aMessage(key),
});

test('the same key adds once', async () => {
  const transcript = createTranscript(await openTemporary());
  const first = await transcript.append(entry('a'));
  expect(await transcript.append({ ...entry('a'), message: aMessage('again'), at: 9 })).toEqual(first);
  expect(await transcript.list(['web:@lin'], 0, 9)).toEqual([first]);
});

test('a client that knows a cursor gets everything after it, of its conversations, oldest first', async () => {
  const transcript = createTranscript(await openTemporary());
  const a = await transcript.append(entry('a'));
  const b = await transcript.append(entry('b', desk));
  const c = await transcript.append({ ...entry('c'), authorUserId: 'lin' });
  expect(await transcript.list(['web:@lin', 'web:desk'], 0, 9)).toEqual([a, b, c]);
  expect(await transcript.list(['web:@lin', 'web:desk'], a.cursor, 9)).toEqual([b, c]);
  expect(await transcript.list(['web:@lin'], 0, 9)).toEqual([a, c]);
  expect(await transcript.list(['web:@lin', 'web:desk'], 0, 2)).toEqual([b, c]);
  expect(await transcript.list([], 0, 9)).toEqual([]);
});

test('an edit moves to a new cursor under the old id', async () => {
  const transcript = createTranscript(await openTemporary());
  const a = await transcript.append(entry('a'));
  const b = await transcript.append(entry('b'));
  const edited = await transcript.edit(a.messageId, aMessage('new'), 8);
  expect(edited).toEqual({ ...a, cursor: edited?.cursor, editedAt: 8, message: aMessage('new') });
  expect(edited?.cursor).toBeGreaterThan(b.cursor);
  expect(await transcript.list(['web:@lin'], b.cursor, 9)).toEqual([edited]);
});

test.each(['m999', '1', 'm1 or 1=1', 'm-1', 'm99999999999999999999', ''])(
  'there is no message "%s"',
  async (id) => {
    const transcript = createTranscript(await openTemporary());
    await transcript.append(entry('a'));
    expect(await transcript.edit(id, aMessage('x'), 8)).toBeUndefined();
  },
);

test('words come back as they were said', async () => {
  const transcript = createTranscript(await openTemporary());
  for (const [index, text] of hostileTexts.entries()) {
    const said = await transcript.append({ ...entry(`k${index}`), message: aMessage(text) });
    expect(said.message).toEqual(aMessage(text));
  }
  const heard = await transcript.list(['web:@lin'], 0, 99);
  expect(heard.map((one) => one.message)).toEqual(hostileTexts.map(aMessage));
});
