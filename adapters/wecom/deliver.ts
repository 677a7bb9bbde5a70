import type { Delivery, SendOutcome } from '../../src/channel/adapter.ts';
import type { AttachmentStore } from '../../src/channel/attachment-store.ts';
import { conversationKey, type Conversation } from '../../src/channel/conversation.ts';
import type { OutboundMessage } from '../../src/channel/outbound.ts';
import { createPace } from '../../src/connection/pace.ts';
import type { Clock } from '../../src/kernel/clock.ts';
import type { IdSource } from '../../src/kernel/ids.ts';
import type { Locale } from '../../src/kernel/locale.ts';
import type { BotIdentity } from './bot-identity.ts';
import type { Identity, PartOutcome } from './identity.ts';
import { limits } from './limits.ts';
import { parseMessageId, renderMessageId, replacementName, taskName } from './message-id.ts';
import { asReplacement, renderMessage, renderRepaint, renderWelcome, type Part } from './render.ts';
import type { Webhooks } from './webhook.ts';
import type { Windows } from './windows.ts';
import { wordsIn } from './wording.ts';

type Spoken = Extract<Delivery, { kind: 'post' | 'edit' }>;

export type DelivererOptions = {
  /** null: not configured. */
  readonly bot: BotIdentity | null;
  readonly app: Identity | null;
  readonly webhooks: Webhooks;
  /** For how long the bot has been away; 0 while it is there. */
  readonly botAwayMs: () => number;
  readonly windows: Windows;
  readonly attachments: AttachmentStore;
  readonly clock: Clock;
  readonly ids: IdSource;
  /** Where a card without buttons leads; WeCom wants it to lead somewhere. */
  readonly noticeUrl: string;
};

export type Deliverer = {
  deliver(delivery: Spoken): Promise<SendOutcome>;
  /** This person has written to the bot, so the bot may write to them. */
  wroteToBot(userId: string): void;
};

/** A delivery that takes several messages, while it is under way: what is there is not sent again. */
type Progress = {
  readonly identity: Identity;
  readonly parts: readonly Part[];
  readonly name: string;
  next: number;
  responseCode: string | null;
};

const maxUnderWay = 5_000;
const maxStrangers = 20_000;

export function createDeliverer(options: DelivererOptions): Deliverer {
  const { bot, app, webhooks, windows, attachments, clock, ids } = options;
  // One pace for both: a member has 30 messages a minute from each, and no more patience than that in all.
  const pace = createPace(limits.perChat, clock);
  const underWay = new Map<string, Progress>();
  /** People the bot was refused for: they have never written to it. */
  const strangers = new Set<string>();

  /** Who speaks there, the better one first. */
  function candidates(to: Conversation): Identity[] {
    if (to.kind === 'group') return bot ? [bot] : [];
    const away = options.botAwayMs();
    const first =
      bot && !strangers.has(to.userId) && (app === null || away < limits.botAbsenceMs) ? bot : null;
    return [first, app, bot].filter((one, at, all) => one !== null && all.indexOf(one) === at) as Identity[];
  }

  async function speak(delivery: Spoken, message: OutboundMessage, name: string): Promise<SendOutcome> {
    const { to, idempotencyKey, locale } = delivery;
    const begun = underWay.get(idempotencyKey);
    if (begun) return goOn(begun, delivery, message);
    let refused: SendOutcome = { type: 'refused', reason: 'nobody of ours can write there' };
    for (const identity of candidates(to)) {
      const parts = renderMessage(message, {
        place: to.kind,
        locale,
        textBytes: identity.textBytes,
        cards: identity.cards,
      });
      const progress: Progress = { identity, parts, name, next: 0, responseCode: null };
      const outcome = await goOn(progress, delivery, message);
      if (outcome.type !== 'refused' || progress.next > 0) return outcome;
      if (identity.by === 'bot' && to.kind === 'direct') remember(strangers, to.userId);
      refused = outcome;
    }
    return refused;
  }

  async function goOn(progress: Progress, delivery: Spoken, message: OutboundMessage): Promise<SendOutcome> {
    const { idempotencyKey: key } = delivery;
    const { identity, name } = progress;
    underWay.delete(key);
    while (progress.next < progress.parts.length) {
      const part = progress.parts[progress.next];
      const waitMs = pace.take(conversationKey(delivery.to));
      const outcome: PartOutcome =
        waitMs > 0 || !part
          ? {
              type: 'retry',
              afterMs: waitMs,
              reason: 'as many messages as WeCom shows there in a minute or an hour',
            }
          : await sendPart(progress, part, delivery, message);
      if (outcome.type === 'sent') {
        progress.next += 1;
        progress.responseCode = outcome.responseCode ?? progress.responseCode;
        continue;
      }
      // Begun is to be ended by the same; the app's card keeps its name, by which WeCom knows a repetition.
      const isBound = progress.next > 0 || identity.by === 'app';
      if (outcome.type === 'retry' && isBound && underWay.size < maxUnderWay) underWay.set(key, progress);
      return outcome;
    }
    return {
      type: 'sent',
      messageId: renderMessageId({ by: identity.by, name, responseCode: progress.responseCode }),
    };
  }

  async function sendPart(
    { identity, parts, name }: Progress,
    part: Part,
    { to, locale }: Spoken,
    message: OutboundMessage,
  ): Promise<PartOutcome> {
    // Thumbs stand once, below the text if there is one.
    const bearer = parts.find(({ kind }) => kind === 'text') ?? parts[0];
    const feedback = part === bearer ? message.feedback : null;
    switch (part.kind) {
      case 'text':
        return identity.sendText(to, part.markdown, feedback);
      case 'card':
        return identity.sendCard(to, { ...part.card, task_id: name }, feedback);
      case 'file':
        return sendFile(identity, to, part.key, locale);
    }
  }

  async function sendFile(
    identity: Identity,
    to: Conversation,
    key: string,
    locale: Locale,
  ): Promise<PartOutcome> {
    const file = await attachments.find(key);
    const sent: PartOutcome = file
      ? await identity.sendFile(to, file)
      : { type: 'refused', reason: 'the file is gone' };
    if (sent.type !== 'refused') return sent;
    const told = {
      type: 'text',
      inlines: [{ type: 'plain', text: wordsIn(locale).fileNotSent(file?.name ?? '') }],
    } as const;
    const [note] = renderMessage(
      { blocks: [told], actions: [], attachmentKeys: [], feedback: null },
      { place: to.kind, locale, textBytes: identity.textBytes, cards: false },
    );
    return note?.kind === 'text' ? identity.sendText(to, note.markdown, null) : sent;
  }

  /** undefined: it was not taken, and goes the usual way. */
  async function greet(
    delivery: Spoken,
    message: OutboundMessage,
    name: string,
  ): Promise<SendOutcome | undefined> {
    const key = conversationKey(delivery.to);
    const reqId = bot && delivery.to.kind === 'direct' ? windows.takeWelcome(key) : undefined;
    const greeting = reqId === undefined ? undefined : renderWelcome(message, delivery.locale);
    if (!bot || reqId === undefined || !greeting || pace.take(key) > 0) return undefined;
    const outcome = await bot.greet(
      reqId,
      greeting.kind === 'text' ? greeting : { kind: 'card', card: { ...greeting.card, task_id: name } },
    );
    if (outcome.type === 'sent') {
      return { type: 'sent', messageId: renderMessageId({ by: 'bot', name, responseCode: null }) };
    }
    return outcome.type === 'unknown' ? outcome : undefined;
  }

  async function edit(delivery: Extract<Spoken, { kind: 'edit' }>): Promise<SendOutcome> {
    const { to, locale, message, messageId } = delivery;
    const ref = parseMessageId(messageId);
    const identity = ref?.by === 'bot' ? bot : app;
    if (ref && identity && !underWay.has(delivery.idempotencyKey)) {
      const click = windows.findClick(ref.name);
      const circumstances = { place: to.kind, locale, textBytes: identity.textBytes, cards: identity.cards };
      const card = renderRepaint(message, circumstances, options.noticeUrl);
      const speaker = click?.by === 'app' ? app : click?.by === 'bot' ? bot : identity;
      if (card && speaker && (await speaker.repaint(to, card, ref, click))) {
        // A click is good for one answer, a code for one repaint.
        windows.closeClick(ref.name);
        return { type: 'sent', messageId };
      }
    }
    return speak(delivery, asReplacement(message, locale), replacementName(ref?.name ?? '', ids()));
  }

  return {
    wroteToBot(userId) {
      strangers.delete(userId);
    },
    async deliver(delivery) {
      const { to, message } = delivery;
      if (to.kind === 'group' && webhooks.has(to.groupId))
        return webhooks.send(to.groupId, message, delivery);
      if (delivery.kind === 'edit') return edit(delivery);
      const name = taskName(ids());
      const greeted = underWay.has(delivery.idempotencyKey)
        ? undefined
        : await greet(delivery, message, name);
      return greeted ?? speak(delivery, message, name);
    },
  };
}

function remember(set: Set<string>, value: string): void {
  const oldest = set.size < maxStrangers ? undefined : set.values().next().value;
  if (oldest !== undefined) set.delete(oldest);
  set.add(value);
}
