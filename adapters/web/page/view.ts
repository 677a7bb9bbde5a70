import { useEffect, useState } from 'preact/hooks';
import type { CastMember, ChatGroup } from '../cast.ts';
import { directOf, isDirect, type ConversationName } from './model.ts';
import { isRecord, recall, remember } from './remembered.ts';

/** What the page shows: three people side by side, or one person's chat client. The address bar says it too. */

export type Seat = { readonly userId: string; readonly conversation: ConversationName };

export type View = {
  /** null: wide screens show the stage. */
  readonly layout: 'stage' | 'single' | null;
  readonly single: Seat | null;
  /** Narrow screens show the list or one conversation. */
  readonly isListOpen: boolean;
  readonly stage: readonly Seat[];
};

function isSeat(value: unknown): value is Seat {
  return isRecord(value) && typeof value['userId'] === 'string' && typeof value['conversation'] === 'string';
}

function isStoredView(value: unknown): value is View {
  return (
    isRecord(value) &&
    (value['single'] === null || isSeat(value['single'])) &&
    Array.isArray(value['stage']) &&
    value['stage'].every(isSeat) &&
    (value['layout'] === null || value['layout'] === 'stage' || value['layout'] === 'single')
  );
}

/** `#stage`, or `#as=wang&in=desk` (`in=@me`: the direct conversation). */
function fromAddress(view: View): View {
  const hash = decodeURIComponent(location.hash.slice(1));
  if (hash === 'stage') return { ...view, layout: 'stage' };
  const named = new URLSearchParams(hash);
  const userId = named.get('as');
  if (!userId) return view;
  const wanted = named.get('in') ?? '@me';
  const conversation = wanted === '@me' ? `@${userId}` : wanted;
  return { ...view, layout: 'single', single: { userId, conversation }, isListOpen: false };
}

export function firstView(): View {
  const fresh: View = { layout: null, single: null, isListOpen: true, stage: [] };
  return fromAddress({ ...recall('view', isStoredView, fresh), isListOpen: true });
}

export function keepView(view: View, isStage: boolean): void {
  remember('view', view);
  const { single } = view;
  const named = single && {
    as: single.userId,
    in: isDirect(single.conversation) ? '@me' : single.conversation,
  };
  const hash =
    isStage || !named ? '#stage' : `#as=${encodeURIComponent(named.as)}&in=${encodeURIComponent(named.in)}`;
  if (location.hash !== hash) history.replaceState(null, '', hash);
}

function sees(person: CastMember, conversation: ConversationName): boolean {
  return conversation === directOf(person) || person.groups.includes(conversation);
}

/** The same seat if that person still exists and sees that conversation. */
export function validSeat(seat: Seat | null | undefined, people: readonly CastMember[]): Seat | undefined {
  const person = people.find(({ userId }) => userId === seat?.userId);
  if (!person || !seat) return undefined;
  return sees(person, seat.conversation) ? seat : { ...seat, conversation: directOf(person) };
}

export function isManager({ role }: CastMember): boolean {
  return ['manager', 'administrator', 'quality-officer', 'knowledge-manager'].includes(role);
}

/** Where a person sits on the stage: those who ask, those who help, those who answer for it. */
export function columnOf(person: CastMember): 0 | 1 | 2 {
  if (person.role === 'requester') return 0;
  return isManager(person) ? 2 : 1;
}

/** What to look at first when somebody is chosen: a requester's own chat, the desk for who works there. */
export function firstSeat(person: CastMember, groups: readonly ChatGroup[]): Seat {
  const wanted = [null, 'desk', 'managers'][columnOf(person)];
  const visible = groups.filter(({ groupId }) => person.groups.includes(groupId));
  const group = visible.find(({ kind }) => kind === wanted) ?? (wanted === null ? undefined : visible[0]);
  return { userId: person.userId, conversation: group?.groupId ?? directOf(person) };
}

/** Three seats, whatever was stored: an employee, somebody at the desk, a manager; fewer where there is nobody. */
export function stageSeats(
  view: View,
  people: readonly CastMember[],
  groups: readonly ChatGroup[],
): readonly Seat[] {
  const seats: Seat[] = [];
  for (const column of [0, 1, 2]) {
    const stored = validSeat(view.stage[column], people);
    const candidate = people.find((person) => columnOf(person) === column);
    if (stored) seats.push(stored);
    else if (candidate) seats.push(firstSeat(candidate, groups));
  }
  return seats;
}

export function useWide(query: string): boolean {
  const [isWide, setWide] = useState(() => matchMedia(query).matches);
  useEffect(() => {
    const media = matchMedia(query);
    const listener = (): void => {
      setWide(media.matches);
    };
    listener();
    media.addEventListener('change', listener);
    return () => {
      media.removeEventListener('change', listener);
    };
  }, [query]);
  return isWide;
}
