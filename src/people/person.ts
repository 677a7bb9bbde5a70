import type { Locale } from '../kernel/locale.ts';

export const roles = [
  'requester',
  'agent',
  'lead',
  'manager',
  'knowledge-manager',
  'quality-officer',
  'administrator',
] as const;
export type Role = (typeof roles)[number];

/** One human being, with one identity per platform. Roles belong to the person, not to the platform. */
export type Person = {
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
  readonly roles: readonly Role[];
  /** Chosen by the person or configured; null: the channel's word, then the text they write, decides. */
  readonly locale: Locale | null;
  readonly timeZone: string | null;
  /** Service level, for SLA policies: `standard`, `vip`, … */
  readonly level: string;
  /** For SLA policies; null: not known. */
  readonly department: string | null;
  /** Channel name → user id there. */
  readonly identities: Readonly<Record<string, string>>;
};

export function hasRole(person: Person, ...wanted: Role[]): boolean {
  return wanted.some((role) => person.roles.includes(role));
}

/** May work tickets: agents and whoever leads them. */
export function isStaff(person: Person): boolean {
  return hasRole(person, 'agent', 'lead', 'manager', 'administrator');
}

/** As a policy may ask for it; nothing where it is not known. */
export function departmentOf({ department }: Pick<Person, 'department'>): { department?: string } {
  return department === null ? {} : { department };
}
