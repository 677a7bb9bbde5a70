import { conversationKey, type Conversation } from '../channel/conversation.ts';
import type { Person } from '../people/person.ts';
import type { Voice } from '../wording/phrases.ts';
import type { Audience } from '../wording/say.ts';
import type { Office } from './office.ts';

export type Destination = {
  readonly conversation: Conversation;
  readonly voice: Voice;
  /** The platform's id of the message below which it is said; null: at the top level, or wherever a card stands. */
  readonly threadOf: string | null;
  /** The one user of a group who sees it; null: everybody. */
  readonly visibleTo: string | null;
  /** Their own page instead of a conversation. */
  readonly isHome: boolean;
};

const plainly = { threadOf: null, visibleTo: null, isHome: false } as const;

/**
 * Where an audience is reached, and how it is spoken to. Empty where nobody can be reached: a person without an identity on
 * a running channel, a group without a conversation.
 */
export function destinationsOf(
  to: Audience,
  office: Pick<Office, 'channels' | 'capabilities' | 'locale' | 'timeZone' | 'managers' | 'desk'>,
  find: (personId: string) => Person | undefined,
  now: number,
): Destination[] {
  const voice = (channel: string, person: Person | undefined): Voice =>
    voiceFor(channel, person, office, now);
  const groups = (conversations: readonly Conversation[]): Destination[] =>
    conversations
      .filter(({ channel }) => office.channels.has(channel))
      .map((conversation) => ({ ...plainly, conversation, voice: voice(conversation.channel, undefined) }));
  switch (to.type) {
    case 'place': {
      const { conversation, thread = null } = to;
      const own = voice(conversation.channel, find(to.personId));
      return [{ ...plainly, conversation, voice: own, threadOf: thread }];
    }
    case 'aside':
      return aside(to, office, find, now);
    case 'home': {
      const person = find(to.personId);
      const userId = person?.identities[to.channel];
      if (userId === undefined || office.capabilities(to.channel)?.home !== true) return [];
      const conversation: Conversation = { kind: 'direct', channel: to.channel, userId };
      return [{ ...plainly, conversation, voice: voice(to.channel, person), isHome: true }];
    }
    case 'person': {
      const person = find(to.personId);
      const conversation = person && directConversation(person, to.channel, office.channels);
      return conversation ? [{ ...plainly, conversation, voice: voice(conversation.channel, person) }] : [];
    }
    case 'group':
      return groups(office.desk.groups.find(({ id }) => id === to.groupId)?.conversations ?? []);
    case 'thread': {
      const besides = to.besides && conversationKey(to.besides);
      return destinationsOf({ type: 'group', groupId: to.groupId }, office, find, now).filter(
        ({ conversation }) =>
          office.capabilities(conversation.channel)?.threads === true &&
          conversationKey(conversation) !== besides,
      );
    }
    case 'managers':
      return groups(office.managers);
  }
}

/** Within the group where the channel can show a message to one person, else that person's direct conversation there. */
function aside(
  { conversation, personId, thread = null }: Extract<Audience, { type: 'aside' }>,
  office: Pick<Office, 'capabilities' | 'locale' | 'timeZone'>,
  find: (personId: string) => Person | undefined,
  now: number,
): Destination[] {
  const { channel } = conversation;
  const person = find(personId);
  const voice = voiceFor(channel, person, office, now);
  if (conversation.kind === 'direct') return [{ ...plainly, conversation, voice, threadOf: thread }];
  const userId = person?.identities[channel];
  if (userId === undefined) return [];
  if (office.capabilities(channel)?.ephemeral === true)
    return [{ ...plainly, conversation, voice, threadOf: thread, visibleTo: userId }];
  return [{ ...plainly, conversation: { kind: 'direct', channel, userId }, voice }];
}

/** A person's language and clock, or the house's; a group is spoken to in the house's. */
export function voiceFor(
  channel: string,
  person: Person | undefined,
  office: Pick<Office, 'locale' | 'timeZone'>,
  now: number,
): Voice {
  return {
    locale: person?.locale ?? office.locale,
    timeZone: person?.timeZone ?? office.timeZone,
    channel,
    now,
  };
}

/** On the wanted channel where the person is known there, else on the first running one they have. */
export function directConversation(
  person: Person,
  wanted: string | null,
  channels: ReadonlySet<string>,
): Conversation | undefined {
  const candidates = [wanted, ...Object.keys(person.identities)].filter((channel) => channel !== null);
  for (const channel of candidates) {
    const userId = person.identities[channel];
    if (userId !== undefined && channels.has(channel)) return { kind: 'direct', channel, userId };
  }
  return undefined;
}
