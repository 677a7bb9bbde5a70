import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWorld, type World } from '../support/world.ts';

/** The main job in English, beside Chinese-speaking agents. */
let world: World;
beforeAll(async () => {
  world = await openWorld({ at: '2026-11-24T14:00:00+08:00' });
});
afterAll(() => world.close());

const last = async (place: string): Promise<string> => (await world.heard(place)).at(-1)?.text ?? '';

test('Emma reports and gets an answer in English', async () => {
  const [answer] = await world.says('emma', "The printer on the 3rd floor is jammed, I can't print at all");
  expect(answer?.text).toContain('[Solved]');
});

test('not solved: questions, a summary, a ticket with promises in English', async () => {
  await world.presses('emma', 'Not solved');
  for (let step = 0; step < 10 && !(await last('@emma')).includes('[Submit]'); step += 1) {
    const options =
      (await world.heard('@emma'))
        .at(-1)
        ?.message.actions.filter(({ action }) => action.includes(':answer:')) ?? [];
    await world.says('emma', options.length > 0 ? '1' : 'HP next to the kitchen');
  }
  const [opened] = await world.says('emma', 'yes');
  expect(opened?.text).toContain('T-1');
  expect(opened?.text).toMatch(/today \d\d:\d\d/);
});

test('the desk reads its card in Chinese', async () => {
  expect(await last('desk')).toContain('[认领]');
});

test('an answer without a claim claims; Emma hears of it once', async () => {
  const before = (await world.heard('@emma')).length;
  await world.says('wang', '/reply T-1 On my way.', 'desk');
  const heard = (await world.heard('@emma')).slice(before);
  expect(heard).toHaveLength(1);
  expect(heard[0]?.text).toContain('On my way.');
});

test('silence closes it after three working days', async () => {
  await world.says('wang', '/resolve T-1 Took out the torn sheet.', 'desk');
  await world.passes('2026-11-27T13:59:00+08:00');
  expect(await last('@emma')).not.toContain('[5');
  await world.passes('2026-11-27T15:00:00+08:00');
  expect(await last('@emma')).toContain('[5');
});
