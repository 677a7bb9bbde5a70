import type { SendOutcome } from '../../src/channel/adapter.ts';
import { limits } from './limits.ts';

/**
 * WeCom's error codes (page 90455, and what the long connection answers).
 * `throttled`: it will pass. `token`: a fresh access token mends it. `window`: the frame can no longer be answered.
 * `setup`: an administrator has to mend it. `refused`: this message will never arrive.
 */
export type Failure = 'throttled' | 'token' | 'window' | 'setup' | 'refused';

const failures: Readonly<Record<number, Failure>> = {
  [-1]: 'throttled',
  6000: 'throttled',
  45009: 'throttled',
  45033: 'throttled',
  40014: 'token',
  42001: 'token',
  846605: 'window',
  846608: 'window',
  40001: 'setup',
  40013: 'setup',
  40056: 'setup',
  40091: 'setup',
  48002: 'setup',
  60020: 'setup',
  301002: 'setup',
  853000: 'setup',
};

export function classify(code: number): Failure {
  return failures[code] ?? 'refused';
}

/** What an administrator has to look at, in the words of the configuration. */
const advice: Readonly<Record<number, string>> = {
  40001: 'channels.wecom.app.secret is wrong',
  40013: 'channels.wecom.app.corpId is wrong',
  40056: 'channels.wecom.app.agentId is wrong',
  40091: 'channels.wecom.app.secret is wrong',
  48002: 'the app may not call this; give it the permission in the admin console',
  60020: "this server's address is not among the app's trusted IPs (企业可信IP)",
  81013: 'the person is not in the visible range (可见范围) of the app',
  301002: 'channels.wecom.app.agentId does not belong to channels.wecom.app.secret',
  853000: 'channels.wecom.bot.botId or channels.wecom.bot.secret is wrong',
};

/** A sentence with WeCom's code; never its text, which may quote the message. */
export function tellCode(code: number): string {
  const what = advice[code];
  return what === undefined ? `WeCom answered ${code}` : `${what} (WeCom answered ${code})`;
}

/** What comes of a message WeCom answered with a code other than 0. */
export function outcomeOf(code: number): SendOutcome {
  const reason = tellCode(code);
  switch (classify(code)) {
    case 'throttled':
      return { type: 'retry', afterMs: code === 45009 ? limits.throttledMs : null, reason };
    case 'token':
    case 'window':
      return { type: 'retry', afterMs: null, reason };
    case 'setup':
      return { type: 'retry', afterMs: limits.throttledMs, reason };
    case 'refused':
      return { type: 'refused', reason };
  }
}
