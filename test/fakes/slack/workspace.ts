import type { AnyBlock } from './read-blocks.ts';

export type Person = {
  readonly userId: string;
  readonly name: string;
  readonly locale: string | null;
  readonly timeZone: string | null;
  readonly email: string | null;
};

export type StoredMessage = {
  readonly channel: string;
  readonly ts: string;
  readonly user: string;
  readonly botId: string | null;
  text: string;
  blocks: readonly AnyBlock[];
  readonly threadTs: string | null;
  /** Only this person sees it. */
  readonly visibleTo: string | null;
  readonly metadata: unknown;
  readonly files: readonly StoredFile[];
};

export type StoredFile = {
  readonly id: string;
  readonly name: string;
  readonly mimeType: string;
  readonly bytes: Uint8Array;
};

export type Channel = {
  readonly id: string;
  readonly kind: 'im' | 'mpim' | 'group' | 'channel';
  /** Of an im: who is in it with the bot. */
  readonly userId: string | null;
  members: Set<string>;
  hasBot: boolean;
  isArchived: boolean;
};

export const ids = { team: 'T0BANGBAN', bot: 'U0BANGBAN', botId: 'B0BANGBAN', app: 'A0BANGBAN' } as const;

/** What there is in one Slack workspace. */
export type Workspace = {
  readonly people: Map<string, Person>;
  readonly channels: Map<string, Channel>;
  readonly messages: StoredMessage[];
  readonly files: Map<string, StoredFile>;
  readonly homes: Map<string, { readonly blocks: readonly AnyBlock[]; readonly hash: string }>;
  /** Modals open on somebody's screen. */
  readonly modals: Map<string, { readonly id: string; readonly view: AnyBlock }>;
  addPerson(person: Person): void;
  addChannel(id: string, kind: Channel['kind']): Channel;
  /** Their direct conversation with the bot. */
  imOf(userId: string): Channel;
  /** `1763809441.000200`: time, and what makes it unique. */
  nextTs(): string;
  nextId(prefix: string): string;
};

export function createWorkspace(clock: () => number): Workspace {
  let serial = 0;
  let lastTs = 0;
  const channels = new Map<string, Channel>();
  const people = new Map<string, Person>();
  const workspace: Workspace = {
    people,
    channels,
    messages: [],
    files: new Map(),
    homes: new Map(),
    modals: new Map(),
    addPerson(person) {
      if (!/^[UW][A-Z0-9]+$/.test(person.userId))
        throw new Error(`Slack's ids of people look like U0LIN: ${person.userId}`);
      people.set(person.userId, person);
      for (const { kind, members } of channels.values()) if (kind !== 'im') members.add(person.userId);
    },
    addChannel(id, kind) {
      const members = new Set(people.keys());
      const channel: Channel = { id, kind, userId: null, members, hasBot: true, isArchived: false };
      channels.set(id, channel);
      return channel;
    },
    imOf(userId) {
      const id = `D${userId.slice(1)}`;
      const known = channels.get(id);
      if (known) return known;
      const channel: Channel = {
        id,
        kind: 'im',
        userId,
        members: new Set([userId]),
        hasBot: true,
        isArchived: false,
      };
      channels.set(id, channel);
      return channel;
    },
    nextTs() {
      // Microseconds; two messages of one millisecond still differ.
      lastTs = Math.max(lastTs + 1, clock() * 1_000);
      return `${Math.floor(lastTs / 1_000_000)}.${String(lastTs % 1_000_000).padStart(6, '0')}`;
    },
    nextId(prefix) {
      serial += 1;
      return `${prefix}${serial.toString(36).toUpperCase().padStart(8, '0')}`;
    },
  };
  return workspace;
}
