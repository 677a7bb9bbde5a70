import type { Intake } from '../../src/channel/adapter.ts';
import { conversationKey, type Conversation } from '../../src/channel/conversation.ts';
import type { InboundEvent } from '../../src/channel/inbound.ts';
import { createLanes } from '../../src/connection/lanes.ts';
import type { Logger } from '../../src/kernel/logger.ts';
import type { ApiClient } from './api-client.ts';
import type { TakenKind } from './bolt-app.ts';
import { channelName } from './config.ts';
import { completeEvent, peopleIn } from './complete.ts';
import { decodePicked, type Decoded, type DecodeFacts, type Draft } from './decode.ts';
import type { Directory } from './directory.ts';
import type { FetchFiles } from './files.ts';
import { historyAnswer, type FilePayload } from './payloads.ts';
import { localeOf, say } from './wording.ts';

export type Reception = {
  take(decoded: Decoded, kind: TakenKind): Promise<Record<string, unknown> | undefined>;
  /** How often something was not for us, by reason. */
  counts(): Readonly<Record<string, number>>;
  /** Takes nothing more; resolves when what was begun is handed over or refused. */
  close(): Promise<void>;
};

/**
 * From decoded to durable: asks for names, files and marked words, all at once and within what Slack's deadline leaves, and
 * hands over in the order things came in within a conversation.
 */
export function createReception(options: {
  readonly intake: Intake;
  readonly facts: () => DecodeFacts;
  readonly api: ApiClient;
  readonly directory: Directory;
  readonly fetchFiles: FetchFiles;
  readonly logger: Logger;
}): Reception {
  const { intake, facts, api, directory, fetchFiles, logger } = options;
  const lanes = createLanes();
  const counts: Record<string, number> = {};
  const underWay = new Set<Promise<unknown>>();
  let closed = false;

  const filesOf = ({ body }: Draft): readonly FilePayload[] =>
    body.type === 'message' || body.type === 'picked' ? body.files : [];

  const complete = async (draft: Draft, where?: Promise<Conversation>): Promise<InboundEvent> => {
    const [fetched, conversation] = await Promise.all([
      fetchFiles(filesOf(draft)),
      where ?? draft.conversation,
      directory.learn(peopleIn(draft)),
    ]);
    return completeEvent(
      { ...draft, conversation },
      {
        botUserId: facts().identity.user_id,
        senderOf: (userId, hint) => directory.senderOf(userId, hint),
        findName: (userId) => directory.findName(userId),
        attachments: fetched.attachments,
        missingFiles: fetched.missing,
      },
    );
  };

  const handOver = async (draft: Draft, where?: Promise<Conversation>): Promise<void> => {
    // Begun now, so that waiting for its turn and for its files is one wait.
    const completing = complete(draft, where);
    completing.catch(() => undefined);
    await lanes.run(conversationKey(draft.conversation), async () => {
      const outcome = await intake.accept(await completing);
      if (outcome === 'duplicate') logger.debug('a redelivery', { event: draft.eventId });
    });
  };

  /** Where a command typed in a channel is answered: there, if the bot is in it. */
  const whereAnswered = async (draft: Draft, channelId: string): Promise<Conversation> => {
    const isMember = await directory.isMember(channelId);
    return isMember === false
      ? { kind: 'direct', channel: channelName, userId: draft.userId }
      : draft.conversation;
  };

  const localeFor = (userId: string) => localeOf(directory.findLocale(userId));

  const ephemeral = (text: string): Record<string, unknown> => ({ response_type: 'ephemeral', text });

  /** Slack sends a command once and waits 3 s: where it could not be kept, the person is told to repeat it. */
  const takeCommand = async (
    draft: Draft,
    typedIn: string | null,
  ): Promise<Record<string, unknown> | undefined> => {
    const where =
      draft.conversation.kind === 'group' && typedIn !== null ? whereAnswered(draft, typedIn) : undefined;
    try {
      await handOver(draft, where);
    } catch (error) {
      logger.error('a command could not be kept; the person was told', { event: draft.eventId }, error);
      return ephemeral(say('notSaved', localeFor(draft.userId)));
    }
    const answered = (await where) ?? draft.conversation;
    return typedIn !== null && answered.kind === 'direct'
      ? ephemeral(say('repliesDirectly', localeFor(draft.userId)))
      : undefined;
  };

  /** The words of a message that was marked with the emoji; the reaction itself names only the place. */
  const takeMarked = async (marked: Extract<Decoded, { type: 'marked' }>): Promise<void> => {
    const { channelId, ts, byUserId } = marked;
    const window = { channel: channelId, oldest: ts, latest: ts, inclusive: true, limit: 2 };
    const called = await api.call('conversations.replies', { ...window, ts }, channelId);
    if (called.type === 'refused') {
      ignore('unreadable');
      return;
    }
    if (called.type !== 'ok') throw new Error(`the marked message could not be fetched: ${called.reason}`);
    const answer = historyAnswer.safeParse(called.body);
    const message = answer.data?.messages.find((one) => one.ts === ts);
    if (!message) {
      ignore('unreadable');
      return;
    }
    const decoded = decodePicked(message, channelId, byUserId, { ...facts(), now: marked.occurredAt });
    if (decoded.type === 'event') await handOver(decoded.draft);
    else if (decoded.type === 'ignored') ignore(decoded.why);
  };

  const ignore = (why: string): void => {
    counts[why] = (counts[why] ?? 0) + 1;
    logger.debug('ignored', { why });
  };

  /** A modal that could not be kept stays open with what was written in it. */
  const takeSubmission = async (draft: Draft): Promise<Record<string, unknown> | undefined> => {
    try {
      await handOver(draft);
      return undefined;
    } catch (error) {
      const fields = draft.body.type === 'form' ? Object.keys(draft.body.answers) : [];
      const [first] = fields;
      if (first === undefined) throw error;
      logger.error('a form could not be kept; the person was told', { event: draft.eventId }, error);
      return { response_action: 'errors', errors: { [first]: say('notSaved', localeFor(draft.userId)) } };
    }
  };

  const take = async (decoded: Decoded, kind: TakenKind): Promise<Record<string, unknown> | undefined> => {
    switch (decoded.type) {
      case 'event':
        if (kind === 'submission') return takeSubmission(decoded.draft);
        await handOver(decoded.draft);
        return undefined;
      case 'command':
        return takeCommand(decoded.draft, decoded.typedIn);
      case 'unknown-command':
        ignore('unknown-command');
        return ephemeral(say('unknownCommand', localeFor(decoded.userId)));
      case 'marked':
        await takeMarked(decoded);
        return undefined;
      case 'ignored':
        ignore(decoded.why);
        return undefined;
    }
  };

  return {
    take(decoded, kind) {
      if (closed) return Promise.reject(new Error('the channel is stopping'));
      const work = take(decoded, kind).finally(() => underWay.delete(work));
      underWay.add(work);
      return work;
    },
    counts: () => counts,
    async close() {
      closed = true;
      await Promise.allSettled([...underWay]);
    },
  };
}
