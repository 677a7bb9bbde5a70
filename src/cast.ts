import { conversationKey } from './channel/conversation.ts';
import type { BotConfig } from './config/bot-config.ts';
import type { CastMember, ChatGroup } from '../adapters/web/index.ts';
import { hasRole, isStaff, roles, type Person } from './people/person.ts';

/** The configured groups that have a conversation on `channel`, each conversation once. */
export function groupsOn(config: BotConfig, channel: string): ChatGroup[] {
  const desk = config.groups.flatMap((group) =>
    group.conversations.flatMap((place): ChatGroup[] =>
      place.kind === 'group' && place.channel === channel
        ? [{ groupId: place.groupId, kind: 'desk', name: group.name }]
        : [],
    ),
  );
  const managers = config.managers.conversations.flatMap((place): ChatGroup[] =>
    place.kind === 'group' && place.channel === channel
      ? [{ groupId: place.groupId, kind: 'managers', name: null }]
      : [],
  );
  const seen = new Set<string>();
  return [...desk, ...managers].filter(({ groupId }) => {
    const key = conversationKey({ kind: 'group', channel, groupId });
    return seen.has(key) ? false : seen.add(key);
  });
}

/** Everybody with an identity on `channel`, with the groups that person sits in: staff in the desks, managers in theirs. */
export function castOn(config: BotConfig, channel: string): CastMember[] {
  const groups = groupsOn(config, channel);
  return config.people.flatMap((person): CastMember[] => {
    const userId = person.identities[channel];
    if (userId === undefined) return [];
    const seats = groups.filter(({ kind }) =>
      kind === 'desk' ? isStaff(person) : hasRole(person, 'manager', 'lead'),
    );
    return [
      {
        userId,
        name: person.name,
        role: mainRole(person),
        locale: person.locale,
        timeZone: person.timeZone,
        groups: seats.map(({ groupId }) => groupId),
      },
    ];
  });
}

/** The role shown beside a name: the one furthest from requester. */
function mainRole(person: Person): CastMember['role'] {
  return roles.findLast((role) => role !== 'requester' && person.roles.includes(role)) ?? 'requester';
}
