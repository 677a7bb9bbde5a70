import type { Intake } from '../../src/channel/adapter.ts';
import { conversationKey } from '../../src/channel/conversation.ts';
import type { InboundEvent } from '../../src/channel/inbound.ts';
import { createLanes } from '../../src/connection/lanes.ts';
import type { Clock } from '../../src/kernel/clock.ts';
import type { Logger } from '../../src/kernel/logger.ts';
import {
  decodeMessage,
  decodePress,
  eventOf,
  placeMentions,
  pressEventOf,
  type HeardMessage,
  type Ignored,
} from './decode.ts';
import type { Directory } from './directory.ts';
import type { Files } from './files.ts';
import { cardCallback, parseJson, robotMessage, type Frame, type RobotMessage } from './payloads.ts';
import type { Sessions } from './sessions.ts';
import { cardTopic, robotTopic } from './stream-client.ts';
import { fileMissing } from './wording.ts';

export type Receiving = {
  /** Acknowledges once the event is durable, or at once where it concerns nobody. Never throws. */
  take(frame: Frame, acknowledge: () => void): void;
  malformed(): void;
  /** Takes nothing more; resolves when what was being taken is done. */
  stop(): Promise<void>;
};

export type ReceivingParts = {
  readonly robotCode: string;
  readonly intake: Intake;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly directory: Directory;
  readonly files: Files;
  readonly sessions: Sessions;
};

const maxGroups = 1_000;

export function createReceiving(parts: ReceivingParts): Receiving {
  const { clock, logger, directory, intake } = parts;
  /** Told by the first message; a robot serves one company. */
  let corpId: string | null = null;
  let stopped = false;
  const ignored = new Map<string, number>();
  const groups = new Set<string>();
  const lanes = createLanes();

  const ignore = (why: Ignored): void => {
    const count = (ignored.get(why) ?? 0) + 1;
    ignored.set(why, count);
    // The first is worth a line, and then ever fewer are.
    if (Number.isInteger(Math.log10(count))) {
      const hint =
        why === 'unpublished-app'
          ? 'messages without a sender: publish a version of the app in the developer console'
          : 'events ignored';
      logger.warn(hint, { why, count });
    }
  };

  const inOrder = (key: string, step: () => Promise<void>): void => {
    lanes.run(key, step).catch((error: unknown) => {
      // Not acknowledged: DingTalk pushes it again within a minute.
      logger.warn('an event was not taken in; DingTalk will push it again', {}, error);
    });
  };

  const accept = async (event: InboundEvent, acknowledge: () => void): Promise<void> => {
    if (stopped) return;
    await intake.accept(event);
    acknowledge();
  };

  const takeMessage = async (heard: HeardMessage, acknowledge: () => void): Promise<void> => {
    const [sender, fetched] = await Promise.all([
      directory.senderOf(heard.userId, heard.nick),
      parts.files.fetchAll(heard.files),
    ]);
    const names = new Map<string, string>();
    for (const userId of heard.mentioned) {
      const name = (await directory.find(userId))?.name;
      if (name) names.set(userId, name);
    }
    const placed = placeMentions(heard.text, heard.mentioned, (userId) => names.get(userId));
    const text =
      fetched.missing === 0 ? placed.text : `${placed.text}\n${fileMissing(fetched.missing)}`.trim();
    await accept(eventOf(heard, sender, { ...placed, text }, fetched.attachments), acknowledge);
  };

  const keepSession = (message: RobotMessage, key: string): void => {
    const { sessionWebhook, sessionWebhookExpiredTime } = message;
    if (!sessionWebhook || !sessionWebhookExpiredTime) return;
    if (!parts.sessions.keep(key, sessionWebhook, sessionWebhookExpiredTime))
      logger.warn('a session webhook that is not DingTalk’s was not used');
  };

  /** Nobody can look up a group's id in DingTalk: whoever sets a desk up mentions the bot there once and reads it here. */
  const noteGroup = ({ conversation }: HeardMessage): void => {
    if (conversation.kind !== 'group' || groups.has(conversation.groupId) || groups.size >= maxGroups) return;
    groups.add(conversation.groupId);
    logger.info('mentioned in a group', { conversation: conversationKey(conversation) });
  };

  const onMessage = (frame: Frame, acknowledge: () => void): void => {
    const read = robotMessage.safeParse(parseJson(frame.data ?? ''));
    const known = { robotCode: parts.robotCode, corpId };
    const heard = read.success ? decodeMessage(read.data, known, frame.headers.time ?? clock()) : undefined;
    if (!read.success || !heard || 'ignored' in heard) {
      ignore(heard && 'ignored' in heard ? heard.ignored : 'malformed');
      acknowledge();
      return;
    }
    corpId ??= heard.corpId;
    noteGroup(heard);
    const key = conversationKey(heard.conversation);
    keepSession(read.data, key);
    inOrder(key, () => takeMessage(heard, acknowledge));
  };

  const onPress = (frame: Frame, acknowledge: () => void): void => {
    const read = cardCallback.safeParse(parseJson(frame.data ?? ''));
    const { messageId, time } = frame.headers;
    const heard = read.success
      ? decodePress(read.data, { robotCode: parts.robotCode, corpId }, messageId, time ?? clock())
      : { ignored: 'malformed' as const };
    if ('ignored' in heard) {
      ignore(heard.ignored);
      acknowledge();
      return;
    }
    inOrder(conversationKey(heard.conversation), async () => {
      await accept(pressEventOf(heard, await directory.senderOf(heard.userId, '')), acknowledge);
    });
  };

  return {
    take(frame, acknowledge) {
      if (stopped) return;
      switch (frame.headers.topic) {
        case robotTopic:
          onMessage(frame, acknowledge);
          return;
        case cardTopic:
          onPress(frame, acknowledge);
          return;
        default:
          ignore('unknown-type');
          acknowledge();
      }
    },
    malformed() {
      ignore('malformed');
    },
    async stop() {
      stopped = true;
      await lanes.drain();
    },
  };
}
