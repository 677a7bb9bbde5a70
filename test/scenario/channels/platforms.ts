import { startFakeDingtalk } from '../../fakes/dingtalk/fake-dingtalk.ts';
import type { FakePlatform } from '../../fakes/fake-platform.ts';
import { createFakePlain } from '../../fakes/plain/platform.ts';
import { createFakeSlack } from '../../fakes/slack/fake-slack.ts';
import { startWecomFake } from '../../fakes/wecom/wecom-fake.ts';

export type StartPlatform = (clock: () => number) => Promise<FakePlatform>;

/** Every vendor's platform, each as a fake that keeps the office's time. */
export const vendors: Readonly<Record<string, StartPlatform>> = {
  slack: (clock) => createFakeSlack({ clock }),
  dingtalk: (clock) => startFakeDingtalk({ clock }),
  wecom: (clock) => startWecomFake({ clock }),
};

function startBotAlone(clock: () => number): Promise<FakePlatform> {
  return startWecomFake({ clock, identities: 'bot' });
}

/** One connection each, so that a platform that is gone is known to be gone at once. */
export const singly: Readonly<Record<string, StartPlatform>> = { ...vendors, wecom: startBotAlone };

/** The same, poorer or richer, and one that can do nothing. */
export const platforms: Readonly<Record<string, StartPlatform>> = {
  ...vendors,
  'wecom without the app': startBotAlone,
  'dingtalk without cards': (clock) => startFakeDingtalk({ clock, cardTemplateId: null }),
  'a channel that can do nothing': (clock) => Promise.resolve(createFakePlain({ clock })),
};
