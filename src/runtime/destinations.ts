import type { Conversation } from '../channel/conversation.ts';
import type { Person } from '../people/person.ts';
import type { Voice } from '../wording/phrases.ts';
import type { Audience } from '../wording/say.ts';
import type { Office } from './office.ts';

export type Destination = { readonly conversation: Conversation; readonly voice: Voice };

/**
 * Where an audience is reached, and how it is spoken to. Empty where nobody can be reached: a person without an identity on
 * a running channel, a group without a conversation.
 */
export function destinationsOf(
  to: Audience,
  office: Pick<Office, 'channels' | 'locale' | 'timeZone' | 'managers' | 'desk'>,
  find: (personId: string) => Person | undefined,
  now: number,
): Destination[] {
  const voice = (channel: string, person: Person | undefined): Voice =>
    voiceFor(channel, person, office, now);
  const groups = (conversations: readonly Conversation[]): Destination[] =>
    conversations
      .filter(({ channel }) => office.channels.has(channel))
      .map((conversation) => ({ conversation, voice: voice(conversation.channel, undefined) }));
  switch (to.type) {
    case 'place':
      return [{ conversation: to.conversation, voice: voice(to.conversation.channel, find(to.personId)) }];
    case 'person': {
      const person = find(to.personId);
      const conversation = person && directConversation(person, to.channel, office.channels);
      return conversation ? [{ conversation, voice: voice(conversation.channel, person) }] : [];
    }
    case 'group':
      return groups(office.desk.groups.find(({ id }) => id === to.groupId)?.conversations ?? []);
    case 'managers':
      return groups(office.managers);
  }
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
