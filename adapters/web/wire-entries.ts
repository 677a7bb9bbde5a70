import type { TranscriptEntry } from '../../src/channel/transcript.ts';
import type { WebAttachments } from './attachments.ts';
import type { CastMember } from './cast.ts';
import { renderEntry } from './render.ts';
import type { WireEntry } from './wire.ts';

/** Gathers what {@link renderEntry} wants to know. */
export type WireEntries = {
  toWire(entry: TranscriptEntry): Promise<WireEntry>;
  /** The page will be told that this message is the one it sent under that id. */
  remember(messageId: string, clientId: string): void;
};

const rememberedMessages = 1_000;

export function createWireEntries(
  cast: () => readonly CastMember[],
  attachments: WebAttachments,
): WireEntries {
  const clientIds = new Map<string, string>();
  return {
    async toWire(entry) {
      const found = await Promise.all(entry.message.attachmentKeys.map((key) => attachments.find(key)));
      return renderEntry(entry, {
        cast: cast(),
        attachments: found.filter((attachment) => attachment !== undefined),
        clientId: clientIds.get(entry.messageId) ?? null,
      });
    },
    remember(messageId, clientId) {
      const oldest = clientIds.keys().next();
      if (clientIds.size >= rememberedMessages && !oldest.done) clientIds.delete(oldest.value);
      clientIds.set(messageId, clientId);
    },
  };
}
