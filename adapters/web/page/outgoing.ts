import type { CastMember } from '../cast.ts';
import { api } from './api.ts';
import { localeOf, type ConversationName } from './model.ts';
import { addEntry, changePending, everybody, getState, update, type Pending } from './store.ts';

/** Sending. A message stays in the page, and over a reload, until the server has it. */

export type Said =
  | { readonly type: 'taken' }
  /** Will never be accepted as it is: back into the box with it. */
  | { readonly type: 'refused'; readonly message: string };

/** One after the other per conversation, so that what was said first stands first. */
const queues = new Map<string, Promise<unknown>>();

function wireName(person: CastMember, conversation: ConversationName): string {
  return conversation === `@${person.userId}` ? '@me' : conversation;
}

async function deliver(one: Pending): Promise<Said> {
  const person = everybody(getState()).find(({ userId }) => userId === one.as);
  if (!person) return { type: 'taken' };
  changePending(one.clientId, { state: 'sending', reason: '' });
  const answer = await api.say(person, localeOf(person), {
    conversation: wireName(person, one.conversation),
    text: one.text,
    attachmentKeys: one.attachmentKeys,
    clientId: one.clientId,
  });
  if (answer.type === 'ok') {
    addEntry({ ...answer.value.entry, clientId: one.clientId });
    return { type: 'taken' };
  }
  if (answer.type === 'refused') {
    changePending(one.clientId, null);
    return { type: 'refused', message: answer.message };
  }
  changePending(one.clientId, { state: 'failed', reason: answer.message });
  const { retryAfterMs } = answer;
  if (retryAfterMs !== null) setTimeout(() => void retry(one.clientId), retryAfterMs + 200);
  return { type: 'taken' };
}

function queued(one: Pending): Promise<Said> {
  const key = `${one.as} ${one.conversation}`;
  const before = queues.get(key) ?? Promise.resolve();
  const now = before.then(() => deliver(one));
  queues.set(key, now);
  return now;
}

export function say(
  person: CastMember,
  conversation: ConversationName,
  text: string,
  attachmentKeys: readonly string[],
): Promise<Said> {
  const one: Pending = {
    clientId: crypto.randomUUID(),
    as: person.userId,
    conversation,
    text,
    attachmentKeys,
    at: Date.now(),
    state: 'sending',
    reason: '',
  };
  update({ pending: [...getState().pending, one] });
  return queued(one);
}

export async function retry(clientId: string): Promise<Said> {
  const one = getState().pending.find((candidate) => candidate.clientId === clientId);
  return one?.state === 'failed' ? queued(one) : { type: 'taken' };
}

export function retryAll(): void {
  for (const { clientId, state } of getState().pending) if (state === 'failed') void retry(clientId);
}

/** A press that got no answer may have arrived: pressing again repeats it instead of doing it twice. */
const unansweredPresses = new Map<string, string>();

/** @returns what to tell the person; undefined when it went through. */
export async function press(
  person: CastMember,
  conversation: ConversationName,
  messageId: string,
  action: string,
): Promise<{ message: string } | undefined> {
  const key = `${person.userId} ${messageId} ${action}`;
  const clientId = unansweredPresses.get(key) ?? crypto.randomUUID();
  unansweredPresses.set(key, clientId);
  const pressed = { conversation: wireName(person, conversation), messageId, action, clientId };
  const answer = await api.press(person, localeOf(person), pressed);
  if (answer.type !== 'failed') unansweredPresses.delete(key);
  return answer.type === 'ok' ? undefined : { message: answer.message };
}
