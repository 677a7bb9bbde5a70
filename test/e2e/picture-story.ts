import type { World } from '../support/world.ts';
import { answerQuestions, type Words } from './questionnaire.ts';
import type { PictureWords } from './picture-words.ts';
import type { Screen } from './screen.ts';

/** What went on in the office before the picture is taken, by way of the server alone. */
export async function tellBackground(
  world: World,
  { yesterday, morning, followUp }: PictureWords,
): Promise<void> {
  const solved = await opensTicket(world, yesterday.requester, yesterday);
  await world.says('li', `认领 ${solved}`, 'desk');
  await world.passes('2026-11-23T17:35:00+08:00');
  await world.says('li', yesterday.resolve(solved), 'desk');
  await world.passes('2026-11-24T09:02:00+08:00');
  await world.presses(yesterday.requester, yesterday.confirm);
  await world.presses(yesterday.requester, yesterday.rating);
  await world.says(yesterday.requester, yesterday.reason);
  await world.passes('2026-11-24T09:06:00+08:00');
  await world.says('zhou', followUp, 'desk');

  await world.passes('2026-11-24T09:14:00+08:00');
  const late = await opensTicket(world, morning.requester, morning);
  await minutesPass(world, '2026-11-24T09:47:00+08:00');
  await world.says('li', morning.claim(late), 'desk');
  await world.says('li', morning.reply(late), 'desk');
  await minutesPass(world, '2026-11-24T10:00:00+08:00');
}

/** Minute by minute, so that nobody is told anything late. */
async function minutesPass(world: World, until: string): Promise<void> {
  while (world.now() < Date.parse(until)) {
    await world.passes(Math.min(60_000, Date.parse(until) - world.now()));
  }
}

/** The whole scene: reported, opened, claimed, answered. */
export async function tellScene(world: World, screen: Screen, said: PictureWords): Promise<void> {
  const requester = screen.seat(said.requester);
  const desk = screen.seat(said.agent, 'desk');
  await requester.says(said.report);
  await requester.presses(said.notSolved);
  await answerQuestions(requester, said);
  await requester.presses(said.submit);
  const ticket = /T-\d+/.exec(await requester.newest().innerText())?.[0] ?? '';
  await desk.presses(said.claim);
  await world.says(said.agent, said.reply(ticket));
  await requester.says(said.answer);
}

async function opensTicket(
  world: World,
  userId: string,
  said: { report: string; notSolved: string; submit: string; words: Words },
): Promise<string> {
  await world.says(userId, said.report);
  await world.presses(userId, said.notSolved);
  for (let step = 0; step < 15; step += 1) {
    const asked = (await world.heard(`@${userId}`)).at(-1);
    const actions = asked?.message.actions ?? [];
    if (actions.some(({ label }) => label === said.submit)) break;
    const choice = actions.some(({ action }) => action.includes(':answer:'));
    const answer =
      said.words.find(([about]) => about.test(asked?.text ?? ''))?.[1] ?? said.words[0]?.[1] ?? '';
    await world.says(userId, choice ? '1' : answer);
  }
  const opened = await world.presses(userId, said.submit);
  const ticket = /T-\d+/.exec(opened.at(-1)?.text ?? '')?.[0];
  if (ticket === undefined) throw new Error(`no ticket: ${opened.at(-1)?.text ?? 'silence'}`);
  return ticket;
}
