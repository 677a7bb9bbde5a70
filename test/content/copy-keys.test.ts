import { articleStatuses } from '../../src/knowledge/stored-article.ts';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { installedChannels } from '../../adapters/registry.ts';
import { findDialogWord } from '../../src/conversation/dialog-words.ts';
import { periodNames } from '../../src/insight/period.ts';
import type { AnswerProblem } from '../../src/questionnaire/parse-answer.ts';
import { auditKinds } from '../../src/runtime/audit-ticket.ts';
import type { Target } from '../../src/sla/policy.ts';
import { watchTargets } from '../../src/sla/watch.ts';
import { breachCauses } from '../../src/ticketing/breach-cause.ts';
import { impacts, priorities, urgencies } from '../../src/ticketing/classification.ts';
import { parseCommand } from '../../src/ticketing/parse-command.ts';
import type { Refusal } from '../../src/ticketing/ticket-command.ts';
import type { TicketChange } from '../../src/ticketing/ticket-event.ts';
import { holdReasons, type StatusName } from '../../src/ticketing/ticket.ts';
import { verbs, type Verb } from '../../src/ticketing/verb.ts';
import { parseTemplate } from '../../src/wording/template.ts';
import { findCopyUses, type CopyUse } from './copy-uses.ts';

const root = join(import.meta.dirname, '../..');
const locales = ['zh-CN', 'zh-TW', 'en'] as const;
const copies = Object.fromEntries(locales.map((locale) => [locale, readCopy(locale)])) as Record<
  (typeof locales)[number],
  Map<string, string>
>;
const copy = copies['zh-CN'];

function readCopy(locale: string): Map<string, string> {
  return new Map(
    Object.entries(
      parse(readFileSync(join(root, `prompts/copy/${locale}.yaml`), 'utf8')) as Record<string, string>,
    ),
  );
}

function parametersOf(key: string, from = copy): readonly string[] {
  return parseTemplate(from.get(key) ?? '').parameters;
}

// The compiler asks for every member of a union here, so a new status or event cannot go without words.
function all<Name extends string>(names: Record<Name, true>): Name[] {
  return Object.keys(names) as Name[];
}

const verbIds = verbs.map(({ id }) => id);
// prettier-ignore
const statuses = all<StatusName>({
  new: true, assigned: true, in_progress: true, on_hold: true, resolved: true, closed: true,
  cancelled: true,
});
const closers = all<Extract<TicketChange, { type: 'closed' }>['by']>({
  requester: true,
  agent: true,
  silence: true,
});
const targets = all<Target>({ firstResponse: true, nextReply: true, resolution: true });
// prettier-ignore
const changes = all<TicketChange['type']>({
  opened: true, claimed: true, assigned: true, released: true, replied: true, requester_wrote: true, noted: true, held: true, resumed: true,
  priority_changed: true, category_changed: true, policy_changed: true, urged: true, resolved: true, reopened: true, closed: true, cancelled: true, rated: true,
  rating_explained: true, recovery_opened: true, requester_changed: true, alerted: true, acknowledged: true, breach_explained: true, transferred: true, joined: true,
});
// prettier-ignore
const refusals = all<Refusal['type']>({
  'not-found': true, 'claimed-by-other': true, 'already-yours': true, 'not-claimed': true, 'not-assignee': true, finished: true,
  'not-finished': true, 'not-resolved': true, 'not-on-hold': true, unchanged: true, 'urged-lately': true, 'rated-already': true,
});
// prettier-ignore
const problems = all<AnswerProblem['type']>({
  'no-such-choice': true, 'not-a-number': true, 'out-of-range': true, 'too-long': true, 'not-yes-no': true, 'not-an-asset': true,
  'no-attachment': true, empty: true,
});

/** Keys made while running: the template with `*` for what is filled in → what it can become. */
const families: Readonly<Record<string, readonly string[]>> = {
  'status.*': statuses,
  'hold.*': holdReasons,
  'impact.*': impacts,
  'urgency.*': urgencies,
  'priority.*': priorities,
  'verb.*': [...verbIds, 'confirm', 'show'],
  'button.*': [...verbIds, 'confirm', 'show'],
  'usage.*': verbIds,
  'help.*': verbIds,
  'event.*': changes,
  'closed-by.*': closers,
  'refusal.*': refusals,
  'answer.*': ['yes', 'no'],
  'answer.problem.*': problems,
  'rating.*': ['1', '2', '3', '4', '5'],
  'why.target.*': targets,
  'ticket.held.*': holdReasons,
  'ticket.closed.*': closers,
  'form.words.*': ['reply', 'resolve', 'note', 'reopen'],
  'channel.*': [...new Set([...installedChannels, 'slack', 'dingtalk', 'wecom'])],
  'compose.*': ['reply', 'resolve', 'note', 'reopen'],
  'alert.*': ['unclaimed', 'untouched'],
  'alert.level.*': ['warn', 'breach', 'after'],
  'alert.line.*': watchTargets,
  'alert.target.*': watchTargets,
  'alert.title.*': watchTargets,
  'cause.*': breachCauses,
  'command.*-which': ['hold', 'priority'],
  'sla.title.*': periodNames,
  'sla.period.*': periodNames,
  'sla.by.*': ['priority', 'group', 'category'],
  'watch.audit.*': auditKinds,
  // Lists a value's words as buttons: `hold.vendor`, `priority.P2`.
  '*.*': [],
  '*.empty': ['list.queue', 'list.mine', 'list.my'],
  // Their ends are written where they are called: see copy-uses.ts.
  'field.*': [],
  'article.*': [],
  'article.status.*': articleStatuses,
  'article.state.*': articleStatuses,
  'ticket-article.*': ['suggested', 'used', 'resolved', 'drafted'],
  'article.part.*': ['title', 'body', 'steps'],
  'summary.*': ['known', 'tried', 'open'],
  'dialog.*': [],
};

const found = findCopyUses(root);
const uses = found.flatMap((use) =>
  use.maybe ? (families[use.key] ?? []).map((end) => ({ ...use, key: use.key.replace('*', end) })) : [use],
);

describe('what the code says', () => {
  test('is found by this test at all', () => {
    expect(uses.length).toBeGreaterThan(250);
  });

  test('has words for every key', () => {
    expect(uses.filter(({ key }) => !copy.has(key)).map(({ where, key }) => `${where} ${key}`)).toEqual([]);
  });

  test('makes keys only in families this test knows', () => {
    expect(
      found
        .filter(({ key, maybe }) => maybe && !(key in families))
        .map(({ where, key }) => `${where} ${key}`),
    ).toEqual([]);
  });

  test('fills in every parameter of the words', () => {
    const fills = (given: CopyUse['given'], key: string) =>
      given === null || parametersOf(key).every((name) => given.includes(name));
    // Of a family's calls one at least must be right: which one it is for a key only running can tell.
    const elsewhere = new Set(uses.filter(({ given, key }) => fills(given, key)).map(({ key }) => key));
    const missing = uses.filter(
      ({ given, key, maybe }) => !fills(given, key) && !(maybe && elsewhere.has(key)),
    );
    expect(missing.map(({ where, key }) => `${where} ${key} wants ${parametersOf(key).join(', ')}`)).toEqual(
      [],
    );
  });

  test('leaves no words unused', () => {
    const used = new Set(uses.map(({ key }) => key));
    expect([...copy.keys()].filter((key) => !used.has(key))).toEqual([]);
  });
});

describe.each(locales)('%s', (locale) => {
  const words = copies[locale];
  const word = (key: string): string => words.get(key) ?? '';

  test('has the same keys and parameters as zh-CN', () => {
    const shape = (from: Map<string, string>) =>
      [...from.keys()].sort().map((key) => `${key} ${parametersOf(key, from).join(' ')}`);
    expect(shape(words)).toEqual(shape(copy));
  });

  test('has text and paired stars under every key', () => {
    const spoilt = [...words].filter(
      ([, text]) => typeof text !== 'string' || text.trim() === '' || text.split('**').length % 2 === 0,
    );
    expect(spoilt).toEqual([]);
  });

  test.each<Verb>(verbs)('the word for $id is read as $id', ({ id, shape }) => {
    const ticket = shape === 'ticket' || shape === 'ticket-words';
    expect(parseCommand(word(`verb.${id}`) + (ticket ? ' T-12' : ''))).toMatchObject({
      type: 'command',
      verb: id,
      ticket: ticket ? 12 : null,
    });
    expect(parseCommand(word(`usage.${id}`))).toMatchObject({
      type: 'command',
      verb: id,
      ticket: ticket ? 12 : null,
    });
  });

  test('what stands for a verb of its own can be typed too', () => {
    expect(findDialogWord(`${word('verb.confirm')} T-12`)).toBe('solved');
    expect(parseCommand(`${word('verb.show')} T-12`)).toMatchObject({ verb: 'status', ticket: 12 });
  });

  test.each([
    ['solved', 'solved'],
    ['not-solved', 'not-solved'],
    ['skip', 'skip'],
    ['back', 'back'],
    ['cancel', 'cancel'],
    ['submit', 'yes'],
  ])('the button %s may be typed', (what, meaning) => {
    expect(findDialogWord(word(`dialog.${what}`))).toBe(meaning);
  });
});
