import type { Intake } from '../../src/channel/adapter.ts';
import type { Attachment } from '../../src/channel/attachment.ts';
import type { AttachmentStore } from '../../src/channel/attachment-store.ts';
import { conversationKey } from '../../src/channel/conversation.ts';
import type { InboundBody, InboundEvent } from '../../src/channel/inbound.ts';
import { createLanes } from '../../src/connection/lanes.ts';
import type { Schedule } from '../../src/connection/timers.ts';
import type { Logger } from '../../src/kernel/logger.ts';
import { channelName } from './config.ts';
import type { Arrival } from './decode.ts';
import type { Directory } from './directory.ts';
import type { FetchFile } from './media.ts';
import { wordsIn } from './wording.ts';

export type Arrivals = {
  /** Resolves when it is durable; rejects when it is not. In order within a conversation. */
  accept(arrival: Arrival, fileMs: number): Promise<'accepted' | 'duplicate'>;
  /** The same, tried again and again: the long connection brings a message once and never asks whether we have it. */
  acceptSurely(arrival: Arrival, fileMs: number): void;
  /** Nothing is accepted after it resolves. */
  stop(): Promise<void>;
};

export type ArrivalsOptions = {
  readonly intake: Intake;
  readonly attachments: AttachmentStore;
  readonly directory: Directory;
  readonly fetchFile: FetchFile;
  readonly schedule: Schedule;
  readonly logger: Logger;
};

/** A minute and a half in all. */
const tries = 10;
const firstWaitMs = 200;
const longestWaitMs = 30_000;

export function createArrivals(options: ArrivalsOptions): Arrivals {
  const { intake, attachments, directory, fetchFile, schedule, logger } = options;
  const lanes = createLanes();
  const pauses = new Set<() => void>();
  let stopped = false;
  const isStopped = (): boolean => stopped;

  const inOrder = <T>({ conversation }: Arrival, work: () => Promise<T>): Promise<T> =>
    lanes.run(conversationKey(conversation), work);

  async function complete(arrival: Arrival, fileMs: number): Promise<InboundEvent> {
    const { files, userId, body, ...facts } = arrival;
    const [sender, ...found] = await Promise.all([
      directory.findSender(userId),
      ...files.map(async (file): Promise<Attachment | string> => {
        const fetched = await fetchFile(file, fileMs);
        if (fetched) return attachments.store(fetched);
        logger.warn('a file could not be fetched', { kind: file.kind, at: file.at });
        return wordsIn('zh-CN').fileLost(file.kind);
      }),
    ]);
    return { ...facts, channel: channelName, sender, body: bodyOf(body, found) };
  }

  async function hand(event: InboundEvent): Promise<'accepted' | 'duplicate'> {
    if (isStopped()) throw new Error('the channel has stopped');
    return intake.accept(event);
  }

  const pause = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      const over = (): void => {
        callOff();
        pauses.delete(over);
        resolve();
      };
      const callOff = schedule(ms, over);
      pauses.add(over);
    });

  async function insist(arrival: Arrival, fileMs: number): Promise<void> {
    const event = await complete(arrival, fileMs);
    for (let attempt = 1; !isStopped(); attempt += 1) {
      try {
        await hand(event);
        return;
      } catch (error) {
        if (attempt === tries || isStopped()) {
          logger.error(
            'a message was lost: it could not be made durable',
            { event: event.eventId, tries: attempt },
            error,
          );
          return;
        }
        await pause(Math.min(firstWaitMs * 2 ** (attempt - 1), longestWaitMs));
      }
    }
  }

  return {
    accept: (arrival, fileMs) => inOrder(arrival, async () => hand(await complete(arrival, fileMs))),
    acceptSurely(arrival, fileMs) {
      if (stopped) return;
      inOrder(arrival, () => insist(arrival, fileMs)).catch((error: unknown) => {
        logger.error('a message was lost: it could not be read', { event: arrival.eventId }, error);
      });
    },
    async stop() {
      stopped = true;
      for (const over of [...pauses]) over();
      await lanes.drain();
    },
  };
}

function bodyOf(body: Arrival['body'], found: readonly (Attachment | string)[]): InboundBody {
  switch (body.type) {
    case 'opened':
      return { type: 'opened' };
    case 'press':
      return { type: 'press', action: body.action, trigger: null };
    case 'message': {
      const lost = found.filter((one) => typeof one === 'string');
      return {
        type: 'message',
        text: [body.text, ...lost].filter((part) => part !== '').join('\n'),
        // WeCom names nobody by id: a mention of somebody else stays `@name` in the text.
        mentions: [],
        attachments: found.filter((one) => typeof one !== 'string'),
        // Groups send a bot only what mentions it.
        addressed: true,
        thread: null,
      };
    }
  }
}
