import type { Sender } from '../../src/channel/inbound.ts';
import { schedule as realSchedule, type Schedule } from '../../src/connection/timers.ts';
import type { Clock } from '../../src/kernel/clock.ts';
import type { ApiClient } from './api-client.ts';
import { departmentAnswer, userAnswer } from './payloads.ts';

export type Profile = {
  readonly name: string | null;
  readonly email: string | null;
  readonly department: string | null;
};

/** Who people are, as DingTalk's contacts tell; those calls are free of the month's allowance. */
export type Directory = {
  /** What is known, after waiting at most {@link patienceMs} for somebody new. Never rejects. */
  find(userId: string): Promise<Profile | undefined>;
  senderOf(userId: string, nick: string): Promise<Sender>;
};

/** An acknowledgement waits that long for a name, and only the first time. */
const patienceMs = 300;
const freshMs = 24 * 3_600_000;
/** Somebody who could not be looked up is asked for again after that. */
const failedMs = 10 * 60_000;
const maxKept = 20_000;
const contacts = { repeatable: true, metered: false };

export function createDirectory(api: ApiClient, clock: Clock, schedule: Schedule = realSchedule): Directory {
  const kept = new Map<string, { profile: Profile | undefined; until: number }>();
  const departments = new Map<number, string | null>();
  const loading = new Map<string, Promise<Profile | undefined>>();

  const departmentName = async (id: number): Promise<string | null> => {
    const known = departments.get(id);
    if (known !== undefined) return known;
    const outcome = await api.callOld(
      '/topapi/v2/department/get',
      { dept_id: id, language: 'zh_CN' },
      contacts,
    );
    if (outcome.type !== 'ok') return null;
    const read = departmentAnswer.safeParse(outcome.body);
    const name = read.success ? (read.data.result.name ?? null) : null;
    if (departments.size > maxKept) departments.clear();
    departments.set(id, name);
    return name;
  };

  const load = async (userId: string): Promise<Profile | undefined> => {
    const outcome = await api.callOld('/topapi/v2/user/get', { userid: userId, language: 'zh_CN' }, contacts);
    const read = outcome.type === 'ok' ? userAnswer.safeParse(outcome.body) : undefined;
    const before = kept.get(userId)?.profile;
    if (!read?.success) {
      keep(userId, before, failedMs);
      return before;
    }
    const { name, email, org_email: orgEmail, dept_id_list: departmentIds } = read.data.result;
    // 1 is the whole company.
    const home = departmentIds?.find((id) => id !== 1);
    const profile: Profile = {
      name: name?.trim() || null,
      email: (orgEmail?.trim() || email?.trim()) ?? null,
      department: home === undefined ? null : await departmentName(home),
    };
    keep(userId, profile, freshMs);
    return profile;
  };

  const keep = (userId: string, profile: Profile | undefined, forMs: number): void => {
    kept.delete(userId);
    const oldest = kept.size < maxKept ? undefined : kept.keys().next().value;
    if (oldest !== undefined) kept.delete(oldest);
    kept.set(userId, { profile, until: clock() + forMs });
  };

  const refresh = (userId: string): Promise<Profile | undefined> => {
    const running = loading.get(userId);
    if (running) return running;
    const started = load(userId).finally(() => loading.delete(userId));
    loading.set(userId, started);
    return started;
  };

  const find = async (userId: string): Promise<Profile | undefined> => {
    const known = kept.get(userId);
    if (known && known.until > clock()) return known.profile;
    const fetched = refresh(userId);
    if (known) return known.profile;
    const { promise, resolve } = Promise.withResolvers<undefined>();
    const cancel = schedule(patienceMs, () => {
      resolve(undefined);
    });
    const first = await Promise.race([fetched, promise]);
    cancel();
    return first;
  };

  return {
    find,
    async senderOf(userId, nick) {
      const profile = await find(userId);
      return {
        userId,
        name: profile?.name ?? (nick === '' ? userId : nick),
        // DingTalk tells neither language nor time zone of anybody.
        locale: null,
        timeZone: null,
        email: profile?.email === '' ? null : (profile?.email ?? null),
        department: profile?.department ?? null,
      };
    },
  };
}
