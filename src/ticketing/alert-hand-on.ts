import type { SupportGroup } from '../people/support-group.ts';
import type { Ticket } from './ticket.ts';

/** The second-tier group a first-tier ticket can be handed on to: the closest that takes its category; null: there is none. */
export function handOnGroup(
  groups: readonly SupportGroup[],
  { groupId, category }: Pick<Ticket, 'groupId' | 'category'>,
): SupportGroup | null {
  if (groups.find(({ id }) => id === groupId)?.tier !== 1) return null;
  const second = groups.filter(({ tier }) => tier === 2);
  const named = (wanted: string) => second.find(({ categories }) => categories.includes(wanted));
  return (
    named(category) ??
    named(category.split('.')[0] ?? category) ??
    second.find(({ categories }) => categories.length === 0) ??
    null
  );
}
