import { parseDuration, type Duration } from '../kernel/duration.ts';
import { BotError } from '../kernel/bot-error.ts';
import { defaultPauses, type Policy } from './policy.ts';

function duration(text: string): Duration {
  const parsed = parseDuration(text);
  if ('problem' in parsed) throw new BotError('bug', parsed.problem);
  return parsed.duration;
}

function policy(priority: string, calendar: string, firstResponse: string, resolution: string): Policy {
  return {
    name: priority,
    when: { priority: [priority] },
    targets: {
      firstResponse: { duration: duration(firstResponse), calendar },
      nextReply: null,
      resolution: { duration: duration(resolution), calendar },
    },
    levels: null,
    pauses: defaultPauses,
    reopen: 'continue',
  };
}

/** The table of product.md; in force where `sla.policies` is not configured. */
export const defaultPolicies: readonly Policy[] = [
  policy('P1', '24x7', '15m', '4h'),
  policy('P2', 'cn', '30m', '1wd'),
  policy('P3', 'cn', '2h', '3wd'),
  policy('P4', 'cn', '1wd', '5wd'),
];
