import { closest, distance } from 'fastest-levenshtein';
import { findTicketNumber } from './reference.ts';
import { verbs, type Verb, type VerbId } from './verb.ts';

export type ParsedCommand =
  | { readonly type: 'command'; readonly verb: VerbId; readonly ticket: number | null; readonly rest: string }
  /** Written as a command and not one: `/clam T-3`. */
  | { readonly type: 'unknown'; readonly word: string };

type KnownVerb = (typeof verbs)[number];

const names = verbs
  .flatMap((verb: Verb) => [verb.id, ...verb.aliases].map((name) => ({ name, verb: verb as KnownVerb })))
  .sort((a, b) => b.name.length - a.name.length);

const han = /\p{Script=Han}/u;
const reference = /^((?:t-?|#)?\d{1,9})(?![\d.])[\s,，:：、]*/i;

/**
 * Reads a message as a command, or undefined where it is ordinary talk. With a slash everything is a command; without
 * one only what can hardly be meant otherwise, so that "new laptop won't start" or "取消不了订阅" stays a report. A lone
 * `T-12` asks where it stands.
 */
export function parseCommand(input: string): ParsedCommand | undefined {
  const typed = input.trim();
  const text = foldWidth(typed);
  const slash = /^\/\s*(?=\S)/.exec(text);
  const body = slash ? text.slice(slash[0].length) : text;
  const lone = /^(?:t-|#)\d{1,9}$/i.test(body) ? findTicketNumber(body) : undefined;
  if (lone !== undefined) return { type: 'command', verb: 'status', ticket: lone, rest: '' };
  const head = findHead(body);
  if (head) {
    const command = withArguments(head.verb, head.rest);
    if (!slash && !isUnmistakable(head, command)) return undefined;
    // What is passed on to somebody is passed on as it was typed: the end of the text, unfolded.
    const rest = typed.slice(typed.length - command.rest.length);
    return { type: 'command', verb: head.verb.id, ticket: command.ticket, rest };
  }
  if (!slash) return undefined;
  const word = /^\S+/.exec(body)?.[0] ?? '';
  // A path is not a command.
  return word.includes('/') ? undefined : { type: 'unknown', word };
}

/** Full-width letters, digits and signs as half-width ones, place by place: nothing moves. */
function foldWidth(text: string): string {
  return text
    .replace(/[\uff01-\uff5e]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .replaceAll('\u3000', ' ');
}

/** A period and at most one more word, a group's name: "达成率 怎么算的" is a question. */
const slaWords =
  /^(?:(?:today|week|month|今天|今日|本[周週月]|[这這][周週]|[这這][个個]月)(?:\s+\S{1,30})?)?$/i;

/** An article's id comes first: "发布 会议室的投影坏了" is a report. */
const articleWords = /^(?=[a-z0-9-]*[a-z-])[a-z0-9]+(?:-[a-z0-9]+)*(?:\s|$)/i;

type Head = { readonly verb: KnownVerb; readonly name: string; readonly rest: string };

function findHead(body: string): Head | undefined {
  const lower = body.toLowerCase();
  for (const { name, verb } of names) {
    if (!lower.startsWith(name)) continue;
    const after = body.slice(name.length);
    const ends = after === '' || /^[\s,，:：]/.test(after) || (han.test(name) && reference.test(after));
    if (ends) return { verb, name, rest: after.replace(/^[\s,，:：]+/, '') };
  }
  return undefined;
}

function withArguments(verb: KnownVerb, rest: string): { ticket: number | null; rest: string } {
  const takesTicket = verb.shape === 'ticket' || verb.shape === 'ticket-words';
  const match = takesTicket ? reference.exec(rest) : null;
  const after = match ? rest.slice(match[0].length).trim() : rest.trim();
  // `rate 5`: the only number is the score.
  if (!match || (verb.id === 'rate' && after === '' && /^[1-5]$/.test(rest.trim())))
    return { ticket: null, rest: rest.trim() };
  return { ticket: findTicketNumber(match[1] ?? '') ?? null, rest: after };
}

function isUnmistakable(
  { verb, name, rest }: Head,
  command: { ticket: number | null; rest: string },
): boolean {
  switch (verb.shape) {
    case 'alone':
      return rest === '';
    case 'ticket':
      return rest === '' || command.ticket !== null;
    case 'ticket-words':
      return (
        command.ticket !== null ||
        (rest === '' && (verb.id === 'reopen' || verb.audience === 'staff')) ||
        (verb.id === 'rate' && /^[1-5]$/.test(rest))
      );
    case 'words':
      // "绑定 手机 收不到验证码" is a report; a name, an address or a channel is one word.
      if (verb.id === 'bind' || verb.id === 'unbind') return /^\S{0,60}$/.test(rest);
      if (verb.id === 'sla') return slaWords.test(rest);
      // "submit" and "submit please" end a report; an article's id has a hyphen.
      if (name === 'submit') return /^[a-z0-9]+-[a-z0-9-]+(?:\s|$)/i.test(rest);
      if (verb.audience === 'editors') return rest === '' || articleWords.test(rest);
      if (verb.id === 'lang') return rest === '' || /^(zh|en|中文|英文|繁|简|簡)/i.test(rest);
      return rest === '' || han.test(name) || verb.id === 'kb';
  }
}

/** The name or alias closest to a mistyped word; null where none is close. */
export function nearestName(word: string, among: readonly Verb[]): string | null {
  const candidates = among.flatMap(({ id, aliases }) => [id, ...aliases]);
  const found = closest(word.toLowerCase(), candidates);
  return distance(word.toLowerCase(), found) <= Math.max(1, Math.floor(found.length / 2)) ? found : null;
}
