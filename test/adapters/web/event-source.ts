import type { WireEntry } from '../../../adapters/web/wire.ts';

export type ServerEvent = { readonly type: string; readonly id: string | null; readonly data: unknown };

export type EventReader = {
  readonly status: number;
  next(): Promise<ServerEvent>;
  /** The next entry, whatever stands between. */
  nextEntry(): Promise<WireEntry>;
  /** Everything up to and with `ready`: the snapshot. */
  snapshot(): Promise<readonly WireEntry[]>;
  close(): Promise<void>;
};

/** The little of EventSource that a test needs, with the raw events in sight. */
export async function openEvents(url: string, headers: Record<string, string> = {}): Promise<EventReader> {
  const abort = new AbortController();
  const response = await fetch(url, { headers, signal: abort.signal });
  if (!response.body) throw new Error('no body');
  const stream = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';

  async function next(): Promise<ServerEvent> {
    for (;;) {
      const end = text.indexOf('\n\n');
      if (end < 0) {
        const { done, value } = await stream.read();
        if (done) return { type: 'end', id: null, data: null };
        text += value;
        continue;
      }
      const lines = text.slice(0, end).split('\n');
      text = text.slice(end + 2);
      const field = (name: string) =>
        lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2);
      const type = field('event');
      if (type !== undefined)
        return { type, id: field('id') ?? null, data: JSON.parse(field('data') ?? 'null') };
    }
  }

  return {
    status: response.status,
    next,
    async nextEntry() {
      for (;;) {
        const event = await next();
        if (event.type === 'end') throw new Error('the stream ended');
        if (event.type === 'entry') return event.data as WireEntry;
      }
    },
    async snapshot() {
      const entries: WireEntry[] = [];
      for (;;) {
        const event = await next();
        if (event.type === 'ready' || event.type === 'end') return entries;
        if (event.type === 'entry') entries.push(event.data as WireEntry);
      }
    },
    async close() {
      await stream.cancel().catch(() => undefined);
      abort.abort();
    },
  };
}
