import { same, words } from '../kernel/document/words.ts';
import { roles, type Person, type Role } from '../people/person.ts';
import { at, readList, readRecord, refuse, type Field } from './field.ts';
import { readId, readLocale, readName, readOneOf, readText, readTimeZone } from './values.ts';

export const personKeys = [
  'id',
  'name',
  'email',
  'roles',
  'locale',
  'level',
  'department',
  'timeZone',
  'identities',
] as const;

const levelWords = words('a word such as standard or vip', '一个词，如 standard 或 vip');
const departmentWords = words('the name of a department, such as Sales', '部门名称，如 销售部');
const emailWords = words('an e-mail address', '邮箱地址');
const rolesWords = words(`a list of roles: ${roles.join(', ')}`, `角色列表：${roles.join('、')}`);
export const listOfPeople = words(
  'a list of people, or { file: ... } naming a YAML, JSON or CSV file',
  '人员列表，或 { file: ... } 指向 YAML、JSON 或 CSV 文件',
);

export type PeopleOptions = {
  /** Declared channels: the keys of `identities`. */
  readonly channels: readonly string[];
  /** Whether a person's id serves as identity on the demo channel where none is given. */
  readonly demoChannel: string | null;
};

/** A list of people. Ids, e-mail addresses and identities belong to one person each. */
export function readPeople(field: Field, options: PeopleOptions): Person[] {
  const taken = new Map<string, string>();
  const people: Person[] = [];
  for (const item of readList(field, listOfPeople) ?? []) {
    const person = readPerson(item, options);
    if (person) people.push(person);
    if (person) refuseTaken(item, person, taken);
  }
  return people;
}

function readPerson(item: Field, { channels, demoChannel }: PeopleOptions): Person | undefined {
  const field = readRecord(item, personKeys);
  if (typeof item.value !== 'object' || Array.isArray(item.value)) return undefined;
  const id = readId(field.id);
  const identities: Record<string, string> = {};
  for (const [channel, identity] of Object.entries(readRecord(field.identities, channels))) {
    const userId = readText(
      identity,
      words(`the person's id on ${channel}`, `此人在 ${channel} 上的 id`),
      (text) => !/\s/.test(text),
    );
    if (userId !== undefined) identities[channel] = userId;
  }
  if (demoChannel !== null && id !== undefined) identities[demoChannel] ??= id;
  const read = {
    name: readName(field.name, id ?? ''),
    email: readText(field.email, emailWords, (text) => /^[^\s@]+@[^\s@]+$/.test(text)) ?? null,
    roles: readRoles(field.roles),
    locale: readLocale(field.locale) ?? null,
    timeZone: readTimeZone(field.timeZone) ?? null,
    level: readText(field.level, levelWords, (text) => /^[\p{L}\p{N}_-]{1,40}$/u.test(text)) ?? 'standard',
    department: readText(field.department, departmentWords, (text) => text.length <= 80) ?? null,
    identities,
  };
  return id === undefined ? undefined : { id, ...read };
}

function readRoles(field: Field): Role[] {
  const read = (readList(field, rolesWords, 'single-allowed') ?? []).flatMap(
    (item) => readOneOf(item, roles) ?? [],
  );
  return read.length === 0 ? ['requester'] : [...new Set(read)];
}

function refuseTaken(item: Field, person: Person, taken: Map<string, string>): void {
  const claim = (key: string, field: Field, userId: string): boolean => {
    const other = taken.get(key);
    if (other === undefined) taken.set(key, person.id);
    else {
      const expected = words(
        `something nobody else has: it is ${other}'s`,
        `不能与别人重复：已属于 ${other}`,
      );
      // An identity may be there without being written.
      refuse(field, expected, field.value === undefined ? { seen: same(userId) } : {});
    }
    return other === undefined;
  };
  // Of a person who stands there twice one problem is enough.
  if (!claim(`id ${person.id}`, at(item, 'id'), person.id)) return;
  if (person.email !== null) claim(`email ${person.email.toLowerCase()}`, at(item, 'email'), person.email);
  for (const [channel, userId] of Object.entries(person.identities)) {
    claim(`${channel}:${userId}`, at(at(item, 'identities'), channel), userId);
  }
}
