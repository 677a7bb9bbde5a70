import { conversationKey } from '../../../src/channel/conversation.ts';
import type { Transcript, TranscriptEntry } from '../../../src/channel/transcript.ts';

export type MemoryTranscript = Transcript & {
  readonly entries: TranscriptEntry[];
  /** The next this many calls of `append` fail, as a locked database would make them. */
  failAppends: number;
  failLists: number;
};

/** Keeps the promises of the port, in memory. */
export function createMemoryTranscript(): MemoryTranscript {
  const byKey = new Map<string, string>();
  const entries: TranscriptEntry[] = [];
  let cursor = 0;
  const transcript: MemoryTranscript = {
    entries,
    failAppends: 0,
    failLists: 0,
    append({ key, ...entry }) {
      if (transcript.failAppends > 0) {
        transcript.failAppends -= 1;
        return Promise.reject(new Error('database is locked'));
      }
      const known = entries.find(({ messageId }) => messageId === byKey.get(key));
      if (known) return Promise.resolve(known);
      cursor += 1;
      const added: TranscriptEntry = { ...entry, cursor, messageId: `m${cursor}`, editedAt: null };
      byKey.set(key, added.messageId);
      entries.push(added);
      return Promise.resolve(added);
    },
    edit(messageId, message, at) {
      const index = entries.findIndex((entry) => entry.messageId === messageId);
      const before = entries[index];
      if (!before) return Promise.resolve(undefined);
      cursor += 1;
      const after = { ...before, message, editedAt: at, cursor };
      entries[index] = after;
      return Promise.resolve(after);
    },
    list(keys, afterCursor, limit) {
      if (transcript.failLists > 0) {
        transcript.failLists -= 1;
        return Promise.reject(new Error('database is locked'));
      }
      const found = entries
        .filter((entry) => entry.cursor > afterCursor && keys.includes(conversationKey(entry.conversation)))
        .sort((a, b) => a.cursor - b.cursor);
      return Promise.resolve(found.slice(-limit));
    },
  };
  return transcript;
}
