import { afterAll, describe, expect } from 'vitest';
import type { FakePlatform } from '../../fakes/fake-platform.ts';
import { createOfficeClock, openOfficeOn } from '../../support/office-on.ts';
import { describeMainJob } from './main-job.ts';
import { platforms } from './platforms.ts';

/** The same dialogue, word for word, on every platform there is. */
const at = '2026-11-24T10:00:00+08:00';

describe('the main job on web', () => {
  describeMainJob(() => openOfficeOn({ platforms: [], clock: createOfficeClock(at) }));
});

describe.each(Object.entries(platforms))('the main job on %s', (_, start) => {
  let platform: FakePlatform | undefined;
  describeMainJob(async () => {
    const clock = createOfficeClock(at);
    platform = await start(clock.now);
    return openOfficeOn({ platforms: [platform], clock });
  });
  afterAll(() => {
    expect(platform?.violations()).toEqual([]);
  });
});
