import type { Conversation } from '../channel/conversation.ts';

export type SupportGroup = {
  readonly id: string;
  readonly name: string;
  readonly tier: 1 | 2 | 3;
  /** Category ids or their first level (`network`); empty takes everything. */
  readonly categories: readonly string[];
  /** Person id. */
  readonly lead: string | null;
  readonly conversations: readonly Conversation[];
};

/** How closely a group fits a category: 2 names it, 1 names its first level, 0 takes everything, undefined does not. */
function fit(group: SupportGroup, categoryId: string): number | undefined {
  if (group.categories.includes(categoryId)) return 2;
  if (group.categories.includes(categoryId.split('.')[0] ?? '')) return 1;
  return group.categories.length === 0 ? 0 : undefined;
}

/** Where a new ticket goes: lowest tier first, then the closest fit, then configuration order; the first group as last resort. */
export function routeToGroup(groups: readonly SupportGroup[], categoryId: string): SupportGroup | undefined {
  let best: { group: SupportGroup; fit: number } | undefined;
  for (const group of groups) {
    const own = fit(group, categoryId);
    if (own === undefined) continue;
    if (!best || group.tier < best.group.tier || (group.tier === best.group.tier && own > best.fit))
      best = { group, fit: own };
  }
  return best?.group ?? groups[0];
}
