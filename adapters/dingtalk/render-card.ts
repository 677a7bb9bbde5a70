import { createHash } from 'node:crypto';
import type { Conversation } from '../../src/channel/conversation.ts';
import type { Action, OutboundMessage } from '../../src/channel/outbound.ts';
import type { Locale } from '../../src/kernel/locale.ts';
import { cardBodies, cardButtons } from './limits.ts';
import { plainOf } from './markup.ts';
import { cardTitle, mentionsOf, previewOf, renderBodies } from './render.ts';
import { newMessage } from './wording.ts';

/** A message as variables of the shipped card template, which are texts of at most 1 KB each. */
export type Card = {
  readonly variables: Readonly<Record<string, string>>;
  readonly preview: string;
  readonly mentions: readonly { readonly userId: string; readonly name: string }[];
};

const colours: Readonly<Record<Action['style'], string>> = { primary: 'blue', danger: 'red', plain: 'gray' };

/**
 * @param mentions whether people named are mentioned for real: once, where a group first sees it
 * @param status a line below the body; '' for none
 * @returns the card, and what does not fit it: texts that stand above it as messages of their own
 */
export function renderCard(
  message: OutboundMessage,
  {
    mentions,
    status,
    locale,
  }: { readonly mentions: boolean; readonly status: string; readonly locale: Locale },
): { readonly card: Card; readonly above: readonly string[] } {
  const { title, rest } = cardTitle(message.blocks);
  const all = renderBodies(rest, mentions ? 'card' : 'robot');
  const bodies = all.slice(Math.max(0, all.length - cardBodies));
  const variables: Record<string, string> = { title, status };
  for (let index = 0; index < cardBodies; index += 1) variables[`body${index + 1}`] = bodies[index] ?? '';
  for (let index = 0; index < cardButtons; index += 1) {
    const action = message.actions[index];
    variables[`label${index + 1}`] = action ? plainOf(action.label) : '';
    variables[`action${index + 1}`] = action?.action ?? '';
    variables[`style${index + 1}`] = action ? colours[action.style] : '';
  }
  return {
    card: {
      variables,
      preview: previewOf(message, newMessage(locale)),
      mentions: mentions ? mentionsOf(message.blocks) : [],
    },
    above: all.slice(0, Math.max(0, all.length - cardBodies)),
  };
}

/** The same delivery has the same card: DingTalk keeps one card per outTrackId. */
export function outTrackIdOf(idempotencyKey: string): string {
  return `bb-${createHash('sha256').update(idempotencyKey).digest('hex').slice(0, 32)}`;
}

export type CardDelivery = {
  readonly to: Conversation;
  readonly card: Card;
  readonly outTrackId: string;
  readonly visibleTo: string | null;
  readonly cardTemplateId: string;
  readonly robotCode: string;
};

/** Body of `POST /v1.0/card/instances/createAndDeliver`. */
export function createAndDeliverBody(delivery: CardDelivery): object {
  const { to, card, outTrackId, visibleTo, cardTemplateId, robotCode } = delivery;
  const space = {
    supportForward: false,
    lastMessageI18n: { ZH_CN: card.preview, ZH_TW: card.preview, EN_US: card.preview },
    notification: { alertContent: card.preview, notificationOff: false },
  };
  const common = {
    cardTemplateId,
    outTrackId,
    callbackType: 'STREAM',
    userIdType: 1,
    cardData: { cardParamMap: card.variables },
  };
  if (to.kind === 'direct') {
    return {
      ...common,
      openSpaceId: `dtv1.card//IM_ROBOT.${to.userId}`,
      imRobotOpenSpaceModel: space,
      imRobotOpenDeliverModel: { spaceType: 'IM_ROBOT', robotCode },
    };
  }
  const named = card.mentions.length > 0;
  return {
    ...common,
    openSpaceId: `dtv1.card//IM_GROUP.${to.groupId}`,
    imGroupOpenSpaceModel: space,
    imGroupOpenDeliverModel: {
      robotCode,
      ...(visibleTo === null ? {} : { recipients: [visibleTo] }),
      ...(named
        ? { atUserIds: Object.fromEntries(card.mentions.map(({ userId, name }) => [userId, name])) }
        : {}),
    },
    ...(named ? { cardAtUserIds: card.mentions.map(({ userId }) => userId) } : {}),
  };
}

/** Body of `PUT /v1.0/card/instances`: repaints every variable. */
export function updateCardBody(outTrackId: string, card: Card): object {
  return {
    outTrackId,
    userIdType: 1,
    cardData: { cardParamMap: card.variables },
    cardUpdateOptions: { updateCardDataByKey: true },
  };
}
