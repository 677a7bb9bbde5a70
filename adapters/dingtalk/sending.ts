import { createHash } from 'node:crypto';
import type { Delivery, SendOutcome } from '../../src/channel/adapter.ts';
import type { AttachmentStore } from '../../src/channel/attachment-store.ts';
import { conversationKey, type Conversation } from '../../src/channel/conversation.ts';
import type { OutboundMessage } from '../../src/channel/outbound.ts';
import { createSentKeys } from '../../src/connection/sent-keys.ts';
import type { Locale } from '../../src/kernel/locale.ts';
import type { ApiClient } from './api-client.ts';
import { cardButtons, fileTypes } from './limits.ts';
import { escapeText, plainOf } from './markup.ts';
import { uploadAnswer } from './payloads.ts';
import { problemOf, type Posting, type StepProblem } from './posting.ts';
import { cardTitle, mentionsOf, previewOf, renderTexts } from './render.ts';
import { robotMessageOf, withButtons, type RobotBody } from './render-buttons.ts';
import { outTrackIdOf, renderCard } from './render-card.ts';
import type { Quota } from './quota.ts';
import type { Sessions } from './sessions.ts';
import { cannotSendFile, newMessage, onlyYou, replacesEarlier, updated } from './wording.ts';

type Post = Extract<Delivery, { kind: 'post' }>;
type Edit = Extract<Delivery, { kind: 'edit' }>;

/** One message is several requests where it is long or has files; each is one step, done once. */
type Step = () => Promise<StepProblem>;

export type Sending = {
  post(delivery: Post): Promise<SendOutcome>;
  edit(delivery: Edit): Promise<SendOutcome>;
};

export type SendingParts = {
  readonly posting: Posting;
  readonly sessions: Sessions;
  readonly api: ApiClient;
  readonly quota: Quota;
  readonly store: AttachmentStore;
  readonly hasCards: boolean;
};

/** Tells what can be repainted from what cannot. */
const cardId = 'card:';
const plainId = 'msg:';
const maxKept = 5_000;

export function createSending(parts: SendingParts): Sending {
  const { posting, sessions } = parts;
  const sentKeys = createSentKeys(maxKept);
  /** Steps done of a delivery that then had to wait, by the way it goes, so that going on repeats none. */
  const progress = new Map<string, number>();

  const run = async (key: string, messageId: string, steps: readonly Step[]): Promise<SendOutcome> => {
    const before = sentKeys.find(key);
    if (before) return before;
    const way = `${messageId} ${key}`;
    for (let index = progress.get(way) ?? 0; index < steps.length; index += 1) {
      const problem = await steps[index]?.();
      if (problem) return problem;
      const oldest = progress.size < maxKept ? undefined : progress.keys().next().value;
      if (oldest !== undefined) progress.delete(oldest);
      progress.set(way, index + 1);
    }
    progress.delete(way);
    return sentKeys.keep(key, { type: 'sent', messageId });
  };

  /** Through the session webhook while it is open, else the robot API, which cannot mention. */
  const plainSteps = (to: Conversation, message: OutboundMessage, locale: Locale): Step[] => {
    const inGroup = to.kind === 'group';
    const open = sessions.isOpen(conversationKey(to));
    const mentions = open && inGroup ? mentionsOf(message.blocks) : [];
    const title = previewOf(message, newMessage(locale));
    const bodies = (flavour: 'webhook' | 'robot'): readonly RobotBody[] => {
      const texts = renderTexts(message.blocks, flavour === 'webhook' && inGroup ? 'webhook' : 'robot');
      return texts.map((text, index) => {
        const actions = index === texts.length - 1 ? message.actions : [];
        const plain = flavour === 'webhook' && mentions.length > 0;
        return withButtons(title, text, actions, { locale, inGroup, plain });
      });
    };
    const byRobot = bodies('robot');
    const bySession = open ? bodies('webhook') : byRobot;
    return bySession.map((body, index) => async () => {
      const at = mentions.map(({ userId }) => userId).filter((userId) => body.text.includes(`@${userId}`));
      const done = open ? await posting.throughSession(to, body, at) : 'closed';
      if (done !== 'closed') return done;
      return posting.throughRobot(to, robotMessageOf(byRobot[index] ?? body));
    });
  };

  const textStep =
    (to: Conversation, text: string, title: string): Step =>
    async () => {
      const body: RobotBody = { type: 'markdown', title, text };
      const done = await posting.throughSession(to, body, []);
      return done === 'closed' ? posting.throughRobot(to, robotMessageOf(body)) : done;
    };

  const fileStep =
    (to: Conversation, key: string, locale: Locale): Step =>
    async () => {
      const file = await parts.store.find(key);
      if (!file) return undefined;
      const extension = /\.([a-z0-9]{1,5})$/i.exec(file.name)?.[1]?.toLowerCase() ?? '';
      const isImage = /^image\/(?:png|jpeg|gif|bmp)$/.test(file.mimeType);
      if (!isImage && !fileTypes.has(extension)) {
        const words = cannotSendFile(plainOf(file.name), locale);
        return textStep(to, escapeText(words), newMessage(locale))();
      }
      const uploaded = await parts.api.upload(isImage ? 'image' : 'file', file);
      const read = uploaded.type === 'ok' ? uploadAnswer.safeParse(uploaded.body) : undefined;
      if (!read) return problemOf(uploaded);
      if (!read.success)
        return { type: 'retry', afterMs: 5_000, reason: 'DingTalk took a file and named none' };
      const mediaId = read.data.media_id;
      return posting.throughRobot(
        to,
        isImage
          ? { msgKey: 'sampleImageMsg', msgParam: JSON.stringify({ photoURL: mediaId }) }
          : {
              msgKey: 'sampleFile',
              msgParam: JSON.stringify({ mediaId, fileName: plainOf(file.name), fileType: extension }),
            },
      );
    };

  /** Cards where something may be pressed, repainted or seen by one person; plain words go the way that costs no call. */
  const wantsCard = ({ message, visibleTo, to }: Post): boolean => {
    if (!parts.hasCards || message.actions.length > cardButtons) return false;
    if (visibleTo !== null || message.actions.length > 0) return true;
    if (message.blocks.some(({ type }) => type === 'fields')) return true;
    const mentions = to.kind === 'group' && mentionsOf(message.blocks).length > 0;
    return mentions && !sessions.isOpen(conversationKey(to));
  };

  const postPlain = ({ to, message, idempotencyKey, locale }: Post, files: readonly Step[]) =>
    run(idempotencyKey, `${plainId}${shortHash(idempotencyKey)}`, [
      ...plainSteps(to, message, locale),
      ...files,
    ]);

  /**
   * An answer now is worth more than a card later: 200 people at once are ten seconds of cards, and the month's calls may be
   * used up, while a webhook costs neither. In a group a card is worth a moment's wait, as it is repainted.
   */
  const mayGoWithoutCard = ({ to, visibleTo }: Post): boolean =>
    visibleTo === null &&
    sessions.isOpen(conversationKey(to)) &&
    (to.kind === 'direct' || parts.quota.isResting());

  return {
    async post(delivery) {
      const { to, message, idempotencyKey, locale, visibleTo } = delivery;
      const files = message.attachmentKeys.map((key) => fileStep(to, key, locale));
      const onlyOne = to.kind === 'group' ? visibleTo : null;
      if (!wantsCard(delivery)) {
        return onlyOne === null
          ? postPlain(delivery, files)
          : { type: 'refused', reason: 'without a card nothing is shown to one person of a group' };
      }
      const outTrackId = outTrackIdOf(idempotencyKey);
      const messageId = `${cardId}${outTrackId}`;
      const status = onlyOne === null ? '' : onlyYou(locale);
      const { card, above } = renderCard(message, { mentions: to.kind === 'group', status, locale });
      if (onlyOne !== null && above.length > 0)
        return { type: 'refused', reason: 'too long for a card that one person sees' };
      const steps = [
        ...above.map((text) => textStep(to, text, card.preview)),
        () => posting.card(to, card, outTrackId, onlyOne),
        ...files,
      ];
      const outcome = await run(idempotencyKey, messageId, steps);
      const begun = progress.has(`${messageId} ${idempotencyKey}`);
      return outcome.type === 'retry' && !begun && mayGoWithoutCard(delivery)
        ? postPlain(delivery, files)
        : outcome;
    },
    edit(delivery) {
      const { to, message, messageId, idempotencyKey, locale } = delivery;
      if (messageId.startsWith(cardId) && parts.hasCards && message.actions.length <= cardButtons) {
        const status = message.actions.length === 0 ? updated(locale) : '';
        const { card, above } = renderCard(message, { mentions: false, status, locale });
        const steps = [
          ...above.map((text) => textStep(to, text, card.preview)),
          () => posting.repaint(messageId.slice(cardId.length), card),
        ];
        return run(idempotencyKey, messageId, steps);
      }
      // What is no card stays as it is: a new message says that it replaces it.
      const { title, rest } = cardTitle(message.blocks);
      const heading = { type: 'strong' as const, text: replacesEarlier(title, locale) };
      const blocks = [{ type: 'text' as const, inlines: [heading] }, ...rest];
      const steps = plainSteps(to, { ...message, blocks }, locale);
      return run(idempotencyKey, `${plainId}${shortHash(idempotencyKey)}`, steps);
    },
  };
}

function shortHash(key: string): string {
  return createHash('sha256').update(key).digest('hex').slice(0, 24);
}
