import type { Locale } from '../../src/kernel/locale.ts';

/** Badge shown next to a person; names a role of the product, but grants nothing. */
export type RoleLabel =
  'requester' | 'agent' | 'lead' | 'manager' | 'knowledge-manager' | 'quality-officer' | 'administrator';

/** Somebody the person at the keyboard may be in demo mode. */
export type CastMember = {
  readonly userId: string;
  readonly name: string;
  readonly role: RoleLabel;
  /** null: the browser's language decides. */
  readonly locale: Locale | null;
  /** IANA; absent or null: the browser's zone. */
  readonly timeZone?: string | null;
  /** Ids of the groups this person sees and writes in. */
  readonly groups: readonly string[];
};

/** A group conversation of this channel. */
export type ChatGroup = {
  readonly groupId: string;
  /** Where the service desk works, or where managers are told. */
  readonly kind: 'desk' | 'managers';
  /** As configured; null: the page names it by its kind, in the reader's language. */
  readonly name: string | null;
};

const guestPrefix = 'guest-';
const longestGuestName = 40;

/** A visitor's id says their name, so the server keeps no list of visitors. undefined where nothing of the name is left. */
export function guestUserId(name: string): string | undefined {
  const slug = name
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{Letter}\p{Number}]+/gu, '-')
    .replaceAll(/^-+|-+$/g, '');
  return slug === '' || Array.from(slug).length > longestGuestName ? undefined : guestPrefix + slug;
}

/** `name` is believed only if it is how that visitor's id came about. */
function findGuest(userId: string, name: string | undefined): CastMember | undefined {
  if (!userId.startsWith(guestPrefix)) return undefined;
  const shown = (name ?? userId.slice(guestPrefix.length)).trim();
  if (guestUserId(shown) !== userId) return undefined;
  return { userId, name: shown, role: 'requester', locale: null, groups: [] };
}

/** Configured people first, so nobody can enter as a visitor under a colleague's id. */
export function findParticipant(
  cast: readonly CastMember[],
  userId: string,
  guestName?: string,
): CastMember | undefined {
  return cast.find((member) => member.userId === userId) ?? findGuest(userId, guestName);
}
