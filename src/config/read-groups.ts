import { conversationKey, findConversation, type Conversation } from '../channel/conversation.ts';
import { same, words } from '../kernel/document/words.ts';
import type { Person } from '../people/person.ts';
import type { SupportGroup } from '../people/support-group.ts';
import { nearWords, readList, readRecord, refuse, warn, type Field } from './field.ts';
import { findNearest } from './nearest.ts';
import { readId, readName, readText, readWhole } from './values.ts';

export const groupKeys = ['id', 'name', 'tier', 'categories', 'lead', 'conversations'] as const;
/** In a configuration, what an empty list is in a group: takes every category. */
const everything = '*';

const listOfGroups = words('a list of at least one support group', '至少一个支持组的列表');
const listOfCategories = words('a list of category ids, or "*" for all', '类别 id 的列表，或用 "*" 表示全部');
const listOfConversations = words(
  'a list of conversations, each a channel, ":" and its id there',
  '会话列表，每项是渠道名、":" 和会话在该渠道上的 id',
);

export type GroupOptions = {
  readonly people: readonly Person[];
  /** Category ids of the taxonomy. */
  readonly categories: readonly string[];
  /** Declared channels. */
  readonly channels: readonly string[];
  readonly enabledChannels: readonly string[];
};

/** undefined where no groups are given. Ids and conversations belong to one group each. */
export function readGroups(field: Field, options: GroupOptions): SupportGroup[] | undefined {
  const items = readList(field, listOfGroups);
  if (items === undefined) return field.value === undefined ? undefined : [];
  if (items.length === 0) refuse(field, listOfGroups);
  const ids = new Set<string>();
  const places = new Map<string, string>();
  const before = field.context.problems.length;
  const groups = items.flatMap((item) => readGroup(item, { ...options, ids, places }) ?? []);
  const isHeard = groups.some(({ conversations }) => conversations.length > 0);
  // Where something is wrong already, it may be the conversation.
  const isSound =
    items.length > 0 && field.context.problems.length === before && options.enabledChannels.length > 0;
  if (isSound && !isHeard) {
    refuse(
      field,
      words(
        'at least one conversation on an enabled channel: nobody would hear of a ticket',
        '至少一个在已启用渠道上的会话，否则没人会收到工单',
      ),
    );
  }
  return groups;
}

type Taken = GroupOptions & { readonly ids: Set<string>; readonly places: Map<string, string> };

function readGroup(item: Field, options: Taken): SupportGroup | undefined {
  const field = readRecord(item, groupKeys);
  if (typeof item.value !== 'object' || Array.isArray(item.value)) return undefined;
  const id = readId(field.id);
  if (id !== undefined && options.ids.has(id))
    refuse(field.id, words('an id no other group has', '不与其他组重复的 id'));
  if (id !== undefined) options.ids.add(id);
  const conversations = readConversations(field.conversations, options).filter(
    ({ place, field: written }) => {
      const key = conversationKey(place);
      const other = options.places.get(key);
      if (other !== undefined) {
        refuse(
          written,
          words(`a conversation of one group: it is ${other}'s`, `一个会话只属于一个组：它已属于 ${other}`),
        );
      } else options.places.set(key, id ?? key);
      if (place.kind === 'direct')
        refuse(written, words('a group conversation, without "@"', '群会话，不带 "@"'));
      return other === undefined && place.kind === 'group';
    },
  );
  const read = {
    name: readName(field.name, id ?? ''),
    tier: readTier(field.tier),
    categories: readCategories(field.categories, options.categories),
    lead: readLead(field.lead, options.people),
    conversations: onEnabled(conversations, options.enabledChannels),
  };
  return id === undefined ? undefined : { id, ...read };
}

function readTier(field: Field): 1 | 2 | 3 {
  const tier = readWhole(field, { min: 1, max: 3 });
  return tier === 3 ? 3 : tier === 2 ? 2 : 1;
}

function readCategories(field: Field, known: readonly string[]): string[] {
  const firstLevels = [...new Set(known.map((id) => id.split('.')[0] ?? id))];
  const names = [...firstLevels, ...known];
  const read = (readList(field, listOfCategories, 'single-allowed') ?? []).flatMap((item) => {
    const category = readText(item);
    // An unreadable taxonomy is its own problem.
    if (category === undefined || category === everything || known.length === 0 || names.includes(category)) {
      return category ?? [];
    }
    refuse(item, nearWords(findNearest(category, names), [everything, ...firstLevels, 'network.vpn', '...']));
    return [];
  });
  return read.includes(everything) ? [] : read;
}

function readLead(field: Field, people: readonly Person[]): string | null {
  const lead = readText(field);
  if (lead === undefined) return null;
  const ids = people.map(({ id }) => id);
  if (ids.includes(lead)) return lead;
  const near = findNearest(lead, ids);
  refuse(
    field,
    near === undefined
      ? words('the id of one of the people', 'people 里某人的 id')
      : words(
          `the id of one of the people: did you mean "${near}"?`,
          `people 里某人的 id：是不是想写 "${near}"？`,
        ),
  );
  return null;
}

type WrittenPlace = { readonly place: Conversation; readonly field: Field };

/** Each once; what is no conversation, or of a channel we do not know, is refused. */
export function readConversations(
  field: Field,
  { channels }: { readonly channels: readonly string[] },
): WrittenPlace[] {
  const seen = new Set<string>();
  return (readList(field, listOfConversations, 'single-allowed') ?? []).flatMap((item) => {
    const key = readText(item, listOfConversations);
    if (key === undefined) return [];
    const place = findConversation(key);
    if (!place)
      refuse(item, words('a channel, ":" and the id of the conversation there', '渠道名、":" 和会话 id'), {
        example: '"web:desk"',
      });
    else if (!channels.includes(place.channel)) {
      refuse(item, nearWords(findNearest(place.channel, channels), channels), {
        example: `"${channels[0] ?? 'web'}:desk"`,
      });
    } else if (seen.has(key)) refuse(item, words('each conversation once', '每个会话只写一次'));
    else {
      seen.add(key);
      return [{ place, field: item }];
    }
    return [];
  });
}

/** Conversations on channels that run; of the others a warning tells that nothing will reach them. */
export function onEnabled(
  places: readonly WrittenPlace[],
  enabledChannels: readonly string[],
): Conversation[] {
  return places.flatMap(({ place, field }) => {
    if (enabledChannels.includes(place.channel)) return [place];
    warn(
      field,
      words(`a channel that is enabled: nothing will be said there`, `已启用的渠道：目前不会往这里发消息`),
      {
        seen: same(conversationKey(place)),
        example: `channels: { ${place.channel}: { enabled: true } }`,
      },
    );
    return [];
  });
}
