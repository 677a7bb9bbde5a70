import type { Clock } from '../../src/kernel/clock.ts';
import { limits } from './limits.ts';

/** How a card somebody has pressed can be repainted. */
export type Click =
  | { readonly by: 'bot'; readonly reqId: string; readonly taskId: string; readonly at: number }
  | { readonly by: 'app'; readonly responseCode: string; readonly taskId: string; readonly at: number };

export type Windows = {
  /** Somebody wrote there: the next minutes may be answered under this id. */
  messageArrived(conversationKey: string, reqId: string): void;
  findReply(conversationKey: string): string | undefined;
  /** The platform takes no more answers under it. */
  closeReply(conversationKey: string): void;
  opened(conversationKey: string, reqId: string): void;
  /** Once. */
  takeWelcome(conversationKey: string): string | undefined;
  clicked(messageId: string, click: Click): void;
  findClick(messageId: string): Click | undefined;
  closeClick(messageId: string): void;
};

const remembered = 10_000;

type Opened = { readonly reqId: string; readonly at: number };

/** What may still be answered, and until when. Kept in memory: every window closes within minutes, the app's within days. */
export function createWindows(clock: Clock): Windows {
  const replies = new Map<string, Opened>();
  const welcomes = new Map<string, Opened>();
  const clicks = new Map<string, Click>();

  const live = (found: Opened | undefined, forMs: number): string | undefined =>
    found && clock() - found.at < forMs ? found.reqId : undefined;

  return {
    messageArrived(key, reqId) {
      put(replies, key, { reqId, at: clock() });
    },
    findReply: (key) => live(replies.get(key), limits.replyMs),
    closeReply(key) {
      replies.delete(key);
    },
    opened(key, reqId) {
      put(welcomes, key, { reqId, at: clock() });
    },
    takeWelcome(key) {
      const found = live(welcomes.get(key), limits.welcomeMs);
      welcomes.delete(key);
      return found;
    },
    clicked(messageId, click) {
      put(clicks, messageId, click);
    },
    findClick(messageId) {
      const found = clicks.get(messageId);
      const forMs = found?.by === 'bot' ? limits.updateMs : limits.responseCodeMs;
      return found && clock() - found.at < forMs ? found : undefined;
    },
    closeClick(messageId) {
      clicks.delete(messageId);
    },
  };
}

/** The newest so many; what is older has long closed. */
function put<T>(map: Map<string, T>, key: string, value: T): void {
  map.delete(key);
  map.set(key, value);
  const oldest = map.size > remembered ? map.keys().next().value : undefined;
  if (oldest !== undefined) map.delete(oldest);
}
