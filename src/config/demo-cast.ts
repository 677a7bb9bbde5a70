import type { Locale } from '../kernel/locale.ts';
import type { Person, Role } from '../people/person.ts';
import type { SupportGroup } from '../people/support-group.ts';

/** The channel without a login, for trying out and for looking. */
export const demoChannel = 'web';

function member(
  id: string,
  name: string,
  roles: readonly Role[],
  locale: Locale,
  level = 'standard',
): Person {
  const identities = { [demoChannel]: id };
  return { id, name, email: null, roles, locale, timeZone: null, level, department: null, identities };
}

/** Who can be tried out where no people are configured; bot.config.yaml as shipped has the same. */
export const demoCast: readonly Person[] = [
  member('lin', '小林', ['requester'], 'zh-CN'),
  member('emma', 'Emma', ['requester'], 'en'),
  member('jiaying', '佳穎', ['requester'], 'zh-TW', 'vip'),
  member('wang', '王工', ['agent'], 'zh-CN'),
  member('li', '李工', ['agent'], 'zh-CN'),
  member('alex', 'Alex', ['agent'], 'en'),
  member('zhou', '周主管', ['agent', 'lead'], 'zh-CN'),
  member('chen', '陈经理', ['manager'], 'zh-CN'),
  member('xu', '许老师', ['knowledge-manager'], 'zh-CN'),
];
const demoLead = 'zhou';

const deskNames: Readonly<Record<Locale, string>> = {
  'zh-CN': '服务台',
  'zh-TW': '服務台',
  en: 'Service desk',
};

/** One group that takes everything, where no groups are configured. Without the demo channel it has nowhere to talk. */
export function defaultGroup(locale: Locale, people: readonly Person[], demo: boolean): SupportGroup {
  return {
    id: 'service-desk',
    name: deskNames[locale],
    tier: 1,
    categories: [],
    lead: people === demoCast ? demoLead : null,
    conversations: demo ? [{ kind: 'group', channel: demoChannel, groupId: 'desk' }] : [],
  };
}
