import type { Urgency } from '../../ticketing/classification.ts';
import type { ReadText } from '../text/reading.ts';
import type { Reasoned, Understanding } from '../understanding.ts';
import { findCues, wordsOf } from './cue.ts';
import { judgeDataGivenAway } from './data-given-away.ts';
import type { Finding } from '../text/finding.ts';
import { blocked, degraded, denied, intermittent, partial, stopped, workable } from './fault-cues.ts';

/** What an incident of a category is by its nature, whatever words tell it: who has no password is shut out. */
const byNature: Readonly<Record<string, Urgency>> = {
  'account.password': 'blocked',
  'account.mfa': 'blocked',
  'account.permission': 'blocked',
  'data.recovery': 'blocked',
  'security.lost-device': 'blocked',
  'security.malware': 'degraded',
};

/**
 * How much is lost, by what is said (product.md): stopped – production or business stands still; blocked – cannot be
 * used at all and no way round is stated; degraded – slow, now and then, in part, or a way round is stated; low – a
 * question, a wish, a plan. Shouting ("急", "ASAP", "!!!") is no cue at all.
 *
 * @param category as understood, or null
 * @returns null where an incident is told without a word on how bad it is; no words where the category alone says it.
 */
export function judgeUrgency(
  read: ReadText,
  kind: Understanding['kind'],
  category: string | null,
): Reasoned<Urgency> | null {
  const standstill = findCues(read, stopped);
  if (standstill.length > 0) return { value: 'stopped', words: wordsOf(read, standstill) };
  if (category === 'security.lost-device' && kind !== 'how-to')
    return { value: 'blocked', words: wordsOf(read, findCues(read, blocked)) };
  if (kind !== 'incident') return { value: 'low', words: [] };
  if (category === 'security.phishing' && !isOutage(read)) return judgePhishing(read);
  const parts = category === 'data.recovery' ? [] : partial;
  const mild = findCues(read, [...intermittent, ...workable, ...denied, ...parts]);
  if (mild.length > 0) return { value: 'degraded', words: wordsOf(read, mild) };
  const hard = category === 'security.malware' ? beyondInfection(read) : findCues(read, blocked);
  if (hard.length > 0) return { value: 'blocked', words: wordsOf(read, hard) };
  const nature = byNature[category ?? ''];
  if (nature !== undefined) return { value: nature, words: [] };
  const soft = findCues(read, degraded);
  return soft.length > 0 ? { value: 'degraded', words: wordsOf(read, soft) } : null;
}

/** Words that name an infection say nothing on whether the machine can still be used. */
const infection = /中毒|病毒|中招|被黑|绑架|劫持|hack|hijack|infect|virus|trojan/;

function beyondInfection(read: ReadText): Finding[] {
  return findCues(read, blocked).filter(({ start, end }) => !infection.test(read.text.slice(start, end)));
}

/** What a suspicious message comes as, or what is said of it. */
const lure =
  /邮件|信(?!号|箱|任)|短信|链接|附件|来电|电话|微信|消息|自称|冒充|骗|钓鱼|可疑|二维码|扫码|假|验证码|(?<![a-z])(?:e?mails?|messages?|texts?|links?|calls?|called|sms|qr|attachments?|scam\w*|phish\w*|fake|suspicious|strange|pretend\w*|claim\w*|posing)(?![a-z])/;

/** Taken for phishing, though no message is spoken of and something does not work: it is what it says. */
function isOutage(read: ReadText): boolean {
  return !lure.test(read.text) && findCues(read, blocked).length > 0;
}

/** A suspicious message that was only received hinders nobody; once clicked or answered it does. */
function judgePhishing(read: ReadText): Reasoned<Urgency> {
  const { value, words } = judgeDataGivenAway(read);
  return value ? { value: 'degraded', words } : { value: 'low', words: [] };
}
