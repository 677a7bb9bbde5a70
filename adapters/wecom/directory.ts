import type { Sender } from '../../src/channel/inbound.ts';
import type { Schedule } from '../../src/connection/timers.ts';
import type { Clock } from '../../src/kernel/clock.ts';
import type { ApiClient } from './api-client.ts';
import { limits } from './limits.ts';
import { departmentAnswer, userAnswer } from './payloads.ts';

export type Directory = {
  /**
   * The sender as the company's directory knows them, within 0.3 s: somebody new may be known by id only the first time.
   * Without the app there is no directory, and everybody is.
   */
  findSender(userId: string): Promise<Sender>;
};

type Profile = { readonly name: string; readonly email: string | null; readonly department: string | null };
type Kept = { readonly profile: Profile | null; readonly until: number };

const keptMs = 12 * 3_600_000;
const retryMs = 60_000;
const maxKept = 20_000;

export function createDirectory(api: ApiClient | null, clock: Clock, schedule: Schedule): Directory {
  const known = new Map<string, Kept>();
  const asking = new Map<string, Promise<Profile | null>>();
  const departments = new Map<number, string | null>();

  async function ask(client: ApiClient, userId: string): Promise<Profile | null> {
    const answer = await client.get(`/user/get?userid=${encodeURIComponent(userId)}`);
    const parsed = answer.type === 'ok' ? userAnswer.safeParse(answer.body) : undefined;
    const before = known.get(userId)?.profile ?? null;
    if (parsed?.success !== true) return keep(userId, before, retryMs);
    const { name, email, biz_mail: work, main_department: main, department } = parsed.data;
    const mail = [work, email].find((address) => address !== undefined && address !== '') ?? null;
    const id = main ?? department?.[0];
    const named = id === undefined ? null : await departmentName(client, id);
    return keep(userId, { name, email: mail, department: named }, keptMs);
  }

  function keep(userId: string, profile: Profile | null, forMs: number): Profile | null {
    known.delete(userId);
    known.set(userId, { profile, until: clock() + forMs });
    const oldest = known.size > maxKept ? known.keys().next().value : undefined;
    if (oldest !== undefined) known.delete(oldest);
    return profile;
  }

  async function departmentName(client: ApiClient, id: number): Promise<string | null> {
    const found = departments.get(id);
    if (found !== undefined) return found;
    const answer = await client.get(`/department/get?id=${id}`);
    const parsed = answer.type === 'ok' ? departmentAnswer.safeParse(answer.body) : undefined;
    const name = parsed?.success === true ? parsed.data.department.name : null;
    if (name !== null) departments.set(id, name);
    return name;
  }

  async function find(userId: string): Promise<Profile | null> {
    if (!api) return null;
    const kept = known.get(userId);
    if (kept && clock() < kept.until) return kept.profile;
    const running =
      asking.get(userId) ??
      ask(api, userId).finally(() => {
        asking.delete(userId);
      });
    asking.set(userId, running);
    // Stale is better than late.
    if (kept?.profile) return kept.profile;
    let callOff = (): void => undefined;
    const patience = new Promise<null>((resolve) => {
      callOff = schedule(limits.directoryWaitMs, () => {
        resolve(null);
      });
    });
    return Promise.race([running, patience]).finally(() => {
      callOff();
    });
  }

  return {
    async findSender(userId) {
      const profile = await find(userId);
      return {
        userId,
        name: profile?.name ?? userId,
        // WeCom tells neither language nor zone.
        locale: null,
        timeZone: null,
        email: profile?.email ?? null,
        department: profile?.department ?? null,
      };
    },
  };
}
