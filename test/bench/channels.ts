import { cpus, release } from 'node:os';
import { pathToFileURL } from 'node:url';
import { createFakeSlack } from '../fakes/slack/fake-slack.ts';
import { startFakeDingtalk } from '../fakes/dingtalk/fake-dingtalk.ts';
import type { FakePlatform } from '../fakes/fake-platform.ts';
import { startWecomFake } from '../fakes/wecom/wecom-fake.ts';
import { openOfficeOn, userIdOn } from '../support/office-on.ts';
import { milliseconds, percentile } from './percentiles.ts';

/**
 * From the frame in to the reply's frame out, through the vendor's SDK, our adapter, the store (synced to the disk), the
 * dialogue and back, against the fake on loopback in the same process: its own work is in the figures.
 */
const starts: Readonly<Record<string, () => Promise<FakePlatform>>> = {
  slack: () => createFakeSlack({ limitPosts: false }),
  dingtalk: () => startFakeDingtalk(),
  wecom: () => startWecomFake(),
};

/** How often is looked whether an answer has come: every figure may be so much too high. */
const everyMs = 1;
/** Longer than any platform takes to deliver again what nobody took. */
const patienceMs = 90_000;

export type ReplyTimes = {
  readonly people: number;
  /** Answered; the others are none. */
  readonly count: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
};

/** `perSecond` null: all at once. Everybody writes once, a report nobody has written before. */
export async function measureReplies(
  start: () => Promise<FakePlatform>,
  people: number,
  perSecond: number | null,
): Promise<ReplyTimes> {
  const platform = await start();
  const userIds = Array.from({ length: people }, (_, index) => userIdOn(platform.channel, `p${index}`));
  for (const [index, userId] of userIds.entries())
    platform.addPerson({ userId, name: `员工${index}`, locale: 'zh-CN', timeZone: 'Asia/Shanghai' });
  const office = await openOfficeOn({ platforms: [platform] });
  await office.says('lin', 'VPN 连不上了，提示错误 809');
  const durations: number[] = [];
  /** Who waits, since when, and how it ends: one loop looks for all, or the looking would be what is measured. */
  const waiting = new Map<string, { readonly begun: number; readonly done: () => void }>();
  const one = async (userId: string, index: number): Promise<void> => {
    const answered = new Promise<void>((done) => {
      waiting.set(`@${userId}`, { begun: performance.now(), done });
    });
    await platform.says(userId, `@${userId}`, `VPN 连不上了，提示错误 809，我在家办公，第 ${index} 次了`);
    await answered;
  };
  const look = (): void => {
    const now = performance.now();
    for (const [place, { begun, done }] of waiting) {
      const isAnswered = platform.shown(place).length > 0;
      if (!isAnswered && now - begun < patienceMs) continue;
      if (isAnswered) durations.push(now - begun);
      waiting.delete(place);
      done();
    }
  };
  const looking = setInterval(look, perSecond === null ? 10 : everyMs);
  if (perSecond === null) await Promise.all(userIds.map(one));
  else {
    const begun = performance.now();
    const pending: Promise<void>[] = [];
    for (const [index, userId] of userIds.entries()) {
      const due = begun + (index * 1_000) / perSecond;
      while (performance.now() < due) await new Promise((resolve) => setTimeout(resolve, everyMs));
      pending.push(one(userId, index));
    }
    await Promise.all(pending);
  }
  clearInterval(looking);
  await office.close();
  return {
    people,
    count: durations.length,
    p50Ms: percentile(durations, 0.5),
    p95Ms: percentile(durations, 0.95),
  };
}

/** Prints both figures of every platform. @param scale share of the people */
export async function benchChannels(scale = 1): Promise<void> {
  for (const [name, start] of Object.entries(starts)) {
    const burst = await measureReplies(start, Math.ceil(200 * scale), null);
    const steady = await measureReplies(start, Math.ceil(200 * scale), 20);
    console.log(
      `${name.padEnd(10)} ${words(burst, 'people at once')}   ${words(steady, 'people, 20 a second')}`,
    );
  }
}

function words({ people, count, p50Ms, p95Ms }: ReplyTimes, what: string): string {
  const lost = count === people ? '' : `, ${people - count} NOT ANSWERED`;
  return `${people} ${what}${lost}: p50 ${milliseconds(p50Ms)}, p95 ${milliseconds(p95Ms)}`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const machine = `${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} cores, Linux ${release()}`;
  console.log(`${machine}, Node ${process.version}\nframe in to reply frame out, fake on loopback\n`);
  await benchChannels(process.argv.includes('--short') ? 0.1 : 1);
}
