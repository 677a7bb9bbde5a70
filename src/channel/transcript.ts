import type { Conversation } from './conversation.ts';
import type { OutboundMessage } from './outbound.ts';

/** What was said in a conversation, for channels whose history nobody else keeps (web chat). */
export type TranscriptEntry = {
  /** Grows with every new entry and with every edit: a client that knows `cursor` n asks for what came after n. */
  readonly cursor: number;
  /** Stable over edits. */
  readonly messageId: string;
  readonly conversation: Conversation;
  /** null: the bot. */
  readonly authorUserId: string | null;
  readonly at: number;
  readonly editedAt: number | null;
  /** A person's own words arrive as one plain text block. */
  readonly message: OutboundMessage;
};

export type Transcript = {
  /** Durable when it resolves. The same `key` twice adds once and returns the first entry. */
  append(entry: {
    readonly key: string;
    readonly conversation: Conversation;
    readonly authorUserId: string | null;
    readonly at: number;
    readonly message: OutboundMessage;
  }): Promise<TranscriptEntry>;
  /** Repaints; undefined where there is no such message. */
  edit(messageId: string, message: OutboundMessage, at: number): Promise<TranscriptEntry | undefined>;
  /** Entries of these conversations after `afterCursor`, oldest first, at most the newest `limit`. */
  list(
    conversationKeys: readonly string[],
    afterCursor: number,
    limit: number,
  ): Promise<readonly TranscriptEntry[]>;
};
