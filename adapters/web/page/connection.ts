import type { WireEntry } from '../wire.ts';
import { addEntry, everybody, getState, update } from './store.ts';

/** The live stream: opens, watches, reopens. One per page, for everybody in the cast: browsers allow six in all. */

/** The server beats every 15 s; three missed beats are a dead line, whatever the browser thinks. */
const silenceMs = 45_000;
/** A shorter break is nobody's concern. */
const patienceMs = 1_200;
const maxBackoffMs = 10_000;
const maxPeople = 200;

let source: EventSource | undefined;
let cursor = 0;
let watchdog: ReturnType<typeof setTimeout> | undefined;
let complaint: ReturnType<typeof setTimeout> | undefined;
let reopening: ReturnType<typeof setTimeout> | undefined;
let backoffMs = 500;
let onReconnected: () => void = () => undefined;

function heard(): void {
  clearTimeout(watchdog);
  watchdog = setTimeout(reopen, silenceMs);
}

function complainSoon(): void {
  complaint ??= setTimeout(() => {
    update({ connection: 'lost' });
  }, patienceMs);
}

function reopen(): void {
  source?.close();
  complainSoon();
  clearTimeout(reopening);
  reopening = setTimeout(open, backoffMs);
  backoffMs = Math.min(backoffMs * 2, maxBackoffMs);
}

function open(): void {
  source?.close();
  const people = everybody(getState()).slice(-maxPeople);
  const query = new URLSearchParams(people.map(({ userId }) => ['as', userId]));
  if (cursor > 0) query.set('after', String(cursor));
  const current = new EventSource(`/chat/stream?${query.toString()}`);
  source = current;
  heard();
  current.addEventListener('entry', (event: MessageEvent<string>) => {
    heard();
    const entry = JSON.parse(event.data) as WireEntry;
    cursor = Math.max(cursor, entry.cursor);
    addEntry(entry);
  });
  current.addEventListener('heartbeat', heard);
  current.addEventListener('reset', () => {
    cursor = 0;
    update({ entries: new Map() });
  });
  current.addEventListener('ready', () => {
    heard();
    clearTimeout(complaint);
    complaint = undefined;
    backoffMs = 500;
    update({ connection: 'live', isReady: true });
    onReconnected();
  });
  current.addEventListener('error', () => {
    complainSoon();
    // The browser tries by itself after a broken line, but gives up after a refusal.
    if (current.readyState === EventSource.CLOSED) reopen();
  });
}

/** @param reconnected called whenever the line stands (again). */
export function connect(reconnected: () => void): void {
  onReconnected = reconnected;
  open();
  window.addEventListener('online', open);
}

/** The cast has changed: other conversations are visible, from their beginning. */
export function reconnectFromStart(): void {
  cursor = 0;
  open();
}
