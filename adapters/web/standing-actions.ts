import { conversationKey, type Conversation } from '../../src/channel/conversation.ts';
import type { Transcript, TranscriptEntry } from '../../src/channel/transcript.ts';
import type { Clock } from '../../src/kernel/clock.ts';

/** Which buttons may be pressed: those we put there ourselves. */
export type StandingActions = {
  find(conversation: Conversation, messageId: string): Promise<TranscriptEntry | undefined>;
  /** The action is on the message, or was until a moment ago. */
  isPressable(entry: TranscriptEntry, action: string): boolean;
  /** Called before a message is repainted. */
  replaced(before: TranscriptEntry): void;
};

/** Who pressed just as the card was repainted deserves the engine's answer (who won), not "no such button". */
const graceMs = 30_000;
const usualDepth = 500;
const wholeConversation = 1_000_000;

export function createStandingActions(transcript: Transcript, clock: Clock): StandingActions {
  /** `messageId action` → pressable until. */
  const replacedUntil = new Map<string, number>();

  return {
    async find(conversation, messageId) {
      const key = conversationKey(conversation);
      // Buttons are nearly always pressed on recent cards; the second look is for the rest.
      for (const depth of [usualDepth, wholeConversation]) {
        const entries = await transcript.list([key], 0, depth);
        const entry = entries.findLast((candidate) => candidate.messageId === messageId);
        if (entry || entries.length < depth) return entry;
      }
      return undefined;
    },
    isPressable(entry, action) {
      if (entry.authorUserId !== null) return false;
      if (entry.message.actions.some((candidate) => candidate.action === action)) return true;
      return (replacedUntil.get(`${entry.messageId} ${action}`) ?? 0) > clock();
    },
    replaced(before) {
      const now = clock();
      for (const [key, until] of replacedUntil) if (until <= now) replacedUntil.delete(key);
      for (const { action } of before.message.actions) {
        replacedUntil.set(`${before.messageId} ${action}`, now + graceMs);
      }
    },
  };
}
