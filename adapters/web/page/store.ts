import { useEffect, useState } from 'preact/hooks';
import type { CastMember } from '../cast.ts';
import type { WireCast, WireEntry } from '../wire.ts';
import { isListOf, isRecord, recall, remember } from './remembered.ts';
import { placed, type ConversationName } from './model.ts';

/** A message of this page that the server has not confirmed yet. */
export type Pending = {
  readonly clientId: string;
  readonly as: string;
  readonly conversation: ConversationName;
  readonly text: string;
  readonly attachmentKeys: readonly string[];
  readonly at: number;
  readonly state: 'sending' | 'failed';
  /** Why it failed, in the server's words; empty where nobody answered. */
  readonly reason: string;
};

export type State = {
  readonly description: WireCast | null;
  readonly loadFailed: boolean;
  /** Visitors invented in this browser. */
  readonly guests: readonly CastMember[];
  readonly entries: ReadonlyMap<ConversationName, readonly WireEntry[]>;
  readonly connection: 'connecting' | 'live' | 'lost';
  /** The first snapshot has arrived. */
  readonly isReady: boolean;
  readonly pending: readonly Pending[];
  /** `userId conversation` → time of the newest message seen. */
  readonly readUntil: Readonly<Record<string, number>>;
};

function isGuest(value: unknown): value is CastMember {
  return (
    isRecord(value) &&
    typeof value['userId'] === 'string' &&
    value['userId'].startsWith('guest-') &&
    typeof value['name'] === 'string' &&
    Array.isArray(value['groups'])
  );
}

function isPending(value: unknown): value is Pending {
  return (
    isRecord(value) &&
    ['clientId', 'as', 'conversation', 'text', 'reason'].every((key) => typeof value[key] === 'string') &&
    Array.isArray(value['attachmentKeys']) &&
    typeof value['at'] === 'number'
  );
}

function isReadUntil(value: unknown): value is Record<string, number> {
  return isRecord(value) && Object.values(value).every((until) => typeof until === 'number');
}

let state: State = {
  description: null,
  loadFailed: false,
  guests: recall('guests', isListOf(isGuest), []),
  entries: new Map(),
  connection: 'connecting',
  isReady: false,
  // What was on its way when the page was closed is sent again; its id makes that harmless.
  pending: recall('pending', isListOf(isPending), []).map((one) => ({ ...one, state: 'failed' as const })),
  readUntil: recall('read', isReadUntil, {}),
};

const listeners = new Set<() => void>();
let isScheduled = false;

export function getState(): State {
  return state;
}

export function update(change: Partial<State>): void {
  const before = state;
  state = { ...state, ...change };
  if (state.guests !== before.guests) remember('guests', state.guests);
  if (state.pending !== before.pending) remember('pending', state.pending);
  if (state.readUntil !== before.readUntil) remember('read', state.readUntil);
  if (isScheduled) return;
  isScheduled = true;
  // A snapshot is hundreds of events; one repaint is enough. Not an animation frame: hidden tabs have none.
  setTimeout(() => {
    isScheduled = false;
    for (const listener of listeners) listener();
  }, 8);
}

export function useStore(): State {
  const [, setVersion] = useState(0);
  useEffect(() => {
    const listener = (): void => {
      setVersion((version) => version + 1);
    };
    listeners.add(listener);
    // What changed between the first paint and now.
    listener();
    return () => {
      listeners.delete(listener);
    };
  }, []);
  return state;
}

export function addEntry(entry: WireEntry): void {
  const entries = new Map(state.entries);
  entries.set(entry.conversation, placed(entries.get(entry.conversation) ?? [], entry));
  const isMine = state.pending.some(({ clientId }) => clientId === entry.clientId);
  update({
    entries,
    ...(isMine ? { pending: state.pending.filter(({ clientId }) => clientId !== entry.clientId) } : {}),
  });
}

export function changePending(clientId: string, change: Partial<Pending> | null): void {
  const pending = state.pending.flatMap((one) => {
    if (one.clientId !== clientId) return [one];
    return change ? [{ ...one, ...change }] : [];
  });
  update({ pending });
}

export function markRead(person: CastMember, conversation: ConversationName, at: number): void {
  const key = `${person.userId} ${conversation}`;
  if ((state.readUntil[key] ?? 0) < at) update({ readUntil: { ...state.readUntil, [key]: at } });
}

export function everybody(current: State): readonly CastMember[] {
  return [...(current.description?.cast ?? []), ...current.guests];
}
