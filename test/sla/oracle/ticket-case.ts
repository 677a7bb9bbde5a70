import type { Timer } from '../../../src/sla/clock.ts';
import { computeClock } from '../../../src/sla/compute-clock.ts';
import { explainClock, type ExplainedTimer } from '../../../src/sla/explain-clock.ts';
import type { World } from './arithmetic-case.ts';
import { walkBetween } from './minute-walk.ts';
import { randomTicket } from './random-ticket.ts';
import type { Random } from './random.ts';
import { walkTicket, type WalkedTimer } from './ticket-walk.ts';

const minuteMs = 60_000;

function compareTimer(walked: WalkedTimer, timer: Timer, asOf: number): string | undefined {
  const seen = [
    timer.target,
    timer.state.name,
    timer.usedMs,
    walked.dueAt === undefined ? undefined : timer.dueAt,
  ];
  const wanted = [walked.target, walked.state, walked.usedMs, walked.dueAt];
  if (JSON.stringify(seen) !== JSON.stringify(wanted))
    return `timer: oracle ${JSON.stringify(wanted)}, engine ${JSON.stringify(seen)}`;
  if (timer.remainingMs !== timer.targetMs - timer.usedMs) return 'remaining is not target less used';
  if (walked.dueAt === undefined || walked.dueAt === null) return undefined;
  const late =
    timer.state.name === 'met' || timer.state.name === 'stopped'
      ? timer.state.at > walked.dueAt
      : asOf >= walked.dueAt;
  return (timer.breachedAt === walked.dueAt) === late
    ? undefined
    : `breach: ${String(timer.breachedAt)} although due ${walked.dueAt}`;
}

/** What an explanation must add up to, by the engine's numbers and by the cells. */
function checkExplanation(
  world: World,
  timer: Timer,
  told: ExplainedTimer,
  asOf: number,
): string | undefined {
  const past = told.stretches.filter(({ ahead }) => !ahead);
  const until = timer.state.name === 'met' || timer.state.name === 'stopped' ? timer.state.at : asOf;
  const gaps = told.stretches.some(
    (stretch, i) => stretch.from.at !== (i === 0 ? timer.startAt : told.stretches[i - 1]?.to.at),
  );
  if (gaps) return 'stretches have gaps';
  if (past.length > 0 && past.at(-1)?.to.at !== until) return 'stretches end elsewhere';
  if (told.usedMs !== timer.usedMs) return `explained ${told.usedMs}, used ${timer.usedMs}`;
  const running = told.stretches
    .filter(({ kind }) => kind === 'running')
    .reduce((sum, { workingMs }) => sum + workingMs, 0);
  const open = timer.state.name === 'running' && timer.breachedAt === null;
  if (open && running !== timer.targetMs)
    return `stretches up to the deadline sum to ${running}, promised ${timer.targetMs}`;
  const { first, open: cells } = world.minutes;
  const wrong = told.stretches.find(({ kind, from, to, workingMs }) => {
    if (to.at / minuteMs > first + cells.length) return false;
    const openMs = walkBetween(world.minutes, from.at / minuteMs, to.at / minuteMs) * minuteMs;
    if (openMs !== workingMs) return true;
    return kind === 'running' ? openMs !== to.at - from.at : kind === 'outside' && openMs !== 0;
  });
  return wrong && `stretch ${JSON.stringify(wrong)}`;
}

/** A random ticket put to engine, oracle and explanation; undefined where all agree. */
export function tryTicket(world: World, random: Random): string | undefined {
  const { facts, nowAt } = randomTicket(world, random);
  const calendars = new Map([[world.calendar.name, world.calendar]]);
  const clock = computeClock(facts, calendars, nowAt);
  const walked = walkTicket(world, facts, nowAt);
  const told = explainClock(clock, calendars);
  const fail = (what: string): string =>
    JSON.stringify({ what, seed: world.seed, nowAt, facts, raw: world.raw });
  if (walked.length !== clock.timers.length)
    return fail(`oracle has ${walked.length} timers, engine ${clock.timers.length}`);
  for (const [i, timer] of clock.timers.entries()) {
    const other = walked[i];
    const explained = told.timers[i];
    if (!other || !explained) return fail('a timer is missing');
    const wrong =
      compareTimer(other, timer, clock.asOf) ?? checkExplanation(world, timer, explained, clock.asOf);
    if (wrong) return fail(wrong);
  }
  return undefined;
}

/** The same without the oracle's replay: only that the explanation adds up to what the engine says. */
export function tryExplanation(world: World, random: Random): string | undefined {
  const { facts, nowAt } = randomTicket(world, random);
  const calendars = new Map([[world.calendar.name, world.calendar]]);
  const clock = computeClock(facts, calendars, nowAt);
  const told = explainClock(clock, calendars);
  for (const [i, timer] of clock.timers.entries()) {
    const explained = told.timers[i];
    const wrong = explained ? checkExplanation(world, timer, explained, clock.asOf) : 'a timer is missing';
    if (wrong) return JSON.stringify({ what: wrong, seed: world.seed, nowAt, facts, raw: world.raw });
  }
  return undefined;
}
