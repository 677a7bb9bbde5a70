import { afterEach } from 'vitest';
import type { WireProblem } from '../../../adapters/web/wire.ts';
import { openEvents, type EventReader } from './event-source.ts';
import { startWebChannel, type WebChannel, type WebChannelOptions } from './web-channel.ts';

/** A page's part of the conversation with the server, by hand; whatever is opened is closed after each test. */

const cleanups: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

export async function start(options: WebChannelOptions = {}): Promise<WebChannel> {
  const channel = await startWebChannel(options);
  cleanups.push(() => channel.close());
  return channel;
}

export async function listen(channel: WebChannel, query: string, headers = {}): Promise<EventReader> {
  const reader = await openEvents(`${channel.url}/chat/stream?${query}`, headers);
  cleanups.push(() => reader.close());
  return reader;
}

export function send(channel: WebChannel, path: string, body: unknown, headers = {}): Promise<Response> {
  return fetch(`${channel.url}/chat/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

export function message(change: Record<string, unknown> = {}) {
  return { as: 'lin', conversation: '@me', text: 'VPN 连不上', clientId: crypto.randomUUID(), ...change };
}

export async function readProblem(response: Response): Promise<WireProblem> {
  return (await response.json()) as WireProblem;
}
