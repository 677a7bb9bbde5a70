import type { Transcript, TranscriptEntry } from '../../src/channel/transcript.ts';
import type { Logger } from '../../src/kernel/logger.ts';
import type { WebLimits } from './limits.ts';
import { Problem } from './problems.ts';
import type { WireEntries } from './wire-entries.ts';

/**
 * Server-sent events. A stream keeps only a cursor: whenever it is woken it reads the transcript from there on. So nothing
 * is lost between snapshot and live, a reconnect goes on where the browser stopped (Last-Event-ID), a slow reader makes no
 * queue, and what another process wrote arrives with the next heartbeat.
 */
export type LiveStreams = {
  /** @param conversationKeys asked at every read, so that losing a group takes effect at once. */
  open(conversationKeys: () => readonly string[], afterCursor: number): Response;
  /** Something was written: every stream looks. */
  wake(): void;
  /** Ends all streams and refuses new ones. */
  close(): void;
};

/** Entries that a reconnecting page can be behind; older ones it gets by reloading. */
const maxBacklog = 5_000;
const retryAfterErrorMs = 1_000;

type Parts = {
  readonly transcript: Transcript;
  readonly entries: WireEntries;
  readonly limits: WebLimits;
  readonly logger: Logger;
  /** Called with every heartbeat and every entry that goes out. */
  readonly onFrame: () => void;
};

export function createLiveStreams({ transcript, entries, limits, logger, onFrame }: Parts): LiveStreams {
  const wakers = new Set<() => void>();
  const encoder = new TextEncoder();
  let isClosed = false;

  async function newestCursor(keys: readonly string[]): Promise<number> {
    return (await transcript.list(keys, 0, 1)).at(-1)?.cursor ?? 0;
  }

  async function snapshot(keys: readonly string[]): Promise<readonly TranscriptEntry[]> {
    // What is written while the conversations are read one by one comes with the next read: a cursor never skips.
    const newest = await newestCursor(keys);
    // One by one, because a busy conversation must not push the others out of a page's first view.
    const each = await Promise.all(keys.map((key) => transcript.list([key], 0, limits.snapshotEntries)));
    return each
      .flat()
      .filter(({ cursor }) => cursor <= newest)
      .sort((a, b) => a.cursor - b.cursor);
  }

  async function frames(news: readonly TranscriptEntry[]): Promise<string> {
    const wire = await Promise.all(news.map((entry) => entries.toWire(entry)));
    return wire
      .map((entry) => `id: ${entry.cursor}\nevent: entry\ndata: ${JSON.stringify(entry)}\n\n`)
      .join('');
  }

  return {
    open(conversationKeys, afterCursor) {
      if (isClosed) throw new Problem('stopping');
      if (wakers.size >= limits.maxStreams) throw new Problem('too-many-pages', 10_000);
      let cursor = afterCursor;
      let hasNews = true;
      let isGreeted = false;
      let resume: (() => void) | undefined;
      const wake = (): void => {
        hasNews = true;
        resume?.();
      };
      wakers.add(wake);

      /** @returns false when only time has passed. */
      async function nextWake(maxMs: number): Promise<boolean> {
        const { promise, resolve } = Promise.withResolvers<boolean>();
        resume = () => {
          resolve(true);
        };
        const timer = setTimeout(resolve, maxMs, false);
        const woken = await promise;
        clearTimeout(timer);
        resume = undefined;
        return woken;
      }

      async function greeting(): Promise<string> {
        const keys = conversationKeys();
        // A page that is ahead of us has seen another database (deleted, restored): it must forget and start again.
        const isAhead = cursor > 0 && (await newestCursor(keys)) < cursor;
        if (isAhead) cursor = 0;
        const text = await tell(
          await (cursor === 0 ? snapshot(keys) : transcript.list(keys, cursor, maxBacklog)),
        );
        const reset = isAhead ? 'event: reset\ndata: {}\n\n' : '';
        return `retry: 1000\n\n${reset}${text}event: ready\ndata: {"cursor":${cursor}}\n\n`;
      }

      async function tell(news: readonly TranscriptEntry[]): Promise<string> {
        const text = await frames(news);
        cursor = news.at(-1)?.cursor ?? cursor;
        return text;
      }

      /** The next thing to say, sooner or later; undefined at the end. */
      async function next(): Promise<string | undefined> {
        while (wakers.has(wake)) {
          if (!hasNews) {
            hasNews = true;
            if (!(await nextWake(limits.heartbeatMs))) return 'event: heartbeat\ndata: {}\n\n';
            continue;
          }
          hasNews = false;
          try {
            const text = isGreeted
              ? await tell(await transcript.list(conversationKeys(), cursor, maxBacklog))
              : await greeting();
            isGreeted = true;
            if (text !== '') return text;
          } catch (cause) {
            logger.warn('a page could not be told what is new; trying again', {}, cause);
            await nextWake(retryAfterErrorMs);
            hasNews = true;
          }
        }
        return undefined;
      }

      const body = new ReadableStream<Uint8Array>(
        {
          async pull(controller) {
            const text = await next();
            if (text === undefined) {
              controller.close();
              return;
            }
            onFrame();
            controller.enqueue(encoder.encode(text));
          },
          cancel() {
            wakers.delete(wake);
            resume?.();
          },
        },
        { highWaterMark: 1 },
      );
      return new Response(body, {
        headers: {
          'content-type': 'text/event-stream; charset=utf-8',
          'cache-control': 'no-store',
          // nginx would collect the events until its buffer is full.
          'x-accel-buffering': 'no',
        },
      });
    },
    wake() {
      for (const wake of wakers) wake();
    },
    close() {
      isClosed = true;
      const all = [...wakers];
      wakers.clear();
      for (const wake of all) wake();
    },
  };
}
